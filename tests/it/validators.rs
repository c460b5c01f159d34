//! The reports by the rules of their formats: SARIF by the schema of OASIS, JUnit by what readers of it
//! require, `GraphML` by its references. Every small case is written in every format.

use crate::support::{data, entries, run};
use roxmltree::{Document, Node};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The elements of a JUnit report: under what they stand, what they must have, what they may have.
const JUNIT: &[(&str, &str, &[&str], &[&str])] = &[
    ("testsuites", "", &["name", "tests", "failures", "errors"], &["skipped"]),
    ("testsuite", "testsuites", &["name", "tests", "failures", "errors"], &["skipped"]),
    ("testcase", "testsuite", &["name"], &["classname"]),
    ("failure", "testcase", &["message"], &["type"]),
    ("error", "testcase", &["message"], &["type"]),
];

/// The attributes of `GraphML` that this program writes, in the same form.
const GRAPHML: &[(&str, &str, &[&str], &[&str])] = &[
    ("graphml", "", &[], &[]),
    ("key", "graphml", &["id", "for", "attr.name", "attr.type"], &[]),
    ("graph", "graphml", &["id", "edgedefault"], &[]),
    ("desc", "graph", &[], &[]),
    ("node", "graph", &["id"], &[]),
    ("edge", "graph", &["id", "source", "target"], &[]),
    ("data", "node edge", &["key"], &[]),
];

fn plans() -> impl Iterator<Item = PathBuf> {
    entries(&data("minicases"))
        .into_iter()
        .map(|case| case.join("plan.json"))
        .filter(|one| one.exists())
}

fn written(arguments: &[&str]) -> String {
    String::from_utf8(run(arguments).stdout).unwrap()
}

/// What of a document is not as its table says.
fn misplaced(document: &Document<'_>, table: &[(&str, &str, &[&str], &[&str])]) -> Vec<String> {
    let wrong = |node: &Node<'_, '_>| {
        let name = node.tag_name().name();
        let parent = node.parent_element().map_or("", |one| one.tag_name().name());
        let Some((_, under, must, may)) = table.iter().find(|one| one.0 == name) else {
            return true;
        };
        let placed = under.split(' ').any(|one| one == parent);
        let has = must.iter().all(|one| node.has_attribute(*one));
        !placed
            || !has
            || node
                .attributes()
                .any(|one| !must.contains(&one.name()) && !may.contains(&one.name()))
    };
    let elements = document.descendants().filter(Node::is_element);
    elements.filter(wrong).map(|node| format!("{node:?}")).collect()
}

fn named<'a>(document: &'a Document<'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    document.descendants().filter(move |one| one.tag_name().name() == name)
}

#[test]
fn sarif_is_valid_by_the_schema_of_oasis() {
    let schema = std::fs::read_to_string(data("schemas/sarif-2.1.0.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut seen = 0;
    for plan in plans() {
        for command in ["review", "audit"] {
            let text = written(&[command, plan.to_str().unwrap(), "--format", "sarif"]);
            let sarif: Value = serde_json::from_str(&text).unwrap();
            let errors: Vec<_> = validator.iter_errors(&sarif).map(|one| one.to_string()).collect();
            assert!(errors.is_empty(), "{command} {plan:?}: {errors:?}");
            seen += sarif["runs"][0]["results"].as_array().unwrap().len();
            let mut wrong = sarif;
            wrong["runs"][0]["tool"]["driver"]["name"] = Value::Null;
            assert!(!validator.is_valid(&wrong), "{command} {plan:?}");
        }
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn junit_has_the_form_that_its_readers_require() {
    let (mut failures, mut errors) = (0, 0);
    for plan in plans() {
        let text = written(&["review", plan.to_str().unwrap(), "--format", "junit"]);
        let document = Document::parse(&text).unwrap();
        assert_eq!(misplaced(&document, JUNIT), Vec::<String>::new(), "{plan:?}");
        let counted = [("tests", "testcase"), ("failures", "failure"), ("errors", "error")]
            .map(|(attribute, name)| (attribute, named(&document, name).count()));
        for suite in named(&document, "testsuites").chain(named(&document, "testsuite")) {
            for (attribute, count) in counted {
                assert_eq!(
                    suite.attribute(attribute),
                    Some(&*count.to_string()),
                    "{plan:?}: {text}"
                );
            }
        }
        let [(_, tests), (_, failed), (_, erred)] = counted;
        assert!(tests > 0, "{plan:?}");
        (failures, errors) = (failures + failed, errors + erred);
    }
    assert!(failures > 5 && errors > 0, "{failures} {errors}");
    let stray = Document::parse("<testsuites><failure/></testsuites>").unwrap();
    assert_eq!(misplaced(&stray, JUNIT).len(), 2, "attributes are missing, and a test case");
}

#[test]
fn graphml_refers_to_what_it_has() {
    let mut seen = 0;
    for plan in plans() {
        let text = written(&["graph", plan.to_str().unwrap(), "--format", "graphml"]);
        let document = Document::parse(&text).unwrap();
        let namespace = document.root_element().tag_name().namespace();
        assert_eq!(namespace, Some("http://graphml.graphdrawing.org/xmlns"));
        assert_eq!(misplaced(&document, GRAPHML), Vec::<String>::new(), "{plan:?}");
        let own = document.descendants().filter_map(|one| one.attribute("id"));
        let ids: BTreeSet<&str> = own.clone().collect();
        assert_eq!(ids.len(), own.count(), "{plan:?}: an id is there twice");
        let nodes: BTreeSet<_> =
            named(&document, "node").filter_map(|one| one.attribute("id")).collect();
        for edge in named(&document, "edge") {
            let ends = ["source", "target"].map(|end| edge.attribute(end).unwrap());
            assert!(ends.iter().all(|end| nodes.contains(end)), "{plan:?}: {ends:?}");
            seen += 1;
        }
        let keys = |of: &'static str| {
            let keys = named(&document, "key").filter(move |key| key.attribute("for") == Some(of));
            keys.filter_map(|key| key.attribute("id")).collect::<BTreeSet<_>>()
        };
        let (of_nodes, of_edges) = (keys("node"), keys("edge"));
        for datum in named(&document, "data") {
            let of = datum.parent_element().unwrap().tag_name().name();
            let keys = if of == "node" { &of_nodes } else { &of_edges };
            assert!(keys.contains(datum.attribute("key").unwrap()), "{plan:?}: {datum:?}");
        }
    }
    assert!(seen > 10, "{seen}");
}
