//! The gate: what rule packs make of findings, and what is said about a pack that is wrong.

use crate::support::{data, list, root, run, texts};
use serde_json::Value;

/// A change that opens a path from a user to administrator power.
pub(crate) const PLAN: &str = "minicases/01-trust-opened/plan.json";
/// A day on which nothing else depends.
pub(crate) const DAY: &str = "2026-05-20";

/// What `review` says of [`PLAN`] under the rules in `text`, and its exit code.
pub(crate) fn judged(text: &str) -> (Value, i32) {
    judged_as(&["review", data(PLAN).to_str().unwrap()], text)
}

pub(crate) fn judged_as(command: &[&str], text: &str) -> (Value, i32) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rules.toml");
    std::fs::write(&file, text).unwrap();
    let rules = ["--rules", file.to_str().unwrap(), "--today", DAY, "--format", "json"];
    let output = run(&[command, &rules].concat());
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    let report = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{error}"));
    (report, output.status.code().unwrap())
}

pub(crate) fn rules_of(report: &Value) -> Vec<&str> {
    list(report, "findings").iter().filter_map(|one| one["rule"].as_str()).collect()
}

pub(crate) fn fingerprint() -> String {
    let (report, code) = judged("");
    assert_eq!((code, list(&report, "findings").len()), (1, 1), "{report}");
    report["findings"][0]["id"].as_str().unwrap().to_owned()
}

pub(crate) fn waiver(finding: &str, created: &str, expires: &str) -> String {
    format!(
        "[waiver]\nid = \"W-1\"\nfinding = \"fp:{finding}\"\nreason = \"ticket 1\"\n\
         approved_by = \"security\"\ncreated = {created}\nexpires = {expires}\n"
    )
}

#[test]
fn a_waiver_opens_the_gate_as_long_as_it_holds() {
    let id = fingerprint();
    let (report, code) = judged(&waiver(&id, "2026-05-02", "2026-06-01"));
    assert_eq!(code, 0, "{report}");
    assert_eq!(report["waived"][0]["id"], id.as_str());
    assert!(list(&report, "findings").is_empty());

    let (report, code) = judged(&waiver(&id, "2026-05-02", "2026-05-19"));
    assert_eq!(code, 1);
    assert!(rules_of(&report).contains(&"waiver-expired"), "{report}");
    assert!(list(&report, "waived").is_empty());
}

#[test]
fn a_waiver_takes_no_pattern() {
    for pattern in ["*", "0123*", "????????????????"] {
        let text = waiver(pattern, "2026-05-02", "2026-06-01");
        let refused = trustdrift::rules::Ruleset::new(
            &[("rules.toml".to_owned(), text)],
            DAY.parse().unwrap(),
        );
        assert_eq!(refused.expect_err(pattern).place.line, 2);
    }
}

#[test]
fn what_a_person_must_decide_is_not_waived() {
    let gate = "[[gate]]\nid = \"people\"\nwhen = { class = \"path\" }\n\
                approvals = { count = 1, human = true }\n";
    let (report, code) = judged(&(waiver(&fingerprint(), "2026-05-02", "2026-06-01") + gate));
    assert_eq!(code, 1);
    assert!(rules_of(&report).contains(&"waiver-refused"), "{report}");
    let other = gate.replace("path", "logging");
    let (_, code) = judged(&(waiver(&fingerprint(), "2026-05-02", "2026-06-01") + &other));
    assert_eq!(code, 0);
}

#[test]
fn an_audit_says_which_waivers_name_nothing() {
    let state = data("minicases/01-trust-opened/before.tfstate");
    let audit = ["audit", state.to_str().unwrap()];
    let (report, _) = judged_as(&audit, &waiver("0123456789abcdef", "2026-05-02", "2026-06-01"));
    assert!(rules_of(&report).contains(&"waiver-unused"), "{report}");
}

