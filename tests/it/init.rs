//! `init`: the first rules say what is there, hold, and overwrite nothing.

use crate::gate::{judged_as, rules_of};
use crate::house::{House, PROVIDER, policy, role};
use crate::support::{data, list, run, texts};

#[test]
fn init_writes_rules_that_hold_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("trustdrift.toml");
    let state = data("minicases/01-trust-opened/before.tfstate");
    let init = ["init", state.to_str().unwrap(), "-o", file.to_str().unwrap()];
    assert_eq!(run(&init).status.code(), Some(0));
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(run(&init).status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    for line in [
        "id = \"123456789012\"",
        "id = \"administrator aws_iam_role.deploy\"",
        "match = { id = \"arn:aws:iam::123456789012:role/deploy\" }",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let (report, _) = judged_as(&["audit", state.to_str().unwrap()], &text);
    assert!(!rules_of(&report).contains(&"selector-empty"), "{report}");
}

#[test]
fn init_names_tenants_and_ways_in() {
    let trusted = "{ AWS = \"arn:aws:iam::999988887777:root\" }";
    let tree = PROVIDER.to_owned()
        + &role("in", trusted, "tenant = \"acme\"")
        + &policy("role", "in", "Action = \"*\", Resource = \"*\"");
    let house = House::new(&[("now/main.tf", &tree)]);
    assert_eq!(house.run(&["init", "now"]).0, 0);
    let text = std::fs::read_to_string(house.path().join("trustdrift.toml")).unwrap();
    for line in [
        "# What is here suggests saas-tenancy.",
        "match = { tag.tenant = \"acme\" }",
        "match = { kind = \"role\", name = \"in\" }",
        "#   account:999988887777 -> ADMIN",
        "# node = \"account:999988887777\"",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    // It is in force where it lies, and means something.
    let (report, _) = house.judged(&["audit", "now"]);
    assert!(!rules_of(&report).contains(&"selector-empty"), "{report:#}");
    let path = list(&report, "findings").iter().find(|one| one["rule"] == "outside-to-admin");
    let gates = texts(&path.expect("a way in")["gates"]);
    assert_eq!(gates, ["target administrator aws_iam_role.in (administration)"]);
}
