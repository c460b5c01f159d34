//! The condition operators: what one policy value says of one request value.
//!
//! User guide, "IAM JSON policy elements: Condition operators".

use std::cmp::Ordering;

use super::glob::{Piece, covers, plain};
use super::value::{base64, compare_decimals, in_network, instant};
use super::variable::Reader;

/// How an operator compares. Only texts and ARNs know variables and wildcards.
pub(crate) enum Test {
    Pattern(fn(&[Piece], &str) -> bool),
    Value(fn(&str, &str) -> bool),
}

/// An operator without its set prefix and `IfExists`: the test, and whether it is negated.
pub(crate) type Operator = (&'static str, bool, Test);

const OPERATORS: &[Operator] = &[
    ("StringEquals", false, Test::Pattern(string_equals)),
    ("StringNotEquals", true, Test::Pattern(string_equals)),
    ("StringEqualsIgnoreCase", false, Test::Pattern(string_equals_ignoring_case)),
    ("StringNotEqualsIgnoreCase", true, Test::Pattern(string_equals_ignoring_case)),
    ("StringLike", false, Test::Pattern(covers)),
    ("StringNotLike", true, Test::Pattern(covers)),
    ("ArnEquals", false, Test::Pattern(arn_like)),
    ("ArnNotEquals", true, Test::Pattern(arn_like)),
    ("ArnLike", false, Test::Pattern(arn_like)),
    ("ArnNotLike", true, Test::Pattern(arn_like)),
    ("NumericEquals", false, Test::Value(|p, v| number(p, v, Ordering::is_eq))),
    ("NumericNotEquals", true, Test::Value(|p, v| number(p, v, Ordering::is_eq))),
    ("NumericLessThan", false, Test::Value(|p, v| number(p, v, Ordering::is_lt))),
    ("NumericLessThanEquals", false, Test::Value(|p, v| number(p, v, Ordering::is_le))),
    ("NumericGreaterThan", false, Test::Value(|p, v| number(p, v, Ordering::is_gt))),
    ("NumericGreaterThanEquals", false, Test::Value(|p, v| number(p, v, Ordering::is_ge))),
    ("DateEquals", false, Test::Value(|p, v| date(p, v, Ordering::is_eq))),
    ("DateNotEquals", true, Test::Value(|p, v| date(p, v, Ordering::is_eq))),
    ("DateLessThan", false, Test::Value(|p, v| date(p, v, Ordering::is_lt))),
    ("DateLessThanEquals", false, Test::Value(|p, v| date(p, v, Ordering::is_le))),
    ("DateGreaterThan", false, Test::Value(|p, v| date(p, v, Ordering::is_gt))),
    ("DateGreaterThanEquals", false, Test::Value(|p, v| date(p, v, Ordering::is_ge))),
    ("Bool", false, Test::Value(bool_equals)),
    ("BinaryEquals", false, Test::Value(binary_equals)),
    ("IpAddress", false, Test::Value(in_network)),
    ("NotIpAddress", true, Test::Value(in_network)),
];

/// The operator of a name, whatever its case.
pub(crate) fn operator(name: &str) -> Option<&'static Operator> {
    OPERATORS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name))
}

/// Does one value of the policy match one value of the request, negation aside? A policy value
/// with a variable that has no value matches nothing.
pub(crate) fn passes(test: &Test, wanted: &str, actual: &str, reader: Reader<'_>) -> bool {
    match test {
        Test::Pattern(test) => reader.pattern(wanted).is_some_and(|wanted| test(&wanted, actual)),
        Test::Value(test) => test(wanted, actual),
    }
}

fn string_equals(wanted: &[Piece], actual: &str) -> bool {
    plain(wanted) == actual
}

/// Letter by letter: `ß` is not `ss`.
fn string_equals_ignoring_case(wanted: &[Piece], actual: &str) -> bool {
    let lower = |text: &str| text.chars().flat_map(char::to_lowercase).collect::<String>();
    lower(&plain(wanted)) == lower(actual)
}

/// Six fields, each compared on its own; only in the sixth does a wildcard cross a colon.
fn arn_like(wanted: &[Piece], actual: &str) -> bool {
    let wanted: Vec<&[Piece]> = wanted.splitn(6, |piece| *piece == Piece::Char(':')).collect();
    let actual: Vec<&str> = actual.splitn(6, ':').collect();
    wanted.len() == 6
        && actual.len() == 6
        && wanted.iter().zip(actual).all(|(wanted, actual)| covers(wanted, actual))
}

fn number(wanted: &str, actual: &str, fits: fn(Ordering) -> bool) -> bool {
    compare_decimals(actual, wanted).is_some_and(fits)
}

fn date(wanted: &str, actual: &str, fits: fn(Ordering) -> bool) -> bool {
    match (instant(wanted), instant(actual)) {
        (Some(wanted), Some(actual)) => fits(actual.cmp(&wanted)),
        _ => false,
    }
}

fn bool_equals(wanted: &str, actual: &str) -> bool {
    ["true", "false"]
        .iter()
        .any(|value| value.eq_ignore_ascii_case(wanted) && value.eq_ignore_ascii_case(actual))
}

fn binary_equals(wanted: &str, actual: &str) -> bool {
    base64(wanted).is_some_and(|wanted| base64(actual) == Some(wanted))
}
