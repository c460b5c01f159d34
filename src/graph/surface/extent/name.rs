//! Names and what narrows them: when one says all that another says.

use super::{ALL_BUT, COUNTS_FROM, OTHERS_THAN, WITHIN, filter};
use crate::iam::condition::is_operator;
use crate::iam::contains::globs_contain;
use crate::iam::glob;
use crate::iam::truth::Truth;
use std::collections::BTreeSet;

/// What of the names no name of `other` covers.
pub(super) fn uncovered(names: &BTreeSet<String>, other: &BTreeSet<String>) -> BTreeSet<String> {
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
    let mut wider = wider.split(WITHIN);
    let mut parts = name.split(WITHIN);
    let (Some(all), Some(head)) = (wider.next(), parts.next()) else { return false };
    let parts: Vec<Part<'_>> = parts.map(Part::read).collect();
    let narrows = |part: &str| parts.iter().any(|own| own.implies(Part::read(part)));
    (all == head || head_holds(all, head)) && wider.all(narrows)
}

/// Whether what a name begins with says all that another begins with.
fn head_holds(wide: &str, narrow: &str) -> bool {
    match filter::is_pattern(wide) && filter::is_pattern(narrow) {
        true => filter::holds(wide, narrow),
        false => action_holds(wide, narrow),
    }
}

/// Whether a pattern of actions holds all of another; words are none.
fn action_holds(wide: &str, narrow: &str) -> bool {
    let plain = [wide, narrow].iter().any(|one| one.contains(' '));
    !plain && globs_contain(&[&wide.to_ascii_lowercase()], &narrow.to_ascii_lowercase())
}