#[test]
fn a_trust_node_without_owner_blocks_and_the_most_specific_owner_wins() {
    let owner =
        |id: &str, covers: &str| format!("[[owner]]\nid = \"{id}\"\ncovers = [\"{covers}\"]\n");
    let (report, _) = judged(&owner("team-network", "aws_vpc*"));
    assert!(rules_of(&report).contains(&"owner-missing"), "{report}");
    let all = owner("team-iam", "aws_iam_*")
        + &owner("team-deploy", "aws_iam_role.deploy")
        + &owner("team-people", "aws_iam_user.*");
    let (report, _) = judged(&all);
    assert!(!rules_of(&report).contains(&"owner-missing"), "{report}");
    assert_eq!(texts(&report["findings"][0]["owners"]), ["team-deploy", "team-people"]);
}

#[test]
fn whatever_class_it_is_of_what_nobody_owns_blocks() {
    let owner = "[[owner]]\nid = \"team-x\"\ncovers = [\"aws_x_*\"]\n";
    for case in ["log-trail/weakens-keys-left-out", "s3-access-block/weakens-block-removed"] {
        let case = data("surface").join(case);
        let sides = ["before", "after"].map(|side| case.join(side).display().to_string());
        let (report, code) = judged_as(&["diff", &sides[0], &sides[1]], owner);
        assert_eq!(code, 1);
        let missing = list(&report, "findings").iter().find(|one| one["rule"] == "owner-missing");
        assert_eq!(missing.expect("nobody owns it")["lane"], "block", "{report:#}");
    }
}

#[test]
fn an_invariant_blocks_the_path_that_breaks_it() {
    let rule = |from: &str, more: &str| {
        format!(
            "[[invariant]]\nid = \"no-way-up\"\nnever = \"path\"\nfrom = {{ kind = \"{from}\" }}\n\
             to = {{ kind = \"admin\" }}\ncontrols = [\"csf2:PR.AA-05\"]\n{more}"
        )
    };
    let broken = |text: String| {
        let (report, _) = judged(&text);
        let found = list(&report, "findings").iter().find(|one| one["rule"] == "invariant-broken");
        found.cloned()
    };
    let found = broken(rule("user", "")).expect("a user gets to administrator power");
    assert_eq!((&found["lane"], &found["to"]), (&"block".into(), &"ADMIN".into()));
    assert_eq!(texts(&found["controls"]), ["csf2:PR.AA-05"]);
    assert!(broken(rule("bucket", "")).is_none(), "no bucket acts");
    assert!(broken(rule("user", "except = [\"*:role/deploy\"]\n")).is_none());
}

#[test]
fn an_override_that_lowers_a_lane_is_a_finding() {
    let text = |lane: &str| {
        format!("[[override]]\nrule = \"path-to-admin\"\nlane = \"{lane}\"\nreason = \"noise\"\n")
    };
    let (report, code) = judged(&text("note"));
    assert_eq!(code, 1, "{report}");
    assert!(rules_of(&report).contains(&"core-weakened"));
    // A lower lane, though not the lowest.
    let (report, code) = judged(&text("review"));
    assert_eq!(code, 1);
    assert!(rules_of(&report).contains(&"core-weakened"), "{report}");
    let (report, _) = judged(&text("block"));
    assert!(!rules_of(&report).contains(&"core-weakened"), "{report}");
}

#[test]
fn a_selector_that_matches_nothing_is_said_unless_it_may() {
    let text = |more: &str| {
        format!(
            "[[target]]\nid = \"ghost\"\nmatch = {{ name = \"no-such\" }}\nmission = \"none\"\n{more}"
        )
    };
    let state = data("minicases/01-trust-opened/before.tfstate");
    let audit = ["audit", state.to_str().unwrap()];
    let (report, _) = judged_as(&audit, &text(""));
    assert!(rules_of(&report).contains(&"selector-empty"), "{report}");
    let (report, _) = judged_as(&audit, &text("allow_empty = true\n"));
    assert!(!rules_of(&report).contains(&"selector-empty"), "{report}");
}

#[test]
fn a_wrong_pack_ends_with_its_place_and_what_was_meant() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rules.toml");
    std::fs::write(&file, "[[gate]]\nid = \"a\"\nwhen = { clas = \"path\" }\n").unwrap();
    let plan = data(PLAN);
    let output = run(&["review", plan.to_str().unwrap(), "--rules", file.to_str().unwrap()]);
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(error.contains("rules.toml:3:10"), "{error}");
    assert!(error.contains("did you mean `class`?"), "{error}");
}

