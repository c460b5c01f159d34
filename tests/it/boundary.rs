//! Which changes are looked at though they move no trust, and by whose rules.

use crate::house::{House, PROVIDER, of, policy, role, user};
use crate::support::{list, texts};
use serde_json::json;

const MODES: [&str; 3] = ["trust-delta", "ai-any", "all"];

/// A configuration, and the same with another comment: no trust moves.
fn tree(comment: &str) -> String {
    format!("# {comment}\n{PROVIDER}{}", user("app", ""))
}

fn lane(house: &House, mode: &str, event: &serde_json::Value) -> String {
    house.write("rules.toml", &format!("[boundary]\nmode = \"{mode}\"\n"));
    house.write("event.json", &event.to_string());
    let arguments = ["diff", "before", "after", "--rules", "rules.toml", "--event", "event.json"];
    let (report, code) = house.judged(&arguments);
    let lane = report["verdict"]["lane"].as_str().unwrap().to_owned();
    assert_eq!(code, i32::from(lane != "fast"), "{report:#}");
    lane
}

#[test]
fn one_change_three_boundaries_three_lanes() {
    let house = House::new(&[("before/main.tf", &tree("a")), ("after/main.tf", &tree("b"))]);
    let commit = |message: &str, verified: bool| {
        json!({"author": "alice", "head": "c1", "approvals": [],
            "commits": [{"id": "c1", "author": "alice", "message": message, "verified": verified}]})
    };
    let table = [
        // An agent signs: fast under trust-delta, looked at under ai-any.
        (
            commit("x\n\nCo-authored-by: Claude <noreply@anthropic.com>", true),
            ["fast", "review", "review"],
        ),
        (commit("x\n\nAssisted-by: AGENT:MODEL", true), ["fast", "review", "review"]),
        (commit("x\n\nGenerated-by: tool", true), ["fast", "review", "review"]),
        // People alone, as the commit says and the forge verified.
        (commit("x\n\nAI-assistance: none", true), ["fast", "fast", "review"]),
        // Nobody verified it, or nobody says anything: it may be anybody's.
        (commit("x\n\nAI-assistance: none", false), ["fast", "review", "review"]),
        (commit("x", true), ["fast", "review", "review"]),
        (json!({"author": "alice", "labels": ["ai-generated"]}), ["fast", "review", "review"]),
        (json!({"author": "copilot-swe-agent[bot]"}), ["fast", "review", "review"]),
        (json!({"author": "alice", "branch": "copilot/fix-1"}), ["fast", "review", "review"]),
    ];
    for (event, want) in table {
        let lanes = MODES.map(|mode| lane(&house, mode, &event));
        assert_eq!(lanes, want, "{event}");
    }
}

#[test]
fn a_sign_may_raise_a_lane_and_never_lower_one() {
    let opens = policy("user", "app", "Action = \"*\", Resource = \"*\"");
    let after = tree("b") + &opens;
    let house = House::new(&[("before/main.tf", &tree("a")), ("after/main.tf", &after)]);
    let declared = json!({"author": "alice", "commits": [
        {"id": "c1", "author": "alice", "message": "x\n\nAI-assistance: none", "verified": true}]});
    let agent = json!({"author": "alice", "labels": ["ai"]});
    for event in [declared, agent, json!({"author": "alice"})] {
        for mode in MODES {
            let house = &house;
            assert_ne!(lane(house, mode, &event), "fast", "{mode}: {event}");
        }
    }
}

#[test]
fn a_person_answers_the_boundary() {
    let house = House::new(&[("before/main.tf", &tree("a")), ("after/main.tf", &tree("b"))]);
    let event = |by: &str| {
        json!({"author": "alice", "head": "c1", "labels": ["ai"],
            "approvals": [{"by": by, "commit": "c1"}]})
    };
    assert_eq!(lane(&house, "ai-any", &event("bob")), "fast");
    assert_eq!(lane(&house, "ai-any", &event("alice")), "review");
    assert_eq!(lane(&house, "ai-any", &event("renovate[bot]")), "review");
}

#[test]
fn nothing_changed_is_nothing_to_look_at() {
    let house = House::new(&[("before/main.tf", &tree("a")), ("after/main.tf", &tree("a"))]);
    assert_eq!(lane(&house, "all", &json!({"author": "alice", "labels": ["ai"]})), "fast");
}

#[test]
fn each_path_has_its_boundary() {
    let rules = "[boundary]\nmode = \"trust-delta\"\n\
                 [[boundary.path]]\nfiles = \"prod/*\"\nmode = \"all\"\n";
    let house = House::new(&[
        ("trustdrift.toml", rules),
        ("prod/main.tf", &tree("a")),
        ("test/main.tf", &tree("a")),
    ]);
    house.git(&["init", "-q", "-b", "main"]);
    house.commit("first");
    let lane = |dir: &str| {
        let base = format!("git:HEAD:{dir}");
        let (report, _) = house.judged(&["diff", &base, dir]);
        report["verdict"]["lane"].as_str().unwrap().to_owned()
    };
    house.write("test/main.tf", &tree("b"));
    assert_eq!(lane("test"), "fast");
    house.write("prod/main.tf", &tree("b"));
    assert_eq!(lane("prod"), "review");
}

