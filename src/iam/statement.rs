//! Statements compiled once: which of the named actions they are about, and their resource patterns.

use super::condition::{self, Context, Substituted};
use super::glob;
use super::mask::{self, Mask};
use super::pattern::Pattern;
use super::truth::Truth;
use crate::model::names::Id;
use crate::model::policy::{Effect, Patterns, StatementId};
use crate::model::{Name, Names, Store};
use rustc_hash::FxHashMap;

/// The position of an action in the list that an [`Engine`] was made for: at most
/// [`ACTIONS_MAX`](super::mask::ACTIONS_MAX) of them, so that what a statement is about is a few
/// machine words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Action(u16);

impl Action {
    /// The bit of this action in a mask.
    pub fn bit(self) -> Mask {
        Mask::one(usize::from(self.0))
    }
}

/// A statement as the evaluators use it.
#[derive(Debug)]
pub struct Compiled {
    /// Allow or Deny.
    pub effect: Effect,
    /// The named actions that it is about.
    pub actions: Mask,
    /// Its resource patterns.
    pub resources: Vec<Pattern>,
    /// Whether it is about all resources but those.
    pub not_resources: bool,
    /// Whether what it covers depends on who asks: it uses policy variables or keys of the principal.
    pub personal: bool,
    /// Whether it has conditions.
    pub conditional: bool,
    /// Whether its conditions look at the resource that is asked for.
    pub looks_at_resource: bool,
}

/// The compiled statements of a store, for a fixed list of actions.
#[derive(Debug)]
pub struct Engine {
    actions: Vec<&'static str>,
    compiled: Vec<Compiled>,
}

impl Engine {
    /// An engine for the `actions` (in AWS's own case); more than an engine can tell apart are
    /// cut off, which a test of the registry forbids.
    pub fn new(actions: impl IntoIterator<Item = &'static str>) -> Self {
        let mut actions: Vec<_> = actions.into_iter().collect();
        actions.sort_unstable();
        actions.dedup();
        actions.truncate(mask::ACTIONS_MAX);
        Self { actions, compiled: Vec::new() }
    }

    /// The action of a name that the engine was made for.
    pub fn action(&self, name: &str) -> Option<Action> {
        let at = self.actions.binary_search(&name).ok()?;
        u16::try_from(at).ok().map(Action)
    }

    /// The name of an action.
    pub fn name(&self, action: Action) -> &'static str {
        self.actions.get(usize::from(action.0)).copied().unwrap_or_default()
    }

    /// Compiles the statements that came to the store since the last call.
    pub fn compile(&mut self, store: &Store) {
        let lower: Vec<String> =
            self.actions.iter().map(|name| name.to_ascii_lowercase()).collect();
        let mut masks: FxHashMap<Name, Mask> = FxHashMap::default();
        for id in store.documents.statements_from(self.compiled.len()) {
            let statement = store.documents.statement(id);
            let some = statement.actions.patterns.iter().fold(Mask::EMPTY, |bits, pattern| {
                let mask = masks
                    .entry(*pattern)
                    .or_insert_with(|| mask_of(store.names.text(*pattern), &lower));
                bits | *mask
            });
            let actions = if statement.actions.negated { !some } else { some };
            let new = |name| Pattern::new(store.names.text(name), statement.variables);
            let resources: Vec<_> = statement.resources.patterns.iter().copied().map(new).collect();
            let keys = || condition::keys(&statement.conditions, &store.names);
            let variable = resources.iter().any(|one| matches!(one, Pattern::Variable(_)))
                || statement.conditions.iter().any(|condition| {
                    let text = |name| store.names.text(name);
                    condition.values.iter().any(|value| text(*value).contains("${"))
                });
            self.compiled.push(Compiled {
                effect: statement.effect,
                actions,
                resources,
                not_resources: statement.resources.negated,
                personal: variable || keys().any(is_personal),
                conditional: !statement.conditions.is_empty(),
                looks_at_resource: variable || keys().any(is_of_resource),
            });
        }
    }

    /// The compiled form of a statement; none if it came after the last [`Engine::compile`].
    pub fn statement(&self, id: StatementId) -> Option<&Compiled> {
        self.compiled.get(id.index())
    }
}

impl Compiled {
    /// Whether it is about `resource`.
    pub fn covers(&self, resource: &str, context: &dyn Context) -> Truth {
        let one = |pattern: &Pattern| match pattern {
            Pattern::Variable(text) => match condition::substitute(text, context) {
                Substituted::Text(text) => Pattern::new(&text, false).covers(resource),
                Substituted::Missing => Truth::No,
                Substituted::Unknown => Truth::Unknown,
            },
            plain => plain.covers(resource),
        };
        let some = Truth::any(self.resources.iter().map(one));
        if self.not_resources { !some } else { some }
    }
}

/// The bits of the actions that a pattern covers.
fn mask_of(pattern: &str, actions: &[String]) -> Mask {
    let covered = actions.iter().enumerate().filter(|(_, name)| pattern_covers(pattern, name));
    covered.map(|(index, _)| Mask::one(index)).collect()
}

/// Whether `Action` or `NotAction` is about the action of this lower-case name.
pub fn names_action(patterns: &Patterns, name: &str, names: &Names) -> bool {
    let some = patterns.patterns.iter().any(|pattern| pattern_covers(names.text(*pattern), name));
    some != patterns.negated
}

/// Whether an action pattern covers an action. IAM rejects wildcards in the service part: such a
/// pattern is about nothing.
fn pattern_covers(pattern: &str, name: &str) -> bool {
    if pattern == "*" {
        return true;
    }
    let (Some((service, rest)), Some((of, action))) =
        (pattern.split_once(':'), name.split_once(':'))
    else {
        return false;
    };
    service == of && glob::covers(rest, action) == Truth::Yes
}

fn is_personal(key: &str) -> bool {
    key.starts_with("aws:principal")
        || matches!(key, "aws:username" | "aws:userid" | "aws:tokenissuetime")
        || key.starts_with("aws:multifactorauth")
}

fn is_of_resource(key: &str) -> bool {
    key.contains("resourcetag/")
        || matches!(key, "aws:resourceaccount" | "aws:resourceorgid" | "aws:resourceorgpaths")
}
