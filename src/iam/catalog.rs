//! What AWS defines of its actions, read with the eyes of policies: see [`crate::catalog`].

pub mod actions;

pub use crate::catalog::{date, managed, origin};
