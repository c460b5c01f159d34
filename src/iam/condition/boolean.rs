//! `Bool`.

use super::expected::Expected;
use super::{Operator, comparing};

pub(super) const OPERATORS: &[Operator] =
    &[comparing("bool", None, |text| truth(text).map_or(Expected::Never, Expected::Bool))];

/// The truth that a text names, in any case.
pub(super) fn truth(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}
