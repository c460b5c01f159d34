//! Which arguments and blocks the language knows where.

use super::super::error::Error;
use super::super::syntax::{Block, Body};

/// What a block may hold: (kind, labels, arguments, blocks). Resources hold more: what their
/// provider knows.
type Shape = (&'static str, usize, &'static [&'static str], &'static [&'static str]);

const SHAPES: &[Shape] = &[
    ("assert", 0, &["condition", "error_message"], &[]),
    ("check", 1, &[], &["assert", "data"]),
    ("import", 0, &["for_each", "id", "identity", "provider", "to"], &[]),
    ("moved", 0, &["from", "to"], &[]),
    (
        "output",
        1,
        &["depends_on", "description", "ephemeral", "sensitive", "value"],
        &["precondition"],
    ),
    ("postcondition", 0, &["condition", "error_message"], &[]),
    ("precondition", 0, &["condition", "error_message"], &[]),
    ("removed", 0, &["from"], &["connection", "lifecycle", "provisioner"]),
    (
        "terraform",
        0,
        &["experiments", "language", "required_version"],
        &["backend", "cloud", "provider_meta", "required_providers"],
    ),
    ("validation", 0, &["condition", "error_message"], &[]),
    (
        "variable",
        1,
        &["default", "deprecated", "description", "ephemeral", "nullable", "sensitive", "type"],
        &["validation"],
    ),
];

/// Blocks at the top of a file, and their labels.
const TOP: &[(&str, usize)] = &[
    ("check", 1),
    ("data", 2),
    ("ephemeral", 2),
    ("import", 0),
    ("locals", 0),
    ("module", 1),
    ("moved", 0),
    ("output", 1),
    ("provider", 1),
    ("removed", 0),
    ("resource", 2),
    ("terraform", 0),
    ("variable", 1),
];

/// What a resource's `lifecycle` may hold.
const LIFECYCLE: &[&str] =
    &["create_before_destroy", "ignore_changes", "prevent_destroy", "replace_triggered_by"];

/// What is wrong with the shape of a file.
pub(super) fn check(body: &Body, errors: &mut Vec<Error>) {
    for attribute in &body.attributes {
        let why = format!("`{}` cannot stand at the top of a file", attribute.name);
        errors.push(Error::at(attribute.name_span, why));
    }
    for block in &body.blocks {
        match TOP.iter().find(|(kind, _)| *kind == &*block.kind) {
            None => {
                let why = format!("there is no block `{}`", block.kind);
                errors.push(Error::at(block.span, why));
            }
            Some((_, labels)) if *labels != block.labels.len() => {
                let why = format!("`{}` needs {labels} names", block.kind);
                errors.push(Error::at(block.span, why));
            }
            Some(_) => check_block(block, errors),
        }
    }
}

fn check_block(block: &Block, errors: &mut Vec<Error>) {
    for (label, span) in &block.labels {
        if !is_name(label) {
            errors.push(Error::at(*span, "this is no valid name"));
        }
    }
    if matches!(&*block.kind, "resource" | "data" | "ephemeral") {
        for lifecycle in block.body.blocks_of("lifecycle") {
            let shape = ("lifecycle", 0, LIFECYCLE, &["precondition", "postcondition"] as &[_]);
            check_shape(lifecycle, &shape, errors);
        }
        return;
    }
    if let Some(shape) = SHAPES.iter().find(|(kind, ..)| *kind == &*block.kind) {
        check_shape(block, shape, errors);
    }
}

fn check_shape(block: &Block, shape: &Shape, errors: &mut Vec<Error>) {
    let (kind, _, arguments, blocks) = shape;
    for attribute in &block.body.attributes {
        if !arguments.contains(&&*attribute.name) {
            let why = format!("`{kind}` has no argument `{}`", attribute.name);
            errors.push(Error::at(attribute.name_span, why));
        }
    }
    for inner in &block.body.blocks {
        if blocks.contains(&&*inner.kind) {
            if &*inner.kind != "data" && &*inner.kind != "lifecycle" {
                check_block(inner, errors);
            }
        } else {
            errors.push(Error::at(inner.span, format!("`{kind}` has no block `{}`", inner.kind)));
        }
    }
}

/// Whether a text can be a name.
pub(super) fn is_name(text: &str) -> bool {
    let mut all = text.chars();
    all.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && all.all(|one| one.is_alphanumeric() || one == '_' || one == '-')
}
