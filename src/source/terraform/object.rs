//! One resource instance as one side of the change has it: its attributes, what is not known of
//! them, and the block it comes from.

use super::address::Key;
use super::configuration::{Resource, references};
use super::json::{Fields, fields};
use crate::source::hcl::json::Reasons;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::Arc;

/// Who an instance is, on either side.
#[derive(Debug, Clone)]
pub(in crate::source) struct Identifier<'p> {
    /// Its address with all keys.
    pub(in crate::source) address: Cow<'p, str>,
    /// The module instance; empty for the root.
    pub(in crate::source) module: Cow<'p, str>,
    /// Whether it is a data source.
    pub(in crate::source) data: bool,
    /// `aws_iam_role`.
    pub(in crate::source) kind: Cow<'p, str>,
    /// The label of its block.
    pub(in crate::source) name: Cow<'p, str>,
    /// Its key under `count` or `for_each`.
    pub(in crate::source) key: Option<Key>,
    /// The provider as a state names it; a plan says it in the configuration.
    pub(in crate::source) provider: Option<Cow<'p, str>>,
}

impl Identifier<'_> {
    /// The address without module and key.
    pub(in crate::source) fn block(&self) -> String {
        let prefix = if self.data { "data." } else { "" };
        format!("{prefix}{}.{}", self.kind, self.name)
    }
}

/// An instance with its values.
#[derive(Debug)]
pub(in crate::source) struct Object<'p> {
    pub(super) id: Identifier<'p>,
    /// The index of its provider; none if the input does not tell.
    pub(super) provider: Option<usize>,
    pub(super) block: Option<&'p Resource<'p>>,
    values: Option<&'p RawValue>,
    unknown: Option<&'p RawValue>,
    seal: Seal<'p>,
    reasons: Option<&'p Reasons>,
    fields: OnceCell<Fields<'p>>,
    marks: OnceCell<Fields<'p>>,
}

/// Which attributes are sensitive.
#[derive(Debug, Default)]
pub(in crate::source) enum Seal<'p> {
    /// None.
    #[default]
    Open,
    /// Those with a mark in this tree.
    Tree(&'p RawValue),
    /// These.
    Names(Vec<String>),
}

impl<'p> Seal<'p> {
    /// What `before_sensitive` and its like say.
    pub(in crate::source) fn tree(tree: Option<&'p RawValue>) -> Self {
        tree.filter(|tree| has_mark(tree)).map_or(Self::Open, Self::Tree)
    }

    /// Whether an attribute, or any part of it, is sensitive.
    fn covers(&self, attribute: &str) -> bool {
        match self {
            Self::Open => false,
            Self::Tree(tree) if tree.get() == "true" => true,
            Self::Tree(tree) => fields(tree).get(attribute).is_some_and(|tree| has_mark(tree)),
            Self::Names(names) => names.iter().any(|name| name == attribute),
        }
    }
}

impl<'p> Object<'p> {
    /// An instance; `values` is an object, `unknown` the tree of what is not known of it, `seal` what
    /// is sensitive.
    pub(in crate::source) fn new(
        id: Identifier<'p>,
        values: &'p RawValue,
        unknown: Option<&'p RawValue>,
        seal: Seal<'p>,
    ) -> Self {
        // Most trees have no mark at all: then nobody has to look at them again.
        let unknown = unknown.filter(|tree| has_mark(tree));
        let (fields, marks) = (OnceCell::new(), OnceCell::new());
        let (provider, block, reasons) = (None, None, None);
        Self { id, provider, block, values: Some(values), unknown, seal, reasons, fields, marks }
    }

    /// The instance whose expressions were evaluated, and why some have no value.
    pub(in crate::source) fn evaluated(mut self, reasons: Option<&'p Reasons>) -> Self {
        self.reasons = reasons;
        self
    }

    /// The instance of this block.
    pub(in crate::source) fn in_block(mut self, block: Option<&'p Resource<'p>>) -> Self {
        self.block = block;
        self
    }

    /// Its address with all keys.
    pub(in crate::source) fn address(&self) -> &str {
        &self.id.address
    }

    /// Its resource type.
    pub(in crate::source) fn kind(&self) -> &str {
        &self.id.kind
    }

