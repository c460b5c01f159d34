//! How secrets are kept and spread: what protects them, where copies go, and which credentials live
//! long.

pub(super) mod credential;
pub(super) mod protection;
pub(super) mod replica;
