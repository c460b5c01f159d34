//! What leaves one principal, technique by technique.

use super::super::allow::{Ask, Scene};
use super::super::context::Actor;
use super::super::premise;
use super::super::prepare::Space;
use super::super::set::{Both, Node, SetId, Sets};
use super::super::technique::{Call, Kind, Link, Need, On, Shape, State, TECHNIQUES, Technique};
use super::super::world::{Holder, StackId};
use super::super::{PASS_ROLE, admin, fresh, undeny};
use super::image::{Part, Relation};
use super::{Edge, Graph, Out, user_state};
use crate::iam::truth::Truth;
use crate::iam::{Engine, Mask, condition};
use crate::model::inventory::{CarrierKind, IdentityKind};
use crate::model::names::Name;
use crate::model::{Arn, Store};
use std::rc::Rc;

/// Builds what leaves one principal.
pub(super) struct Builder<'b, 'i> {
    pub(super) graph: &'b mut Graph<'i>,
    pub(super) space: &'b mut Space,
    pub(super) store: &'i Store,
}

/// Of each technique the calls that an actor must be allowed, and those that others may add.
pub(super) fn masks(engine: &Engine) -> Vec<(Mask, Mask)> {
    let bits = |calls: &mut dyn Iterator<Item = &'static Call>| -> Mask {
        calls.map(|call| bit(engine, call.action)).collect()
    };
    let one = |technique: &&'static Technique| {
        let pass = match technique.shape.service() {
            Some(_) => bit(engine, PASS_ROLE),
            None => Mask::EMPTY,
        };
        let first = bits(&mut technique.calls.iter()) | pass;
        (first, bits(&mut technique.then.iter().copied().flatten()))
    };
    TECHNIQUES.iter().map(one).collect()
}

impl Graph<'_> {
    /// How many of the calls that a technique asks of the actor itself no policy of it names.
    pub fn calls_lacking(&self, technique: &Technique, actor: Node, space: &Space) -> usize {
        let stack = self.world.holder(actor).map(|holder| holder.stack);
        let Some((mask, _)) = stack.and_then(|stack| self.open.get(&stack)) else { return 0 };
        let pass = technique.shape.service().map(|_| PASS_ROLE);
        let calls = technique.calls.iter().map(|call| call.action).chain(pass);
        calls.filter(|action| !mask.meets(bit(&space.engine, action))).count()
    }
}

fn bit(engine: &Engine, action: &str) -> Mask {
    engine.action(action).map_or(Mask::EMPTY, |action| action.bit())
}

/// An actor with its policies.
#[derive(Clone, Copy)]
pub(super) struct Asker<'i> {
    pub(super) stack: StackId,
    pub(super) actor: Actor<'i>,
}

