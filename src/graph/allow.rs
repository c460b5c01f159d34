//! For a stack of policies and an action: the set of targets on which it is allowed. Statements are
//! worked out once for each universe of targets; principals with equal stacks share the answer.

use super::context::{Actor, Call, Object};
use super::set::{Both, Node, SetId, Sets};
use super::tenant::{self, Mover};
use super::undeny;
use super::world::{StackId, Stacks, World};
use crate::iam::Pattern;
use crate::iam::mask::Mask;
use crate::iam::policies::PolicyType;
use crate::iam::stack::Stack;
use crate::iam::statement::{Action, Compiled, Engine};
use crate::iam::truth::Truth;
use crate::model::Store;
use crate::model::policy::{Effect, StatementId};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A side, as a number in memo keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// As it was.
    Before,
    /// As it will be.
    After,
}

/// What is asked of a stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ask {
    /// The call.
    pub action: Action,
    /// The targets to choose from.
    pub universe: SetId,
    /// The service that a role is handed to.
    pub passed_to: Option<&'static str>,
}

/// On which side the answer holds, where tags of targets decide it, and for whom, where it depends on who
/// asks.
type Personal = Option<(Side, Option<Node>)>;

/// The remembered answers of a run, for both sides.
#[derive(Debug, Default)]
pub struct Allow {
    stacks: FxHashMap<(StackId, Personal, Ask), Both>,
    statements: FxHashMap<(StatementId, Personal, SetId, Option<&'static str>), Both>,
    indexes: FxHashMap<SetId, Arc<Index>>,
    /// The calls that move tags.
    tagging: Option<Mask>,
}

/// A universe sorted by text, for patterns with a literal head.
#[derive(Debug)]
struct Index {
    sorted: Vec<(Arc<str>, Node)>,
}

/// What evaluation reads.
#[derive(Clone, Copy)]
pub struct Scene<'r, 'i> {
    /// Texts and statements.
    pub store: &'r Store,
    /// Compiled statements.
    pub engine: &'r Engine,
    /// All stacks.
    pub stacks: &'r Stacks,
    /// The side.
    pub world: &'r World<'i>,
    /// Which side that is.
    pub side: Side,
}

impl Allow {
    /// Forgets what depends on who is there and how they are tagged; what statements say of texts stays.
    pub fn forget(&mut self) {
        self.stacks.retain(|(_, personal, _), _| personal.is_none());
        self.statements.retain(|(_, personal, ..), _| personal.is_none());
    }

    /// On which members of the universe the actor's policies allow the call.
    pub fn targets(
        &mut self,
        scene: Scene<'_, '_>,
        stack: StackId,
        actor: Actor<'_>,
        ask: Ask,
        sets: &mut Sets,
    ) -> Both {
        let policies = scene.stacks.stack(stack);
        if ask.universe == sets.empty() || !touches(policies, ask.action, scene.engine) {
            return Both::certain(sets.empty());
        }
        let tagging = *self.tagging.get_or_insert_with(|| {
            let actions = tenant::actions().filter_map(|name| scene.engine.action(name));
            actions.map(Action::bit).collect()
        });
        let query = Asking {
            scene,
            actor,
            stack,
            moves: !tagging.meets(ask.action.bit()) && names(policies, tagging, scene.engine),
            detaches: detaches(scene.engine.name(ask.action)),
            ask,
        };
        let personal = query.of_stack(policies);
        if let Some(&known) = self.stacks.get(&(stack, personal, ask)) {
            return known;
        }
        let mut out = self.layer(&query, &policies.identity, sets);
        let perhaps = self.layer(&query, &policies.perhaps, sets);
        out.may = sets.union(out.may, perhaps.may);
        if let Some(boundary) = &policies.boundary {
            let allowed = self.layer(&query, boundary, sets);
            out = out.intersect(allowed, sets);
        }
        for guard in &policies.guards {
            let allowed = self.layer(&query, guard, sets);
            out = out.intersect(allowed, sets);
        }
        let layers = policies.boundary.iter().chain(&policies.guards);
        for list in std::iter::once(&policies.identity).chain(layers) {
            let denied = self.effect(&query, list, Effect::Deny, sets);
            out = out.without(denied, sets);
        }
        let perhaps = self.effect(&query, &policies.perhaps, Effect::Deny, sets);
        out.must = sets.subtract(out.must, perhaps.may);
        if policies.open {
            out.must = sets.empty();
        }
        self.stacks.insert((stack, personal, ask), out);
        out
    }

