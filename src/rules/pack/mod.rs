//! A rule pack as it is written: the keys a user may use, and nothing else.

mod agreed;
mod gate;
mod invariant;
mod selector;

pub use agreed::*;
pub use gate::*;
pub use invariant::*;
pub use selector::*;

use super::many::Many;
use crate::diff::finding::{Certainty, Lane};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

/// Everything that one file says. Every part may be missing; no other key is accepted.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Pack {
    /// What the pack is, where it is one to be shared.
    pub pack: Option<Manifest>,
    /// Shipped packs to load before this file; `core` is always in force.
    pub packs: Vec<Spanned<String>>,
    /// What must be protected.
    pub target: Vec<Target>,
    /// Who must be kept apart.
    pub tenant: Vec<Tenant>,
    /// Who answers for what; the most specific wins.
    pub owner: Vec<Owner>,
    /// What raises the lane of a finding.
    pub gate: Vec<Gate>,
    /// What must always hold.
    pub invariant: Vec<Invariant>,
    /// A different lane for a rule.
    #[serde(rename = "override")]
    pub overrides: Vec<Override>,
    /// Findings that were accepted for a time.
    pub waiver: Many<Waiver>,
    /// Names of accounts.
    pub account: Vec<Account>,
    /// What was agreed with those outside of the inputs.
    pub contract: Vec<Contract>,
    /// What is taken for granted and no input can tell.
    pub assumption: Vec<Assumption>,
    /// Which changes are looked at though they move no trust.
    pub boundary: Option<Boundary>,
    /// Catalogues whose controls findings name besides those that they name anyway.
    pub catalogues: Vec<Spanned<String>>,
    /// For how many days a waiver may hold at most.
    pub waiver_days_max: Option<u16>,
}

/// A name for an account number, for selectors and scopes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The number.
    pub id: Spanned<String>,
    /// The name.
    pub alias: String,
}

/// What a pack is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Its name.
    pub id: String,
    /// Its version.
    pub version: String,
    /// What it is for, in a sentence.
    #[serde(default)]
    pub about: String,
}

/// Something that must be protected, and why.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Its name in reports.
    pub id: Spanned<String>,
    /// What is meant.
    #[serde(rename = "match")]
    pub select: Selector,
    /// The mission or service that it serves.
    pub mission: String,
    /// How much depends on it.
    #[serde(default)]
    pub criticality: Criticality,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Whether it may match nothing.
    #[serde(default)]
    pub allow_empty: bool,
}

/// How much depends on a target.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Criticality {
    /// Little: its findings are looked at.
    Low,
    /// Something: its findings are looked at.
    #[default]
    Medium,
    /// Much: what is proven about it must not be merged.
    High,
}

/// Who must be kept apart from others.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tenant {
    /// Its name.
    pub id: Spanned<String>,
    /// What belongs to it.
    #[serde(rename = "match")]
    pub select: Selector,
    /// Whether it may match nothing.
    #[serde(default)]
    pub allow_empty: bool,
}

/// Who answers for what.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owner {
    /// The name of the team.
    pub id: Spanned<String>,
    /// Patterns of Terraform types, addresses, node ids, or `control:` and a control.
    pub covers: Many<String>,
    /// Its members.
    #[serde(default)]
    pub members: Many<String>,
    /// Who stands in.
    pub deputy: Option<String>,
}

/// A different lane for a rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Which rule.
    pub rule: Spanned<String>,
    /// The lane that its findings go to.
    pub lane: Lane,
    /// Why.
    pub reason: String,
}

/// A finding that was accepted for a time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// Its name.
    pub id: Spanned<String>,
    /// The fingerprint of the finding, after `fp:`; no patterns.
    pub finding: String,
    /// Why it is acceptable.
    pub reason: String,
    /// Who asked for it.
    pub owner: Option<String>,
    /// Who agreed.
    pub approved_by: String,
    /// Since when it holds.
    #[serde(deserialize_with = "date")]
    pub created: Date,
    /// The last day on which it holds.
    #[serde(deserialize_with = "date")]
    pub expires: Date,
    /// Whether it survives that the path gets wider.
    #[serde(default)]
    pub max_widening: Widening,
    /// How many got there when it was accepted; more are not covered.
    pub starts: Option<usize>,
    /// How sure it was when it was accepted; surer is not covered.
    pub certainty: Option<Certainty>,
    /// Controls that make up for it.
    #[serde(default)]
    pub compensating: Many<String>,
}

/// Whether a waiver survives that the path gets wider.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Widening {
    /// It ends.
    #[default]
    None,
    /// It stays.
    Any,
}

fn date<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    use serde::de::Error;
    let wrong = || D::Error::custom("a date is written as 2026-01-31, without quotes or time");
    let written = toml::value::Datetime::deserialize(from).map_err(|_| wrong())?;
    let date = written.date.filter(|_| written.time.is_none()).ok_or_else(wrong)?;
    let part = |number: u8| i8::try_from(number).unwrap_or(i8::MAX);
    let year = i16::try_from(date.year).unwrap_or(i16::MAX);
    Date::new(year, part(date.month), part(date.day)).map_err(|_| wrong())
}
