//! Statements compiled once: which of the named actions they are about, and their resource patterns.

use super::action::ActionPattern;
use super::condition::{Context, Test};
use super::mask::{self, Mask};
use super::pattern::Pattern;
use super::policies::PolicyType;
use super::principal::Whom;
use super::truth::Truth;
use crate::model::names::Id;
use crate::model::policy::{Effect, Patterns, Statement, StatementId};
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
#[derive(Debug, Clone)]
pub struct Compiled {
    /// Allow or Deny.
    pub effect: Effect,
    /// The named actions that it is about.
    pub actions: Mask,
    /// Its action patterns.
    pub action_patterns: Box<[ActionPattern]>,
    /// Whether it is about all actions but those.
    pub not_actions: bool,
    /// Its resource patterns.
    pub resources: Box<[Pattern]>,
    /// Whether it is about all resources but those.
    pub not_resources: bool,
    /// Its condition tests, joined by AND.
    pub tests: Box<[Test]>,
    /// Whom it is about; nobody in policies of identities, which do not say.
    pub whom: Whom,
    /// Whether what it covers depends on who asks: it uses policy variables or keys of the principal.
    pub personal: bool,
    /// Whether its answer depends on from where the call comes.
    pub looks_at_network: bool,
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
            let mut mask = |name: &Name| {
                *masks.entry(*name).or_insert_with(|| mask_of(store.names.text(*name), &lower))
            };
            let some: Mask = statement.actions.patterns.iter().map(&mut mask).collect();
            let mut compiled = Compiled::new(statement, &store.names);
            compiled.actions = if statement.actions.negated { !some } else { some };
            self.compiled.push(compiled);
        }
    }

    /// The compiled form of a statement; none if it came after the last [`Engine::compile`].
    pub fn statement(&self, id: StatementId) -> Option<&Compiled> {
        self.compiled.get(id.index())
    }
}

impl Compiled {
    /// Compiles a statement, for no named action yet.
    fn new(statement: &Statement, names: &Names) -> Self {
        let text = |name: &Name| names.text(*name);
        let patterns = statement.actions.patterns.iter().map(text).map(ActionPattern::new);
        let resource = |name| Pattern::new(names.text(name), statement.variables);
        let resources: Box<[_]> =
            statement.resources.patterns.iter().copied().map(resource).collect();
        let test = |condition| Test::new(condition, statement.variables, names);
        let tests: Box<[_]> = statement.conditions.iter().map(test).collect();
        let variable = resources.iter().any(|one| matches!(one, Pattern::Variable(..)))
            || tests.iter().any(|test| test.templates().next().is_some());
        Self {
            effect: statement.effect,
            actions: Mask::EMPTY,
            action_patterns: patterns.collect(),
            not_actions: statement.actions.negated,
            resources,
            not_resources: statement.resources.negated,
            personal: variable || tests.iter().any(|test| is_personal(&test.key)),
            looks_at_network: tests.iter().any(|test| is_of_network(&test.key)),
            looks_at_resource: variable || tests.iter().any(|test| is_of_resource(&test.key)),
            whom: Whom::new(&statement.principals, names),
            tests,
        }
    }

    /// Whether it is about the action of this lower-case name.
    pub fn names(&self, action: &str) -> bool {
        self.action_patterns.iter().any(|pattern| pattern.covers(action)) != self.not_actions
    }

    /// Whether it denies its actions to everybody on everything.
    pub fn denies_everywhere(&self) -> bool {
        self.effect == Effect::Deny
            && self.tests.is_empty()
            && !self.not_resources
            && self.resources.contains(&Pattern::All)
    }

    /// Whether it is about `resource`, in a policy of this type.
    pub fn covers(&self, resource: &str, of: PolicyType, context: &dyn Context) -> Truth {
        let one = |pattern: &Pattern| pattern.covers_in(resource, of, context);
        let some = Truth::any(self.resources.iter().map(one));
        if self.not_resources { !some } else { some }
    }

    /// Whether its conditions hold.
    pub fn holds(&self, context: &dyn Context) -> Truth {
        Truth::all(self.tests.iter().map(|test| test.holds(self.effect, context)))
    }
}

/// The bits of the actions that a pattern covers.
fn mask_of(pattern: &str, actions: &[String]) -> Mask {
    let pattern = ActionPattern::new(pattern);
    let covered = actions.iter().enumerate().filter(|(_, name)| pattern.covers(name));
    covered.map(|(index, _)| Mask::one(index)).collect()
}

/// Whether `Action` or `NotAction` is about the action of this lower-case name.
pub fn names_action(patterns: &Patterns, name: &str, names: &Names) -> bool {
    let covers = |pattern: &Name| ActionPattern::new(names.text(*pattern)).covers(name);
    patterns.patterns.iter().any(covers) != patterns.negated
}

fn is_personal(key: &str) -> bool {
    key.starts_with("aws:principal")
        || matches!(key, "aws:username" | "aws:userid" | "aws:tokenissuetime")
        || key.starts_with("aws:multifactorauth")
}

fn is_of_network(key: &str) -> bool {
    matches!(key, "aws:sourceip" | "aws:sourcevpc" | "aws:sourcevpce")
}

fn is_of_resource(key: &str) -> bool {
    key.contains("resourcetag/")
        || matches!(key, "aws:resourceaccount" | "aws:resourceorgid" | "aws:resourceorgpaths")
}
