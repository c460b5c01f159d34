//! Policy variables: `${key}`, `${key, 'default'}` and the escapes `${*}`, `${?}`, `${$}`.
//!
//! User guide, "IAM policy elements: Variables and tags".

use super::context::Context;
use super::glob::{Piece, literal, pieces};

/// How the text of one policy is read: its version and the request's context.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'c> {
    /// Version 2012-10-17 has variables; in 2008-10-17 `${...}` is ordinary text.
    pub(crate) variables: bool,
    pub(crate) context: &'c Context,
}

impl Reader<'_> {
    /// The pattern that a text stands for; none when one of its variables has no single value.
    pub(crate) fn pattern(self, text: &str) -> Option<Vec<Piece>> {
        if !self.variables {
            return Some(pieces(text));
        }
        fill(text, &|key, default| match self.context.values(key) {
            [] => default.map(literal),
            [only] => Some(literal(only)),
            _ => None,
        })
    }
}

/// What a variable stands for: by its key and its default.
type Meaning<'f> = dyn Fn(&str, Option<&str>) -> Option<Vec<Piece>> + 'f;

/// The pattern of a text whose variables stand for what `value` says.
pub(crate) fn fill(text: &str, value: &Meaning<'_>) -> Option<Vec<Piece>> {
    let Some((before, inside, after)) = split(text) else { return Some(pieces(text)) };
    let (key, default) = key_and_default(inside);
    let middle =
        if ESCAPES.contains(&inside) { Some(literal(inside)) } else { value(key, default) };
    Some([pieces(before), middle?, fill(after, value)?].concat())
}

const ESCAPES: &[&str] = &["*", "?", "$"];

/// What stands before, inside and behind the first `${...}`.
fn split(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("${")?;
    let (inside, after) = rest.split_once('}')?;
    Some((before, inside, after))
}

/// The key of a variable and its default.
fn key_and_default(inside: &str) -> (&str, Option<&str>) {
    let written = inside.split_once(", '");
    match written.and_then(|(key, rest)| Some((key, rest.strip_suffix('\'')?))) {
        Some((key, default)) => (key, Some(default)),
        None => (inside, None),
    }
}

/// The keys of the variables in a text.
pub(crate) fn keys(text: &str) -> Vec<String> {
    let Some((_, inside, after)) = split(text) else { return Vec::new() };
    let escape = ESCAPES.contains(&inside);
    let key = (!escape).then(|| key_and_default(inside).0.to_owned());
    key.into_iter().chain(keys(after)).collect()
}
