//! The page of the trust surface tells the truth: which facts are compared, which types are read.

use crate::families;
use crate::support::root;
use std::collections::{BTreeMap, BTreeSet};
use trustdrift::graph::surface::{Polarity, SURFACES};
use trustdrift::source::is_read;

/// The types of the trust surface.
struct Types {
    read: Vec<String>,
    /// Those that are not, by the reason.
    left_out: Vec<(String, Vec<String>)>,
}

/// Reads `rulesets/aws/surface-types.txt`.
fn types() -> Types {
    let text = std::fs::read_to_string(root().join("rulesets/aws/surface-types.txt")).unwrap();
    let mut types = Types { read: Vec::new(), left_out: Vec::new() };
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match (line.strip_prefix("= "), types.left_out.last_mut()) {
            (Some(reason), _) => types.left_out.push((reason.to_owned(), Vec::new())),
            (None, Some((_, list))) => list.push(line.to_owned()),
            (None, None) => types.read.push(line.to_owned()),
        }
    }
    types
}

fn polarity(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Capability => "capability",
        Polarity::Confinement => "confinement",
        Polarity::Observation => "observation",
    }
}

/// A list of types in a cell of a table.
fn cell(types: &[String]) -> String {
    let quoted: Vec<String> = types.iter().map(|one| format!("`{one}`")).collect();
    quoted.join(", ")
}

/// The types of each service: `aws_iam_role` is one of `iam`.
fn by_service(types: &[String]) -> BTreeMap<&str, Vec<String>> {
    let mut out: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for one in types {
        let service = one.split('_').nth(1).unwrap();
        out.entry(service).or_default().push(one.clone());
    }
    out
}

fn page() -> String {
    let types = types();
    let missing: usize = types.left_out.iter().map(|(_, list)| list.len()).sum();
    let mut out = String::from(
        "# Surfaces\n\nWhat is compared besides paths of principals, and which Terraform types it is read from. This page is \
         made from\n`SURFACES` in `src/graph/surface` and from `rulesets/aws/surface-types.txt`; `UPDATE=1 cargo test --test it manual` \
         writes it.\n\n\
         ## What is compared\n\n\
         A capability weakens trust when it appears or widens; a confinement or an observation when it goes or narrows. A finding\n\
         fills in FROM, TO and EXTENT.\n\n\
         | rule | class | axis | polarity | when it weakens |\n|---|---|---|---|---|\n",
    );
    for one in SURFACES {
        let (class, axis) = (one.class.word(), one.axis.word());
        let polarity = polarity(one.polarity);
        out += &format!("| `{}` | {class} | {axis} | {polarity} | {} |\n", one.id, one.weakened);
    }
    out += &cases();
    out += &format!(
        "\n## Types that are read\n\n\
         {} types of the trust surface of AWS. Read means that an entry reads what of the type bears on trust as far as it is \
         modelled,\nnot each of its attributes: an attribute that changes and was not read is listed as a gap.\n\n\
         | service | types |\n|---|---|\n",
        types.read.len()
    );
    for (service, list) in by_service(&types.read) {
        out += &format!("| {service} | {} |\n", cell(&list));
    }
    out += &format!(
        "\n## Types that are not read\n\n\
         {missing} types, each in the row of its main reason. No fact comes from them. A change of such a type is a gap, but \
         for tags,\ndescriptions and sizes.\n\n\
         | reason | types |\n|---|---|\n",
    );
    for (reason, list) in &types.left_out {
        out += &format!("| {reason} | {} |\n", cell(list));
    }
    out
}

/// The families of findings with the cases that prove them.
fn cases() -> String {
    let mut out = String::from(
        "\n## Families of findings\n\n\
         The cases that prove each family, below `testdata`: each is judged from two directories and from a plan. A case that \
         looks bad\nand is fine, or the other way round, is the nearest miss of one that is as it looks.\n\n\
         | family | what comes | rule | violating | conforming | looks bad, is fine | looks fine, is bad |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for family in families::families() {
        let text = |key| families::text(&family, key);
        out += &format!("| {} | {} | `{}` |", text("id"), text("means"), text("rule"));
        for (kind, _) in families::KINDS {
            out += &format!(" `{}/{}` |", text("folder"), text(kind));
        }
        out += "\n";
    }
    out
}

#[test]
fn all_surfaces_and_types_are_on_their_page() {
    let file = root().join("docs/surfaces.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, page()).unwrap();
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(written == page(), "UPDATE=1 cargo test --test it manual writes docs/surfaces.md");
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains("docs/surfaces.md"));
}

#[test]
fn types_are_read_as_the_page_says() {
    let types = types();
    let not_read: Vec<&String> = types.read.iter().filter(|one| !is_read(one)).collect();
    assert!(not_read.is_empty(), "listed as read and not read: {not_read:?}");
    let left_out = types.left_out.iter().flat_map(|(_, list)| list);
    let read: Vec<&String> = left_out.filter(|one| is_read(one)).collect();
    assert!(read.is_empty(), "read by now, not listed as such: {read:?}");
}

#[test]
fn types_are_listed_once_and_sorted_below_a_reason() {
    let types = types();
    assert!(!types.read.is_empty() && !types.left_out.is_empty());
    let lists = || types.left_out.iter().map(|(_, list)| list).chain([&types.read]);
    assert!(lists().all(|list| !list.is_empty() && list.is_sorted()));
    let all: Vec<&String> = lists().flatten().collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "a type is listed twice");
    assert!(types.left_out.iter().all(|(reason, _)| reason.ends_with('.')));
}
