//! The judgement: which lane a finding goes to, who owns it, whether the gate closes.
//!
//! [`read`] turns the text of a rule pack into a [`pack::Pack`], [`ruleset`] holds the packs in force,
//! [`estate`] is what they ask of the graph, [`judge`] applies them to findings, [`gate`] gives the verdict.

pub mod accepted;
pub mod agreed;
pub mod approval;
pub mod boundary;
pub mod catalogue;
pub mod cel;
pub mod change;
mod check;
pub mod condition;
pub mod estate;
pub mod gate;
pub mod invariant;
pub mod judge;
pub mod lane;
pub mod lint;
pub mod many;
pub mod node;
pub mod notice;
pub mod owner;
pub mod pack;
pub mod read;
pub mod ruleset;
pub mod select;
pub mod vocabulary;
pub mod waiver;
pub mod weakened;
pub mod when;

pub use gate::{FailOn, UnknownAs, verdict};
pub use ruleset::Ruleset;
