//! What was agreed with those outside of the inputs, and what is taken for granted.

use crate::house::{House, PROVIDER, of, role};
use crate::support::{list, texts};
use serde_json::Value;

/// A role that another account may take, with `asks` of it.
fn state(asks: &str) -> String {
    let trusted = format!("{{ AWS = \"arn:aws:iam::999988887777:root\" }}{asks}");
    PROVIDER.to_owned() + &role("shared", &trusted, "")
}

const ASKS: &str = ", Condition = { StringEquals = { \"sts:ExternalId\" = \"x\" } }";

fn contract(node: &str, until: &str) -> String {
    format!(
        "[[contract]]\nid = \"logs\"\nnode = \"{node}\"\nallowed = {{ resources = {{ kind = \"role\" }} }}\n\
         requires = \"sts:ExternalId\"\nowner_ours = \"team-a\"\nowner_theirs = \"vendor\"\nreview_by = {until}\n"
    )
}

fn diff(before: &str, after: &str, rules: &str) -> (Value, i32) {
    let house = House::new(&[("before/main.tf", before), ("after/main.tf", after)]);
    house.write("rules.toml", rules);
    house.judged(&["diff", "before", "after", "--rules", "rules.toml"])
}

#[test]
fn what_lies_within_a_contract_is_noted_and_rests_on_it() {
    let before = PROVIDER.to_owned() + &role("shared", "{ Service = \"ec2.amazonaws.com\" }", "");
    let rules = contract("account:999988887777", "2026-12-31");
    let (report, code) = diff(&before, &state(ASKS), &rules);
    assert_eq!(code, 0, "{report:#}");
    let finding = &list(&report, "findings")[0];
    assert_eq!(finding["lane"], "note");
    let rests = texts(&finding["assumptions"]);
    assert_eq!(rests, ["contract logs of team-a with vendor, until 2026-12-31"]);

    // Without what it asks for, it is not what was agreed.
    let (report, code) = diff(&before, &state(""), &rules);
    assert_eq!((code, of(&report, "contract-exceeded").len()), (1, 1), "{report:#}");
    assert!(texts(&list(&report, "findings")[0]["assumptions"]).is_empty());

    let (report, code) =
        diff(&before, &state(ASKS), &contract("account:999988887777", "2026-05-19"));
    assert_eq!((code, of(&report, "contract-expired").len()), (1, 1), "{report:#}");
}

#[test]
fn who_is_outside_and_in_no_contract_is_a_finding() {
    let before = PROVIDER.to_owned() + &role("shared", "{ Service = \"ec2.amazonaws.com\" }", "");
    let (report, _) = diff(&before, &state(ASKS), &contract("account:111111111111", "2026-12-31"));
    let found = of(&report, "contract-missing");
    assert_eq!(found.len(), 1, "{report:#}");
    assert!(found[0]["title"].as_str().unwrap().contains("account:999988887777"));
    let (report, _) = diff(&before, &state(ASKS), "[boundary]\ncontracts = true\n");
    assert_eq!(of(&report, "contract-missing").len(), 1, "{report:#}");
    let (report, _) = diff(&before, &state(ASKS), "");
    assert!(of(&report, "contract-missing").is_empty(), "{report:#}");
    // What is ours needs no contract.
    let own = PROVIDER.to_owned() + &role("shared", "{ Service = \"lambda.amazonaws.com\" }", "");
    let (report, _) = diff(&before, &own, "[boundary]\ncontracts = true\n");
    assert!(of(&report, "contract-missing").is_empty(), "{report:#}");
}

fn assumption(node: &str, until: &str) -> String {
    format!(
        "[[assumption]]\nid = \"quiet\"\nsays = \"nobody there uses it\"\nnode = \"{node}\"\n\
         owner = \"team-a\"\nexpires = {until}\n"
    )
}

#[test]
fn what_is_taken_for_granted_is_listed_under_what_rests_on_it() {
    let before = PROVIDER.to_owned() + &role("shared", "{ Service = \"ec2.amazonaws.com\" }", "");
    let (report, code) =
        diff(&before, &state(""), &assumption("account:999988887777", "2026-12-31"));
    assert_eq!(code, 0, "{report:#}");
    for finding in list(&report, "findings") {
        let rests = texts(&finding["assumptions"]);
        assert_eq!(rests, ["assumption quiet of team-a, until 2026-12-31: nobody there uses it"]);
    }
    let (report, code) =
        diff(&before, &state(""), &assumption("account:999988887777", "2026-05-19"));
    assert_eq!((code, of(&report, "assumption-expired").len()), (1, 1), "{report:#}");
    let (_, code) = diff(&before, &state(""), &assumption("account:111111111111", "2026-12-31"));
    assert_eq!(code, 1);
}

#[test]
fn what_the_inputs_contradict_is_an_error() {
    let user = crate::house::user("ann", "");
    let before = PROVIDER.to_owned() + &user;
    let after = before.clone()
        + &role("adm", "{ AWS = aws_iam_user.ann.arn }", "")
        + &crate::house::policy("role", "adm", "Action = \"*\", Resource = \"*\"");
    let (report, code) = diff(&before, &after, &assumption("aws_iam_user.ann", "2026-12-31"));
    let found = of(&report, "assumption-contradicted");
    assert_eq!((code, found.len()), (1, 1), "{report:#}");
    assert_eq!(found[0]["lane"], "block");
}
