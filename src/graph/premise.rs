//! What one step of a path stands on: questions that either side can answer, each with its proof.

mod prove;

pub use prove::{prove, prove_admin};

use super::allow::{Scene, object, object_of};
use super::context::{self, Actor, Object};
use super::set::Node;
use super::technique::{COGNITO, Link, Need, State};
use super::tenant::{self, Mover};
use super::trust::{Admission, Outside};
use super::world::World;
use super::{AGENT, ASSUME_ROLE, admin, undeny};
use crate::iam::stack::{Outcome, Request, Stack, decide};
use crate::iam::truth::Truth;
use crate::iam::{Blocked, Engine};
use crate::model::inventory::{
    Carrier, CarrierKind, CredentialKind, Disclosure, IdentityKind, Origin,
};
use crate::model::policy::{DocId, Effect, Entry, StatementId};
use crate::model::{Arn, Name, Store};
use std::sync::Arc;

/// A question about one side.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Premise {
    /// The policies of `who` allow the call.
    Allowed {
        /// The principal.
        who: Node,
        /// In AWS's own case.
        action: &'static str,
        /// The ARN that the call is made on.
        resource: Arc<str>,
        /// That resource as a node, where it exists.
        object: Option<Node>,
        /// The service that the role is handed to.
        passed_to: Option<&'static str>,
    },
    /// Nothing takes a grant by the trust policy away: no Deny, and for roles the boundary allows.
    Undenied {
        /// The principal.
        who: Node,
        /// The role that names it.
        role: Node,
    },
    /// The trust policy of a role admits.
    Trusts {
        /// The role.
        role: Node,
        /// Whom.
        by: By,
    },
    /// The ways in between a source outside and a role are open.
    Enters {
        /// Who.
        outside: Outside,
        /// The role.
        role: Node,
    },
    /// A resource runs with a role, and does so with what it is given.
    Runs {
        /// The resource.
        carrier: Node,
        /// What kind of resource.
        kind: CarrierKind,
        /// The role.
        role: Node,
    },
    /// The SSM agent of an instance with this role answers: surely if the role lets it register,
    /// perhaps otherwise, for the account may let all its instances.
    AgentAnswers {
        /// The role.
        role: Node,
    },
    /// A resource lists a principal as its administrator.
    Operates {
        /// The principal.
        who: Node,
        /// The resource.
        carrier: Node,
    },
    /// An instance profile holds the role.
    InProfile {
        /// The role.
        role: Node,
    },
    /// A resource shows a credential.
    Shows {
        /// The resource.
        carrier: Node,
        /// What kind of resource.
        kind: CarrierKind,
        /// Whose credential.
        user: Node,
    },
    /// A user's credentials leave room for the technique.
    Credentials {
        /// The user.
        user: Node,
        /// What it must have or lack.
        state: State,
    },
    /// Rights that are given to a principal are not taken away by a boundary, an SCP or a Deny.
    Uncapped {
        /// The principal.
        who: Node,
        /// Whether its boundary is lifted first.
        unbound: bool,
    },
    /// A principal is administrator once its permissions boundary is lifted.
    PowerUnbound {
        /// The principal.
        who: Node,
    },
    /// A principal is administrator once no SCP limits its account.
    PowerUnguarded {
        /// The principal.
        who: Node,
    },
    /// A principal is administrator once a Deny is taken off it.
    PowerUndenied {
        /// The principal.
        who: Node,
        /// How the Deny comes to it.
        link: Link,
    },
    /// A managed policy has a version other than its default that makes an administrator.
    PowerInVersion {
        /// The policy.
        policy: Name,
    },
    /// What a technique needs besides its calls.
    Given {
        /// What.
        need: Need,
    },
    /// A principal has a managed policy, or is in a group.
    Has {
        /// The principal.
        who: Node,
        /// The policy or the group.
        what: Name,
    },
}

/// Whom a trust policy admits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// A principal of the input.
    Actor(Node),
    /// A service.
    Service(&'static str),
    /// A source outside.
    Outside(Outside),
}

/// A fact that an answer stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Support {
    /// A statement of a principal's policies.
    Statement {
        /// The principal.
        who: Node,
        /// Its policies, its boundary or an SCP.
        layer: Layer,
        /// The statement.
        statement: StatementId,
    },
    /// An entry of a trust policy.
    Trust {
        /// The role.
        role: Node,
        /// The entry.
        entry: Entry,
    },
    /// A declared fact.
    Fact {
        /// Where it is declared.
        origin: Origin,
    },
}

