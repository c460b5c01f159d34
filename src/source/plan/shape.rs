//! The parts of a plan's JSON that are read. Keys that are not named here are skipped.
//!
//! Source: Terraform, "JSON Output Format", format version 1.2, read 2026-11-22.

use super::super::hcl::json::Reasons;
use super::super::state::Shown;
use super::super::terraform::configuration::Configuration;
use super::super::terraform::json::{Pairs, Text};
use serde::Deserialize;
use serde_json::value::RawValue;

/// The whole.
#[derive(Debug, Deserialize)]
pub(super) struct Plan<'j> {
    #[serde(borrow)]
    pub(super) format_version: Option<Text<'j>>,
    pub(super) errored: Option<bool>,
    pub(super) complete: Option<bool>,
    #[serde(borrow, default)]
    pub(super) variables: Pairs<'j, Variable<'j>>,
    #[serde(borrow)]
    pub(super) resource_changes: Option<Vec<ResourceChange<'j>>>,
    #[serde(borrow, default)]
    pub(super) output_changes: Pairs<'j, Values<'j>>,
    #[serde(borrow)]
    pub(super) prior_state: Option<Shown<'j>>,
    #[serde(borrow)]
    pub(super) configuration: Option<Configuration<'j>>,
}

/// A variable of the root.
#[derive(Debug, Deserialize)]
pub(super) struct Variable<'j> {
    #[serde(borrow)]
    pub(super) value: Option<&'j RawValue>,
}

/// An entry of `resource_changes`.
#[derive(Debug, Deserialize)]
pub(super) struct ResourceChange<'j> {
    #[serde(borrow)]
    pub(super) address: Text<'j>,
    #[serde(borrow)]
    pub(super) previous_address: Option<Text<'j>>,
    #[serde(borrow)]
    pub(super) module_address: Option<Text<'j>>,
    #[serde(borrow)]
    pub(super) mode: Option<Text<'j>>,
    #[serde(borrow, rename = "type")]
    pub(super) kind: Text<'j>,
    #[serde(borrow)]
    pub(super) name: Text<'j>,
    #[serde(borrow)]
    pub(super) index: Option<&'j RawValue>,
    #[serde(borrow)]
    pub(super) deposed: Option<Text<'j>>,
    #[serde(borrow)]
    pub(super) change: Values<'j>,
}

/// What changes, unread.
#[derive(Debug, Deserialize)]
pub(super) struct Values<'j> {
    #[serde(borrow)]
    pub(super) actions: Vec<Text<'j>>,
    #[serde(borrow)]
    pub(super) before: Option<&'j RawValue>,
    #[serde(borrow)]
    pub(super) after: Option<&'j RawValue>,
    #[serde(borrow)]
    pub(super) after_unknown: Option<&'j RawValue>,
    #[serde(borrow)]
    pub(super) before_sensitive: Option<&'j RawValue>,
    #[serde(borrow)]
    pub(super) after_sensitive: Option<&'j RawValue>,
    #[serde(borrow)]
    pub(super) importing: Option<&'j RawValue>,
    /// Why the configuration leaves attributes unknown, where it was evaluated; a plan has none.
    #[serde(skip)]
    pub(super) reasons: Option<&'j Reasons>,
}
