//! One key test of a condition block, compiled.

mod organization;

use super::date::Instant;
use super::expected::Expected;
use super::variable::{Substituted, Template};
use super::{Context, FAMILIES, Fact, Operator, Variables, null};
use crate::iam::truth::Truth;
use crate::model::Names;
use crate::model::policy::{Condition, Effect};

/// How the values of a key are taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Set {
    /// The key must have one value.
    One,
    /// `ForAnyValue:` some value satisfies.
    Any,
    /// `ForAllValues:` each value satisfies, also if there is none.
    All,
}

/// One key test, compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// The key in lower case.
    pub key: Box<str>,
    /// How its values are taken together.
    pub set: Set,
    if_exists: bool,
    base: Base,
    pattern: bool,
    values: Box<[Value]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Base {
    Null,
    Operator {
        negated: bool,
    },
    /// None that AWS documents: it never matches, since IAM refuses it.
    Unknown,
}

/// A value of the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    Fixed(Expected),
    Filled(Template, &'static Operator),
}

impl Test {
    /// Compiles a key test; with `variables`, `${...}` is a policy variable.
    pub fn new(condition: &Condition, variables: bool, names: &Names) -> Self {
        let spec = Spec::read(names.text(condition.operator));
        let values = condition.values.iter().map(|name| {
            let text = names.text(*name);
            let Some(operator) = spec.operator else { return Value::Fixed(null::read(text)) };
            let template = match operator.variables {
                Variables::None => None,
                _ if variables => Template::read(text),
                _ => None,
            };
            match template {
                Some(template) => match template.constant(operator.pattern()) {
                    Some(text) => Value::Fixed((operator.read)(&text)),
                    None => Value::Filled(template, operator),
                },
                None => Value::Fixed((operator.read)(text)),
            }
        });
        Self {
            key: names.text(condition.key).into(),
            set: spec.set,
            if_exists: spec.if_exists,
            base: spec.base(),
            pattern: spec.operator.is_some_and(Operator::pattern),
            values: values.collect(),
        }
    }

    /// Whether it holds.
    ///
    /// `effect` says who wins where the caller chooses: an Allow that the caller can satisfy is
    /// satisfied, a Deny that the caller can avoid is avoided. Unknown: the key's value is not known.
    pub fn holds(&self, effect: Effect, context: &dyn Context) -> Truth {
        let given = |value: &str| self.holds_for(&Fact::Is(value.into()), effect, context);
        let wins = |each: Vec<Truth>| match effect {
            Effect::Allow => Truth::any(each),
            Effect::Deny => Truth::all(each),
        };
        match context.fact(&self.key) {
            Fact::Removable(value) => {
                wins(vec![given(&value), self.holds_for(&Fact::Absent, effect, context)])
            }
            Fact::OneOf(values) => {
                let each = values.into_iter().map(given);
                wins(each.chain([Truth::Unknown]).collect())
            }
            fact => self.holds_for(&fact, effect, context),
        }
    }

    fn holds_for(&self, fact: &Fact<'_>, effect: Effect, context: &dyn Context) -> Truth {
        let negated = match self.base {
            _ if *fact == Fact::Chosen => return (effect == Effect::Allow).into(),
            Base::Unknown => return Truth::No,
            Base::Null => return null::holds(fact, self.fixed()),
            Base::Operator { negated } => negated,
        };
        // A variable that the caller fills as it likes makes the test what the caller wants.
        let chosen = (effect == Effect::Allow) != negated;
        match fact {
            Fact::Chosen
            | Fact::OneOf(_)
            | Fact::Removable(_)
            | Fact::Present(_)
            | Fact::Unknown(_) => Truth::Unknown,
            Fact::Since(first) => self.admits_since(*first, negated),
            Fact::PerhapsSince(first) => {
                let absent = self.without_value(negated).into();
                let there = self.admits_since(*first, negated);
                if there == absent { there } else { Truth::Unknown }
            }
            Fact::Absent | Fact::Many([]) => self.without_value(negated).into(),
            Fact::Is(value) if self.set == Set::All && value.is_empty() => Truth::Yes,
            Fact::Is(value) => self.admits(value, negated, chosen, context),
            Fact::Many(values) => self.each(values, negated, chosen, context),
        }
    }

    /// What an absent key does.
    fn without_value(&self, negated: bool) -> bool {
        match self.set {
            _ if self.if_exists => true,
            Set::One => negated,
            Set::Any => false,
            Set::All => true,
        }
    }

    fn each(&self, values: &[String], negated: bool, chosen: bool, context: &dyn Context) -> Truth {
        let each = values.iter().map(|value| self.admits(value, negated, chosen, context));
        match (self.set, values) {
            (Set::One, [value]) => self.admits(value, negated, chosen, context),
            // Several values need a set operator; without one the test never matches.
            (Set::One, _) => Truth::No,
            (Set::Any, _) => Truth::any(each),
            (Set::All, _) => Truth::all(each),
        }
    }