    fn layer(&mut self, query: &Asking<'_, '_>, list: &[StatementId], sets: &mut Sets) -> Both {
        self.effect(query, list, Effect::Allow, sets)
    }

    /// The targets of all statements with an effect.
    fn effect(
        &mut self,
        query: &Asking<'_, '_>,
        list: &[StatementId],
        effect: Effect,
        sets: &mut Sets,
    ) -> Both {
        let mut out = Both::certain(sets.empty());
        for &id in list {
            let Some(compiled) = query.scene.engine.statement(id) else { continue };
            if compiled.effect == effect && compiled.actions.meets(query.ask.action.bit()) {
                let one = self.statement(query, id, compiled, sets);
                out = out.union(one, sets);
            }
        }
        out
    }

    fn statement(
        &mut self,
        query: &Asking<'_, '_>,
        id: StatementId,
        compiled: &Compiled,
        sets: &mut Sets,
    ) -> Both {
        let personal = query.of_statement(compiled);
        let key = (id, personal, query.ask.universe, query.ask.passed_to);
        // The key names no action: what conditions see must not depend on it.
        let placed = query.actor.is_placed_for(compiled);
        let remembered = !query.sees_policy(compiled) && !placed;
        if let Some(&known) = self.statements.get(&key).filter(|_| remembered) {
            return known;
        }
        let index = self.index(query, sets);
        let out = query.statement(compiled, &index, sets);
        if remembered {
            self.statements.insert(key, out);
        }
        out
    }

    fn index(&mut self, query: &Asking<'_, '_>, sets: &Sets) -> Arc<Index> {
        let universe = query.ask.universe;
        let index = self.indexes.entry(universe).or_insert_with(|| {
            let names = &query.scene.store.names;
            let text = |node: &Node| (names.shared(*node), *node);
            let mut sorted: Vec<_> = sets.members(universe).iter().map(text).collect();
            sorted.sort_unstable();
            Arc::new(Index { sorted })
        });
        Arc::clone(index)
    }
}

impl Index {
    /// Members whose text begins with `prefix`.
    fn range(&self, prefix: &str) -> &[(Arc<str>, Node)] {
        let from = self.sorted.partition_point(|(text, _)| &**text < prefix);
        let rest = self.sorted.get(from..).unwrap_or_default();
        let count = rest.partition_point(|(text, _)| text.starts_with(prefix));
        rest.get(..count).unwrap_or_default()
    }

    /// The part that a pattern can possibly cover: a symbol in a member breaks the literal order, so
    /// then it is all.
    fn candidates(&self, pattern: &Pattern) -> &[(Arc<str>, Node)] {
        let symbolic = self.sorted.iter().any(|(text, _)| crate::model::value::is_symbolic(text));
        if symbolic { &self.sorted } else { self.range(&pattern.prefix()) }
    }
}

/// One question to one stack.
struct Asking<'r, 'i> {
    scene: Scene<'r, 'i>,
    actor: Actor<'r>,
    stack: StackId,
    /// Whether the actor may perhaps move tags first: not by the call itself.
    moves: bool,
    /// Whether the call takes a policy off its target, which conditions may look at.
    detaches: bool,
    ask: Ask,
}

impl Asking<'_, '_> {
    /// Where else the answer of a statement holds.
    fn of_statement(&self, compiled: &Compiled) -> Personal {
        let looks = compiled.looks_at_resource || self.sees_policy(compiled);
        let placed = self.actor.is_placed_for(compiled);
        let personal = compiled.personal || placed || (looks && self.moves);
        (personal || looks).then_some((self.scene.side, personal.then_some(self.actor.node)))
    }

    /// Where else the answer of a stack holds.
    fn of_stack(&self, stack: &Stack) -> Personal {
        let lists = [&stack.identity, &stack.perhaps].into_iter();
        let lists = lists.chain(stack.boundary.iter().chain(&stack.guards));
        let statements = lists.flatten().filter_map(|id| self.scene.engine.statement(*id));
        let about = statements.filter(|one| one.actions.meets(self.ask.action.bit()));
        about.map(|one| self.of_statement(one)).max().flatten()
    }

