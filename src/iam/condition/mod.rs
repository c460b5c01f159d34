//! Condition blocks, three-valued: what a key holds comes from a [`Context`], what an operator does
//! from its family's file.

mod arn;
mod boolean;
mod date;
mod ip;
mod null;
mod number;
mod string;

use super::truth::Truth;
use crate::model::Names;
use crate::model::policy::{Condition, Effect};
use std::borrow::Cow;

/// What a condition key holds in a request.
///
/// Source: IAM user guide, "Global condition keys", read 2026-11-22.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact<'a> {
    /// The key is not in the request.
    Absent,
    /// The key has this value.
    Is(Cow<'a, str>),
    /// The caller chooses the value, or to leave the key out.
    Chosen,
    /// Nothing is known; the text says of what it depends.
    Unknown(&'static str),
}

/// Where the values of condition keys come from.
pub trait Context {
    /// What `key` (in lower case) holds.
    fn fact(&self, key: &str) -> Fact<'_>;
}

/// A test of one value of the request against one value of the policy; none if either is not of the
/// operator's type.
type Test = fn(request: &str, policy: &str) -> Option<Truth>;

/// A base operator. `Not...`, `...IfExists`, `ForAnyValue:` and `ForAllValues:` are derived from it.
struct Operator {
    /// In lower case.
    name: &'static str,
    /// Its negated form, if there is one.
    negated: Option<&'static str>,
    /// Whether `${...}` is substituted in its values.
    variables: bool,
    test: Test,
}

/// All operators but Null, by family.
const FAMILIES: &[&[Operator]] = &[
    arn::OPERATORS,
    boolean::OPERATORS,
    date::OPERATORS,
    ip::OPERATORS,
    number::OPERATORS,
    string::OPERATORS,
];

/// Whether one key test holds.
///
/// `effect` says who wins where the caller chooses: an Allow that the caller can satisfy is
/// satisfied, a Deny that the caller can avoid is avoided.
/// Unknown: the key's value is not known, or the operator is none that AWS documents.
pub fn holds(
    condition: &Condition,
    effect: Effect,
    variables: bool,
    context: &dyn Context,
    names: &Names,
) -> Truth {
    let text = names.text(condition.operator);
    let (set, text) = split_set(text);
    let (text, if_exists) = match text.strip_suffix("ifexists") {
        Some(base) => (base, true),
        None => (text, false),
    };
    let fact = context.fact(names.text(condition.key));
    let fact = match fact {
        Fact::Chosen => return (effect == Effect::Allow).into(),
        Fact::Unknown(_) => return Truth::Unknown,
        Fact::Absent => None,
        Fact::Is(value) => Some(value),
    };
    if text == "null" {
        return null::holds(fact.is_none(), condition.values.iter().map(|name| names.text(*name)));
    }
    let Some((operator, negated)) = find(text) else { return Truth::Unknown };
    let Some(value) = fact else {
        let absent = negated || if_exists || set == Set::All;
        return (absent && (set != Set::Any || if_exists)).into();
    };
    let some = condition.values.iter().map(|name| {
        let policy = names.text(*name);
        let policy = if operator.variables && variables {
            match substitute(policy, context) {
                Substituted::Text(text) => text,
                Substituted::Missing => return Truth::No,
                Substituted::Unknown => return Truth::Unknown,
            }
        } else {
            Cow::Borrowed(policy)
        };
        (operator.test)(&value, &policy).unwrap_or(Truth::No)
    });
    let some = Truth::any(some);
    if negated { !some } else { some }
}

/// Whether all key tests of a statement hold.
pub fn all_hold(
    conditions: &[Condition],
    effect: Effect,
    variables: bool,
    context: &dyn Context,
    names: &Names,
) -> Truth {
    Truth::all(conditions.iter().map(|test| holds(test, effect, variables, context, names)))
}

/// The key test in words, for the report: `aws:sourceip within 203.0.113.0/24`.
pub fn words(condition: &Condition, names: &Names) -> String {
    let operator = names.text(condition.operator);
    let values: Vec<String> =
        condition.values.iter().map(|name| crate::model::value::shown(names, *name)).collect();
    let (_, base) = split_set(operator);
    let verb = WORDS.iter().find(|(name, _)| *name == base).map_or(operator, |(_, verb)| verb);
    format!("{} {verb} {}", names.text(condition.key), values.join(" or "))
}

/// Every key that the conditions name.
pub fn keys<'n>(conditions: &[Condition], names: &'n Names) -> impl Iterator<Item = &'n str> {
    conditions.iter().map(|condition| names.text(condition.key))
}

const WORDS: &[(&str, &str)] = &[
    ("arnequals", "is"),
    ("arnlike", "is like"),
    ("arnnotequals", "is not"),
    ("arnnotlike", "is not like"),
    ("bool", "is"),
    ("boolifexists", "is absent or"),
    ("ipaddress", "within"),
    ("notipaddress", "outside of"),
    ("null", "absent:"),
    ("stringequals", "is"),
    ("stringlike", "is like"),
    ("stringnotequals", "is not"),
    ("stringnotlike", "is not like"),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    One,
    Any,
    All,
}

fn split_set(operator: &str) -> (Set, &str) {
    if let Some(rest) = operator.strip_prefix("foranyvalue:") {
        (Set::Any, rest)
    } else if let Some(rest) = operator.strip_prefix("forallvalues:") {
        (Set::All, rest)
    } else {
        (Set::One, operator)
    }
}