    fn admits(&self, request: &str, negated: bool, chosen: bool, context: &dyn Context) -> Truth {
        let admits = |value: &Value| value.admits(request, chosen, context);
        let some = Truth::any(self.values.iter().map(admits));
        if negated { !some } else { some }
    }

    fn admits_since(&self, first: Instant, negated: bool) -> Truth {
        let admits = |value: &Value| match value {
            Value::Fixed(expected) => expected.admits_since(first),
            Value::Filled(..) => Truth::Unknown,
        };
        let some = Truth::any(self.values.iter().map(admits));
        if negated { !some } else { some }
    }

    /// The values that it asks for without policy variables.
    pub fn fixed(&self) -> impl Iterator<Item = &Expected> {
        self.values.iter().filter_map(|value| match value {
            Value::Fixed(expected) => Some(expected),
            Value::Filled(..) => None,
        })
    }

    /// The values with policy variables, as this request fills them.
    pub fn filled(&self, context: &dyn Context) -> impl Iterator<Item = Expected> {
        self.values.iter().filter_map(|value| match value {
            Value::Fixed(_) => None,
            Value::Filled(template, operator) => match template.fill(context, operator.pattern()) {
                Substituted::Text(text) => Some((operator.read)(&text)),
                Substituted::Missing | Substituted::Unknown => None,
            },
        })
    }

    /// The policy variables in its values.
    pub fn templates(&self) -> impl Iterator<Item = &Template> {
        self.values.iter().filter_map(|value| match value {
            Value::Fixed(_) => None,
            Value::Filled(template, _) => Some(template),
        })
    }

    /// Whether only a value that it names satisfies it: it is not negated and no absent key will do.
    pub fn binds(&self) -> bool {
        matches!(self.base, Base::Operator { negated: false }) && !self.if_exists
    }

    /// The same of a key that is there.
    pub fn binds_if_there(&self) -> bool {
        matches!(self.base, Base::Operator { negated: false })
    }

    /// Whether `*` and `?` stand for other letters in its values.
    pub fn is_pattern(&self) -> bool {
        self.pattern
    }

    /// Whether every value satisfies it, so that it asks for no certain one.
    pub fn takes_any_value(&self) -> bool {
        let any = |value: &Expected| matches!(value, Expected::Glob(text) if text.chars().all(|c| c == '*'));
        self.binds() && self.fixed().any(any)
    }

    /// Whether it is `Null`, which asks for no value.
    pub fn is_null(&self) -> bool {
        matches!(self.base, Base::Null)
    }

    /// Whether it is one that AWS documents.
    pub fn is_known(&self) -> bool {
        !matches!(self.base, Base::Unknown)
    }
}

impl Operator {
    fn pattern(&self) -> bool {
        self.variables == Variables::Pattern
    }
}

impl Value {
    fn admits(&self, request: &str, chosen: bool, context: &dyn Context) -> Truth {
        match self {
            Self::Fixed(expected) => expected.admits(request),
            Self::Filled(template, _) if template.is_chosen(context) => chosen.into(),
            Self::Filled(template, operator) => match template.fill(context, operator.pattern()) {
                Substituted::Text(text) => (operator.read)(&text).admits(request),
                Substituted::Missing => Truth::No,
                Substituted::Unknown => Truth::Unknown,
            },
        }
    }
}

/// An operator's name, taken apart.
struct Spec {
    set: Set,
    if_exists: bool,
    null: bool,
    negated: bool,
    operator: Option<&'static Operator>,
}

impl Spec {
    /// Reads a name in lower case: `foranyvalue:stringnotlikeifexists`.
    fn read(name: &str) -> Self {
        let (set, name) = split_set(name);
        let (name, if_exists) = match name.strip_suffix("ifexists") {
            Some(base) => (base, true),
            None => (name, false),
        };
        let found = find(name);
        Self {
            set,
            if_exists,
            null: name == "null" && !if_exists,
            negated: found.is_some_and(|(_, negated)| negated),
            operator: found.map(|(operator, _)| operator),
        }
    }

    fn base(&self) -> Base {
        match self.operator {
            Some(_) => Base::Operator { negated: self.negated },
            None if self.null => Base::Null,
            None => Base::Unknown,
        }
    }
}

/// Whether AWS documents an operator of this name, in any case.
pub fn is_operator(name: &str) -> bool {
    !matches!(Spec::read(&name.to_ascii_lowercase()).base(), Base::Unknown)
}

pub(super) fn split_set(operator: &str) -> (Set, &str) {
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
