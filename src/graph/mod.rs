//! The privilege graph of a side: principals, the set edges between them, and who reaches what.

pub mod admin;
pub mod admission;
pub mod allow;
pub mod context;
pub mod door;
pub mod edge;
pub mod entry;
mod fresh;
pub mod guard;
pub mod left_out;
mod lent;
pub mod premise;
pub mod prepare;
pub mod reach;
pub mod read;
mod session;
pub mod set;
pub mod sink;
pub mod surface;
pub mod technique;
pub mod tenant;
pub mod trust;
mod undeclared;
mod undeny;
pub mod witness;
pub mod world;
mod zone;

pub use allow::Side;
pub use edge::Graph;
pub use prepare::{Provided, Space};
pub use set::{Both, Node, SetId, Sets};
pub use sink::Sink;

/// The permission that hands a role to a service.
pub const PASS_ROLE: &str = "iam:PassRole";
/// The call by which a principal takes a role.
pub const ASSUME_ROLE: &str = "sts:AssumeRole";
/// What the SSM agent of an instance must be allowed, or nobody reaches it through SSM.
pub const AGENT: &str = "ssmmessages:CreateControlChannel";
