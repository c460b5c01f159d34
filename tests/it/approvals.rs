//! Who must agree, and whose agreement does not count.

use crate::gate::{DAY, PLAN};
use crate::support::{data, list, run, texts};
use serde_json::{Value, json};

/// A gate on paths, and the owners of both ends of the one that the change opens.
const RULES: &str = r#"
[[owner]]
id = "team-deploy"
covers = "aws_iam_role.*"
members = ["@dora", "@both"]
[[owner]]
id = "team-people"
covers = "aws_iam_user.*"
members = ["@paul", "@both"]
deputy = "security"
[[owner]]
id = "security"
covers = "aws_kms_*"
members = "@sally"
[[gate]]
id = "people"
when = { class = "path" }
approvals = { count = 1, from = "owner(from) & owner(to)", human = true, not_author = true, after_last_push = true }
"#;

/// The report and exit code under some rules, with what the forge says.
fn judged(rules: &str, events: &[Value]) -> (Value, i32) {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        file.display().to_string()
    };
    let plan = data(PLAN).display().to_string();
    let rules = write("rules.toml", rules);
    let mut arguments = vec!["review".to_owned(), plan, "--rules".to_owned(), rules];
    arguments.extend(["--today", DAY, "--format", "json"].map(str::to_owned));
    for (number, event) in events.iter().enumerate() {
        let file = write(&format!("event{number}.json"), &event.to_string());
        arguments.extend(["--event".to_owned(), file]);
    }
    let output = run(&arguments);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    let report = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{error}"));
    (report, output.status.code().unwrap())
}

/// What our own format says: who made the change, its newest commit, who approved on which.
fn told(approvals: &[(&str, &str)]) -> Value {
    let approvals: Vec<Value> =
        approvals.iter().map(|(by, commit)| json!({"by": by, "commit": commit})).collect();
    json!({"author": "author", "head": "c2", "approvals": approvals})
}

#[track_caller]
fn refused(events: &[Value], why: &str) {
    let (report, code) = judged(RULES, events);
    assert_eq!(code, 1, "{why}: {report:#}");
    let finding = &list(&report, "findings")[0];
    assert_ne!(finding["lane"], "note");
    let said = texts(&finding["approvals"]).join("\n");
    assert!(said.contains(why), "{why} in {said}");
}

#[test]
fn owners_of_both_ends_open_the_gate() {
    for approvals in [
        &[("both", "c2")][..],
        &[("dora", "c2"), ("paul", "c2")],
        // A deputy stands in.
        &[("dora", "c2"), ("sally", "c2")],
    ] {
        let (report, code) = judged(RULES, &[told(approvals)]);
        assert_eq!(code, 0, "{approvals:?}: {report:#}");
        let finding = &list(&report, "findings")[0];
        assert_eq!(finding["lane"], "note");
        assert_eq!(texts(&finding["gates"]), ["people"]);
        let said = texts(&finding["approvals"]).join("\n");
        assert!(said.contains(&format!("@{} approved it", approvals[0].0)), "{said}");
    }
}

#[test]
fn nobody_else_opens_it() {
    refused(&[], "asks for 1 approval of team-people and team-deploy");
    // The owner of one end.
    refused(&[told(&[("dora", "c2")])], "@dora approved it");
    refused(&[told(&[("stranger", "c2")])], "they are not of");
    refused(&[told(&[("both", "c1")])], "it is on c1, not on the newest commit");
    let mut by_author = told(&[("both", "c2")]);
    by_author["author"] = "Both".into();
    refused(&[by_author], "they made the change");
    let mut by_writer = told(&[("both", "c2")]);
    by_writer["commits"] = json!([{"id": "c2", "author": "both", "message": "x"}]);
    refused(&[by_writer], "they made the change");
    let mut bot = told(&[]);
    bot["approvals"] = json!([{"by": "both", "bot": true, "commit": "c2"}]);
    refused(&[bot], "it is no person");
    let mut nobody = told(&[("both", "c2")]);
    nobody.as_object_mut().unwrap().remove("author");
    refused(&[nobody], "nobody tells who made the change");
    let mut open = told(&[]);
    open["approvals"] = json!([{"by": "both"}]);
    refused(&[open], "a commit that nobody tells");
}

#[test]
fn a_bot_of_an_owning_team_is_no_person() {
    let rules = RULES.replace("@both", "helper[bot]");
    let (report, code) = judged(&rules, &[told(&[("helper[bot]", "c2")])]);
    assert_eq!(code, 1);
    let said = texts(&list(&report, "findings")[0]["approvals"]).join("\n");
    assert!(said.contains("it is no person"), "{said}");
}