#[test]
fn every_changed_letter_of_every_key_is_found() {
    let mut tried = 0;
    for file in ["worked.toml", "every.toml"] {
        let text = std::fs::read_to_string(data("rules").join(file)).unwrap();
        trustdrift::rules::read::pack(file, &text).unwrap();
        for (line, start, key) in keys(&text) {
            for at in 0..key.len() {
                let other = if key.as_bytes()[at] == b'q' { "z" } else { "q" };
                let mut changed = text.clone();
                changed.replace_range(start + at..start + at + 1, other);
                let what = format!("{file}, line {line}, `{key}`, letter {at}");
                let error = trustdrift::rules::read::pack(file, &changed).expect_err(&what);
                assert_eq!(error.place.line, line, "{what}: {error}");
                assert!(error.place.column > 0, "{what}: {error}");
                let question = format!("did you mean `{key}`?");
                assert!(error.message.contains(&question), "{what}: {error}");
                tried += 1;
            }
        }
    }
    assert!(tried > 700, "{tried}");
}

#[test]
fn a_file_with_one_of_everything_is_in_force() {
    let text = std::fs::read_to_string(data("rules/every.toml")).unwrap();
    let (report, code) = judged(&text);
    assert_eq!(code, 1, "{report}");
    assert!(!rules_of(&report).contains(&"selector-empty"), "{report}");
}

/// Every key with its line and byte, those that a user makes up (of tags) left out.
fn keys(text: &str) -> Vec<(u32, usize, &str)> {
    let mut out = Vec::new();
    let mut begin = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let mut quoted = false;
        let mut word = None;
        for (at, letter) in line.char_indices() {
            let part = letter.is_ascii_lowercase() || letter == '_';
            match (letter, word) {
                ('#', _) if !quoted => break,
                ('"', _) => quoted = !quoted,
                (_, None) if part && !quoted => word = Some(at),
                (_, Some(from)) if !part => {
                    let rest = line.get(at..).unwrap().trim_start();
                    let is_key = rest.starts_with('=') || rest.starts_with('.') || letter == ']';
                    let own = line.get(..from).unwrap().ends_with("tag.");
                    if is_key && !own && !quoted {
                        let number = u32::try_from(number).unwrap() + 1;
                        out.push((number, begin + from, line.get(from..at).unwrap()));
                    }
                    word = None;
                }
                _ => {}
            }
        }
        begin += line.len();
    }
    out
}

