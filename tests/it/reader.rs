//! Who newly reads what is secret, and who does not: the folders of `testdata/reader` are rules, the
//! names of their cases say what is expected as for surfaces.

use crate::support::{blames, data, entries, list, report, run};
use crate::surface::{check, gist, of_rule};
use serde_json::Value;
use std::path::Path;

fn each_case(judge: &dyn Fn(&str, &str, &Path)) {
    for folder in entries(&data("reader")) {
        let rule = folder.file_name().unwrap().to_str().unwrap().to_owned();
        for case in entries(&folder) {
            judge(&rule, case.file_name().unwrap().to_str().unwrap(), &case);
        }
    }
}

fn compared(case: &Path) -> Value {
    report("diff", &[&case.join("before"), &case.join("after")]).0
}

#[test]
fn readers_are_found_as_their_cases_say() {
    each_case(&|rule, name, case| {
        let (before, after) = (case.join("before"), case.join("after"));
        let forth = compared(case);
        check(rule, name, &forth);
        // One change is one finding, whichever of the rules tells it.
        let other = if rule == "secret-reader" { "secret-rewriter" } else { "secret-reader" };
        assert!(of_rule(&forth, "findings", other).is_empty(), "{rule}/{name}: {forth:#}");
        let (back, _) = report("diff", &[&after, &before]);
        assert!(of_rule(&back, "findings", rule).is_empty(), "{rule}/{name} reversed: {back:#}");
        // What goes back to a condition is not gone.
        let found = of_rule(&forth, "findings", rule);
        found.iter().for_each(|one| blames(&after.join("main.tf"), one));
        if found.first().is_some_and(|one| one["drift"] != "widened") {
            assert!(!of_rule(&back, "resolved", rule).is_empty(), "{rule}/{name}: {back:#}");
        }
        let (same, _) = report("diff", &[&after, &after]);
        assert!(of_rule(&same, "findings", rule).is_empty(), "{rule}/{name}: {same:#}");
    });
}

#[test]
fn plans_tell_the_same_as_directories() {
    let mut plans = 0;
    each_case(&|rule, name, case| {
        let plan = case.join("plan.json");
        if !plan.exists() {
            return;
        }
        let (planned, _) = report("review", &[&plan]);
        check(rule, name, &planned);
        let gists = |report: &Value| -> Vec<_> {
            of_rule(report, "findings", rule).into_iter().map(gist).collect()
        };
        let compared = compared(case);
        assert_eq!(gists(&planned), gists(&compared), "{rule}/{name}: {planned:#} {compared:#}");
    });
    for folder in entries(&data("reader")) {
        let cases = entries(&folder);
        plans += cases.iter().filter(|case| case.join("plan.json").exists()).count();
    }
    assert!(plans >= 10, "only {plans} plans");
}

#[test]
fn a_condition_is_named_and_a_key_elsewhere_is_not_known() {
    let found = compared(&data("reader/secret-reader/weakens-behind-an-endpoint"));
    let found = of_rule(&found, "findings", "secret-reader");
    assert_eq!(found[0]["certainty"], "conditional");
    let step = &list(found[0], "path")[0];
    let named = |word: &str| {
        list(step, "requires").iter().any(|one| one.to_string().to_lowercase().contains(word))
    };
    assert!(named("aws:sourcevpce"), "{step:#}");
}

/// A finished change that brings a secret with its own reader is a note, and closes no gate.
#[test]
fn what_is_all_new_is_a_note() {
    let found = compared(&data("reader/secret-reader/weakens-all-new"));
    let found = of_rule(&found, "findings", "secret-reader");
    assert_eq!(found[0]["lane"], "note");
    let old = compared(&data("reader/secret-reader/weakens-new-role"));
    let old = of_rule(&old, "findings", "secret-reader");
    assert_eq!(old[0]["lane"], "review");
}

/// Data that is no secret by its kind is one if the user says so.
#[test]
fn what_the_user_names_sensitive_has_readers() {
    let case = data("sensitive");
    let sides = [case.join("before"), case.join("after")].map(|side| side.display().to_string());
    let with = |selectors: &[&str]| -> Vec<(String, String)> {
        let mut arguments = vec!["diff", &sides[0], &sides[1], "--format", "json"];
        for selector in selectors {
            arguments.extend(["--sensitive", selector]);
        }
        let output = run(&arguments);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let found = of_rule(&report, "findings", "secret-reader").into_iter();
        let text = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
        found.map(|one| (text(one, "title"), text(one, "severity"))).collect()
    };
    assert_eq!(with(&[]), []);
    let told = with(&["customers", "tag:tier=gold"]);
    let want = |what: &str| (format!("user/ann can read {what}"), "high".to_owned());
    assert_eq!(told, [want("table/orders and 1 more")]);
}
