//! Configurations written as JSON: the same tree, from another notation.
//!
//! In JSON nothing tells an argument from a block but its name. The tables below name the blocks
//! of Terraform itself; what a provider's resource calls a block is read as an argument that holds
//! an object or a list of objects, which is the shape in which blocks are evaluated anyway.

mod text;

use super::super::error::Error;
use super::super::types::Type;
use super::super::value::Value;
use super::tree::{Attribute, Block, Body, Expression, Item, Kind};
use super::{expression, template};
use crate::diag::Span;
use std::collections::BTreeSet;
use std::sync::Arc;
use text::{Json, Node, Property};

/// A block: where it can stand, its name, how many labels it has.
type Known = (&'static str, &'static str, usize);

/// The blocks of the language. The empty name stands for a file.
const BLOCKS: &[Known] = &[
    ("", "check", 1),
    ("", "data", 2),
    ("", "ephemeral", 2),
    ("", "import", 0),
    ("", "locals", 0),
    ("", "module", 1),
    ("", "moved", 0),
    ("", "output", 1),
    ("", "provider", 1),
    ("", "removed", 0),
    ("", "resource", 2),
    ("", "terraform", 0),
    ("", "variable", 1),
    ("check", "assert", 0),
    ("check", "data", 2),
    ("content", "dynamic", 1),
    ("data", "dynamic", 1),
    ("data", "lifecycle", 0),
    ("dynamic", "content", 0),
    ("ephemeral", "dynamic", 1),
    ("ephemeral", "lifecycle", 0),
    ("lifecycle", "postcondition", 0),
    ("lifecycle", "precondition", 0),
    ("output", "precondition", 0),
    ("removed", "lifecycle", 0),
    ("resource", "connection", 0),
    ("resource", "dynamic", 1),
    ("resource", "lifecycle", 0),
    ("resource", "provisioner", 1),
    ("terraform", "backend", 1),
    ("terraform", "cloud", 0),
    ("terraform", "required_providers", 0),
    ("variable", "validation", 0),
];

/// Arguments whose text is an expression and no template: (block, argument).
const EXPRESSIONS: &[(&str, &str)] = &[
    ("data", "depends_on"),
    ("data", "provider"),
    ("import", "to"),
    ("lifecycle", "ignore_changes"),
    ("lifecycle", "replace_triggered_by"),
    ("module", "depends_on"),
    ("module", "providers"),
    ("moved", "from"),
    ("moved", "to"),
    ("output", "depends_on"),
    ("removed", "from"),
    ("resource", "depends_on"),
    ("resource", "provider"),
    ("variable", "type"),
];

/// Arguments whose text is taken as it is: (block, argument).
const LITERALS: &[(&str, &str)] = &[("variable", "default"), ("variable", "description")];

/// Reads a file.
///
/// # Errors
/// The first thing that is wrong, and where.
pub fn json_file(text: &str, number: u32) -> Result<Body, Error> {
    let root = text::parse(text, number)?;
    body(&root, "")
}

/// Reads a file of values for variables: every text is what it is.
pub(in super::super) fn json_values(text: &str, number: u32) -> Result<Body, Error> {
    let root = text::parse(text, number)?;
    let mut body = Body::default();
    for property in objects(&root)?.into_iter().flatten() {
        body.attributes.push(Attribute {
            name: property.name.clone(),
            name_span: property.span,
            expression: value(&property.value, Texts::Literal)?,
        });
    }
    Ok(body)
}

/// What a text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Texts {
    Template,
    Expression,
    Literal,
}

/// An object, or several in a list, as the content of one block.
fn body(node: &Node, within: &str) -> Result<Body, Error> {
    let mut body = Body::default();
    for property in objects(node)?.into_iter().flatten() {
        // A property of this name is a comment.
        if &*property.name == "//" {
            continue;
        }
        let known =
            BLOCKS.iter().find(|(parent, name, _)| *parent == within && **name == *property.name);
        match known {
            Some((_, kind, labels)) => {
                let mut found = Vec::new();
                blocks(&property.value, kind, *labels, &mut found, &mut body.blocks)?;
            }
            None if within.is_empty() => {
                let why = format!("`{}` is no block of a configuration", property.name);
                return Err(Error::at(property.span, why));
            }
            None => body.attributes.push(attribute(property, within)?),
        }
    }
    Ok(body)
}

