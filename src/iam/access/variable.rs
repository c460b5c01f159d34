//! Values of policy variables that tell policies apart.

use super::value::{State, states};
use crate::diag::limits;
use crate::iam::condition::expected::Expected;
use crate::iam::condition::variable::{Part, Template};
use crate::iam::condition::{Plain, Test};
use crate::iam::pattern::Pattern;
use crate::iam::statement::Compiled;

/// One way to fill the policy variables.
#[derive(Debug, Clone, Default)]
pub(super) struct Way {
    /// The keys that have a value.
    pub(super) values: Plain,
    /// The keys that have none.
    pub(super) absent: Vec<Box<str>>,
}

/// The ways to fill them.
#[derive(Debug, Clone)]
pub(super) struct Ways {
    pub(super) ways: Vec<Way>,
    /// Whether no other way can show anything else.
    pub(super) exact: bool,
}

/// The ways to fill the policy variables of statements: a value that nothing names, none, and the
/// values that conditions or the texts around compare them with.
pub(super) fn ways<'a>(statements: impl Iterator<Item = &'a Compiled>) -> Ways {
    let statements: Vec<&Compiled> = statements.collect();
    let templates = statements.iter().flat_map(|one| templates(one));
    let mut keys: Vec<&str> = templates.flat_map(Template::keys).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut out = Ways { ways: vec![Way::default()], exact: true };
    for (at, key) in keys.iter().enumerate() {
        let mut values = values_of(key, &statements, &mut out.exact);
        // No policy names it, and two variables differ.
        values.insert(0, Some(vec![format!("any-{at}")]));
        if out.ways.len().saturating_mul(values.len()) > limits::WAYS_MAX {
            out.exact = false;
            values.truncate(2);
        }
        out.ways = values
            .iter()
            .flat_map(|value| out.ways.iter().map(move |way| way.with(key, value)))
            .collect();
    }
    out
}

impl Way {
    fn with(&self, key: &str, value: &State) -> Self {
        let mut out = self.clone();
        match value {
            Some(values) => out.values.set(key, values.clone()),
            None => out.absent.push(key.into()),
        }
        out
    }
}

fn templates(statement: &Compiled) -> impl Iterator<Item = &Template> {
    let resources = statement.resources.iter().filter_map(|pattern| match pattern {
        Pattern::Variable(_, template) => Some(template),
        _ => None,
    });
    resources.chain(statement.tests.iter().flat_map(Test::templates))
}

/// What a variable may be compared with.
fn values_of(key: &str, statements: &[&Compiled], exact: &mut bool) -> Vec<State> {
    let tests: Vec<&Test> = statements
        .iter()
        .flat_map(|one| one.tests.iter())
        .filter(|test| &*test.key == key)
        .collect();
    let mut out = states(&tests, &[], &aligned(key, statements));
    *exact &= out.exact;
    out.states.retain(|state| state.as_ref().is_none_or(|values| values.len() == 1));
    out.states
}

/// Texts that stand elsewhere where the variable stands: in other resources, or in other tests of the
/// same key.
fn aligned(key: &str, statements: &[&Compiled]) -> Vec<String> {
    let resources = || statements.iter().flat_map(|one| one.resources.iter());
    let tests = || statements.iter().flat_map(|one| one.tests.iter());
    let mut out: Vec<String> = Vec::new();
    for pattern in resources() {
        let Pattern::Variable(_, template) = pattern else { continue };
        let Some((before, after)) = around(key, template) else { continue };
        let texts = resources().filter_map(|other| match other {
            Pattern::Exact(text) => text.splitn(6, ':').nth(5),
            Pattern::Fields(fields) => Some(&*fields.last),
            _ => None,
        });
        out.extend(texts.filter_map(|text| between(text, before, after)));
    }
    for test in tests() {
        for (before, after) in test.templates().filter_map(|template| around(key, template)) {
            let same = tests().filter(|other| other.key == test.key).flat_map(Test::fixed);
            let texts = same.filter_map(|value| match value {
                Expected::Text(text) | Expected::Glob(text) | Expected::Folded(text) => Some(text),
                _ => None,
            });
            out.extend(texts.filter_map(|text| between(text, before, after)));
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The text before and after a variable, if it has no other.
fn around<'t>(key: &str, template: &'t Template) -> Option<(&'t str, &'t str)> {
    match template.parts() {
        [Part::Variable(one, _)] if **one == *key => Some(("", "")),
        [Part::Text(before), Part::Variable(one, _)] if **one == *key => Some((before, "")),
        [Part::Variable(one, _), Part::Text(after)] if **one == *key => Some(("", after)),
        [Part::Text(before), Part::Variable(one, _), Part::Text(after)] if **one == *key => {
            Some((before, after))
        }
        _ => None,
    }
}

/// What stands in a text between what comes before and after the variable; wildcards are dropped.
fn between(text: &str, before: &str, after: &str) -> Option<String> {
    let plain = |text: &str| text.replace(['*', '?'], "");
    let rest = text.strip_prefix(before.trim_end_matches('*'))?;
    let after = after.trim_end_matches('*');
    let middle = match rest.rfind(after) {
        Some(at) if !after.is_empty() => rest.get(..at)?,
        _ => rest.split(['/', ':']).next()?,
    };
    Some(plain(middle)).filter(|middle| !middle.is_empty())
}