/// What narrows a name.
#[derive(Clone, Copy, PartialEq)]
enum Part<'a> {
    /// All actions but these.
    AllBut(&'a str),
    /// All resources but these.
    OthersThan(&'a str),
    /// One value of a condition.
    Test { operator: Operator<'a>, key: &'a str, value: &'a str },
    /// Only what happens so many times.
    CountsFrom(u64),
    /// These resources, this place.
    In(&'a str),
}

impl<'a> Part<'a> {
    fn read(text: &'a str) -> Self {
        if let Some(action) = text.strip_prefix(ALL_BUT) {
            return Self::AllBut(action);
        }
        if let Some(resource) = text.strip_prefix(OTHERS_THAN) {
            return Self::OthersThan(resource);
        }
        if let Some(count) = text.strip_prefix(COUNTS_FROM).and_then(|text| text.parse().ok()) {
            return Self::CountsFrom(count);
        }
        let mut words = text.splitn(3, ' ');
        match (words.next(), words.next(), words.next()) {
            (Some(operator), Some(key), Some(value)) if is_operator(operator) => {
                Self::Test { operator: Operator::read(operator), key, value }
            }
            _ => Self::In(text),
        }
    }

    /// Whether all that this leaves the other leaves as well.
    fn implies(self, other: Self) -> bool {
        if self == other {
            return true;
        }
        match (self, other) {
            (Self::AllBut(more), Self::AllBut(less)) => action_holds(more, less),
            (Self::OthersThan(more), Self::OthersThan(less)) => globs_contain(&[more], less),
            (Self::CountsFrom(more), Self::CountsFrom(less)) => more >= less,
            (Self::In(narrow), Self::In(wide)) => globs_contain(&[wide], narrow),
            (
                Self::Test { operator, key, value },
                Self::Test { operator: others, key: same, value: other },
            ) => key == same && operator.implies(value, others, other),
            _ => false,
        }
    }
}

/// A condition operator, taken apart.
#[derive(Clone, Copy, PartialEq)]
struct Operator<'a> {
    /// `foranyvalue:` or `forallvalues:`, or nothing.
    set: &'a str,
    /// What it compares; of operators that match texts without `not`.
    matches: Option<Matches>,
    negated: bool,
    if_exists: bool,
    name: &'a str,
}

/// How a text is compared with a value.
#[derive(Clone, Copy, PartialEq)]
enum Matches {
    /// Letter by letter.
    Text,
    /// With wildcards.
    Pattern,
    /// With wildcards, field by field.
    Arn,
}

/// Operators that match texts, and the same with `not`.
const MATCHING: &[(&str, &str, Matches)] = &[
    ("arnequals", "arnnotequals", Matches::Arn),
    ("arnlike", "arnnotlike", Matches::Arn),
    ("stringequals", "stringnotequals", Matches::Text),
    ("stringlike", "stringnotlike", Matches::Pattern),
];

impl<'a> Operator<'a> {
    fn read(text: &'a str) -> Self {
        let at = text.find(':').map_or(0, |colon| colon + 1);
        let (set, rest) = text.split_at_checked(at).unwrap_or(("", text));
        let base = rest.strip_suffix("ifexists");
        let name = base.unwrap_or(rest);
        let known = MATCHING.iter().find(|(plain, not, _)| [*plain, *not].contains(&name));
        Self {
            set,
            matches: known.map(|(_, _, matches)| *matches),
            negated: known.is_some_and(|(_, not, _)| *not == name),
            if_exists: base.is_some(),
            name: text,
        }
    }

    /// Whether what passes this test with `value` passes another with `other`.
    fn implies(self, value: &str, others: Operator<'_>, other: &str) -> bool {
        // A test of each or any of many values is only compared with one of its kind.
        let comparable = self.name == others.name || (self.set.is_empty() && others.set.is_empty());
        // Where the key is missing `not` holds anyway.
        let missing = self.negated || !self.if_exists || others.if_exists;
        let (Some(own), Some(their)) = (self.matches, others.matches) else { return false };
        comparable
            && missing
            && self.negated == others.negated
            && match self.negated {
                true => own.holds(value, their, other),
                false => their.holds(other, own, value),
            }
    }
}

impl Matches {
    /// Whether what matches the narrow text matches the wide one.
    fn holds(self, wide: &str, as_narrow: Self, narrow: &str) -> bool {
        let wild = |text: &str| text.contains(['*', '?']);
        match (self, as_narrow) {
            (Self::Text, Self::Text) => wide == narrow,
            (Self::Text, _) => wide == narrow && !wild(narrow),
            (_, Self::Text) => glob::covers(wide, narrow) == Truth::Yes,
            (Self::Pattern, _) => globs_contain(&[wide], narrow),
            (Self::Arn, _) => {
                let fields = |text: &str| text.matches(':').count();
                let each = || wide.splitn(6, ':').zip(narrow.splitn(6, ':'));
                fields(wide) >= 5
                    && fields(narrow) >= 5
                    && each().all(|(wide, narrow)| globs_contain(&[wide], narrow))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::covers;
    use crate::graph::surface::Extent;

    #[test]
    fn what_an_exception_leaves_is_compared_by_its_patterns() {
        let role = |test: &str, name: &str| {
            format!("a:B within {test} aws:principalarn arn:aws:iam::*:role/{name}")
        };
        let region =
            |test: &str, name: &str| format!("a:* within {test} aws:requestedregion {name}");
        let table = [
            (role("arnnotlike", "sec-a"), role("arnnotlike", "sec-*"), true),
            (role("arnnotlike", "sec-*"), role("arnnotlike", "sec-a"), false),
            (role("arnnotlike", "sec-a"), role("stringnotlike", "sec-*"), true),
            (role("stringnotequals", "sec-*"), role("stringnotlike", "sec-*"), true),
            (role("stringnotlike", "sec-*"), role("stringnotequals", "sec-*"), false),
            (role("stringnotequals", "sec-a"), role("stringnotlike", "sec-*"), true),
            (role("stringnotlike", "sec-*"), role("stringnotequals", "sec-a"), false),
            (role("stringnotlikeifexists", "a"), role("stringnotlike", "a"), true),
            (role("stringnotlike", "a"), role("stringnotlikeifexists", "a"), true),
            (region("stringlike", "eu-*"), region("stringequals", "eu-1"), true),
            (region("stringequals", "eu-1"), region("stringlike", "eu-*"), false),
            (region("stringlikeifexists", "eu-*"), region("stringlike", "eu-1"), true),
            (region("stringlike", "eu-*"), region("stringlikeifexists", "eu-1"), false),
            (region("foranyvalue:stringlike", "e*"), region("foranyvalue:stringlike", "eu"), true),
            (
                region("forallvalues:stringlike", "e*"),
                region("foranyvalue:stringlike", "eu"),
                false,
            ),
            (region("stringnotlike", "eu"), region("stringlike", "eu"), false),
            (region("numericlessthan", "3"), region("numericlessthan", "2"), false),
            ("* within all but s3:Get*".to_owned(), "* within all but s3:*".to_owned(), true),
            ("* within all but s3:*".to_owned(), "* within all but s3:Get*".to_owned(), false),
            ("iam:*".to_owned(), "iam:Create*".to_owned(), true),
            ("a:B within arn:x:*".to_owned(), "a:B within arn:x:1".to_owned(), true),
            ("x within counts from 3".to_owned(), "x within counts from 20".to_owned(), true),
            ("x within counts from 20".to_owned(), "x within counts from 3".to_owned(), false),
            ("what * says".to_owned(), "what he says".to_owned(), false),
        ];
        for (wide, narrow, want) in table {
            assert_eq!(covers(&wide, &narrow), want, "{wide} over {narrow}");
        }
    }

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
}