    /// Its values and the tree of what is sensitive of them, as they stand in the input.
    pub(in crate::source) fn raw(&self) -> (Option<&'p RawValue>, Option<&'p RawValue>) {
        let sensitive = if let Seal::Tree(tree) = &self.seal { Some(*tree) } else { None };
        (self.values, sensitive)
    }

    /// Whether it is a data source.
    pub(in crate::source) fn is_data(&self) -> bool {
        self.id.data
    }

    /// Its attributes.
    pub(super) fn fields(&self) -> &Fields<'p> {
        self.fields.get_or_init(|| self.values.map(fields).unwrap_or_default())
    }

    fn marks(&self) -> &Fields<'p> {
        self.marks.get_or_init(|| self.unknown.map(fields).unwrap_or_default())
    }

    /// The value of an attribute, unless it is `null`. What is sensitive is as if it were not known.
    pub(super) fn field(&self, attribute: &str) -> Option<&'p RawValue> {
        self.unsealed(attribute).filter(|_| !self.seal.covers(attribute))
    }

    /// The value below `path` of an attribute, where that part is not sensitive though others may be.
    pub(super) fn part(&self, attribute: &str, path: &str) -> Option<&'p RawValue> {
        let value = super::json::below(self.unsealed(attribute)?, path)?;
        (value.get() != "null" && !self.is_sealed_at(attribute, path)).then_some(value)
    }

    /// Whether what lies below `path` of an attribute is sensitive, or something around it.
    pub(super) fn is_sealed_at(&self, attribute: &str, path: &str) -> bool {
        let Seal::Tree(tree) = &self.seal else { return self.seal.covers(attribute) };
        if !self.seal.covers(attribute) {
            return false;
        }
        let mut at = match tree.get() {
            "true" => return true,
            _ => fields(tree).get(attribute).copied(),
        };
        for step in path.split(['.', '[', ']']).filter(|step| !step.is_empty()) {
            at = match at {
                Some(tree) if tree.get() == "true" => return true,
                tree => tree.and_then(|tree| super::json::below(tree, step)),
            };
        }
        at.is_some_and(has_mark)
    }

    /// The value of an attribute, be it sensitive: to compare, never to keep.
    pub(super) fn unsealed(&self, attribute: &str) -> Option<&'p RawValue> {
        self.fields().get(attribute).copied().filter(|raw| raw.get() != "null")
    }

    /// Whether an attribute has a value that is sensitive.
    pub(super) fn is_sealed(&self, attribute: &str) -> bool {
        self.unsealed(attribute).is_some() && self.seal.covers(attribute)
    }

    /// The marks of an attribute, if some part of it is not known.
    pub(super) fn mark(&self, attribute: &str) -> Option<&'p RawValue> {
        let all = self.unknown?;
        if all.get() == "true" {
            return Some(all);
        }
        self.marks().get(attribute).copied().filter(|tree| has_mark(tree))
    }

    /// Whether an attribute has no value yet.
    pub(super) fn is_pending(&self, attribute: &str) -> bool {
        self.unsealed(attribute).is_none()
            && self.mark(attribute).is_some_and(|tree| tree.get() == "true")
    }

    /// Whether an attribute has a value that may not or cannot be read.
    pub(super) fn is_unknown(&self, attribute: &str) -> bool {
        self.is_pending(attribute) || self.is_sealed(attribute)
    }

    /// Attributes of which some part is not known.
    pub(super) fn unknown_attributes(&self) -> impl Iterator<Item = &str> {
        let marked = self.marks().0.iter().filter(|(_, tree)| has_mark(tree));
        marked.map(|(attribute, _)| attribute.as_ref())
    }

    /// Why the expression of an attribute has no value; none if it was not evaluated.
    pub(super) fn reason(&self, attribute: &str) -> Option<&'p Arc<str>> {
        self.reasons?.get(attribute)
    }

    /// What the configuration says of an attribute; none if nobody set it.
    pub(super) fn expression(&self, attribute: &str) -> Option<&'p RawValue> {
        self.block?.expression(attribute)
    }

    /// What the expression of an attribute refers to.
    pub(super) fn references(&self, attribute: &str) -> Vec<String> {
        self.expression(attribute).map(references).unwrap_or_default()
    }
}

/// Whether a tree of marks has one.
pub(in crate::source) fn has_mark(tree: &RawValue) -> bool {
    tree.get().contains("true")
}