/// Which of the layers that bind a principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Its own, attached and groups' policies.
    Identity,
    /// Its permissions boundary.
    Boundary,
    /// The SCPs of a level.
    Guard(usize),
}

/// An answer with its proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The answer.
    pub truth: Truth,
    /// What it stands on.
    pub support: Vec<Support>,
    /// What must hold for it, in words.
    pub requires: Vec<String>,
    /// What stands against it.
    pub blocked: Vec<Against>,
}

/// What stands against a premise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// A layer does not allow, or a statement denies.
    Policy(Node, Blocked),
    /// The trust policy does not admit.
    Trust(Node),
    /// A fact is missing.
    Missing(&'static str),
}

impl Checked {
    pub(super) fn fact(truth: Truth, origins: Vec<Origin>, missing: &'static str) -> Self {
        let blocked = if truth.must() { vec![] } else { vec![Against::Missing(missing)] };
        let support = origins.into_iter().map(|origin| Support::Fact { origin }).collect();
        let requires = match truth {
            Truth::Unknown => vec![missing.to_owned()],
            _ => vec![],
        };
        Self { truth, support, requires, blocked }
    }
}

/// Answers a premise on a side.
pub fn check(premise: &Premise, scene: Scene<'_, '_>) -> Checked {
    let world = scene.world;
    match premise {
        Premise::Allowed { who, action, resource, object: node, passed_to } => {
            allowed(scene, *who, action, resource, *node, *passed_to, Moving::Anything)
        }
        Premise::Undenied { who, role } => undenied(scene, *who, *role),
        Premise::Trusts { role, by } => trusts(scene, *role, *by, true),
        Premise::Enters { outside, role } => world.doors.check(*outside, *role, scene.store),
        Premise::Runs { carrier, kind, role } => runs(world, *carrier, *kind, *role),
        Premise::AgentAnswers { role } => agent_answers(scene, *role),
        Premise::Operates { who, carrier } => {
            let origins: Vec<Origin> = world
                .doors
                .operates(*who)
                .filter(|door| door.to == *carrier)
                .map(|door| door.origin.clone())
                .collect();
            let missing = "the resource does not list it as administrator";
            Checked::fact((!origins.is_empty()).into(), origins, missing)
        }
        Premise::InProfile { role } => {
            let found = world.profiles.get(role).and_then(|list| list.first());
            let origins = found.map(|profile| profile.origin.clone()).into_iter().collect();
            Checked::fact(found.is_some().into(), origins, "no instance profile holds the role")
        }
        Premise::Shows { carrier, kind, user } => {
            let list = world.disclosures.get(carrier).into_iter().flatten();
            let fits = |one: &&&Disclosure| one.user == *user && one.kind == *kind;
            let origins: Vec<Origin> = list.filter(fits).map(|one| one.origin.clone()).collect();
            Checked::fact((!origins.is_empty()).into(), origins, "it shows no credential")
        }
        Premise::Credentials { user, state } => {
            let list = || world.credentials.get(user).into_iter().flatten();
            let count = |kind: CredentialKind| list().filter(|one| one.kind == kind).count();
            let truth = if world.holder(*user).is_none() {
                Truth::No
            } else {
                super::edge::user_state(*state, count)
            };
            Checked::fact(truth, vec![], state_words(*state))
        }
        Premise::Uncapped { who, unbound } => uncapped(scene, *who, *unbound),
        Premise::PowerUnbound { who } => power_unbound(scene, *who),
        Premise::PowerUnguarded { who } => power_unguarded(scene, *who),
        Premise::PowerUndenied { who, link } => power_undenied(scene, *who, *link),
        Premise::PowerInVersion { policy } => {
            let found = version_with_power(scene, *policy).is_some();
            let origins = world.policies.get(policy).map(|one| one.written.origin.clone());
            let missing = "no other version of the policy makes an administrator";
            Checked::fact(found.into(), origins.into_iter().collect(), missing)
        }
        Premise::Given { need } => given(world, *need),
        Premise::Has { who, what } => has(scene, *who, *what),
    }
}

fn state_words(state: State) -> &'static str {
    match state {
        State::RoomForKey => "the user has room for another access key",
        State::HasKey => "the user has an access key to replace",
        State::NoPassword => "the user has no console password",
        State::HasPassword => "the user has a console password",
    }
}

