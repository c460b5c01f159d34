//! What the files of one module declare.

mod constraint;
mod declare;
mod load;
mod merge;
mod shape;

use super::syntax::{Attribute, Block, Body, Expression};
use super::types::Type;
use super::value::Value;
use crate::diag::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(super) use constraint::Defaults;
pub(super) use declare::constant;
pub(super) use load::{module, values_file};

/// A module: one directory.
#[derive(Debug, Default)]
pub(super) struct Module {
    pub(super) variables: BTreeMap<Arc<str>, Variable>,
    pub(super) locals: BTreeMap<Arc<str>, Attribute>,
    pub(super) outputs: BTreeMap<Arc<str>, Output>,
    pub(super) resources: BTreeMap<Key, Resource>,
    pub(super) calls: BTreeMap<Arc<str>, Call>,
    /// Provider configurations by name and alias.
    pub(super) providers: BTreeMap<(Arc<str>, Option<Arc<str>>), Block>,
    /// Providers that `required_providers` lists.
    pub(super) required: BTreeSet<Arc<str>>,
    pub(super) moved: Vec<Block>,
    pub(super) imports: Vec<Block>,
    pub(super) removed: Vec<Block>,
    pub(super) checks: Vec<Block>,
}

/// Whether a resource is managed or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// `resource`
    Managed,
    /// `data`
    Data,
    /// `ephemeral`
    Ephemeral,
}

impl Mode {
    /// What an address begins with.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Managed => "",
            Self::Data => "data.",
            Self::Ephemeral => "ephemeral.",
        }
    }
}

/// What names a resource in its module.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Whether it is managed or read.
    pub mode: Mode,
    /// Its type.
    pub kind: Arc<str>,
    /// Its name.
    pub name: Arc<str>,
}

impl std::fmt::Display for Key {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}{}.{}", self.mode.prefix(), self.kind, self.name)
    }
}

/// `variable`
#[derive(Debug)]
pub(super) struct Variable {
    pub(super) of: Type,
    pub(super) defaults: Defaults,
    pub(super) default: Option<Value>,
    pub(super) nullable: bool,
    pub(super) sensitive: bool,
    pub(super) ephemeral: bool,
    pub(super) validations: Vec<Condition>,
    pub(super) span: Span,
}

/// A condition that must hold.
#[derive(Debug)]
pub(super) struct Condition {
    pub(super) condition: Expression,
    pub(super) message: Option<Expression>,
}

/// `output`
#[derive(Debug)]
pub(super) struct Output {
    pub(super) value: Expression,
    pub(super) sensitive: bool,
    pub(super) ephemeral: bool,
    pub(super) preconditions: Vec<Condition>,
    pub(super) depends_on: Vec<Expression>,
    pub(super) span: Span,
}

/// How often a resource or a module is there.
#[derive(Debug)]
pub(super) enum Repeat {
    Once,
    Count(Expression),
    ForEach(Expression),
}

/// `resource`, `data` or `ephemeral`
#[derive(Debug)]
pub(super) struct Resource {
    pub(super) repeat: Repeat,
    /// The provider's name and alias, where they are given.
    pub(super) provider: Option<(Arc<str>, Option<Arc<str>>)>,
    pub(super) depends_on: Vec<Expression>,
    pub(super) preconditions: Vec<Condition>,
    pub(super) postconditions: Vec<Condition>,
    /// What is left for the provider.
    pub(super) body: Body,
    pub(super) span: Span,
}

/// `module`
#[derive(Debug)]
pub(super) struct Call {
    pub(super) source: Option<Arc<str>>,
    /// Which versions of it, where it says so.
    pub(super) version: Option<Arc<str>>,
    pub(super) repeat: Repeat,
    /// Which provider stands for which name inside.
    pub(super) providers: Vec<(ProviderName, ProviderName)>,
    pub(super) depends_on: Vec<Expression>,
    pub(super) arguments: Vec<Attribute>,
    pub(super) span: Span,
}

/// A provider's name in a module, and an alias.
pub(super) type ProviderName = (Arc<str>, Option<Arc<str>>);
