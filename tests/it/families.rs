//! Each family of findings has a case that violates, one that conforms, one that looks bad and is fine and
//! one that looks fine and is bad; and each case says the same from directories and from a plan.

use crate::support::{data, list, report};
use serde_json::Value;
use std::path::PathBuf;

/// The kinds of cases, and whether the rule of the family is to speak.
pub(crate) const KINDS: [(&str, bool); 4] =
    [("violating", true), ("conforming", false), ("looks-bad", false), ("looks-fine", true)];

/// The families of the trust surface.
const IDS: &[&str] = &[
    "NT-01",
    "NT-02",
    "NT-03",
    "NT-04",
    "NT-05",
    "NT-06",
    "NT-07",
    "SD-01",
    "SD-02",
    "SD-03",
    "SD-04",
    "SD-05",
    "SD-06",
    "SD-07",
    "SD-08",
    "logging",
    "attribution",
    "tenant",
    "environment",
];

/// The table of `testdata/families.toml`.
pub(crate) fn families() -> Vec<toml::Table> {
    let text = std::fs::read_to_string(data("families.toml")).unwrap();
    let table: toml::Table = text.parse().unwrap();
    let all = table["family"].as_array().unwrap();
    all.iter().map(|one| one.as_table().unwrap().clone()).collect()
}

/// What a family says of itself.
pub(crate) fn text<'f>(family: &'f toml::Table, key: &str) -> &'f str {
    family[key].as_str().unwrap()
}

fn case(family: &toml::Table, kind: &str) -> PathBuf {
    data(text(family, "folder")).join(text(family, kind))
}

fn speaks(report: &Value, rule: &str) -> bool {
    list(report, "findings").iter().any(|finding| finding["rule"] == rule)
}

#[test]
fn every_family_is_there_once() {
    let families = families();
    let ids: Vec<&str> = families.iter().map(|one| text(one, "id")).collect();
    assert_eq!(ids, IDS);
}

#[test]
fn every_family_has_its_four_cases_from_directories_and_plans() {
    for family in families() {
        let (id, rule) = (text(&family, "id"), text(&family, "rule"));
        for (kind, bad) in KINDS {
            let case = case(&family, kind);
            let (compared, _) = report("diff", &[&case.join("before"), &case.join("after")]);
            assert_eq!(speaks(&compared, rule), bad, "{id} {kind}, directories: {compared:#}");
            let (planned, _) = report("review", &[&case.join("plan.json")]);
            assert_eq!(speaks(&planned, rule), bad, "{id} {kind}, plan: {planned:#}");
        }
    }
}