fn allowed(
    scene: Scene<'_, '_>,
    who: Node,
    action: &str,
    resource: &str,
    node: Option<Node>,
    passed_to: Option<&'static str>,
    moving: Moving,
) -> Checked {
    let Some(holder) = scene.world.holder(who) else { return absent(who) };
    let actor = scene.world.actor(holder.identity);
    let sets_tags = tenant::actions().any(|one| one == action);
    let on = match moving {
        _ if sets_tags => None,
        Moving::Nothing => None,
        Moving::Resource => node,
        Moving::Anything => Some(node.unwrap_or(who)),
    };
    let own = moving == Moving::Anything;
    let stack = scene.stacks.stack(holder.stack);
    placed(actor, &|actor| {
        let mover = on.map(|node| Mover { scene, stack: holder.stack, actor, node, own });
        let call = context::Call {
            action,
            actor: Some(actor),
            object: node.map_or_else(Object::default, |node| object_of(scene, node, action)),
            mover,
            passed_to,
            store: scene.store,
        };
        let request = Request { action, resource, context: &call };
        from_outcome(who, stack, decide(stack, &request, scene.engine, scene.store))
    })
}

/// An answer that may depend on from where the actor calls, with the zone that it stands on.
fn placed(actor: Actor<'_>, answer: &dyn Fn(Actor<'_>) -> Checked) -> Checked {
    let mut out = answer(actor);
    let gives = |zones| answer(Actor { zones, ..actor }).truth == out.truth;
    if actor.zones.is_empty() || gives(&[]) {
        return out;
    }
    let one = actor.zones.iter().map(std::slice::from_ref).find(|zone| gives(zone));
    let origins = one.unwrap_or(actor.zones).iter().flat_map(|zone| &zone.origins);
    out.support.extend(origins.map(|origin| Support::Fact { origin: origin.clone() }));
    out
}

/// Which tags an actor may move to make a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moving {
    Nothing,
    /// Those of the resource.
    Resource,
    /// Those of the resource and its own.
    Anything,
}

/// The call that moves the tag, or enrols the second factor, that a premise stands on: without it the
/// premise would not hold.
pub fn tag_moved(premise: &Premise, scene: Scene<'_, '_>) -> Option<Premise> {
    let (who, node, with, without) = match premise {
        Premise::Allowed { who, action, resource, object, passed_to } => {
            let by =
                |moving| allowed(scene, *who, action, resource, *object, *passed_to, moving).truth;
            let moved = by(Moving::Anything);
            let of_resource = by(Moving::Resource) == moved;
            let node = object.filter(|_| of_resource).unwrap_or(*who);
            (*who, node, moved, by(Moving::Nothing))
        }
        Premise::Trusts { role, by: By::Actor(who) } => {
            let by = |moves| trusts(scene, *role, By::Actor(*who), moves).truth;
            (*who, *who, by(true), by(false))
        }
        _ => return None,
    };
    if without >= with {
        return None;
    }
    let call = |action| on_node(who, action, node, scene.store, None);
    let mut calls = tenant::moving(scene.store.names.text(node)).map(call);
    calls.find(|one| check(one, scene).truth.must())
}

/// Source: AWS Systems Manager user guide, "Instance permissions", read 2026-11-23.
fn agent_answers(scene: Scene<'_, '_>, role: Node) -> Checked {
    let mut out = allowed(scene, role, AGENT, "*", None, None, Moving::Nothing);
    if out.truth == Truth::No && scene.world.holder(role).is_some() {
        out.truth = Truth::Unknown;
        out.requires.push("the account lets the SSM agent of all its instances register".into());
    }
    out
}

/// A principal that the side does not hold is allowed nothing.
fn absent(who: Node) -> Checked {
    Checked {
        truth: Truth::No,
        support: vec![],
        requires: vec![],
        blocked: vec![Against::Policy(who, Blocked::NoAllow)],
    }
}

