//! The shape of the house: imports point one way, registries are sorted and complete.

use crate::support::{entries, root};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use trustdrift::model::element::ElementKind;

/// What each module may import; the flow of data goes the same way.
const MAY_USE: &[(&str, &[&str])] = &[
    ("diag", &[]),
    ("catalog", &["diag"]),
    ("model", &["diag"]),
    ("source", &["diag", "catalog", "model"]),
    ("iam", &["diag", "catalog", "model"]),
    ("graph", &["diag", "model", "iam"]),
    ("diff", &["diag", "model", "iam", "graph"]),
    ("rules", &["diag", "model", "iam", "graph", "diff"]),
    ("report", &["diag", "model", "iam", "graph", "diff", "rules"]),
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in entries(folder) {
        if entry.is_dir() {
            out.extend(rust_files(&entry));
        } else if entry.extension().is_some_and(|end| end == "rs") {
            out.push(entry);
        }
    }
    out
}

/// The modules that a text names after `crate::`.
fn used(text: &str) -> BTreeSet<String> {
    let after = text.split("crate::").skip(1);
    let name = |rest: &str| rest.chars().take_while(char::is_ascii_lowercase).collect::<String>();
    after.map(name).filter(|name| !name.is_empty()).collect()
}

#[test]
fn imports_point_one_way() {
    for (module, allowed) in MAY_USE {
        for file in rust_files(&root().join("src").join(module)) {
            let text = std::fs::read_to_string(&file).unwrap();
            for name in used(&text) {
                let layer = MAY_USE.iter().any(|(known, _)| *known == name)
                    || ["cli", "compare", "explain"].contains(&name.as_str());
                let fine = !layer || name == *module || allowed.contains(&name.as_str());
                assert!(fine, "{}: `{module}` may not use `{name}`", file.display());
            }
        }
    }
}

#[test]
fn the_import_test_would_notice() {
    assert!(used("use crate::report::Report;").contains("report"));
    assert!(used("use crate::model::Name;").contains("model"));
}

#[test]
fn techniques_are_sorted_registered_and_whole() {
    let list = trustdrift::graph::technique::TECHNIQUES;
    assert!(list.windows(2).all(|pair| pair[0].id < pair[1].id));
    let files: Vec<String> = entries(&root().join("src/graph/technique"))
        .iter()
        .map(|file| file.file_stem().unwrap().to_str().unwrap().replace('_', "-"))
        .filter(|name| name != "mod")
        .collect();
    let ids: Vec<&str> = list.iter().map(|one| one.id).collect();
    assert_eq!(files, ids, "a file for each technique, named by its id");
    let names: BTreeSet<&str> = list.iter().map(|one| one.name).collect();
    assert_eq!(names.len(), list.len());
    let actions: BTreeSet<&str> = trustdrift::graph::technique::actions().collect();
    let most = trustdrift::iam::mask::ACTIONS_MAX;
    assert!(actions.len() <= most, "an engine tells {most} actions apart, not {}", actions.len());
}

#[test]
fn surfaces_are_sorted_and_whole() {
    let list = trustdrift::graph::surface::SURFACES;
    assert!(list.windows(2).all(|pair| pair[0].id < pair[1].id));
    for surface in list {
        assert!(!surface.fix.is_empty() && !surface.controls.is_empty(), "{}", surface.id);
    }
    let kinds: Vec<&str> = ElementKind::ALL.iter().map(|kind| kind.word()).collect();
    assert!(kinds.windows(2).all(|pair| pair[0] < pair[1]), "{kinds:?}");
}

/// Every action that a technique names is one that AWS has.
#[test]
fn techniques_name_real_actions() {
    for action in trustdrift::graph::technique::actions() {
        let (service, name) = action.split_once(':').unwrap();
        let found = trustdrift::iam::catalog::actions::action(service, name);
        assert_eq!(found.map(|one| one.name), Some(name), "{action}");
    }
}

#[test]
fn diagnostic_codes_are_sorted_and_have_a_next_step() {
    let ids: Vec<&str> = trustdrift::diag::Code::ALL.iter().map(|code| code.id()).collect();
    assert!(ids.is_sorted(), "{ids:?}");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    for code in trustdrift::diag::Code::ALL {
        assert!(code.help().len() > 10, "{code}");
    }
}

/// Project files speak of the project alone.
#[test]
fn no_file_names_a_place_of_a_machine() {
    let mut files = rust_files(&root().join("src"));
    files.extend(["README.md", "Cargo.toml", ".ci/run"].map(|name| root().join(name)));
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for word in ["/work/", "/root/", "/home/"] {
            assert!(!text.contains(word), "{}: {word}", file.display());
        }
    }
}
