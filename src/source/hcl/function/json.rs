//! TO BE WRITTEN

use super::Function;

pub(super) const FUNCTIONS: &[Function] = &[];