fn from_outcome(who: Node, stack: &Stack, outcome: Outcome) -> Checked {
    let layer = |statement: &StatementId| {
        let bounded = stack.boundary.as_ref().is_some_and(|list| list.contains(statement));
        if stack.identity.contains(statement) || stack.perhaps.contains(statement) {
            Layer::Identity
        } else if bounded {
            Layer::Boundary
        } else {
            let level = stack.guards.iter().position(|list| list.contains(statement));
            level.map_or(Layer::Identity, Layer::Guard)
        }
    };
    let support = outcome.support.iter().map(|statement| Support::Statement {
        who,
        layer: layer(statement),
        statement: *statement,
    });
    Checked {
        truth: outcome.truth,
        support: support.collect(),
        requires: outcome.requires,
        blocked: outcome.blocked.into_iter().map(|one| Against::Policy(who, one)).collect(),
    }
}

/// The stack that binds a principal whom a resource policy names: its own allows are not needed, and
/// a user's boundary limits it only by Deny.
///
/// Source: IAM user guide, "Policy evaluation logic", resource-based policies, read 2026-11-22.
fn as_granted(stack: &Stack, user: bool, engine: &Engine, store: &Store) -> Stack {
    let mut out = stack.clone();
    out.identity.extend(super::prepare::full_access(store));
    if user {
        let deny =
            |id: &StatementId| engine.statement(*id).is_some_and(|one| one.effect == Effect::Deny);
        out.identity.extend(out.boundary.take().into_iter().flatten().filter(deny));
        out.open = false;
    }
    out
}

fn undenied(scene: Scene<'_, '_>, who: Node, role: Node) -> Checked {
    let Some(holder) = scene.world.holder(who) else { return absent(who) };
    let resource = scene.store.names.text(role);
    let user = holder.identity.kind == IdentityKind::User;
    let stack = scene.stacks.stack(holder.stack);
    let stack = as_granted(stack, user, scene.engine, scene.store);
    placed(scene.world.actor(holder.identity), &|actor| {
        let call = context::Call {
            action: ASSUME_ROLE,
            actor: Some(actor),
            object: object(scene.world, role),
            mover: None,
            passed_to: None,
            store: scene.store,
        };
        let request = Request { action: ASSUME_ROLE, resource, context: &call };
        let outcome = decide(&stack, &request, scene.engine, scene.store);
        Checked { support: vec![], ..from_outcome(who, &stack, outcome) }
    })
}

fn uncapped(scene: Scene<'_, '_>, who: Node, unbound: bool) -> Checked {
    let Some(holder) = scene.world.holder(who) else { return absent(who) };
    let stack = scene.stacks.stack(holder.stack);
    let mut given = as_granted(stack, false, scene.engine, scene.store);
    if unbound {
        given = without_boundary(&given);
    }
    Checked { support: vec![], ..power(scene, scene.world.actor(holder.identity), &given) }
}

fn power_unbound(scene: Scene<'_, '_>, who: Node) -> Checked {
    let Some(holder) = scene.world.holder(who) else { return absent(who) };
    let stack = without_boundary(scene.stacks.stack(holder.stack));
    power(scene, scene.world.actor(holder.identity), &stack)
}

fn power_unguarded(scene: Scene<'_, '_>, who: Node) -> Checked {
    let Some(holder) = scene.world.holder(who) else { return absent(who) };
    let stack = Stack { guards: Vec::new(), ..scene.stacks.stack(holder.stack).clone() };
    power(scene, scene.world.actor(holder.identity), &stack)
}

fn power_undenied(scene: Scene<'_, '_>, who: Node, link: Link) -> Checked {
    let Some(holder) = scene.world.holder(who) else { return absent(who) };
    let stack = scene.stacks.stack(holder.stack);
    match undeny::without(holder, link, stack, scene.store) {
        Some(stack) => power(scene, scene.world.actor(holder.identity), &stack),
        None => Checked::fact(Truth::No, vec![], "no policy with a Deny comes to it so"),
    }
}

/// A boundary that is not known leaves nothing open once it is lifted.
fn without_boundary(stack: &Stack) -> Stack {
    Stack { boundary: None, open: false, ..stack.clone() }
}

/// Whether these policies make the actor administrator.
fn power(scene: Scene<'_, '_>, actor: Actor<'_>, stack: &Stack) -> Checked {
    placed(actor, &|actor| power_of(scene, actor, stack))
}

