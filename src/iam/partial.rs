//! Whether a decision that depends on unknown condition keys comes out the same whatever they hold.
//!
//! Three-valued logic alone does not see that `x = a` and `x != a` cannot both fail. So every way in
//! which the policies can tell the values of the unknown keys apart is tried.

use super::access::value::{State, states};
use super::condition::{Context, Fact, Plain, Test};
use super::decide::Decision;
use super::policies::Policies;
use super::statement::{Compiled, Engine};
use crate::diag::limits;
use crate::iam::pattern::Pattern;
use std::collections::BTreeMap;

/// A key that is not known, with the states that the policies tell apart.
#[derive(Debug, Clone)]
pub struct Open {
    /// The key in lower case.
    pub key: Box<str>,
    /// Whether it is surely there.
    pub present: bool,
    states: Vec<State>,
    exact: bool,
}

/// All keys that the policies look at.
pub fn looked_at(policies: &Policies, engine: &Engine) -> Vec<Open> {
    let statements: Vec<&Compiled> = policies
        .layers()
        .iter()
        .flat_map(|(_, list)| list.iter())
        .filter_map(|id| engine.statement(*id))
        .collect();
    let mut tests: BTreeMap<&str, Vec<&Test>> = BTreeMap::new();
    let mut linked = false;
    for statement in &statements {
        for test in &statement.tests {
            tests.entry(&test.key).or_default().push(test);
            for key in test.templates().flat_map(|template| template.keys()) {
                tests.entry(key).or_default();
                linked = true;
            }
        }
        for pattern in &statement.resources {
            let Pattern::Variable(_, template) = pattern else { continue };
            for key in template.keys() {
                tests.entry(key).or_default();
                linked = true;
            }
        }
    }
    let plain = |(key, tests): (&&str, &Vec<&Test>)| ((*key).to_owned(), states(tests, &[], &[]));
    let mut found: BTreeMap<String, _> = tests.iter().map(plain).collect();
    if linked {
        // Where a variable ties keys together, each is tried with the values of the others.
        let values: Vec<String> =
            found.values().flat_map(|one| one.states.iter().flatten().flatten().cloned()).collect();
        found = tests
            .iter()
            .map(|(key, tests)| ((*key).to_owned(), states(tests, &[], &values)))
            .collect();
    }
    found
        .into_iter()
        .map(|(key, found)| Open {
            key: key.into(),
            present: false,
            exact: found.exact && !linked,
            states: found.states,
        })
        .collect()
}

/// The one decision that comes of every completion; none if they differ, or if there are too many to
/// try. Implicit and explicit denial are one answer: the weaker is returned.
pub fn settle(
    open: &[Open],
    base: &dyn Context,
    ask: &dyn Fn(&dyn Context) -> Decision,
) -> Option<Decision> {
    if !open.iter().all(|one| one.exact) {
        return None;
    }
    let ways = open.iter().map(|one| one.states.len()).try_fold(1usize, usize::checked_mul)?;
    if ways > limits::COMPLETIONS_MAX {
        return None;
    }
    let mut all: Option<Decision> = None;
    for way in 0..ways {
        let mut rest = way;
        let mut filled = Filled { base, given: Plain::default(), absent: vec![] };
        for one in open {
            let state = one.states.get(rest % one.states.len());
            rest /= one.states.len();
            match state {
                Some(Some(values)) => filled.given.set(&one.key, values.clone()),
                _ => filled.absent.push(&one.key),
            }
        }
        if open.iter().any(|one| one.present && filled.absent.contains(&&*one.key)) {
            continue;
        }
        let denied = |one| matches!(one, Decision::ImplicitlyDenied | Decision::ExplicitlyDenied);
        all = match (all, ask(&filled)) {
            (_, Decision::Conditional) => return None,
            (None, decision) => Some(decision),
            (Some(known), decision) if known == decision => Some(known),
            (Some(known), decision) if denied(known) && denied(decision) => {
                Some(Decision::ImplicitlyDenied)
            }
            _ => return None,
        };
    }
    all
}

/// A context in which the open keys are filled in.
struct Filled<'a> {
    base: &'a dyn Context,
    given: Plain,
    absent: Vec<&'a str>,
}

impl Context for Filled<'_> {
    fn fact(&self, key: &str) -> Fact<'_> {
        if self.absent.contains(&key) {
            return Fact::Absent;
        }
        match self.given.fact(key) {
            Fact::Absent => self.base.fact(key),
            fact => fact,
        }
    }
}
