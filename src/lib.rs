//! trustdrift.
pub mod diag;
pub mod graph;
pub mod iam;
pub mod model;
