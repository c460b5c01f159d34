//! `Null`: whether a key is there at all.

use crate::iam::truth::Truth;

pub(super) fn holds<'a>(absent: bool, values: impl Iterator<Item = &'a str>) -> Truth {
    let wanted = values.map(|value| value.eq_ignore_ascii_case("true") == absent);
    Truth::any(wanted.map(Truth::from))
}
