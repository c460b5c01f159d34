//! What policies allow: patterns, conditions, decisions. Knows statements, actions and ARNs; knows
//! neither Terraform nor the graph.

pub mod catalog;
pub mod condition;
pub mod contains;
pub mod decide;
pub mod glob;
pub mod mask;
pub mod pattern;
pub mod statement;
pub mod truth;

pub use condition::{Context, Fact};
pub use decide::{Blocked, Outcome, Request, Stack, decide};
pub use mask::Mask;
pub use pattern::Pattern;
pub use statement::{Action, Engine};
pub use truth::Truth;
