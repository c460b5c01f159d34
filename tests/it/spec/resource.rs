//! `Resource` and `NotResource`: ARN patterns, compared field by field.
//!
//! User guide, "IAM JSON policy elements: Resource".

use serde_json::Value;

use super::document::{Element, element, texts};
use super::glob::{Piece, common, covers, glob_intersects, includes, pieces};
use super::layer::Layer;
use super::variable::Reader;

/// Does the statement speak of the resource?
pub(crate) fn statement_covers(
    statement: &Value,
    resource: &str,
    layer: Layer,
    reader: Reader<'_>,
) -> bool {
    let allow = statement.get("Effect").and_then(Value::as_str) == Some("Allow");
    let asked = Asked { resource, allow, layer, reader };
    match element(statement, "Resource") {
        Element::Positive(patterns) => resource_matches(&texts(patterns), false, asked),
        Element::Negated(patterns) => resource_matches(&texts(patterns), true, asked),
        // A trust policy has no such element: it speaks of the role that it hangs on.
        Element::Missing => {
            layer == Layer::Resource
                && statement.get("Resource").is_none()
                && statement.get("NotResource").is_none()
        }
    }
}

/// A resource, and the statement that is asked about it.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'c> {
    pub(crate) resource: &'c str,
    /// The statement's effect.
    pub(crate) allow: bool,
    pub(crate) layer: Layer,
    pub(crate) reader: Reader<'c>,
}

/// Do the patterns of an element, negated or not, speak of the resource? A resource with
/// wildcards stands for many: Allow must speak of one of them, Deny of all.
pub(crate) fn resource_matches(patterns: &[String], negated: bool, asked: Asked<'_>) -> bool {
    let test = match asked.resource.contains(['*', '?']) {
        false => |wanted: &[Piece], actual: &str| covers(wanted, actual),
        true if asked.allow != negated => {
            |wanted: &[Piece], actual: &str| common(wanted, &pieces(actual)).is_some()
        }
        true => |wanted: &[Piece], actual: &str| includes(wanted, &pieces(actual)),
    };
    negated != patterns.iter().any(|pattern| pattern_covers(pattern, asked, test))
}

/// `*` in the first five fields stays in its field; in the sixth it crosses `:` and `/`.
/// A request for the resource `*` (an action without resources) is covered by `*` alone.
fn pattern_covers(pattern: &str, asked: Asked<'_>, test: fn(&[Piece], &str) -> bool) -> bool {
    if pattern == "*" {
        return true;
    }
    let Some(wanted) = completed(pattern, asked.layer) else { return false };
    let actual: Vec<&str> = asked.resource.splitn(6, ':').collect();
    let ([w1, w2, w3, w4, w5, w6], [a1, a2, a3, a4, a5, a6]) = (&wanted[..], &actual[..]) else {
        return false;
    };
    // Variables work behind the fifth colon only.
    let head = [(w1, a1), (w2, a2), (w3, a3), (w4, a4), (w5, a5)];
    head.iter().all(|(wanted, actual)| test(&pieces(wanted), actual))
        && asked.reader.pattern(w6).is_some_and(|wanted| test(&wanted, a6))
}

/// The six fields of a pattern. A shorter one is completed with `*` where its kind of policy
/// lets it be so short.
fn completed(pattern: &str, layer: Layer) -> Option<Vec<String>> {
    let mut fields: Vec<String> = pattern.splitn(6, ':').map(str::to_owned).collect();
    let accepted = fields.len() == 6
        || match layer {
            Layer::Identity | Layer::Boundary | Layer::Session => true,
            Layer::Resource | Layer::Endpoint => pattern.contains(['*', '?']),
            Layer::Scp => pattern.ends_with('*'),
            Layer::Rcp => false,
        };
    fields.resize(6, "*".to_owned());
    accepted.then_some(fields)
}

/// Can the pattern name a resource of a type? In: the ARN pattern of the type. Strict: the word
/// before the first `/` or `:` of the resource must be written out, or the resource be `*`.
pub(crate) fn arn_type_match(type_pattern: &str, pattern: &str, strict: bool) -> bool {
    if type_pattern == "*" || pattern == "*" {
        return true;
    }
    let of_type: Vec<&str> = type_pattern.splitn(6, ':').collect();
    let fields: Vec<&str> = pattern.splitn(6, ':').collect();
    let (Some(last_of_type), Some(last)) = (of_type.get(5), fields.get(5)) else { return false };
    // A type that has a region or an account needs one; a type that has none accepts a wildcard.
    let head = of_type.iter().zip(&fields).take(5);
    let head_fits = head.into_iter().all(|(of_type, field)| {
        (of_type.is_empty() || !field.is_empty()) && glob_intersects(of_type, field)
    });
    let word = last_of_type.split(['/', ':']).next().unwrap_or_default();
    let written =
        *last == "*" || last.strip_prefix(word).is_some_and(|rest| rest.starts_with(['/', ':']));
    head_fits && glob_intersects(last_of_type, last) && (!strict || written)
}