fn github(user: &str, state: &str, commit: &str) -> Value {
    json!({"user": {"login": user, "type": "User"}, "state": state, "commit_id": commit})
}

fn pull_request() -> Value {
    json!({"action": "submitted", "pull_request": {
        "user": {"login": "author", "type": "User"},
        "head": {"sha": "c2", "ref": "topic"}, "base": {"sha": "c0"}, "labels": []}})
}

#[test]
fn github_tells_of_approvals() {
    let mut event = pull_request();
    event["review"] = github("both", "approved", "c2");
    assert_eq!(judged(RULES, &[event.clone()]).1, 0);
    event["review"] = github("both", "commented", "c2");
    refused(&[event.clone()], "asks for");
    event["review"] = github("both", "approved", "c1");
    refused(&[event.clone()], "it is on c1");
    event["review"]["user"]["type"] = "Bot".into();
    event["review"]["commit_id"] = "c2".into();
    refused(&[event], "it is no person");

    let reviews = json!([github("dora", "APPROVED", "c2"), github("paul", "APPROVED", "c2")]);
    assert_eq!(judged(RULES, &[pull_request(), reviews]).1, 0);
    // The last word of each counts.
    let reviews = json!([github("both", "APPROVED", "c2"), github("both", "DISMISSED", "c2")]);
    refused(&[pull_request(), reviews], "asks for");
}

fn merge_request(action: &str, user: &str) -> Value {
    json!({"object_kind": "merge_request", "user": {"id": 7, "username": user},
        "object_attributes": {"action": action, "author_id": 1, "source_branch": "topic",
            "last_commit": {"id": "c2", "message": "x", "author": {"name": "A", "email": "a@example.com"}}},
        "labels": []})
}

#[test]
fn gitlab_tells_of_approvals() {
    assert_eq!(judged(RULES, &[merge_request("approved", "both")]).1, 0);
    refused(&[merge_request("update", "both")], "asks for");
    refused(&[merge_request("approved", "stranger")], "they are not of");
    refused(&[merge_request("approved", "project_1_bot_x")], "it is no person");
    let mut own = merge_request("approved", "both");
    own["user"]["id"] = 1.into();
    refused(&[own], "they made the change");
    // The list of approvals does not say on which commit they are.
    let list = json!({"approved_by": [{"user": {"id": 7, "username": "both"}}]});
    refused(&[merge_request("update", "author"), list], "a commit that nobody tells");
}

#[test]
fn what_tells_of_no_change_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("event.json");
    for (text, id) in [("{}", "input-shape"), ("[{}]", "input-shape"), ("{", "input-truncated")] {
        std::fs::write(&file, text).unwrap();
        let plan = data(PLAN);
        let output = run(&["review", plan.to_str().unwrap(), "--event", file.to_str().unwrap()]);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{text}: {error}");
        assert!(error.contains(id), "{text}: {error}");
    }
}

#[test]
fn more_approvals_count_each_person_once() {
    let rules = RULES.replace("count = 1", "count = 2");
    let both = told(&[("both", "c2"), ("both", "c2")]);
    assert_eq!(judged(&rules, &[both]).1, 1);
    let two = told(&[("both", "c2"), ("dora", "c2")]);
    assert_eq!(judged(&rules, &[two]).1, 0);
}

#[test]
fn each_demand_is_asked_only_where_it_is_written() {
    let without = |key: &str| RULES.replace(&format!("{key} = true"), &format!("{key} = false"));
    let mut own = told(&[("both", "c2")]);
    own["author"] = "both".into();
    assert_eq!(judged(&without("not_author"), &[own]).1, 0);
    assert_eq!(judged(&without("after_last_push"), &[told(&[("both", "c1")])]).1, 0);
    let mut bot = told(&[]);
    bot["approvals"] = json!([{"by": "both", "bot": true, "commit": "c2"}]);
    assert_eq!(judged(&without("human"), &[bot]).1, 0);
}

#[test]
fn an_approval_does_not_answer_what_another_gate_demands() {
    let hard = "[[gate]]\nid = \"never\"\nwhen = { class = \"path\" }\nlane = \"block\"\n";
    let (report, code) = judged(&(RULES.to_owned() + hard), &[told(&[("both", "c2")])]);
    assert_eq!(code, 1);
    assert_eq!(list(&report, "findings")[0]["lane"], "block", "{report:#}");
}
