//! trustdrift.
pub mod diag;
pub mod model;
