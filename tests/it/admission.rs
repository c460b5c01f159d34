//! Policies of resources and roles open where their folder says so, and do not in the nearest misses:
//! `opens-HOW`, `keeps-WHY`, by the rule that is to speak or to be silent.

use crate::support::{data, entries, list, report, run};
use serde_json::Value;

fn of_rule<'v>(report: &'v Value, key: &str, rule: &str) -> Vec<&'v Value> {
    list(report, key).iter().filter(|finding| finding["rule"] == rule).collect()
}

#[test]
fn policies_open_and_keep_as_their_cases_say() {
    for folder in entries(&data("admission")) {
        let rule = folder.file_name().unwrap().to_str().unwrap().to_owned();
        for case in entries(&folder) {
            let name = case.file_name().unwrap().to_str().unwrap().to_owned();
            let (before, after) = (case.join("before"), case.join("after"));
            let (forth, _) = report("diff", &[&before, &after]);
            let found = of_rule(&forth, "findings", &rule);
            if name.starts_with("keeps") {
                assert!(found.is_empty(), "{rule}/{name}: {found:#?}");
                continue;
            }
            assert_eq!(found.len(), 1, "{rule}/{name}: {forth:#}");
            assert_eq!(list(found[0], "cause").len(), 1, "{rule}/{name}");
            for step in list(found[0], "path") {
                assert!(!list(step, "because").is_empty(), "{rule}/{name}: a step without proof");
            }
            let (back, _) = report("diff", &[&after, &before]);
            assert!(of_rule(&back, "findings", &rule).is_empty(), "{rule}/{name}: {back:#}");
            let (same, _) = report("diff", &[&after, &after]);
            assert!(list(&same, "findings").is_empty(), "{rule}/{name}: {same:#}");
        }
    }
}

#[test]
fn what_the_user_names_sensitive_weighs_more() {
    let plan = data("minicases").join("11-tenant-isolation").join("plan.json");
    let judged = |selector: &str| {
        let arguments = ["review", plan.to_str().unwrap(), "--format", "json"];
        let output = run(&[arguments.as_slice(), &["--sensitive", selector]].concat());
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        report["findings"][0]["severity"].as_str().unwrap().to_owned()
    };
    for (selector, severity) in [
        ("role/node", "high"),
        ("arn:aws:iam::*:role/no?e", "high"),
        ("node", "high"),
        ("role/nod", "medium"),
        ("tag:tenant=b", "medium"),
    ] {
        assert_eq!(judged(selector), severity, "{selector}");
    }
}

/// A role that trusts a whole account, beside what else is written.
fn trusting(account: &str, beside: &str) -> tempfile::TempDir {
    let trust = format!(
        r#"{beside}
        resource "aws_iam_role" "open" {{
          name               = "open"
          assume_role_policy = jsonencode({{
            Version   = "2012-10-17"
            Statement = [{{ Effect = "Allow", Action = "sts:AssumeRole", Principal = {{ AWS = "{account}" }} }}]
          }})
        }}
        "#
    );
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("main.tf"), trust).unwrap();
    directory
}

#[test]
fn an_account_that_may_be_our_own_is_not_surely_foreign() {
    let unknown = trusting("111122223333", "");
    let (report, code) = report("audit", &[unknown.path()]);
    let finding = &of_rule(&report, "findings", "outside-to-role")[0];
    assert_eq!((&finding["certainty"], code), (&"conditional".into(), 1));
    assert!(finding["path"][0]["requires"][0].as_str().unwrap().contains("111122223333 is not"));

    let provider = r#"provider "aws" { allowed_account_ids = ["444455556666"] }"#;
    let foreign = trusting("111122223333", provider);
    let (report, _) = crate::support::report("audit", &[foreign.path()]);
    assert_eq!(of_rule(&report, "findings", "outside-to-role")[0]["certainty"], "proven");

    let own = trusting("444455556666", provider);
    let (report, code) = crate::support::report("audit", &[own.path()]);
    assert_eq!((list(&report, "findings").len(), code), (0, 0));
}

/// The finding of what a key policy lets a stranger do, beside what else is written.
fn sharing(beside: &str, principal: &str) -> Vec<(String, String)> {
    let text = |principals: &str| {
        format!(
            r#"{beside}
            resource "aws_s3_bucket" "data" {{
              bucket = "acme-data"
            }}
            resource "aws_s3_bucket_policy" "data" {{
              bucket = aws_s3_bucket.data.id
              policy = jsonencode({{
                Statement = [{{ Effect = "Allow", Action = "s3:GetObject", Principal = {{ AWS = [{principals}] }}, Resource = "arn:aws:s3:::acme-data/*" }}]
              }})
            }}
            data "aws_caller_identity" "current" {{}}
            "#
        )
    };
    let own = r#""arn:aws:iam::${data.aws_caller_identity.current.account_id}:root""#;
    let directory = tempfile::tempdir().unwrap();
    for (side, principals) in [("before", own), ("after", &format!("{own}, {principal}"))] {
        std::fs::create_dir(directory.path().join(side)).unwrap();
        std::fs::write(directory.path().join(side).join("main.tf"), text(principals)).unwrap();
    }
    let sides = ["before", "after"].map(|side| directory.path().join(side));
    let (report, _) = report("diff", &[&sides[0], &sides[1]]);
    let word = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    let found = list(&report, "findings").iter();
    found.map(|one| (word(one, "lane"), word(one, "certainty"))).collect()
}

#[test]
fn an_account_that_a_policy_names_is_not_thereby_the_own_one() {
    let root = r#""arn:aws:iam::777788889999:root""#;
    let said = |lane: &str, certainty: &str| [(lane.to_owned(), certainty.to_owned())];
    assert_eq!(sharing("", root), said("review", "conditional"));
    let provider = |account| format!(r#"provider "aws" {{ allowed_account_ids = ["{account}"] }}"#);
    assert_eq!(sharing(&provider("111122223333"), root), said("review", "proven"));
    assert_eq!(sharing(&provider("777788889999"), root), []);
}

#[test]
fn what_is_declared_twice_and_not_the_same_is_not_known() {
    let other = r#"
        resource "aws_iam_role" "closed" {
          name               = "open"
          assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
        }
    "#;
    let (report, _) = report("audit", &[trusting("111122223333", other).path()]);
    let unknown = &list(&report, "unknowns")[0];
    assert!(unknown["reason"].as_str().unwrap().contains("declared more than once"), "{unknown}");
}

#[test]
fn an_audit_lists_administrators_and_a_comparison_does_not() {
    let side = data("minicases").join("03-dominated-by-admin").join("after");
    let named = |command: &str, sides: &[&std::path::Path]| {
        let (report, _) = report(command, sides);
        let of_rule = of_rule(&report, "findings", "administrator");
        let notes = of_rule.iter().all(|one| one["lane"] == "note" && one["to"] == "ADMIN");
        (of_rule.len(), notes)
    };
    let (count, notes) = named("audit", &[&side]);
    assert!(count > 0 && notes);
    assert_eq!(named("diff", &[&side, &side]).0, 0);
}