#[test]
fn every_shipped_pack_loads_and_names_controls_that_exist() {
    for (name, _) in trustdrift::rules::ruleset::SHIPPED {
        let text = format!("packs = [\"{name}\"]\n");
        let (report, code) = judged(&text);
        assert!(code <= 1, "{name}: {report}");
    }
    let output = run(&["rules", "check"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn a_check_finds_what_is_vacuous_overlapping_or_ownerless() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rules.toml");
    let text = "[[gate]]\nid = \"all\"\nwhen = {}\n\
        [[gate]]\nid = \"one\"\nwhen = { class = \"path\" }\n\
        [[gate]]\nid = \"two\"\nwhen = { class = \"path\" }\n\
        [[target]]\nid = \"t\"\nmatch = {}\nmission = \"m\"\n\
        [[invariant]]\nid = \"i\"\nno_path = { from = {}, to = { kind = \"admin\" } }\n\
        [[owner]]\nid = \"a\"\ncovers = \"aws_iam_*\"\n[[owner]]\nid = \"b\"\ncovers = \"aws_iam_*\"\n";
    std::fs::write(&file, text).unwrap();
    let output = run(&["rules", "check", file.to_str().unwrap()]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    for what in [
        "gate `all` closes for every finding",
        "gates `one` and `two` close for the same findings",
        "target `t` means everything",
        "target `t` has no owner",
        "invariant `i` has a selector that means everything",
        "`aws_iam_*` is owned by `a` and `b`",
    ] {
        assert!(said.contains(what), "{what}: {said}");
    }
}

/// The manual names tests that exist, and each practice of its table names one.
#[test]
fn the_manual_names_tests_that_exist() {
    let manual = std::fs::read_to_string(root().join("docs/gate.md")).unwrap();
    let tests_of = |module: &str| {
        std::fs::read_to_string(root().join("tests/it").join(format!("{module}.rs"))).unwrap()
    };
    let exists = |name: &str| {
        let (module, test) = name.split_once("::").unwrap();
        let found = tests_of(module).contains(&format!("#[test]\nfn {test}()"));
        assert!(found, "{name}");
    };
    let words = |text: &str| -> Vec<String> {
        let quoted = text.split('`').skip(1).step_by(2);
        quoted.filter(|word| word.contains("::")).map(str::to_owned).collect()
    };
    words(&manual).iter().for_each(|name| exists(name));
    for number in 1..=13 {
        let begin = format!("| S{number} |");
        let row = manual.lines().find(|line| line.starts_with(&begin)).expect(&begin);
        assert!(!words(row).is_empty(), "{row}");
    }
}

#[test]
fn a_control_that_no_catalogue_has_is_refused() {
    let text = |control: &str| {
        format!("[[invariant]]\nid = \"i\"\nnever = \"path\"\ncontrols = [\"{control}\"]\n")
    };
    let day = DAY.parse().unwrap();
    let read =
        |text: String| trustdrift::rules::Ruleset::new(&[("rules.toml".to_owned(), text)], day);
    let withdrawn = read(text("csf2:PR.AC-05")).expect_err("it is withdrawn");
    assert_eq!((withdrawn.place.line, withdrawn.place.column), (4, 13), "{withdrawn}");
    assert!(withdrawn.message.contains("did you mean `csf2:PR.AA-05`?"), "{withdrawn}");
    assert!(read(text("csf2:PR.AA-05")).is_ok());
}

/// A role becomes administrator, and with it the users who may take it on a condition.
#[test]
fn a_hub_that_many_reach_needs_its_owner() {
    use crate::house::{House, PROVIDER, policy, role, user};
    let gate = "[[gate]]\nid = \"hub\"\nwhen = { fan_in = { min = 4, of = \"app\" } }\nlane = \"block\"\n\
                approvals = { count = 2, from = \"team-hub\" }\n";
    let judged = |users: &[&str]| {
        let arns: Vec<String> = users.iter().map(|one| format!("aws_iam_user.{one}.arn")).collect();
        let condition = "Condition = { IpAddress = { \"aws:SourceIp\" = \"203.0.113.0/24\" } }";
        let trusted = format!("{{ AWS = [{}] }}, {condition}", arns.join(", "));
        let people: String = users.iter().map(|one| user(one, "")).collect();
        let before = PROVIDER.to_owned() + &people + &role("hub", &trusted, "");
        let after = before.clone() + &policy("role", "hub", "Action = \"*\", Resource = \"*\"");
        let house = House::new(&[("before/main.tf", &before), ("after/main.tf", &after)]);
        house.write("rules.toml", gate);
        let (report, _) = house.judged(&["diff", "before", "after", "--rules", "rules.toml"]);
        texts(&report["findings"][0]["owners"])
    };
    assert!(judged(&["ann", "bea"]).is_empty());
    assert_eq!(judged(&["ann", "bea", "cyd"]), ["team-hub"]);
}

#[test]
fn a_pack_adds_nothing_to_a_pure_refactoring() {
    let plan = data("minicases/04-refactor-only/plan.json");
    let review = ["review", plan.to_str().unwrap()];
    let (_, alone) = judged_as(&review, "");
    let packs = "packs = [\"strict\", \"regulated\", \"ci-oidc\", \"eks\"]\n";
    let (report, code) = judged_as(&review, packs);
    assert_eq!((code, list(&report, "findings").len()), (alone, 0), "{report}");
}

#[test]
fn the_worked_example_loads_beside_the_core() {
    let worked = std::fs::read_to_string(data("rules/worked.toml")).unwrap();
    let (report, code) = judged(&worked);
    assert_eq!(code, 1, "{report}");
}