fn power_of(scene: Scene<'_, '_>, actor: Actor<'_>, stack: &Stack) -> Checked {
    let account = scene.store.names.text(actor.account);
    let ask = |(action, template): &admin::Probe| {
        let resource = admin::instantiate(template, account, admin::NEW);
        let call = context::Call {
            action,
            actor: Some(actor),
            object: Object::default(),
            mover: None,
            passed_to: None,
            store: scene.store,
        };
        let request = Request { action, resource: &resource, context: &call };
        from_outcome(actor.node, stack, decide(stack, &request, scene.engine, scene.store))
    };
    let mut out = Checked { truth: Truth::Yes, support: vec![], requires: vec![], blocked: vec![] };
    let using = admin::USING.iter().map(ask).max_by_key(|one| one.truth);
    for one in admin::GIVING.iter().map(ask).chain(using) {
        out.truth = out.truth.and(one.truth);
        out.support.extend(one.support);
        out.requires.extend(one.requires);
        out.blocked.extend(one.blocked);
    }
    out.support.dedup();
    out.requires.sort();
    out.requires.dedup();
    out.blocked.dedup();
    out
}

/// A version of a policy, other than its default, that makes whoever has it administrator.
pub fn version_with_power(scene: Scene<'_, '_>, policy: Name) -> Option<DocId> {
    let found = scene.world.policies.get(&policy)?;
    let account = Arn::parse(scene.store.names.text(policy))?.account;
    let makes = |document: &DocId| {
        let entries = &scene.store.documents.document(*document).entries;
        let identity = entries.iter().map(|entry| entry.statement).collect();
        let stack = Stack { identity, ..Stack::default() };
        let power = admin::power(|(action, template)| {
            let resource = admin::instantiate(template, account, admin::NEW);
            let call = context::Call {
                action,
                actor: None,
                object: Object::default(),
                mover: None,
                passed_to: None,
                store: scene.store,
            };
            let request = Request { action, resource: &resource, context: &call };
            decide(&stack, &request, scene.engine, scene.store).truth
        });
        power.must()
    };
    found.others.iter().copied().find(makes)
}

fn given(world: &World<'_>, need: Need) -> Checked {
    let there = |kind| world.inventory.carriers.iter().find(|one| one.kind == kind);
    let (truth, found, what) = match need {
        Need::Unseen(what) | Need::Role(what) => (Truth::Unknown, None, what),
        Need::Thing(kind, what) => match there(kind) {
            Some(one) => (Truth::Yes, Some(one), what),
            None => (Truth::Unknown, None, what),
        },
        Need::Only(kind, what) => match there(kind) {
            Some(one) => (Truth::Unknown, Some(one), what),
            None if world.latent => (Truth::Unknown, None, what),
            None => (Truth::No, None, what),
        },
    };
    Checked::fact(truth, found.map(|one| one.origin.clone()).into_iter().collect(), what)
}

fn runs(world: &World<'_>, carrier: Node, kind: CarrierKind, role: Node) -> Checked {
    let list = world.carriers.get(&carrier).into_iter().flatten();
    let fits = |(found, one): &&(&Carrier, Node)| {
        *one == role && found.kind == kind && found.shut.is_none()
    };
    let found: Vec<&Carrier> = list.filter(fits).map(|(found, _)| *found).collect();
    let profiles = || world.profiles.get(&role).into_iter().flatten();
    let between = profiles().filter(|profile| found.iter().any(|one| one.role == profile.arn));
    let origins = found.iter().map(|one| one.origin.clone());
    let origins = origins.chain(between.map(|profile| profile.origin.clone())).collect();
    let waits = found.iter().map(|one| one.waits_for());
    match waits.min() {
        None => Checked::fact(Truth::No, origins, "nothing runs with the role"),
        Some(None) => Checked::fact(Truth::Yes, origins, ""),
        Some(Some(what)) => Checked::fact(Truth::Unknown, origins, what),
    }
}

/// `moves`: whether a principal may first move its own tags.
fn trusts(scene: Scene<'_, '_>, role: Node, by: By, moves: bool) -> Checked {
    let missing = Checked {
        truth: Truth::No,
        support: vec![],
        requires: vec![],
        blocked: vec![Against::Trust(role)],
    };
    let Some(trust) = scene.world.trust(role) else { return missing };
    let told = |admission: Admission| Checked {
        truth: admission.truth,
        support: admission.entry.map(|entry| Support::Trust { role, entry }).into_iter().collect(),
        requires: admission.requires,
        blocked: if admission.truth.must() { vec![] } else { vec![Against::Trust(role)] },
    };
    match by {
        By::Actor(node) => scene.world.holder(node).map(|holder| {
            let actor = scene.world.actor(holder.identity);
            placed(actor, &|actor| {
                let mover = moves.then(|| Mover::itself(scene, holder.stack, actor));
                told(trust.admits(&actor, mover, scene.store))
            })
        }),
        By::Service(COGNITO) => {
            pool(scene, role).map(|outside| told(trust.admits_outside(outside, scene.store)))
        }
        By::Service(service) => Some(told(trust.admits_service(service, scene.store))),
        By::Outside(outside) => Some(told(trust.admits_outside(outside, scene.store))),
    }
    .unwrap_or(missing)
}

