//! String operators and `BinaryEquals`.

use super::expected::Expected;
use super::{Operator, comparing, matching, writing};
use crate::iam::truth::Truth;
use crate::model::value::is_symbolic;

pub(super) const OPERATORS: &[Operator] = &[
    comparing("binaryequals", None, |text| Expected::Binary(text.trim_end_matches('=').into())),
    writing("stringequals", Some("stringnotequals"), |text| Expected::Text(text.into())),
    writing("stringequalsignorecase", Some("stringnotequalsignorecase"), |text| {
        Expected::Folded(fold(text).into())
    }),
    matching("stringlike", Some("stringnotlike"), |text| Expected::Glob(text.into())),
];

/// Lower case, letter by letter: `ß` does not become `ss`.
pub(super) fn fold(text: &str) -> String {
    text.chars().map(fold_one).collect()
}

/// A letter in lower case, if that is one letter.
pub(crate) fn fold_one(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

pub(super) fn equal(request: &str, wanted: &str) -> Truth {
    if request == wanted {
        Truth::Yes
    } else if is_symbolic(request) || is_symbolic(wanted) {
        Truth::Unknown
    } else {
        Truth::No
    }
}

pub(super) fn equal_folded(request: &str, wanted: &str) -> Truth {
    if is_symbolic(request) || is_symbolic(wanted) {
        return equal(&fold(request), wanted);
    }
    request.chars().map(fold_one).eq(wanted.chars()).into()
}