    fn statement(&self, compiled: &Compiled, index: &Index, sets: &mut Sets) -> Both {
        if !compiled.looks_at_resource && !self.sees_policy(compiled) {
            let mut call = self.call(Object::default());
            call.mover = self.mover(self.actor.node);
            let holds = compiled.holds(&call);
            if holds == Truth::No {
                return Both::certain(sets.empty());
            }
            let out = self.resources(compiled, index, sets);
            return if holds == Truth::Yes { out } else { Both { must: sets.empty(), ..out } };
        }
        let (mut must, mut may) = (Vec::new(), Vec::new());
        for (text, node) in &index.sorted {
            let action = self.scene.engine.name(self.ask.action);
            let mut call = self.call(object_of(self.scene, *node, action));
            call.mover = self.mover(*node);
            let covers = compiled.covers(text, PolicyType::Identity, &call);
            if covers == Truth::No {
                continue;
            }
            let truth = covers.and(compiled.holds(&call));
            if truth.may() {
                may.push(*node);
            }
            if truth.must() {
                must.push(*node);
            }
        }
        Both { must: sets.add(must), may: sets.add(may) }
    }

    /// The members that the statement's patterns cover.
    fn resources(&self, compiled: &Compiled, index: &Index, sets: &mut Sets) -> Both {
        let (mut must, mut may) = (Vec::new(), Vec::new());
        for pattern in &compiled.resources {
            if *pattern == Pattern::All {
                let all: Vec<Node> = index.sorted.iter().map(|(_, node)| *node).collect();
                must.extend_from_slice(&all);
                may = all;
                break;
            }
            for (text, node) in index.candidates(pattern) {
                let truth = pattern.covers(text);
                if truth.may() {
                    may.push(*node);
                }
                if truth.must() {
                    must.push(*node);
                }
            }
        }
        let some = Both { must: sets.add(must), may: sets.add(may) };
        if compiled.not_resources {
            Both::certain(self.ask.universe).without(some, sets)
        } else {
            some
        }
    }

    /// Whether conditions may look at the policy that the call takes off its target.
    fn sees_policy(&self, compiled: &Compiled) -> bool {
        self.detaches && compiled.tests.iter().any(|test| &*test.key == POLICY_ARN)
    }

    fn mover(&self, node: Node) -> Option<Mover<'_>> {
        let (scene, stack, actor) = (self.scene, self.stack, self.actor);
        self.moves.then_some(Mover { scene, stack, actor, node, own: true })
    }

    fn call<'c>(&'c self, object: Object<'c>) -> Call<'c> {
        Call {
            action: self.scene.engine.name(self.ask.action),
            actor: Some(self.actor),
            object,
            mover: None,
            passed_to: self.ask.passed_to,
            store: self.scene.store,
        }
    }
}

/// The condition key of the policy that a call takes off or puts on.
const POLICY_ARN: &str = "iam:policyarn";

/// Whether a call takes a managed policy off its target.
fn detaches(action: &str) -> bool {
    action.starts_with("iam:Detach")
}

/// What conditions on a call see of its target: also the policy that it is about, which for a call that
/// detaches is one that denies.
pub fn object_of<'w>(scene: Scene<'w, '_>, node: Node, action: &str) -> Object<'w> {
    let object = object(scene.world, node);
    let policy = || undeny::detached(scene.world, node, scene.store);
    Object { detached: detaches(action).then(policy).flatten(), ..object }
}

/// What conditions see of an existing target.
pub fn object<'w>(world: &'w World<'_>, node: Node) -> Object<'w> {
    if let Some(holder) = world.holder(node) {
        let boundary = holder.boundary.as_ref().map(|(arn, ..)| *arn);
        return Object { tags: Some(&holder.identity.tags), boundary, detached: None };
    }
    let carrier = world.carriers.get(&node).and_then(|list| list.first());
    let of_carrier = || carrier.map(|(carrier, _)| carrier.tags.as_slice());
    let tags = world.tags.get(&node).copied().or_else(of_carrier);
    Object { tags: Some(tags.unwrap_or_default()), boundary: None, detached: None }
}

/// Whether some allow of the identity policies is about the action at all.
fn touches(stack: &Stack, action: Action, engine: &Engine) -> bool {
    stack.identity.iter().chain(&stack.perhaps).any(|id| {
        engine
            .statement(*id)
            .is_some_and(|one| one.effect == Effect::Allow && one.actions.meets(action.bit()))
    })
}

/// Whether some statement of the identity policies is about some of the actions.
fn names(stack: &Stack, actions: Mask, engine: &Engine) -> bool {
    let statements = stack.identity.iter().filter_map(|id| engine.statement(*id));
    statements.into_iter().any(|one| one.actions.meets(actions))
}
