//! What is accepted for a time: waivers and states.

use crate::house::{House, PROVIDER, of, policy, role, user};
use crate::support::list;
use serde_json::Value;

/// Users who may take a role; `condition` narrows how.
fn tree(users: &[&str], condition: &str) -> String {
    let mut out = PROVIDER.to_owned();
    for name in users {
        out += &user(name, "");
    }
    let principals: Vec<String> =
        users.iter().map(|name| format!("aws_iam_user.{name}.arn")).collect();
    let trusted = format!("{{ AWS = [{}] }}{condition}", principals.join(", "));
    out + &role("adm", &trusted, "") + &policy("role", "adm", "Action = \"*\", Resource = \"*\"")
}

const CONDITION: &str = ", Condition = { IpAddress = { \"aws:SourceIp\" = \"203.0.113.0/24\" } }";

fn waiver(id: &str, more: &str) -> String {
    format!(
        "[waiver]\nid = \"W-1\"\nfinding = \"fp:{id}\"\nreason = \"ticket 1\"\nowner = \"team-iam\"\n\
         approved_by = \"security\"\ncreated = 2026-05-01\nexpires = 2026-06-01\n{more}"
    )
}

fn audit(house: &House, state: &str, rules: &str, day: &str) -> (Value, i32) {
    house.write("now/main.tf", state);
    house.write("rules.toml", rules);
    let output =
        house.run(&["audit", "now", "--rules", "rules.toml", "--today", day, "--format", "json"]);
    (serde_json::from_str(&output.1).unwrap_or_else(|_| panic!("{}", output.1)), output.0)
}

#[test]
fn the_life_of_a_waiver() {
    let house = House::new(&[]);
    let narrow = tree(&["ann"], CONDITION);
    let (report, _) = audit(&house, &narrow, "", "2026-05-10");
    let path = of(&report, "path-to-admin");
    let [path] = path.as_slice() else { panic!("{report:#}") };
    assert_eq!(path["certainty"], "conditional");
    let text = waiver(path["id"].as_str().unwrap(), "starts = 1\ncertainty = \"conditional\"\n");
    let said = |state: &str, day: &str| {
        let (report, _) = audit(&house, state, &text, day);
        let about = list(&report, "findings").iter().filter_map(|one| one["rule"].as_str());
        let about: Vec<String> =
            about.filter(|rule| rule.starts_with("waiver-")).map(str::to_owned).collect();
        (about, list(&report, "waived").len())
    };
    // Fresh.
    assert_eq!(said(&narrow, "2026-05-10"), (vec![], 1));
    assert_eq!(said(&narrow, "2026-06-01"), (vec![], 1));
    // Not yet, and no longer.
    assert_eq!(said(&narrow, "2026-04-30"), (vec!["waiver-expired".to_owned()], 0));
    assert_eq!(said(&narrow, "2026-06-02"), (vec!["waiver-expired".to_owned()], 0));
    // What it accepted is gone.
    let closed = PROVIDER.to_owned() + &user("ann", "");
    assert_eq!(said(&closed, "2026-05-10"), (vec!["waiver-unused".to_owned()], 0));
}

#[test]
fn a_waiver_ends_when_more_get_there_or_it_gets_surer() {
    let house = House::new(&[]);
    let two = tree(&["ann", "bea"], "");
    let (report, _) = audit(&house, &two, "", "2026-05-10");
    let id = of(&report, "path-to-admin")[0]["id"].as_str().unwrap().to_owned();
    let outgrown = |more: &str| {
        let (report, _) = audit(&house, &two, &waiver(&id, more), "2026-05-10");
        (of(&report, "waiver-outgrown").len(), list(&report, "waived").len())
    };
    assert_eq!(outgrown(""), (0, 1));
    assert_eq!(outgrown("starts = 1\n"), (1, 0));
    assert_eq!(outgrown("starts = 9\n"), (0, 1));
    assert_eq!(outgrown("certainty = \"conditional\"\n"), (1, 0));
    assert_eq!(outgrown("starts = 1\nmax_widening = \"any\"\n"), (0, 1));
}

#[test]
fn a_waiver_does_not_outlive_what_it_was_given_for() {
    let house = House::new(&[("before/main.tf", &tree(&["ann"], CONDITION))]);
    house.write("after/main.tf", &tree(&["ann"], ""));
    let (report, _) = house.judged(&["diff", "before", "after"]);
    let widened = list(&report, "findings").iter().find(|one| one["drift"] == "widened").unwrap();
    house.write("rules.toml", &waiver(widened["id"].as_str().unwrap(), ""));
    let (report, code) = house.judged(&["diff", "before", "after", "--rules", "rules.toml"]);
    assert_eq!(code, 1);
    assert_eq!(of(&report, "waiver-outgrown").len(), 1, "{report:#}");
    assert!(list(&report, "waived").is_empty());
}

