//! A value that a condition asks for, read once.

use super::date::Instant;
use super::ip::Block;
use super::number::Decimal;
use super::{arn, boolean, date, number, string};
use crate::iam::glob;
use crate::iam::pattern::Pattern;
use crate::iam::truth::Truth;
use std::cmp::Ordering;

/// One value of a condition, as its operator reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// This text.
    Text(Box<str>),
    /// This text in lower case, whatever the case of the request.
    Folded(Box<str>),
    /// What `*` and `?` cover.
    Glob(Box<str>),
    /// An ARN that the pattern covers.
    Arn(Pattern),
    /// A number that compares so.
    Number(Comparison, Decimal),
    /// An instant that compares so.
    Date(Comparison, Instant),
    /// An address of this block.
    Block(Block),
    /// This truth.
    Bool(bool),
    /// These bytes, in base64 without padding.
    Binary(Box<str>),
    /// Not of the operator's type: no value satisfies it.
    Never,
}

/// How a value of the request must stand to the one of the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Equal.
    Equal,
    /// Less.
    Less,
    /// Less or equal.
    NotGreater,
    /// Greater.
    Greater,
    /// Greater or equal.
    NotLess,
}

impl Comparison {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order == Ordering::Equal,
            Self::Less => order == Ordering::Less,
            Self::NotGreater => order != Ordering::Greater,
            Self::Greater => order == Ordering::Greater,
            Self::NotLess => order != Ordering::Less,
        }
    }
}

impl Expected {
    /// Whether every moment from `first` on satisfies it, or none. Unknown: some do.
    pub fn admits_since(&self, first: Instant) -> Truth {
        let Self::Date(comparison, wanted) = self else { return Truth::Unknown };
        let later = |holds: bool| if holds { Truth::Yes } else { Truth::Unknown };
        let order = first.cmp(wanted);
        match comparison {
            Comparison::Greater | Comparison::NotLess => later(comparison.holds(order)),
            Comparison::Less => !later(order != Ordering::Less),
            Comparison::NotGreater | Comparison::Equal => !later(order == Ordering::Greater),
        }
    }

    /// Whether a single value of the request satisfies it. A value that is not of the operator's
    /// type does not. Unknown: the value is a symbol, or partly one.
    pub fn admits(&self, request: &str) -> Truth {
        let settled = match self {
            Self::Text(wanted) => return string::equal(request, wanted),
            Self::Folded(wanted) => return string::equal_folded(request, wanted),
            Self::Glob(pattern) => return glob::covers(pattern, request),
            Self::Arn(pattern) => return arn::holds(pattern, request),
            Self::Number(comparison, wanted) => {
                number::order(request, *wanted).map(|order| comparison.holds(order))
            }
            Self::Date(comparison, wanted) => {
                date::order(request, *wanted).map(|order| comparison.holds(order))
            }
            Self::Block(block) => block.holds(request),
            Self::Bool(wanted) => boolean::truth(request).map(|truth| truth == *wanted),
            Self::Binary(wanted) => Some(request.trim_end_matches('=') == &**wanted),
            Self::Never => Some(false),
        };
        match settled {
            None if crate::model::value::is_symbolic(request) => Truth::Unknown,
            settled => settled.unwrap_or(false).into(),
        }
    }
}