impl<'i> Builder<'_, 'i> {
    pub(super) fn out(&mut self, node: Node) -> Option<Out> {
        let holder = self.graph.world.holders.get(&node)?;
        let (identity, stack) = (holder.identity, holder.stack);
        let asker = Asker { stack, actor: self.graph.world.actor(identity) };
        let (mask, open) = self.open(stack);
        let mut out = Out::new(self.admin(asker, mask));
        for technique in open.iter() {
            self.technique(technique, asker, &mut out);
        }
        self.inside(asker, &mut out);
        let assumed = self.assumed(asker, mask);
        self.push(&mut out.becomes, super::assume::technique(), assumed);
        Some(out)
    }

    pub(super) fn push(&self, list: &mut Vec<Edge>, technique: &'static Technique, targets: Both) {
        if !targets.is_empty(&self.space.sets) {
            list.push(Edge { technique, targets });
        }
    }

    /// The named actions that the identity policies allow on something.
    fn mask(&self, stack: StackId) -> Mask {
        let stack = self.space.stacks.stack(stack);
        let ids = stack.identity.iter().chain(&stack.perhaps);
        let allows = ids.filter_map(|id| self.space.engine.statement(*id));
        let allows = allows.filter(|one| one.effect == crate::model::Effect::Allow);
        allows.map(|one| one.actions).collect()
    }

    pub(super) fn bit(&self, action: &str) -> Mask {
        bit(&self.space.engine, action)
    }

    /// The mask of a stack, and the techniques that it leaves open, as first calls or as further ones.
    fn open(&mut self, stack: StackId) -> (Mask, Rc<[&'static Technique]>) {
        if let Some((mask, list)) = self.graph.open.get(&stack) {
            return (*mask, Rc::clone(list));
        }
        let mask = self.mask(stack);
        let possible = |(first, further): &(Mask, Mask)| {
            (!first.is_empty() && mask.holds(*first)) || mask.meets(*further)
        };
        let all = TECHNIQUES.iter().copied().zip(&self.graph.masks);
        let list: Rc<[_]> =
            all.filter(|(_, masks)| possible(masks)).map(|(technique, _)| technique).collect();
        self.graph.open.insert(stack, (mask, Rc::clone(&list)));
        (mask, list)
    }

    fn admin(&mut self, asker: Asker<'_>, mask: Mask) -> Truth {
        let open = |(action, _): &admin::Probe| mask.meets(self.bit(action));
        if !admin::GIVING.iter().all(open) || !admin::USING.iter().any(open) {
            return Truth::No;
        }
        let Asker { stack, actor } = asker;
        let key = (stack, Some(actor.node).filter(|_| self.personal(stack, actor)), "is-admin");
        if let Some(&known) = self.graph.by_stack.get(&key) {
            return known;
        }
        let scene = self.graph.scene(self.store, self.space);
        let account = self.store.names.text(actor.account);
        let truth = admin::power(|(action, template)| {
            let resource = admin::instantiate(template, account, admin::NEW);
            fresh::on_new(scene, stack, actor, action, &resource).truth
        });
        self.graph.by_stack.insert(key, truth);
        truth
    }

    pub(super) fn personal(&self, stack: StackId, actor: Actor<'_>) -> bool {
        let stack = self.space.stacks.stack(stack);
        let lists = stack.boundary.iter().chain(&stack.guards);
        [&stack.identity, &stack.perhaps]
            .into_iter()
            .chain(lists)
            .flatten()
            .filter_map(|id| self.space.engine.statement(*id))
            .any(|one| one.personal || actor.is_placed_for(one))
    }

    fn technique(&mut self, technique: &'static Technique, asker: Asker<'_>, out: &mut Out) {
        match technique.shape {
            Shape::Trust | Shape::Inside(_) => {}
            Shape::Become(kind) => {
                let targets = self.on_targets(technique, kind, asker);
                let joins = kind != Kind::Group || asker.actor.identity.kind == IdentityKind::User;
                if joins {
                    self.push(&mut out.becomes, technique, targets);
                }
            }
            Shape::Grant(kind) => {
                let targets = self.on_targets(technique, kind, asker);
                let targets = match kind {
                    Kind::Group => self.along(Relation::Members, targets),
                    Kind::Policy | Kind::PolicyWithPower => {
                        self.along(Relation::HoldersOf, targets)
                    }
                    _ => targets,
                };
                self.push(&mut out.grants, technique, targets);
            }
            Shape::Unbind(kind) => {
                let targets = self.on_targets(technique, kind, asker);
                let bounded = Both::certain(self.graph.bounded);
                let targets = targets.intersect(bounded, &mut self.space.sets);
                self.push(&mut out.unbinds, technique, targets);
            }
            Shape::Undeny(kind, link) => {
                let mut targets = self.on_targets(technique, kind, asker);
                if kind == Kind::Group {
                    targets = self.along(Relation::Members, targets);
                }
                let denied = Both::certain(self.denied(link));
                let targets = targets.intersect(denied, &mut self.space.sets);
                self.push(&mut out.undenies, technique, targets);
            }
            Shape::Unguard => {
                let truth = self.on_new(technique, true, asker).and(self.needed(technique, asker));
                let targets = Both::certain(self.guarded(asker.actor.account));
                let targets = super::limited(targets, truth, self.space.sets.empty());
                self.push(&mut out.undenies, technique, targets);
            }
            Shape::Create => {
                let truth = self.on_new(technique, true, asker).and(self.needed(technique, asker));
                if truth.may() {
                    out.creates.push((technique, truth));
                }
            }
            Shape::Pass(service) => self.pass(technique, service, asker, out),
            Shape::Repass(_, kind) => self.existing(technique, kind, Part::Whole, asker, out),
            Shape::Agent => {
                self.existing(technique, CarrierKind::Instance, Part::Open, asker, out);
            }
            Shape::Carried(kind) => self.existing(technique, kind, Part::Open, asker, out),
            Shape::Disclosed(kind) => self.existing(technique, kind, Part::Showing, asker, out),
        }
    }

    /// Principals to whom a policy with a Deny comes by a link.
    fn denied(&mut self, link: Link) -> SetId {
        if let Some(&known) = self.graph.denied.get(&link) {
            return known;
        }
        let holders = self.graph.world.holders.values();
        let some = holders.filter(|holder| undeny::denies_by(holder, link, self.store));
        let set = self.space.sets.add(some.map(|holder| holder.identity.arn).collect());
        self.graph.denied.insert(link, set);
        set
    }

    /// Principals of an account that SCPs limit.
    fn guarded(&mut self, account: Name) -> SetId {
        let stacks = &self.space.stacks;
        let limited = |holder: &&Holder<'_>| {
            holder.identity.account == account && !stacks.stack(holder.stack).guards.is_empty()
        };
        let holders = self.graph.world.holders.values().filter(limited);
        let nodes = holders.map(|holder| holder.identity.arn).collect();
        self.space.sets.add(nodes)
    }

    fn along(&mut self, relation: Relation, set: Both) -> Both {
        Both {
            must: self.graph.image(relation, set.must, self.space, self.store),
            may: self.graph.image(relation, set.may, self.space, self.store),
        }
    }

    /// What a technique needs besides its calls.
    pub(super) fn needed(&mut self, technique: &Technique, asker: Asker<'_>) -> Truth {
        let mut out = Truth::Yes;
        for need in technique.needs {
            out = out.and(match need {
                Need::Unseen(_) => Truth::Unknown,
                Need::Thing(kind, _) => {
                    let there = self.graph.carriers(*kind, Part::Whole, self.space);
                    if there == self.space.sets.empty() { Truth::Unknown } else { Truth::Yes }
                }
                Need::Only(kind, _) => {
                    let there = self.graph.carriers(*kind, Part::Whole, self.space);
                    let nothing = there == self.space.sets.empty() && !self.space.latent;
                    if nothing { Truth::No } else { Truth::Unknown }
                }
                Need::Role(service) => {
                    let roles = self.passable(service, asker);
                    self.some(roles)
                }
            });
        }
        out
    }

    /// Whether a set has a member.
    pub(super) fn some(&self, set: Both) -> Truth {
        let empty = self.space.sets.empty();
        if set.must != empty {
            Truth::Yes
        } else if set.may != empty {
            Truth::Unknown
        } else {
            Truth::No
        }
    }

    /// Targets on which all calls are allowed.
    fn on_targets(&mut self, technique: &Technique, kind: Kind, asker: Asker<'_>) -> Both {
        let universe = self.universe(asker.actor.account, kind);
        let mut targets = Both::certain(universe);
        for call in technique.calls {
            let allowed = self.allowed(asker, call.action, universe, None);
            targets = targets.intersect(allowed, &mut self.space.sets);
            if call.on == On::TargetUnbound {
                targets = self.unbound(targets, call, asker);
            }
        }
        match kind {
            Kind::UserWith(state) => self.with_state(targets, state),
            _ => targets,
        }
    }

    /// Targets with a boundary on which a call is allowed that names another boundary than theirs.
    fn unbound(&mut self, targets: Both, call: &Call, asker: Asker<'_>) -> Both {
        let bounded = Both::certain(self.graph.bounded);
        let targets = targets.intersect(bounded, &mut self.space.sets);
        if !self.names_boundary(asker.stack, call) {
            return targets;
        }
        let scene = self.graph.scene(self.store, self.space);
        let truth = |target: &Node| {
            let resource = self.store.names.text(*target);
            fresh::on_new(scene, asker.stack, asker.actor, call.action, resource).truth
        };
        let list: Vec<(Node, Truth)> =
            self.space.sets.members(targets.may).iter().map(|one| (*one, truth(one))).collect();
        let pick = |wanted: fn(Truth) -> bool, sets: &mut Sets| {
            sets.add(list.iter().filter(|(_, truth)| wanted(*truth)).map(|(one, _)| *one).collect())
        };
        let sets = &mut self.space.sets;
        let some = Both { must: pick(Truth::must, sets), may: pick(Truth::may, sets) };
        targets.intersect(some, sets)
    }

    /// Whether a statement about a call looks at the boundary that it sets.
    fn names_boundary(&self, stack: StackId, call: &Call) -> bool {
        let bit = self.bit(call.action);
        let stack = self.space.stacks.stack(stack);
        let lists = stack.boundary.iter().chain(&stack.guards);
        [&stack.identity, &stack.perhaps].into_iter().chain(lists).flatten().any(|id| {
            let about = self.space.engine.statement(*id);
            let conditions = &self.store.documents.statement(*id).conditions;
            about.is_some_and(|one| one.actions.meets(bit))
                && condition::keys(conditions, &self.store.names)
                    .any(|key| key.eq_ignore_ascii_case("iam:PermissionsBoundary"))
        })
    }

    pub(super) fn allowed(
        &mut self,
        asker: Asker<'_>,
        action: &str,
        universe: SetId,
        passed_to: Option<&'static str>,
    ) -> Both {
        let Some(action) = self.space.engine.action(action) else {
            return Both::certain(self.space.sets.empty());
        };
        let scene = Scene {
            store: self.store,
            engine: &self.space.engine,
            stacks: &self.space.stacks,
            world: &self.graph.world,
            side: self.graph.side,
        };
        let ask = Ask { action, universe, passed_to };
        self.space.allow.targets(scene, asker.stack, asker.actor, ask, &mut self.space.sets)
    }

    pub(super) fn universe(&mut self, account: Name, kind: Kind) -> SetId {
        if let Some(&known) = self.graph.universes.get(&(account, kind)) {
            return known;
        }
        let world = &self.graph.world;
        let identities = |kind, sets: &mut _| world.identities(account, kind, self.store, sets);
        let set = match kind {
            Kind::Group => identities(IdentityKind::Group, &mut self.space.sets),
            Kind::Role => identities(IdentityKind::Role, &mut self.space.sets),
            Kind::User | Kind::UserWith(_) => identities(IdentityKind::User, &mut self.space.sets),
            Kind::Policy => self.policies(account),
            Kind::PolicyWithPower => {
                let own = self.policies(account);
                let scene = self.graph.scene(self.store, self.space);
                let members = self.space.sets.members(own);
                let with = |policy: &Name| premise::version_with_power(scene, *policy).is_some();
                let with = members.iter().copied().filter(with).collect();
                self.space.sets.add(with)
            }
        };
        self.graph.universes.insert((account, kind), set);
        set
    }

    fn policies(&mut self, account: Name) -> SetId {
        let account = self.store.names.text(account);
        let own = |arn: &Name| {
            let arn = Arn::parse(self.store.names.text(*arn));
            arn.is_some_and(|arn| arn.account == account)
        };
        let policies = self.graph.world.inventory.policies.iter().map(|policy| policy.arn);
        self.space.sets.add(policies.filter(own).collect())
    }

    /// Users whose credentials allow the technique.
    fn with_state(&mut self, targets: Both, state: State) -> Both {
        let world = &self.graph.world;
        let count = |user: &Node, kind| {
            let list = world.credentials.get(user).into_iter().flatten();
            list.filter(|credential| credential.kind == kind).count()
        };
        let truth = |user: &Node| user_state(state, |kind| count(user, kind));
        let keep = |set: SetId, wanted: fn(Truth) -> bool, sets: &mut Sets| {
            let members = sets.members(set);
            sets.add(members.iter().copied().filter(|user| wanted(truth(user))).collect())
        };
        Both {
            must: keep(targets.must, Truth::must, &mut self.space.sets),
            may: keep(targets.may, Truth::may, &mut self.space.sets),
        }
    }

    /// Whether calls on a new resource are allowed, with all groups or the first calls alone.
    pub(super) fn on_new(
        &mut self,
        technique: &'static Technique,
        complete: bool,
        asker: Asker<'_>,
    ) -> Truth {
        let Asker { stack, actor } = asker;
        let what = if complete { technique.id } else { technique.name };
        let key = (stack, Some(actor.node).filter(|_| self.personal(stack, actor)), what);
        if let Some(&known) = self.graph.by_stack.get(&key) {
            return known;
        }
        let scene = self.graph.scene(self.store, self.space);
        let then = if complete { technique.then } else { &[] };
        let truth = fresh::best(scene, stack, actor, technique.calls, then).0;
        self.graph.by_stack.insert(key, truth);
        truth
    }
}
