//! How far a fact goes, and what of it another does not.

mod filter;
mod name;

use super::network::{Addresses, Traffic};
pub(super) use filter::spaced;
use name::uncovered;
use std::collections::BTreeSet;
use std::fmt;

/// Between a name and what narrows it.
pub(super) const WITHIN: &str = " within ";
/// Before an action that a name leaves out.
pub(super) const ALL_BUT: &str = "all but ";
/// Before a resource that a name leaves out.
pub(super) const OTHERS_THAN: &str = "others than ";
/// Before the least number of times that is told of.
pub(super) const COUNTS_FROM: &str = "counts from ";
/// A level that has no end.
pub(super) const ENDLESS: u64 = u64::MAX;

/// How far a fact goes. Extents of facts about the same thing are of the same kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Extent {
    /// So much, with its unit: `365 days`. Nothing is 0.
    Level(u64, &'static str),
    /// These: `public policies`, `management events`. What follows ` within ` narrows a name: `reads`
    /// covers `reads within us-east-1`.
    Names(BTreeSet<String>),
    /// Ways to these addresses.
    Addresses(Addresses),
    /// These packets.
    Traffic(Traffic),
}

impl Extent {
    /// Not at all.
    pub fn none() -> Self {
        Self::Names(BTreeSet::new())
    }

    /// What holds or does not, in the word for what holds.
    pub fn whole(word: &str) -> Self {
        Self::names([word])
    }

    /// These.
    pub fn names<T: Into<String>>(names: impl IntoIterator<Item = T>) -> Self {
        Self::Names(names.into_iter().map(Into::into).collect())
    }

    /// Whether it goes nowhere.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Level(level, _) => *level == 0,
            Self::Names(names) => names.is_empty(),
            Self::Addresses(addresses) => addresses.is_empty(),
            Self::Traffic(traffic) => traffic.is_empty(),
        }
    }

    /// How far it goes beyond another; empty if it does not.
    pub fn beyond(&self, other: &Self) -> Self {
        match (self, other) {
            (_, other) if other.is_empty() => self.clone(),
            (Self::Level(level, unit), Self::Level(other, _)) => {
                Self::Level(if level > other { *level } else { 0 }, unit)
            }
            (Self::Names(names), Self::Names(other)) => Self::Names(uncovered(names, other)),
            (Self::Addresses(one), Self::Addresses(other)) => Self::Addresses(one.without(other)),
            (Self::Traffic(one), Self::Traffic(other)) => Self::Traffic(one.without(other)),
            _ => self.clone(),
        }
    }

    /// As far as both together go.
    pub fn union(&self, other: &Self) -> Self {
        match (self, other) {
            (_, other) if other.is_empty() => self.clone(),
            (Self::Level(level, unit), Self::Level(other, _)) => {
                Self::Level(*level.max(other), unit)
            }
            (Self::Names(names), Self::Names(other)) => Self::Names(names | other),
            (Self::Addresses(one), Self::Addresses(other)) => Self::Addresses(one.union(other)),
            (Self::Traffic(one), Self::Traffic(other)) => Self::Traffic(one.union(other)),
            _ => other.clone(),
        }
    }
}

impl fmt::Display for Extent {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Addresses(addresses) => write!(out, "a way to {addresses}"),
            Self::Traffic(traffic) => traffic.fmt(out),
            Self::Level(ENDLESS, unit) => write!(out, "all {unit}"),
            Self::Level(level, unit) => write!(out, "{level} {unit}"),
            Self::Names(names) => {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                out.write_str(&names.join(", ").replace(WITHIN, " in "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Extent;

    #[test]
    fn beyond_is_what_the_other_lacks() {
        let days = |level| Extent::Level(level, "days");
        assert!(days(30).beyond(&days(30)).is_empty());
        assert_eq!(days(30).beyond(&days(7)), days(30));
        let (both, one) = (Extent::names(["a", "b"]), Extent::names(["a"]));
        assert_eq!(both.beyond(&one), Extent::names(["b"]));
        assert!(one.beyond(&both).is_empty());
        assert_eq!(one.beyond(&Extent::none()), one);
        assert_eq!(Extent::none().union(&days(3)), days(3));
    }
}
