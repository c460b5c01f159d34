//! Every technique opens where its folder says so, and does not in the nearest misses. The name of a
//! case tells what is expected: `opens...`, `misses-WHAT-IS-MISSING`, `perhaps-ON-WHAT`. A way that
//! rests on something that no input tells has a `perhaps` in place of `opens`.

use crate::support::{data, entries, list, report};
use serde_json::Value;
use std::collections::BTreeSet;

/// The finding whose path leads to administrator power by the technique, if there is one.
fn by_technique<'v>(report: &'v Value, id: &str) -> Option<&'v Value> {
    list(report, "findings").iter().find(|finding| {
        finding["to"] == "ADMIN" && list(finding, "path").iter().any(|step| step["technique"] == id)
    })
}

#[test]
fn techniques_open_and_miss_as_their_cases_say() {
    for folder in entries(&data("technique")) {
        let id = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let mut kinds = BTreeSet::new();
        for case in entries(&folder) {
            let name = case.file_stem().unwrap().to_str().unwrap().to_owned();
            let (report, _) = report("audit", &[&case]);
            let found = by_technique(&report, &id);
            let from_actor = |finding: &&Value| {
                let from = finding["from"].as_str().unwrap_or_default();
                finding["to"] == "ADMIN" && from.ends_with("/actor")
            };
            match name.split('-').next().unwrap() {
                "opens" => {
                    let finding = found.unwrap_or_else(|| panic!("{id}/{name} does not open"));
                    assert_eq!(finding["certainty"], "proven", "{id}/{name}");
                    assert_eq!(finding["severity"], "critical", "{id}/{name}");
                }
                "misses" => {
                    let other = list(&report, "findings").iter().find(from_actor);
                    assert!(other.is_none(), "{id}/{name} opens: {other:#?}");
                }
                "perhaps" => {
                    let finding = found.unwrap_or_else(|| panic!("{id}/{name} is lost"));
                    assert_eq!(finding["certainty"], "conditional", "{id}/{name}");
                    let steps = list(finding, "path").iter();
                    assert!(
                        steps.flat_map(|step| list(step, "requires")).count() > 0,
                        "{id}/{name}"
                    );
                }
                other => panic!("{id}/{name}: no such kind of case: {other}"),
            }
            kinds.insert(name.split('-').next().unwrap().to_owned());
        }
        let open = kinds.contains("opens") || kinds.contains("perhaps");
        assert!(open && kinds.contains("misses"), "{id}: {kinds:?}");
    }
}

#[test]
fn every_technique_has_a_folder() {
    let folders: Vec<String> = entries(&data("technique"))
        .iter()
        .map(|folder| folder.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    let registered: Vec<&str> =
        trustdrift::graph::technique::TECHNIQUES.iter().map(|one| one.id).collect();
    assert_eq!(folders, registered);
}

#[test]
fn a_change_from_each_miss_to_the_opening_case_is_a_finding_and_back_is_none() {
    for folder in entries(&data("technique")) {
        let cases = entries(&folder);
        let named = |name: &str| cases.iter().find(|case| case.file_stem().unwrap() == name);
        let Some(opens) = named("opens").or(named("perhaps")) else { continue };
        for case in entries(&folder) {
            let name = case.file_stem().unwrap().to_str().unwrap().to_owned();
            // Only misses that hold the same principals: a new principal is no new path of an old one.
            if !name.starts_with("misses-call") && !name.starts_with("misses-pass-role") {
                continue;
            }
            let (forward, code) = report("diff", &[&case, opens]);
            assert_eq!(list(&forward, "findings").len(), 1, "{folder:?} {name}");
            assert_eq!(code, 1, "{folder:?} {name}");
            let cause = &forward["findings"][0]["cause"][0];
            assert_eq!(cause["address"], "aws_iam_user_policy.actor_p", "{folder:?} {name}");
            let (back, code) = report("diff", &[opens, &case]);
            assert_eq!(list(&back, "findings").len(), 0, "{folder:?} {name}");
            assert_eq!(list(&back, "resolved").len(), 1, "{folder:?} {name}");
            assert_eq!(code, 0, "{folder:?} {name}");
        }
    }
}

/// The ids of the catalogue of pathfinding.cloud, those of its commit 84dd65c97fc2 and newer ones.
const CATALOGUE: &[(&str, u32)] = &[
    ("apprunner", 2),
    ("batch", 2),
    ("bedrock", 2),
    ("braket", 1),
    ("cloudformation", 5),
    ("codebuild", 4),
    ("codedeploy", 1),
    ("cognitoidentity", 1),
    ("datapipeline", 1),
    ("ec2", 4),
    ("ecs", 9),
    ("emr", 1),
    ("emrserverless", 1),
    ("gamelift", 1),
    ("glue", 7),
    ("iam", 23),
    ("imagebuilder", 1),
    ("kinesisanalytics", 1),
    ("lambda", 6),
    ("omics", 1),
    ("sagemaker", 5),
    ("scheduler", 1),
    ("ssm", 3),
    ("sso", 3),
    ("stepfunctions", 2),
    ("sts", 1),
];

#[test]
fn every_id_of_the_catalogue_is_covered() {
    let registered = trustdrift::graph::technique::TECHNIQUES;
    let mut known: BTreeSet<String> =
        registered.iter().flat_map(|one| one.covers).map(|id| (*id).to_owned()).collect();
    known.extend(registered.iter().map(|one| one.id.to_owned()));
    // Two of the steps that stand for themselves, one after the other.
    known.extend((14..=21).map(|number| format!("iam-{number:03}")));
    let all = CATALOGUE.iter().flat_map(|(service, count)| {
        (1..=*count).map(move |number| format!("{service}-{number:03}"))
    });
    let lost: Vec<String> = all.filter(|id| !known.contains(id)).collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert!(known.contains("ec2instanceconnect-003"));
}

/// The ways that the field names, 2026-11-23, and what tells each of them: a technique, a surface or
/// a rule; `-` for what is left out.
const WAYS: &str = include_str!("ways.txt");

#[test]
fn every_way_of_the_field_is_modelled_or_left_out_with_a_reason() {
    use trustdrift::graph::{left_out::LEFT_OUT, surface::SURFACES, technique};
    let rules = ["confused-deputy", "path-to-admin", "resource-public", "resource-shared"];
    let readers = ["secret-reader", "secret-rewriter", "outside-to-admin", "path-to-role"];
    assert!(LEFT_OUT.windows(2).all(|pair| pair[0].name < pair[1].name));
    let mut unused: BTreeSet<&str> = LEFT_OUT.iter().map(|one| one.name).collect();
    for one in technique::TECHNIQUES {
        assert!(!unused.contains(one.name), "{} is modelled", one.name);
    }
    for line in WAYS.lines() {
        let (way, by) = line.split_once(' ').expect("a way and what tells it");
        let known = technique::find(by).is_some()
            || SURFACES.iter().any(|surface| surface.id == by)
            || rules.iter().chain(&readers).any(|rule| *rule == by);
        let left_out = by == "-" && LEFT_OUT.iter().any(|one| one.name == way);
        assert!(known || left_out, "{way}: {by}");
        unused.remove(way);
    }
    assert!(unused.is_empty(), "named by nobody: {unused:?}");
}
