//! How far a fact goes, and what of it another does not.

use super::network::{Addresses, Traffic};
use std::collections::BTreeSet;
use std::fmt;

/// Between a name and what narrows it.
pub(super) const WITHIN: &str = " within ";
/// Before an action that a name leaves out.
pub(super) const ALL_BUT: &str = "all but ";
/// Before a resource that a name leaves out.
pub(super) const OTHERS_THAN: &str = "others than ";
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

/// What of the names no name of `other` covers.
fn uncovered(names: &BTreeSet<String>, other: &BTreeSet<String>) -> BTreeSet<String> {
    let is_covered =
        |name: &&String| other.contains(*name) || other.iter().any(|wider| covers(wider, name));
    let left = names.iter().filter(|name| !is_covered(name));
    left.flat_map(|name| {
        let parts = other.iter().find_map(|one| left_out(name, one));
        parts.unwrap_or_else(|| vec![name.clone()])
    })
    .collect()
}

/// What of a name another does not cover because it leaves more out: those parts alone. None if that is
/// not all that sets them apart.
fn left_out(name: &str, other: &str) -> Option<Vec<String>> {
    let mut parts: Vec<&str> = name.split(WITHIN).collect();
    let others: Vec<&str> = other.split(WITHIN).collect();
    let more: Vec<&str> = others.iter().copied().filter(|part| !parts.contains(part)).collect();
    if more.is_empty() || !parts.iter().all(|part| others.contains(part)) {
        return None;
    }
    let head = parts.remove(0);
    parts.retain(|part| !part.starts_with(ALL_BUT) && !part.starts_with(OTHERS_THAN));
    let alone = |part: &&str| {
        let name = match (part.strip_prefix(ALL_BUT), part.strip_prefix(OTHERS_THAN)) {
            (Some(action), _) => vec![action],
            (_, Some(resource)) => vec![head, resource],
            _ => return None,
        };
        Some([name.as_slice(), &parts].concat().join(WITHIN))
    };
    more.iter().map(alone).collect()
}

/// Whether a name says as much as another, with no more that narrows it; `s3:*` is every action of S3.
fn covers(wider: &str, name: &str) -> bool {
    let mut parts = name.split(WITHIN);
    let mut wider = wider.split(WITHIN);
    let (Some(all), Some(head)) = (wider.next(), parts.next()) else { return false };
    let starts =
        |stem: &str| head.get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem));
    let within = all.strip_suffix('*').is_some_and(starts);
    let parts: Vec<&str> = parts.collect();
    (all == head || within) && wider.all(|part| parts.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::Extent;

    #[test]
    fn what_narrows_a_name_is_covered_by_the_name() {
        let (all, here) = (Extent::names(["reads"]), Extent::names(["reads within x"]));
        assert!(here.beyond(&all).is_empty());
        assert_eq!(all.beyond(&here), all);
        let both = Extent::names(["reads within y within x"]);
        assert!(both.beyond(&here).is_empty());
        assert!(!here.beyond(&both).is_empty());
    }

    #[test]
    fn what_is_left_out_is_told_alone() {
        let (one, more) = (
            Extent::names(["* within all but s3:* within x"]),
            Extent::names(["* within all but s3:* within all but iam:* within x"]),
        );
        assert_eq!(one.beyond(&more), Extent::names(["iam:* within x"]));
        assert!(more.beyond(&one).is_empty());
        let all = Extent::names(["a within others than r"]);
        let more = Extent::names(["a within others than r within others than q"]);
        assert_eq!(all.beyond(&more), Extent::names(["a within q"]));
    }

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
