//! Every surface weakens where its folder says so, and does not in the nearest misses. The name of a
//! case tells what is expected of the change from `before/` to `after/`: `weakens-HOW`, `keeps-WHY`,
//! `unknown-WHAT`. A case may have `plan.json`, the same change planned by Terraform.

use crate::support::{data, entries, list, report};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Findings of one rule.
pub(crate) fn of_rule<'v>(report: &'v Value, key: &str, id: &str) -> Vec<&'v Value> {
    list(report, key).iter().filter(|finding| finding["rule"] == id).collect()
}

/// What a finding says, without what differs between a plan and directories: ids not known yet.
pub(crate) fn gist(finding: &Value) -> (String, String, BTreeSet<String>) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let cause = list(finding, "cause").iter().map(|one| text(&one["address"])).collect();
    (text(&finding["severity"]), text(&finding["certainty"]), cause)
}

/// What the name of a case says of the findings of a rule.
#[track_caller]
pub(crate) fn check(id: &str, name: &str, report: &Value) {
    let found = of_rule(report, "findings", id);
    match name.split('-').next().unwrap() {
        "weakens" => {
            assert_eq!(found.len(), 1, "{id}/{name}: {report:#}");
            assert_ne!(found[0]["certainty"], "unknown", "{id}/{name}");
        }
        "unknown" => {
            assert_eq!(found.len(), 1, "{id}/{name}: {report:#}");
            assert_eq!(found[0]["certainty"], "unknown", "{id}/{name}");
            let steps = list(found[0], "path").iter();
            let open = steps.flat_map(|step| list(step, "requires")).count();
            assert!(open > 0 || !list(report, "unknowns").is_empty(), "{id}/{name}: {report:#}");
        }
        "keeps" => assert!(found.is_empty(), "{id}/{name}: {found:#?}"),
        other => panic!("{id}/{name}: no such kind of case: {other}"),
    }
    for finding in found {
        assert!(!list(finding, "cause").is_empty(), "{id}/{name}");
        for step in list(finding, "path") {
            assert!(!list(step, "because").is_empty(), "{id}/{name}: a step without proof");
        }
    }
}

fn each_case(judge: &dyn Fn(&str, &str, &Path)) {
    for folder in entries(&data("surface")) {
        let id = folder.file_name().unwrap().to_str().unwrap().to_owned();
        for case in entries(&folder) {
            judge(&id, case.file_name().unwrap().to_str().unwrap(), &case);
        }
    }
}

#[test]
fn surfaces_weaken_and_keep_as_their_cases_say() {
    each_case(&|id, name, case| {
        let (before, after) = (case.join("before"), case.join("after"));
        let (forth, _) = report("diff", &[&before, &after]);
        check(id, name, &forth);
        let (back, _) = report("diff", &[&after, &before]);
        let found = of_rule(&back, "findings", id);
        assert!(found.is_empty(), "{id}/{name} reversed: {found:#?}");
        if name.starts_with("weakens") {
            assert!(!of_rule(&back, "resolved", id).is_empty(), "{id}/{name}: {back:#}");
        }
        let (same, _) = report("diff", &[&after, &after]);
        assert!(of_rule(&same, "findings", id).is_empty(), "{id}/{name}: {same:#}");
    });
}

#[test]
fn plans_tell_the_same_as_directories() {
    each_case(&|id, name, case| {
        let plan = case.join("plan.json");
        if !plan.exists() {
            return;
        }
        let (planned, _) = report("review", &[&plan]);
        check(id, name, &planned);
        let (compared, _) = report("diff", &[&case.join("before"), &case.join("after")]);
        let gists = |report: &Value| -> Vec<_> {
            of_rule(report, "findings", id).into_iter().map(gist).collect()
        };
        assert_eq!(gists(&planned), gists(&compared), "{id}/{name}: {planned:#} {compared:#}");
    });
}