fn find(name: &str) -> Option<(&'static Operator, bool)> {
    FAMILIES.iter().flat_map(|family| family.iter()).find_map(|operator| {
        if operator.name == name {
            Some((operator, false))
        } else if operator.negated == Some(name) {
            Some((operator, true))
        } else {
            None
        }
    })
}

/// A text with its policy variables replaced.
pub enum Substituted<'a> {
    /// All variables have a value.
    Text(Cow<'a, str>),
    /// Some variable has no value: the text matches nothing.
    Missing,
    /// Some variable's value is not known.
    Unknown,
}

/// Replaces the policy variables of `text`. What comes from a variable is literal: a `*` in it is
/// written as a character that no pattern treats as a wildcard.
///
/// Source: IAM user guide, "Policy variables", read 2026-11-22.
pub fn substitute<'a>(text: &'a str, context: &dyn Context) -> Substituted<'a> {
    if !text.contains("${") {
        return Substituted::Text(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        let Some((variable, after)) = after.split_once('}') else {
            out.push_str("${");
            rest = after;
            continue;
        };
        rest = after;
        if matches!(variable, "*" | "?" | "$") {
            out.push_str(if variable == "$" { "$" } else { "\u{FFFD}" });
            continue;
        }
        let (key, default) = match variable.split_once(',') {
            Some((key, default)) => (key.trim(), Some(default.trim().trim_matches('\''))),
            None => (variable.trim(), None),
        };
        match (context.fact(&key.to_ascii_lowercase()), default) {
            (Fact::Is(value), _) => out.push_str(&value.replace(['*', '?'], "\u{FFFD}")),
            (Fact::Absent, Some(default)) => out.push_str(default),
            (Fact::Absent, None) => return Substituted::Missing,
            (Fact::Chosen | Fact::Unknown(_), _) => return Substituted::Unknown,
        }
    }
    out.push_str(rest);
    Substituted::Text(Cow::Owned(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(&'static [(&'static str, &'static str)]);
    impl Context for Fixed {
        fn fact(&self, key: &str) -> Fact<'_> {
            match key {
                "chosen" => Fact::Chosen,
                "aws:sourceip" => Fact::Unknown("network"),
                _ => self
                    .0
                    .iter()
                    .find(|(name, _)| *name == key)
                    .map_or(Fact::Absent, |(_, value)| Fact::Is((*value).into())),
            }
        }
    }

    #[test]
    fn operators() {
        use Truth::{No, Unknown, Yes};
        let table: &[(&str, &str, &[&str], Truth)] = &[
            ("stringequals", "k", &["a", "v"], Yes),
            ("stringequals", "k", &["V"], No),
            ("stringequalsignorecase", "k", &["V"], Yes),
            ("stringnotequals", "k", &["v"], No),
            ("stringnotequals", "absent", &["v"], Yes),
            ("stringequals", "absent", &["v"], No),
            ("stringequalsifexists", "absent", &["v"], Yes),
            ("stringlike", "k", &["?"], Yes),
            ("foranyvalue:stringlike", "absent", &["*"], No),
            ("forallvalues:stringlike", "absent", &["x"], Yes),
            ("null", "absent", &["true"], Yes),
            ("null", "k", &["true"], No),
            ("bool", "flag", &["TRUE"], Yes),
            ("numericlessthan", "n", &["10"], Yes),
            ("numericlessthan", "n", &["3"], No),
            ("dategreaterthan", "d", &["2026-01-01T00:00:00Z"], Yes),
            ("dategreaterthan", "d", &["1800000000"], No),
            ("ipaddress", "ip", &["10.0.0.0/8"], Yes),
            ("notipaddress", "ip", &["10.0.0.0/8"], No),
            ("ipaddress", "ip", &["::/0"], No),
            ("arnlike", "arn", &["arn:aws:iam::*:role/x*"], Yes),
            ("arnlike", "arn", &["arn:aws:iam::1"], No),
            ("ipaddress", "aws:sourceip", &["10.0.0.0/8"], Unknown),
            ("stringequals", "chosen", &["anything"], Yes),
            ("stringequls", "k", &["v"], Unknown),
            ("stringequals", "k", &["${k}"], Yes),
            ("stringnotequals", "k", &["${absent}"], Yes),
        ];
        let context = Fixed(&[
            ("k", "v"),
            ("flag", "true"),
            ("n", "5"),
            ("d", "2026-06-01T00:00:00Z"),
            ("ip", "10.1.2.3"),
            ("arn", "arn:aws:iam::1:role/xy"),
        ]);
        for (operator, key, values, want) in table {
            let mut names = Names::default();
            let condition = Condition {
                operator: names.add(operator),
                key: names.add(key),
                values: values.iter().map(|value| names.add(value)).collect(),
            };
            let got = holds(&condition, Effect::Allow, true, &context, &names);
            assert_eq!(got, *want, "{operator} {key} {values:?}");
        }
    }

    #[test]
    fn a_deny_that_the_caller_can_avoid_does_not_bind() {
        let mut names = Names::default();
        let condition = Condition {
            operator: names.add("stringequals"),
            key: names.add("chosen"),
            values: vec![names.add("x")],
        };
        assert_eq!(holds(&condition, Effect::Deny, true, &Fixed(&[]), &names), Truth::No);
        assert_eq!(holds(&condition, Effect::Allow, true, &Fixed(&[]), &names), Truth::Yes);
    }
}