/// Identities of a pool that a role trusts.
fn pool(scene: Scene<'_, '_>, role: Node) -> Option<Outside> {
    let of_pool = |outside: &Outside| match outside {
        Outside::Federated(provider, _) => scene.store.names.text(*provider) == COGNITO,
        _ => false,
    };
    let admitted = scene.world.trusts.outside.iter();
    let own = admitted.filter(|(_, one)| *one == role).map(|(outside, _)| *outside);
    let truth = |outside: &Outside| {
        let trust = scene.world.trust(role);
        trust.map_or(Truth::No, |trust| trust.admits_outside(*outside, scene.store).truth)
    };
    own.filter(of_pool).max_by_key(truth)
}

fn has(scene: Scene<'_, '_>, who: Node, what: Name) -> Checked {
    let world = scene.world;
    if let Some(one) =
        world.inventory.memberships.iter().find(|one| one.user == who && one.group == what)
    {
        return Checked::fact(Truth::Yes, vec![one.origin.clone()], "");
    }
    let chains = world.holder(who).map(|holder| holder.chains.as_slice()).unwrap_or_default();
    let chain = chains.iter().find(|chain| chain.policy == what);
    let mut origins = Vec::new();
    if let Some(chain) = chain {
        origins.extend(chain.membership.map(|one| one.origin.clone()));
        origins.push(chain.attachment.origin.clone());
    }
    Checked::fact(chain.is_some().into(), origins, "it does not have the policy")
}

/// What it stands on that a source outside takes a role: the trust policy, which for people of Identity
/// Center is AWS's own, and the ways in beside it.
pub fn enter(outside: Outside, role: Node, scene: Scene<'_, '_>) -> Vec<Premise> {
    let trusts = Premise::Trusts { role, by: By::Outside(outside) };
    let trusts = Some(trusts).filter(|_| !matches!(outside, Outside::Person(_)));
    let doors = scene.world.doors.concern(outside, scene.store);
    trusts.into_iter().chain(doors.then_some(Premise::Enters { outside, role })).collect()
}

/// Whether a trust policy that names the actor lets it in, by itself or with an allow of its own.
pub fn assumes(scene: Scene<'_, '_>, actor: Actor<'_>, role: Node) -> Checked {
    let mut out = Checked { truth: Truth::Yes, support: vec![], requires: vec![], blocked: vec![] };
    for premise in assume(scene, actor.node, role) {
        let one = check(&premise, scene);
        out.truth = out.truth.and(one.truth);
        out.support.extend(one.support);
        out.requires.extend(one.requires);
        out.blocked.extend(one.blocked);
    }
    out
}

/// What assuming a role stands on: where the trust policy names the principal, its account need not
/// allow; anybody else, and who comes from another account, needs an allow too.
fn assume(scene: Scene<'_, '_>, who: Node, role: Node) -> [Premise; 2] {
    let trusts = Premise::Trusts { role, by: By::Actor(who) };
    let direct =
        scene.world.holder(who).zip(scene.world.trust(role)).is_some_and(|(holder, trust)| {
            let same = holder.identity.account == trust.account;
            let actor = scene.world.actor(holder.identity);
            let mover = Mover::itself(scene, holder.stack, actor);
            same && trust.admits(&actor, Some(mover), scene.store).direct
        });
    let right = if direct {
        Premise::Undenied { who, role }
    } else {
        on_node(who, ASSUME_ROLE, role, scene.store, None)
    };
    [trusts, right]
}

fn on_node(
    who: Node,
    action: &'static str,
    node: Node,
    store: &Store,
    passed_to: Option<&'static str>,
) -> Premise {
    let resource = store.names.shared(node);
    Premise::Allowed { who, action, resource, object: Some(node), passed_to }
}