#[test]
fn commits_tell_who_had_a_hand_in_them() {
    let rules = "[boundary]\nmode = \"ai-any\"\n";
    let house = House::new(&[("trustdrift.toml", rules), ("main.tf", &tree("a"))]);
    house.git(&["init", "-q", "-b", "main"]);
    house.commit("first");
    house.git(&["checkout", "-q", "-b", "topic"]);
    house.write("main.tf", &tree("b"));
    house.commit("second\n\nCo-authored-by: Cursor Agent <cursoragent@cursor.com>");
    let (report, code) = house.judged(&["review"]);
    assert_eq!(code, 1, "{report:#}");
    let found = of(&report, "change-review");
    assert!(found[0]["title"].as_str().unwrap().contains("cursoragent@cursor.com"), "{found:#?}");
}

/// What opens a path, and an override and a waiver that would hide it.
fn hidden(id: &str) -> String {
    format!(
        "[[override]]\nrule = \"path-to-*\"\nlane = \"note\"\nreason = \"noise\"\n\
         [waiver]\nid = \"W-1\"\nfinding = \"fp:{id}\"\nreason = \"ticket\"\n\
         approved_by = \"me\"\ncreated = 2026-05-01\nexpires = 2026-06-01\n"
    )
}

#[test]
fn rules_that_change_are_judged_by_those_before() {
    let before = format!(
        "{PROVIDER}{}{}",
        user("app", ""),
        role("adm", "{ AWS = aws_iam_user.app.arn }", "")
    );
    let admin = policy("role", "adm", "Action = \"*\", Resource = \"*\"");
    let gate = "[[gate]]\nid = \"mine\"\nwhen = { class = \"path\" }\nlane = \"block\"\n";
    let house = House::new(&[("main.tf", &before), ("trustdrift.toml", gate)]);
    house.git(&["init", "-q", "-b", "main"]);
    house.commit("first");
    house.git(&["checkout", "-q", "-b", "topic"]);
    house.write("main.tf", &(before.clone() + &admin));
    let (report, code) = house.judged(&["review"]);
    assert_eq!((code, of(&report, "rules-weakened").len()), (1, 0), "{report:#}");
    let finding = &list(&report, "findings")[0];
    let id = finding["id"].as_str().unwrap();

    // The same change takes the gate away and waives what it opens: neither counts, all of it is told.
    house.write("trustdrift.toml", &hidden(id));
    let (report, code) = house.judged(&["review"]);
    assert_eq!(code, 1);
    let same = list(&report, "findings").iter().find(|one| one["id"] == id).unwrap();
    assert_eq!((&same["lane"], texts(&same["gates"])), (&"block".into(), vec!["mine".to_owned()]));
    let told: Vec<&str> =
        of(&report, "rules-weakened").iter().map(|one| one["title"].as_str().unwrap()).collect();
    assert_eq!(told.len(), 3, "{told:?}");

    // Stricter rules are no news, and do not count yet.
    house.write("trustdrift.toml", &(gate.to_owned() + "[[gate]]\nid = \"more\"\nwhen = {}\n"));
    let (report, _) = house.judged(&["review"]);
    assert!(of(&report, "rules-weakened").is_empty(), "{report:#}");
    let same = list(&report, "findings").iter().find(|one| one["id"] == id).unwrap();
    assert_eq!(texts(&same["gates"]), ["mine"]);

    // To take the file away is to take its rules away.
    std::fs::remove_file(house.path().join("trustdrift.toml")).unwrap();
    let (report, _) = house.judged(&["review"]);
    assert_eq!(of(&report, "rules-weakened").len(), 1, "{report:#}");
}

#[test]
fn directories_bring_their_rules() {
    let gate = "[[gate]]\nid = \"mine\"\nwhen = { class = \"path\" }\nlane = \"block\"\n";
    let after = tree("b") + &policy("user", "app", "Action = \"*\", Resource = \"*\"");
    let house = House::new(&[
        ("before/main.tf", &tree("a")),
        ("before/trustdrift.toml", gate),
        ("after/main.tf", &after),
        ("after/trustdrift.toml", ""),
    ]);
    let (report, code) = house.judged(&["diff", "before", "after"]);
    assert_eq!(code, 1);
    assert_eq!(of(&report, "rules-weakened").len(), 1, "{report:#}");
    assert!(
        list(&report, "findings").iter().any(|one| texts(&one["gates"]) == ["mine"]),
        "{report:#}"
    );
}
