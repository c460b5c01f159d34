//! ARN operators: `ArnEquals` and `ArnLike` do the same.

use super::expected::Expected;
use super::{Operator, matching};
use crate::iam::pattern::Pattern;
use crate::iam::truth::Truth;
use crate::model::arn::Arn;

pub(super) const OPERATORS: &[Operator] = &[
    matching("arnequals", Some("arnnotequals"), read),
    matching("arnlike", Some("arnnotlike"), read),
];

/// A pattern of six fields; `*` alone is any ARN.
fn read(text: &str) -> Expected {
    if text == "*" {
        return Expected::Arn(Pattern::All);
    }
    match Arn::parse(text) {
        Some(_) => Expected::Arn(Pattern::new(text, false)),
        None => Expected::Never,
    }
}

/// Whether the request's value is an ARN that the pattern covers.
pub(super) fn holds(pattern: &Pattern, request: &str) -> Truth {
    if Arn::parse(request).is_none() { Truth::No } else { pattern.covers(request) }
}