#[test]
fn what_is_not_known_is_not_waived() {
    let case = crate::support::data("surface/log-retention/unknown-days");
    let house = House::new(&[]);
    let sides = [case.join("before"), case.join("after")].map(|side| side.display().to_string());
    let arguments = ["diff", &sides[0], &sides[1]];
    let (report, _) = house.judged(&arguments);
    let found = of(&report, "log-retention");
    assert_eq!(found[0]["certainty"], "unknown", "{report:#}");
    house.write("rules.toml", &waiver(found[0]["id"].as_str().unwrap(), ""));
    let (report, code) = house.judged(&[&arguments[..], &["--rules", "rules.toml"]].concat());
    assert_ne!(code, 0);
    assert_eq!(of(&report, "waiver-refused").len(), 1, "{report:#}");
}

#[test]
fn a_waiver_holds_no_longer_than_the_rules_allow() {
    let day = crate::gate::DAY.parse().unwrap();
    let read = |text: String| trustdrift::rules::Ruleset::new(&[("r.toml".to_owned(), text)], day);
    let text = waiver("0123456789abcdef", "");
    assert!(read(format!("waiver_days_max = 31\n{text}")).is_ok());
    let error = read(format!("waiver_days_max = 30\n{text}")).expect_err("it is too long");
    assert!(error.message.contains("31 days"), "{error}");
    assert_eq!(error.place.line, 3);
}

#[test]
fn two_runs_give_the_same_bytes() {
    let house = House::new(&[("now/main.tf", &tree(&["ann", "bea"], ""))]);
    let rules = waiver("0123456789abcdef", "")
        + "[[owner]]\nid = \"a\"\ncovers = \"aws_x*\"\n\
         [[invariant]]\nid = \"i\"\nno_path = { from = { kind = \"user\" }, to = { kind = \"admin\" } }\n";
    house.write("rules.toml", &rules);
    for format in ["github", "gitlab", "html", "json", "junit", "markdown", "sarif", "table"] {
        let arguments =
            ["audit", "now", "--rules", "rules.toml", "--today", "2026-05-10", "--format", format];
        let (first, second) = (house.run(&arguments), house.run(&arguments));
        assert_eq!(first, second, "{format}");
        assert!(first.1.contains("invariant-broken"), "{format}: {}", first.1);
    }
}

#[test]
fn an_accepted_state_moves_forward_through_a_passing_run_alone() {
    let house = House::new(&[("now/main.tf", &tree(&["ann"], ""))]);
    let accept =
        |day: &str| house.run(&["snapshot", "now", "-o", "state.json", "--accept", "--today", day]);
    let state = || std::fs::read(house.path().join("state.json")).unwrap();
    assert_eq!(accept("2026-05-01").0, 0);
    let first = state();

    // What stood is noted, with its age.
    let audit = |day: &str| {
        let arguments =
            ["audit", "now", "--accepted", "state.json", "--today", day, "--format", "json"];
        let (code, text) = house.run(&arguments);
        (serde_json::from_str::<Value>(&text).unwrap(), code)
    };
    let (report, code) = audit("2026-05-21");
    assert_eq!(code, 0, "{report:#}");
    let path = of(&report, "path-to-admin")[0];
    assert_eq!(
        (&path["lane"], &path["accepted"]),
        (&"note".into(), &"since 2026-05-01, 20 days".into())
    );

    // Something else that opens a path is neither noted nor accepted.
    let more = tree(&["ann"], "")
        + &user("eve", "")
        + &policy("user", "eve", "Action = \"*\", Resource = \"*\"");
    let opened = more
        + "resource \"aws_iam_user\" \"zed\" {\n  name = \"zed\"\n}\n"
        + &policy("user", "zed", "Action = \"sts:AssumeRole\", Resource = \"*\"")
        + &role("other", "{ AWS = aws_iam_user.ann.arn }", "")
        + &policy("role", "other", "Action = \"s3:*\", Resource = \"*\"");
    house.write(
        "now/main.tf",
        &opened
            .replace("Principal = { AWS = [aws_iam_user.ann.arn] }", "Principal = { AWS = \"*\" }"),
    );
    let (code, said) = accept("2026-05-22");
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("state.json stays as it is"), "{said}");
    assert_eq!(state(), first);
    let (report, code) = audit("2026-05-22");
    assert_eq!(code, 1);
    assert!(list(&report, "findings").iter().any(|one| one["lane"] == "block"), "{report:#}");

    // What passes moves it, and what was accepted keeps its day.
    house.write("now/main.tf", &(tree(&["ann"], "") + &user("new", "")));
    assert_eq!(accept("2026-05-23").0, 0);
    assert_ne!(state(), first);
    let (report, _) = audit("2026-05-23");
    assert_eq!(of(&report, "path-to-admin")[0]["accepted"], "since 2026-05-01, 22 days");
    // It is a snapshot like any other.
    assert_eq!(house.judged(&["diff", "state.json", "now"]).1, 0);
}