fn attribute(property: &Property, within: &str) -> Result<Attribute, Error> {
    let listed = |table: &[(&str, &str)]| {
        table.iter().any(|(block, name)| *block == within && **name == *property.name)
    };
    let texts = if listed(EXPRESSIONS) {
        Texts::Expression
    } else if listed(LITERALS) {
        Texts::Literal
    } else {
        Texts::Template
    };
    let expression = value(&property.value, texts)?;
    Ok(Attribute { name: property.name.clone(), name_span: property.span, expression })
}

/// The objects that a block's content is written in: one, or a list of them.
fn objects(node: &Node) -> Result<Vec<&[Property]>, Error> {
    match &node.json {
        Json::Object(all) => Ok(vec![all]),
        Json::Null => Ok(Vec::new()),
        Json::Array(all) => {
            let nested: Result<Vec<_>, _> = all.iter().map(objects).collect();
            Ok(nested?.into_iter().flatten().collect())
        }
        _ => Err(Error::at(node.span, "an object is required here")),
    }
}

/// The blocks of a kind: a level of objects for each label, then their contents.
fn blocks(
    node: &Node,
    kind: &str,
    labels: usize,
    found: &mut Vec<(Arc<str>, Span)>,
    out: &mut Vec<Block>,
) -> Result<(), Error> {
    if labels > 0 {
        for property in objects(node)?.into_iter().flatten() {
            found.push((property.name.clone(), property.span));
            blocks(&property.value, kind, labels - 1, found, out)?;
            found.pop();
        }
        return Ok(());
    }
    let each: &[Node] = match &node.json {
        Json::Array(all) => all,
        _ => std::slice::from_ref(node),
    };
    for node in each {
        let body = body(node, kind)?;
        out.push(Block { kind: kind.into(), labels: found.clone(), body, span: node.span });
    }
    Ok(())
}

fn value(node: &Node, texts: Texts) -> Result<Expression, Error> {
    let kind = match &node.json {
        Json::Null => Kind::Literal(Value::null(Type::Any)),
        Json::Bool(value) => Kind::Literal(Value::bool(*value)),
        Json::Number(number) => Kind::Literal(Value::number(number.clone())),
        Json::Text(text) => return text_value(text, node.span, texts),
        Json::Array(all) => {
            Kind::Tuple(all.iter().map(|one| value(one, texts)).collect::<Result<_, _>>()?)
        }
        Json::Object(all) => {
            unique(all)?;
            Kind::Object(all.iter().map(|one| item(one, texts)).collect::<Result<_, _>>()?)
        }
    };
    Ok(Expression { kind, span: node.span })
}

/// An error where a name comes twice in an object that is a value.
fn unique(all: &[Property]) -> Result<(), Error> {
    let mut names = BTreeSet::new();
    match all.iter().find(|one| !names.insert(&one.name)) {
        Some(again) => Err(Error::at(again.span, "this attribute is set a second time")),
        None => Ok(()),
    }
}

fn item(property: &Property, texts: Texts) -> Result<Item, Error> {
    let keys = if texts == Texts::Template { Texts::Template } else { Texts::Literal };
    let key = text_value(&property.name, property.span, keys)?;
    Ok(Item { key, value: value(&property.value, texts)? })
}

fn text_value(text: &Arc<str>, span: Span, texts: Texts) -> Result<Expression, Error> {
    let base = span.start as usize + 1;
    let mut parsed = match texts {
        Texts::Template => template(text, span.file, base)?,
        Texts::Expression => expression(text, span.file, base)?,
        Texts::Literal => Expression { kind: Kind::Literal(Value::text(text.clone())), span },
    };
    parsed.span = span;
    Ok(parsed)
}
