//! Condition blocks, three-valued: what a key holds comes from a [`Context`], what an operator does
//! from its family's file.

mod arn;
mod boolean;
pub mod date;
pub mod expected;
pub mod ip;
mod null;
pub mod number;
mod string;
pub mod test;
pub mod variable;

use super::truth::Truth;
use crate::model::Names;
use crate::model::policy::{Condition, Effect};
use expected::Expected;
use std::borrow::Cow;
use test::split_set;
pub use test::{Set, Test, is_operator};

pub(crate) use string::fold_one;

/// What a condition key holds in a request.
///
/// Source: IAM user guide, "Global condition keys", read 2026-11-22.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact<'a> {
    /// The key is not in the request.
    Absent,
    /// The key has this value.
    Is(Cow<'a, str>),
    /// The key has these values.
    Many(&'a [String]),
    /// The caller chooses the value, or to leave the key out.
    Chosen,
    /// The caller can give it each of these values; what else it can is not known.
    OneOf(Vec<&'a str>),
    /// The key has this value, unless the caller takes the key away.
    Removable(Cow<'a, str>),
    /// The key has a value, which is not known; the text says of what it depends.
    Present(&'static str),
    /// The key holds a moment that is not before this one.
    Since(date::Instant),
    /// The key is not in the request, or holds a moment that is not before this one.
    PerhapsSince(date::Instant),
    /// Nothing is known; the text says of what it depends.
    Unknown(&'static str),
}

/// Where the values of condition keys come from.
pub trait Context {
    /// What `key` (in lower case) holds.
    fn fact(&self, key: &str) -> Fact<'_>;
}

/// A context of given values: every other key is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plain(Vec<(Box<str>, Vec<String>)>);

impl Plain {
    /// The context of these keys, in any case, with their values.
    pub fn new<'k, V: AsRef<str> + 'k>(
        pairs: impl IntoIterator<Item = (&'k str, &'k [V])>,
    ) -> Self {
        let mut out = Self::default();
        for (key, values) in pairs {
            out.set(key, values.iter().map(|value| value.as_ref().to_owned()).collect());
        }
        out
    }

    /// Gives a key its values, in place of those it had.
    pub fn set(&mut self, key: &str, values: Vec<String>) {
        let key = key.to_ascii_lowercase();
        match self.0.iter_mut().find(|(known, _)| **known == *key) {
            Some((_, known)) => *known = values,
            None => self.0.push((key.into(), values)),
        }
    }

    /// All keys with their values, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0.iter().map(|(key, values)| (&**key, values.as_slice()))
    }
}

impl Context for Plain {
    fn fact(&self, key: &str) -> Fact<'_> {
        match self.0.iter().find(|(known, _)| **known == *key) {
            None => Fact::Absent,
            Some((_, values)) => match values.as_slice() {
                [one] => Fact::Is(Cow::Borrowed(one)),
                many => Fact::Many(many),
            },
        }
    }
}

/// A base operator. `Not...`, `...IfExists`, `ForAnyValue:` and `ForAllValues:` are derived from it.
#[derive(Debug)]
struct Operator {
    /// In lower case.
    name: &'static str,
    /// Its negated form, if there is one.
    negated: Option<&'static str>,
    /// What `${...}` in its values means.
    variables: Variables,
    /// Reads a value of the policy.
    read: fn(&str) -> Expected,
}

/// What `${...}` means in the values of an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Variables {
    /// Nothing.
    None,
    /// A variable in a text without wildcards.
    Text,
    /// A variable in a pattern.
    Pattern,
}

impl PartialEq for Operator {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Operator {}

const fn operator(
    name: &'static str,
    negated: Option<&'static str>,
    variables: Variables,
    read: fn(&str) -> Expected,
) -> Operator {
    Operator { name, negated, variables, read }
}

/// An operator whose values are no texts.
const fn comparing(
    name: &'static str,
    negated: Option<&'static str>,
    read: fn(&str) -> Expected,
) -> Operator {
    operator(name, negated, Variables::None, read)
}

/// An operator whose values are texts.
const fn writing(
    name: &'static str,
    negated: Option<&'static str>,
    read: fn(&str) -> Expected,
) -> Operator {
    operator(name, negated, Variables::Text, read)
}

/// An operator whose values are patterns.
const fn matching(
    name: &'static str,
    negated: Option<&'static str>,
    read: fn(&str) -> Expected,
) -> Operator {
    operator(name, negated, Variables::Pattern, read)
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

/// Whether all key tests of a statement hold.
pub fn all_hold(
    conditions: &[Condition],
    effect: Effect,
    variables: bool,
    context: &dyn Context,
    names: &Names,
) -> Truth {
    let one = |condition| Test::new(condition, variables, names).holds(effect, context);
    Truth::all(conditions.iter().map(one))
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

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(&'static [(&'static str, &'static str)], [String; 2]);
    fn fixed(pairs: &'static [(&'static str, &'static str)]) -> Fixed {
        Fixed(pairs, ["a".to_owned(), "b".to_owned()])
    }
    impl Context for Fixed {
        fn fact(&self, key: &str) -> Fact<'_> {
            match key {
                "chosen" => Fact::Chosen,
                "aws:sourceip" => Fact::Unknown("network"),
                "many" => Fact::Many(&self.1),
                "empty" => Fact::Many(&[]),
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
            ("stringequls", "k", &["v"], No),
            ("stringequals", "k", &["${k}"], Yes),
            ("stringequals", "many", &["a"], No),
            ("stringnotequals", "many", &["z"], No),
            ("foranyvalue:stringequals", "many", &["a"], Yes),
            ("forallvalues:stringequals", "many", &["a"], No),
            ("forallvalues:stringnotequals", "many", &["c"], Yes),
            ("foranyvalue:stringnotequals", "many", &["a"], Yes),
            ("foranyvalue:stringequalsifexists", "absent", &["a"], Yes),
            ("stringequals", "k", &["${many}"], No),
            ("null", "empty", &["true"], Yes),
            ("forallvalues:stringequals", "empty", &["a"], Yes),
            ("stringlike", "star", &["a${*}c"], No),
            ("stringnotequals", "k", &["${absent}"], Yes),
        ];
        let context = fixed(&[
            ("k", "v"),
            ("star", "abc"),
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
            let got = Test::new(&condition, true, &names).holds(Effect::Allow, &context);
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
        assert_eq!(Test::new(&condition, true, &names).holds(Effect::Deny, &fixed(&[])), Truth::No);
        assert_eq!(
            Test::new(&condition, true, &names).holds(Effect::Allow, &fixed(&[])),
            Truth::Yes
        );
    }
}
