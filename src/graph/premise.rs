//! What one step of a path stands on: questions that either side can answer, each with its proof.

use super::allow::{Scene, object};
use super::context::{self, Actor, Object};
use super::fresh;
use super::set::Node;
use super::technique::{Call, Kind, On, Shape, State, Technique};
use super::trust::Outside;
use super::{AGENT, ASSUME_ROLE, PASS_ROLE, admin};
use crate::iam::stack::{Outcome, Request, Stack, decide};
use crate::iam::truth::Truth;
use crate::iam::{Blocked, Engine};
use crate::model::inventory::{CredentialKind, IdentityKind, Origin};
use crate::model::policy::{Effect, Entry, StatementId};
use crate::model::{Name, Store};
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
    /// A resource runs with a role.
    Runs {
        /// The resource.
        carrier: Node,
        /// The role.
        role: Node,
    },
    /// The SSM agent of an instance with this role answers: surely if the role lets it register,
    /// perhaps otherwise, for the account may let all its instances.
    AgentAnswers {
        /// The role.
        role: Node,
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
    fn fact(truth: Truth, origins: Vec<Origin>, missing: &'static str) -> Self {
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
            allowed(scene, *who, action, resource, *node, *passed_to)
        }
        Premise::Undenied { who, role } => undenied(scene, *who, *role),
        Premise::Trusts { role, by } => trusts(scene, *role, *by),
        Premise::Runs { carrier, role } => {
            let list = world.carriers.get(carrier).into_iter().flatten();
            let mut origins = Vec::new();
            for (found, _) in list.filter(|(_, one)| one == role) {
                origins.push(found.origin.clone());
                let profiles = world.profiles.get(role).into_iter().flatten();
                let between = profiles.filter(|profile| profile.arn == found.role);
                origins.extend(between.map(|profile| profile.origin.clone()));
            }
            Checked::fact((!origins.is_empty()).into(), origins, "nothing runs with the role")
        }
        Premise::AgentAnswers { role } => agent_answers(scene, *role),
        Premise::InProfile { role } => {
            let found = world.profiles.get(role).and_then(|list| list.first());
            let origins = found.map(|profile| profile.origin.clone()).into_iter().collect();
            Checked::fact(found.is_some().into(), origins, "no instance profile holds the role")
        }
        Premise::Shows { carrier, user } => {
            let list = world.disclosures.get(carrier).into_iter().flatten();
            let origins: Vec<Origin> =
                list.filter(|one| one.user == *user).map(|one| one.origin.clone()).collect();
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
        Premise::Uncapped { who } => uncapped(scene, *who),
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
) -> Checked {
    let Some(holder) = scene.world.holder(who) else { return absent(who) };
    let call = context::Call {
        actor: Some(scene.world.actor(holder.identity)),
        object: node.map_or_else(Object::default, |node| object(scene.world, node)),
        passed_to,
        store: scene.store,
    };
    let request = Request { action, resource, context: &call };
    let stack = scene.stacks.stack(holder.stack);
    let outcome = decide(stack, &request, scene.engine, scene.store);
    from_outcome(who, stack, outcome)
}

/// Source: AWS Systems Manager user guide, "Instance permissions", read 2026-11-23.
fn agent_answers(scene: Scene<'_, '_>, role: Node) -> Checked {
    let mut out = allowed(scene, role, AGENT, "*", None, None);
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
    let call = context::Call {
        actor: Some(scene.world.actor(holder.identity)),
        object: object(scene.world, role),
        passed_to: None,
        store: scene.store,
    };
    let resource = scene.store.names.text(role);
    let request = Request { action: ASSUME_ROLE, resource, context: &call };
    let user = holder.identity.kind == IdentityKind::User;
    let stack = scene.stacks.stack(holder.stack);
    let stack = as_granted(stack, user, scene.engine, scene.store);
    let outcome = decide(&stack, &request, scene.engine, scene.store);
    Checked { support: vec![], ..from_outcome(who, &stack, outcome) }
}

fn uncapped(scene: Scene<'_, '_>, who: Node) -> Checked {
    let Some(holder) = scene.world.holder(who) else { return absent(who) };
    let actor = scene.world.actor(holder.identity);
    let call = context::Call {
        actor: Some(actor),
        object: Object::default(),
        passed_to: None,
        store: scene.store,
    };
    let stack = scene.stacks.stack(holder.stack);
    let given = as_granted(stack, false, scene.engine, scene.store);
    let account = scene.store.names.text(actor.account);
    let ask = |(action, template): &admin::Probe| {
        let resource = admin::instantiate(template, account, admin::NEW);
        let request = Request { action, resource: &resource, context: &call };
        from_outcome(who, &given, decide(&given, &request, scene.engine, scene.store))
    };
    let mut out = Checked { truth: Truth::Yes, support: vec![], requires: vec![], blocked: vec![] };
    let using = admin::USING.iter().map(ask).max_by_key(|one| one.truth);
    for one in admin::GIVING.iter().map(ask).chain(using) {
        out.truth = out.truth.and(one.truth);
        out.requires.extend(one.requires);
        out.blocked.extend(one.blocked);
    }
    out.requires.sort();
    out.requires.dedup();
    out.blocked.dedup();
    out
}

fn trusts(scene: Scene<'_, '_>, role: Node, by: By) -> Checked {
    let missing = Checked {
        truth: Truth::No,
        support: vec![],
        requires: vec![],
        blocked: vec![Against::Trust(role)],
    };
    let Some(trust) = scene.world.trust(role) else { return missing };
    let admission = match by {
        By::Actor(node) => match scene.world.holder(node) {
            Some(holder) => trust.admits(&scene.world.actor(holder.identity), scene.store),
            None => return missing,
        },
        By::Service(service) => trust.admits_service(service, scene.store),
        By::Outside(outside) => trust.admits_outside(outside, scene.store),
    };
    Checked {
        truth: admission.truth,
        support: admission.entry.map(|entry| Support::Trust { role, entry }).into_iter().collect(),
        requires: admission.requires,
        blocked: if admission.truth.must() { vec![] } else { vec![Against::Trust(role)] },
    }
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
            same && trust.admits(&scene.world.actor(holder.identity), scene.store).direct
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

/// How a step is proven on this side: the premises, the surest choice of carriers, names and calls
/// first, among equals the one that most of `other` already held.
///
/// `pool` are the identities that the actor controls; the further calls may be theirs. `through` is
/// the target of a grant where the step leads to administrator power.
pub fn prove(
    technique: &Technique,
    from: Node,
    to: Node,
    pool: &[Node],
    scene: Scene<'_, '_>,
    other: Option<Scene<'_, '_>>,
) -> Vec<Premise> {
    let choice = Choice { technique, from, to, pool, scene, other };
    choice.best(choice.ways())
}

struct Choice<'c, 'i> {
    technique: &'c Technique,
    from: Node,
    to: Node,
    pool: &'c [Node],
    scene: Scene<'c, 'i>,
    other: Option<Scene<'c, 'i>>,
}

impl Choice<'_, '_> {
    /// The way whose premises are the surest here and then the oldest.
    fn best(&self, ways: Vec<Vec<Premise>>) -> Vec<Premise> {
        let rank = |way: &Vec<Premise>| {
            let here = Truth::all(way.iter().map(|one| check(one, self.scene).truth));
            let there = self
                .other
                .map_or(0, |scene| way.iter().filter(|one| check(one, scene).truth.must()).count());
            (here, std::cmp::Reverse(way.len().saturating_sub(there)))
        };
        let mut best: Option<(_, Vec<Premise>)> = None;
        for way in ways {
            let rank = rank(&way);
            if best.as_ref().is_none_or(|(known, _)| rank > *known) {
                best = Some((rank, way));
            }
        }
        best.map(|(_, way)| way).unwrap_or_default()
    }

    /// All ways to make the step, in a fixed order.
    fn ways(&self) -> Vec<Vec<Premise>> {
        let (who, to, store) = (self.from, self.to, self.scene.store);
        match self.technique.shape {
            Shape::Trust => vec![assume(self.scene, who, to).to_vec()],
            Shape::Become(kind) => vec![self.on_target(kind, to)],
            Shape::Grant(kind) => self.grants(kind),
            Shape::Create => vec![self.on_new()],
            Shape::Pass(service) => {
                let mut way = vec![
                    on_node(who, PASS_ROLE, to, store, Some(service)),
                    Premise::Trusts { role: to, by: By::Service(service) },
                ];
                way.extend(self.on_new());
                if service == "ec2.amazonaws.com" {
                    way.extend(self.profile(to));
                }
                vec![way]
            }
            Shape::Repass(service, kind) => {
                let carriers = self.carriers(|carrier| carrier.0.kind == kind);
                let mut ways = Vec::new();
                for carrier in carriers {
                    let mut way = vec![
                        on_node(who, PASS_ROLE, to, store, Some(service)),
                        Premise::Trusts { role: to, by: By::Service(service) },
                    ];
                    way.extend(self.on_carrier(carrier));
                    ways.push(way);
                }
                ways
            }
            Shape::Agent | Shape::Carried(_) => {
                let mut ways = Vec::new();
                for carrier in self.carriers(|carrier| carrier.1 == to) {
                    let mut way = self.on_carrier(carrier);
                    way.push(Premise::Runs { carrier, role: to });
                    if self.technique.shape == Shape::Agent {
                        way.push(Premise::AgentAnswers { role: to });
                    }
                    ways.push(way);
                }
                ways
            }
            Shape::Disclosed(_) => {
                let mut ways = Vec::new();
                for disclosure in &self.scene.world.inventory.disclosures {
                    if disclosure.user == to {
                        let mut way = self.on_carrier(disclosure.carrier);
                        way.push(Premise::Shows { carrier: disclosure.carrier, user: to });
                        ways.push(way);
                    }
                }
                ways
            }
        }
    }

    fn on_target(&self, kind: Kind, target: Node) -> Vec<Premise> {
        let calls = self.technique.calls.iter();
        let call = |call: &Call| on_node(self.from, call.action, target, self.scene.store, None);
        let mut way: Vec<Premise> = calls.map(call).collect();
        if let Kind::UserWith(state) = kind {
            way.push(Premise::Credentials { user: target, state });
        }
        way
    }

    /// A grant is made on the target itself, on a group of it or on a policy that it has.
    fn grants(&self, kind: Kind) -> Vec<Vec<Premise>> {
        let world = self.scene.world;
        let uncapped = Premise::Uncapped { who: self.to };
        let on: Vec<Node> = match kind {
            Kind::Group => {
                let list = world.inventory.memberships.iter();
                list.filter(|one| one.user == self.to).map(|one| one.group).collect()
            }
            Kind::Policy => {
                let chains = world.holder(self.to).map(|holder| holder.chains.as_slice());
                let managed = chains.unwrap_or_default().iter().map(|chain| chain.policy);
                managed.filter(|policy| world.policies.contains_key(policy)).collect()
            }
            _ => {
                let mut way = self.on_target(kind, self.to);
                way.push(uncapped);
                return vec![way];
            }
        };
        let way = |what: Node| {
            let mut way = self.on_target(kind, what);
            way.push(Premise::Has { who: self.to, what });
            way.push(uncapped.clone());
            way
        };
        on.into_iter().map(way).collect()
    }

    /// The calls on something new, and of each group of further calls the surest.
    fn on_new(&self) -> Vec<Premise> {
        let technique = self.technique;
        let Some(holder) = self.scene.world.holder(self.from) else { return vec![] };
        let actor = self.scene.world.actor(holder.identity);
        let (scene, stack) = (self.scene, holder.stack);
        let (truth, whole) = fresh::best(scene, stack, actor, technique.calls, technique.then);
        let fresh = if truth.may() {
            whole
        } else {
            fresh::best(scene, stack, actor, technique.calls, &[]).1
        };
        let account = self.scene.store.names.text(actor.account);
        let premise = |who: Node, call: &Call| match call.on {
            On::New(template) => Some(Premise::Allowed {
                who,
                action: call.action,
                resource: Arc::from(fresh.arn(template, account)),
                object: None,
                passed_to: None,
            }),
            On::Target | On::Carrier => None,
        };
        let first = technique.calls.iter().filter_map(|call| premise(self.from, call));
        let mut way: Vec<Premise> = first.collect();
        for group in technique.then {
            let whos = std::iter::once(&self.from).chain(self.pool);
            let some = whos.flat_map(|who| group.iter().filter_map(|call| premise(*who, call)));
            way.extend(self.best(some.map(|one| vec![one]).collect()));
        }
        way
    }

    /// One call on something new, by itself.
    fn on_fresh(&self, call: &Call, template: &str) -> Premise {
        let holder = self.scene.world.holder(self.from);
        let (resource, account) = match holder {
            Some(holder) => {
                let actor = self.scene.world.actor(holder.identity);
                let fresh = fresh::best(self.scene, holder.stack, actor, &[*call], &[]).1;
                (fresh, self.scene.store.names.text(actor.account))
            }
            None => (fresh::Fresh::default(), "*"),
        };
        Premise::Allowed {
            who: self.from,
            action: call.action,
            resource: Arc::from(resource.arn(template, account)),
            object: None,
            passed_to: None,
        }
    }

    fn on_carrier(&self, carrier: Node) -> Vec<Premise> {
        let store = self.scene.store;
        let mut way: Vec<Premise> = Vec::new();
        for call in self.technique.calls {
            way.push(match call.on {
                On::New(template) => self.on_fresh(call, template),
                On::Target | On::Carrier => on_node(self.from, call.action, carrier, store, None),
            });
        }
        for group in self.technique.then {
            let whos = std::iter::once(&self.from).chain(self.pool);
            let some = whos.flat_map(|who| {
                group.iter().map(|call| vec![on_node(*who, call.action, carrier, store, None)])
            });
            way.extend(self.best(some.collect()));
        }
        way
    }

    fn carriers(
        &self,
        wanted: impl Fn(&(&crate::model::inventory::Carrier, Node)) -> bool,
    ) -> Vec<Node> {
        let mut out = Vec::new();
        for carrier in &self.scene.world.inventory.carriers {
            let list = self.scene.world.carriers.get(&carrier.arn).into_iter().flatten();
            let fits = carrier_fits(self.technique.shape, carrier.kind) && carrier.runs_commands();
            if fits && list.into_iter().any(&wanted) {
                out.push(carrier.arn);
            }
        }
        out.sort_by_key(|node| self.scene.store.names.text(*node));
        out.dedup();
        out
    }

    fn profile(&self, role: Node) -> Vec<Premise> {
        let has = Premise::InProfile { role };
        if check(&has, self.scene).truth.must() {
            return vec![has];
        }
        let Some(holder) = self.scene.world.holder(self.from) else { return vec![has] };
        let account = self.scene.store.names.text(holder.identity.account);
        let fresh = fresh::Fresh::default();
        let calls = super::technique::MAKE_PROFILE.iter().filter_map(|call| match call.on {
            On::New(template) => Some(Premise::Allowed {
                who: self.from,
                action: call.action,
                resource: Arc::from(fresh.arn(template, account)),
                object: None,
                passed_to: None,
            }),
            On::Target | On::Carrier => None,
        });
        calls.collect()
    }
}

fn carrier_fits(shape: Shape, kind: crate::model::inventory::CarrierKind) -> bool {
    match shape {
        Shape::Agent => kind == crate::model::inventory::CarrierKind::Instance,
        Shape::Carried(wanted) | Shape::Repass(_, wanted) | Shape::Disclosed(wanted) => {
            kind == wanted
        }
        _ => false,
    }
}

/// What being administrator by its own policies stands on: all calls that give rights, and the surest
/// of those that use them.
pub fn prove_admin(who: Node, scene: Scene<'_, '_>) -> Vec<Premise> {
    let account = scene.world.account(who).map(|name| scene.store.names.text(name));
    let probe = |(action, template): &admin::Probe| Premise::Allowed {
        who,
        action,
        resource: Arc::from(admin::instantiate(template, account.unwrap_or("*"), admin::NEW)),
        object: None,
        passed_to: None,
    };
    let using = admin::USING.iter().map(probe).max_by_key(|one| check(one, scene).truth);
    admin::GIVING.iter().map(probe).chain(using).collect()
}