#[test]
fn every_surface_has_a_folder_with_cases_of_both_kinds() {
    let folders: Vec<String> = entries(&data("surface"))
        .iter()
        .map(|folder| folder.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    let registered: Vec<&str> =
        trustdrift::graph::surface::SURFACES.iter().map(|one| one.id).collect();
    assert_eq!(folders, registered);
    for id in registered {
        let cases = entries(&data("surface").join(id));
        let named = |prefix: &str| {
            cases.iter().any(|case| case.file_name().unwrap().to_str().unwrap().starts_with(prefix))
        };
        assert!((named("weakens") || named("unknown")) && named("keeps"), "{id}");
        assert!(cases.iter().any(|case| case.join("plan.json").exists()), "{id}: no plan");
    }
}

#[test]
fn an_audit_lists_what_stands() {
    let case = data("surface/s3-access-block/weakens-switch-off");
    let (found, _) = report("audit", &[&case.join("after")]);
    let found = of_rule(&found, "findings", "s3-access-block");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0]["drift"], "present");
    assert_eq!(found[0]["title"], "bucket/data does not block existing public policies");
    let (none, _) = report("audit", &[&case.join("before")]);
    assert!(of_rule(&none, "findings", "s3-access-block").is_empty());
}

#[test]
fn a_snapshot_keeps_the_surface() {
    let case = data("surface/s3-access-block/weakens-switch-off");
    let folder = tempfile::tempdir().unwrap();
    let snapshot = folder.path().join("before.json");
    let before = case.join("before");
    let arguments = ["snapshot", before.to_str().unwrap(), "-o", snapshot.to_str().unwrap()];
    assert_eq!(crate::support::run(&arguments).status.code(), Some(0));
    let (stored, _) = report("diff", &[&snapshot, &case.join("after")]);
    assert_eq!(of_rule(&stored, "findings", "s3-access-block").len(), 1, "{stored:#}");
}

/// What a trail never had is worth a look, not a closed gate.
#[test]
fn what_never_was_does_not_block() {
    for case in entries(&data("surface/log-trail")) {
        let (found, _) = report("audit", &[&case.join("after")]);
        let found = of_rule(&found, "findings", "log-trail");
        assert!(found.iter().all(|one| one["lane"] != "block"), "{case:?}: {found:#?}");
    }
}

/// Two databases: one lets in `a`, the other `b`.
#[test]
fn a_host_that_joins_a_group_is_told_by_what_it_did_not_reach_before() {
    use crate::house::House;
    let group = |name: &str, rules: &str| {
        format!("resource \"aws_security_group\" \"{name}\" {{\n  name = \"{name}\"\n{rules}\n}}\n")
    };
    let lets_in = |groups: &str| {
        format!(
            "ingress {{\nfrom_port = 5432\nto_port = 5432\nprotocol = \"tcp\"\n\
             security_groups = [{groups}]\n}}"
        )
    };
    let database = |name: &str| {
        format!(
            "resource \"aws_db_instance\" \"{name}\" {{\n  identifier = \"{name}\"\n  \
             vpc_security_group_ids = [aws_security_group.{name}.id]\n}}\n"
        )
    };
    let (a, b) = ("aws_security_group.a.id", "aws_security_group.b.id");
    let ground = group("a", "")
        + &group("b", "")
        + &group("first", &lets_in(&format!("{a}, {b}")))
        + &group("second", &lets_in(b))
        + &database("first")
        + &database("second");
    let host = |groups: &str| {
        format!(
            "{ground}resource \"aws_instance\" \"box\" {{\n  ami = \"ami-1\"\n  \
             vpc_security_group_ids = [{groups}]\n}}\n"
        )
    };
    let house =
        House::new(&[("before/main.tf", &host(a)), ("after/main.tf", &host(&format!("{a}, {b}")))]);
    let (report, _) = house.judged(&["diff", "before", "after"]);
    let found = of_rule(&report, "findings", "network-reach");
    let titles: Vec<&str> = found.iter().map(|one| one["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["instance/box reaches database/second"]);
}
