//! Rules are tested: what a test may say, and the four cases of every shipped rule.

use crate::house::{House, PROVIDER, policy, role, user};
use crate::support::{entries, root, run};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn all_tests_of_shipped_rules_hold() {
    let output = run(&["rules", "test", "rulesets/tests"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains(", 0 do not"), "{said}");
}

/// The kinds of cases of each rule that has tests.
fn kinds() -> BTreeMap<String, BTreeSet<String>> {
    let tests = root().join("rulesets/tests");
    let files = [entries(&tests), entries(&tests.join("built-in"))].concat();
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.to_string_lossy().ends_with(".test.toml")) {
        let file: toml::Table = std::fs::read_to_string(file).unwrap().parse().unwrap();
        let rule = file["rule"].as_str().unwrap();
        for case in file["case"].as_array().unwrap() {
            let kind = case["kind"].as_str().unwrap().to_owned();
            out.entry(rule.to_owned()).or_default().insert(kind);
        }
    }
    out
}

#[test]
fn every_shipped_rule_has_its_four_cases() {
    let kinds = kinds();
    let mut rules: Vec<String> =
        trustdrift::graph::surface::SURFACES.iter().map(|surface| surface.id.to_owned()).collect();
    for (name, text) in trustdrift::rules::ruleset::SHIPPED {
        let pack = trustdrift::rules::read::pack(name, text).unwrap();
        rules.extend(pack.gate.iter().map(|gate| gate.id.get_ref().clone()));
        rules.extend(pack.invariant.iter().map(|one| one.id.get_ref().clone()));
    }
    rules.extend(trustdrift::diff::RULES.iter().map(|rule| (*rule).to_owned()));
    for rule in rules {
        let own = kinds.get(&rule).unwrap_or_else(|| panic!("{rule} has no tests"));
        assert_eq!(own.len(), 4, "{rule}: {own:?}");
    }
}

#[test]
fn every_shipped_rule_maps_to_controls_that_exist() {
    use trustdrift::rules::catalogue::control;
    for surface in trustdrift::graph::surface::SURFACES {
        assert!(!surface.controls.is_empty(), "{}", surface.id);
        for id in surface.controls {
            assert_eq!(control(id), Some(*id), "{}", surface.id);
        }
    }
    for notice in trustdrift::rules::notice::NOTICES {
        assert!(!notice.controls.is_empty(), "{}", notice.rule);
        for id in notice.controls {
            assert_eq!(control(id), Some(*id), "{}", notice.rule);
        }
    }
    for (name, text) in trustdrift::rules::ruleset::SHIPPED {
        let pack = trustdrift::rules::read::pack(name, text).unwrap();
        for gate in &pack.gate {
            assert!(!gate.controls.is_empty(), "{name}: {}", gate.id.get_ref());
        }
        for one in &pack.invariant {
            assert!(!one.controls.is_empty(), "{name}: {}", one.id.get_ref());
        }
    }
}

/// A test file on a user who may come to act as an administrator.
fn tested(expect: &str) -> (i32, String) {
    let before = PROVIDER.to_owned() + &user("app", "") + &user("idle", "");
    let after = before.clone()
        + &role("adm", "{ AWS = aws_iam_user.app.arn }", "")
        + &policy("role", "adm", "Action = \"*\", Resource = \"*\"");
    let house = House::new(&[("before/main.tf", &before), ("after/main.tf", &after)]);
    let text = format!(
        "rule = \"path-to-admin\"\n[[case]]\nname = \"a\"\nkind = \"violating\"\n\
         before = \"before\"\nafter = \"after\"\nexpect = [{expect}]\n"
    );
    house.write("a.test.toml", &text);
    house.run(&["rules", "test", "."])
}

#[test]
fn outcomes_are_what_a_test_may_expect() {
    for (expect, holds) in [
        ("{ path = { from = \"user/app\", to = \"ADMIN\" } }", true),
        ("{ path = { from = \"user/idle\", to = \"role/adm\" } }", false),
        ("{ no-path = { from = \"user/idle\", to = \"role/adm\" } }", true),
        ("{ no-path = { from = \"user/app\", to = \"ADMIN\" } }", false),
        ("{ finding = { rule = \"path-to-admin\", count = 1, lane = \"block\" } }", true),
        ("{ finding = { rule = \"path-to-admin\", lane = \"review\" } }", false),
        ("{ finding = { rule = \"log-*\", count = 0, about = \"user/app\" } }", true),
        ("{ lane = \"block\" }", true),
        ("{ lane = \"review\" }", false),
        ("{ owners = { rule = \"path-to-admin\", are = [] } }", true),
        ("{ owners = { rule = \"path-to-admin\", are = [\"a\"] } }", false),
        ("{ reach = { of = \"*:role/adm\", are = [\"user/app\"] } }", true),
        ("{ reach = { of = \"*:role/adm\", are = [] } }", false),
    ] {
        let (code, said) = tested(expect);
        assert_eq!(code, i32::from(!holds), "{expect}: {said}");
        assert!(!said.contains("refused"), "{expect}: {said}");
    }
}

#[test]
fn a_test_that_shows_nothing_is_refused() {
    for (expect, why) in [
        ("", "it expects nothing"),
        ("{ lane = \"fast\" }", "it also holds where there is nothing"),
        (
            "{ finding = { rule = \"log-trail\", count = 0 } }",
            "it also holds where there is nothing",
        ),
    ] {
        let (code, said) = tested(expect);
        assert_eq!(code, 1, "{expect}: {said}");
        assert!(said.contains(why), "{expect}: {said}");
    }
    let house = House::new(&[("main.tf", &(PROVIDER.to_owned() + &user("app", "")))]);
    house.write(
        "a.test.toml",
        "rule = \"x\"\n[[case]]\nname = \"a\"\nkind = \"conforming\"\nbefore = \".\"\nafter = \".\"\n\
         expect = [{ finding = { count = 0, about = \"user/app\" } }]\n",
    );
    let (code, said) = house.run(&["rules", "test", "a.test.toml"]);
    assert_eq!(code, 1);
    assert!(said.contains("before and after are the same"), "{said}");
}

#[test]
fn a_test_says_outcomes_and_nothing_of_the_text() {
    let (code, said) = tested("{ matches = \"Action\" }");
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("unknown variant `matches`") && said.contains("a.test.toml:7"), "{said}");
    let (code, said) = tested("{ finding = { rul = \"x\" } }");
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("did you mean `rule`?"), "{said}");
    let house = House::new(&[]);
    assert_eq!(house.run(&["rules", "test", "."]).0, 2);
}
