//! What can be asked of a finding.

use super::eval::Value;
use crate::diff::finding::{Axis, Certainty, Class, Drift, Finding, Severity};
use crate::rules::vocabulary;

/// What an expression gives.
#[derive(Debug, Clone, Copy)]
pub(super) enum Type {
    Bool,
    Number,
    Text,
    /// A text that is one of some words.
    Word(fn() -> Vec<&'static str>),
    /// A list of texts.
    List,
}

impl Type {
    /// What it is called in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Bool => "true or false",
            Self::Number => "a number",
            Self::Text | Self::Word(_) => "a text",
            Self::List => "a list of texts",
        }
    }

    /// Whether values of both can be compared.
    pub(super) fn is_like(self, other: Self) -> bool {
        self.name() == other.name()
    }
}

/// A field of a finding.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) gives: Type,
    pub(super) of: for<'v> fn(&'v Finding) -> Value<'v>,
}

/// All fields, as the JSON report calls them, sorted by name. `addresses` and `attributes` are those of
/// the causes, `starts` is how many get there, `steps` how long the path is.
pub(super) const FIELDS: &[Field] = &[
    field("account", Type::Text, |one| Value::Text(&one.account)),
    field("addresses", Type::List, |one| texts(one.cause.iter().map(|cause| &*cause.address))),
    field("attributes", Type::List, |one| texts(one.cause.iter().map(|cause| &*cause.attribute))),
    field("axis", Type::Word(|| Axis::WORDS.to_vec()), |one| Value::Text(one.axis.word())),
    field("certainty", Type::Word(|| Certainty::WORDS.to_vec()), |one| {
        Value::Text(one.certainty.word())
    }),
    field("class", Type::Word(|| Class::WORDS.to_vec()), |one| Value::Text(one.class.word())),
    field("controls", Type::List, |one| texts(one.controls.iter().copied())),
    field("drift", Type::Word(|| Drift::WORDS.to_vec()), |one| Value::Text(one.drift.word())),
    field("from", Type::Text, |one| Value::Text(&one.from)),
    field("owners", Type::List, |one| texts(one.owners.iter().map(String::as_str))),
    field("principals", Type::List, |one| texts(one.principals.iter().map(String::as_str))),
    field("rule", Type::Word(vocabulary::rules), |one| Value::Text(one.rule)),
    field("severity", Type::Word(|| Severity::WORDS.to_vec()), |one| {
        Value::Text(one.severity.word())
    }),
    field("starts", Type::Number, |one| Value::of_count(one.starts())),
    field("steps", Type::Number, |one| Value::of_count(one.path.len())),
    field("techniques", Type::List, |one| {
        texts(one.path.iter().map(|hop| hop.technique).chain(one.techniques.iter().copied()))
    }),
    field("title", Type::Text, |one| Value::Text(&one.title)),
    field("to", Type::Text, |one| Value::Text(&one.to)),
];

const fn field(name: &'static str, gives: Type, of: for<'v> fn(&'v Finding) -> Value<'v>) -> Field {
    Field { name, gives, of }
}

fn texts<'v>(all: impl Iterator<Item = &'v str>) -> Value<'v> {
    Value::List(all.collect())
}
