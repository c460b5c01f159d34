//! The judgement: which lane a finding goes to, who owns it, whether the gate closes.

pub mod gate;
pub mod lane;
pub mod owner;

pub use gate::{FailOn, UnknownAs, verdict};
