//! What policies allow: patterns, conditions, decisions. Knows statements, actions and ARNs; knows
//! neither Terraform nor the graph.

pub mod access;
pub mod action;
pub mod case;
pub mod catalog;
pub mod condition;
pub mod contains;
pub mod decide;
pub mod glob;
pub mod lint;
pub mod mask;
pub mod partial;
pub mod pattern;
pub mod policies;
pub mod principal;
pub mod public;
pub mod stack;
pub mod statement;
pub mod truth;

pub use condition::{Context, Fact};
pub use decide::{Decision, decide};
pub use mask::Mask;
pub use pattern::Pattern;
pub use policies::{Policies, PolicyType};
pub use principal::Caller;
pub use stack::{Blocked, Outcome, Request, Stack};
pub use statement::{Action, Engine};
pub use truth::Truth;
