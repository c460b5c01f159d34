//! How a step is proven: the ways to make it, and the best of them.

use super::super::allow::Scene;
use super::super::set::Node;
use super::super::technique::{
    Call, Kind, Link, MAKE_PROFILE, Need, On, Shape, TECHNIQUES, Technique,
};
use super::super::{PASS_ROLE, admin, fresh};
use super::{By, Premise, assume, check, on_node, tag_moved};
use crate::iam::truth::Truth;
use crate::model::inventory::{Carrier, CarrierKind};
use std::sync::Arc;

/// How a step is proven on this side: the premises, the surest choice of carriers, names and calls
/// first, among equals the one that most of `other` already held.
///
/// `pool` are the identities that the actor controls; the further calls may be theirs. `to` is the
/// target of a grant where the step leads to administrator power.
pub fn prove(
    technique: &Technique,
    from: Node,
    to: Node,
    pool: &[Node],
    scene: Scene<'_, '_>,
    other: Option<Scene<'_, '_>>,
) -> Vec<Premise> {
    let choice = Choice { technique, from, to, pool, scene, other };
    let mut way = choice.best(choice.ways());
    let moved: Vec<Premise> = way.iter().filter_map(|one| tag_moved(one, scene)).collect();
    way.extend(moved);
    way
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
        let to = self.to;
        match self.technique.shape {
            Shape::Trust => vec![assume(self.scene, self.from, to).to_vec()],
            Shape::Become(kind) => vec![self.on_target(self.technique, self.from, kind, to)],
            Shape::Grant(kind) => self.grants(kind),
            Shape::Unbind(kind) => {
                let mut way = self.on_target(self.technique, self.from, kind, to);
                way.push(Premise::PowerUnbound { who: to });
                vec![way]
            }
            Shape::Undeny(kind, link) => self.undenies(kind, link),
            Shape::Unguard => {
                let mut way = self.on_new();
                way.extend(self.needs());
                way.push(Premise::PowerUnguarded { who: to });
                vec![way]
            }
            Shape::Create => {
                let mut way = self.on_new();
                way.extend(self.needs());
                vec![way]
            }
            Shape::Pass(service) => {
                let mut way = self.hand_over(service);
                way.extend(self.on_new());
                way.extend(self.needs());
                vec![way]
            }
            Shape::Repass(service, _) => self.on_carriers(|_, _| self.hand_over(service)),
            Shape::Agent => self.on_carriers(|carrier, kind| {
                let runs = Premise::Runs { carrier, kind, role: to };
                vec![runs, Premise::AgentAnswers { role: to }]
            }),
            Shape::Carried(_) => {
                self.on_carriers(|carrier, kind| vec![Premise::Runs { carrier, kind, role: to }])
            }
            Shape::Inside(_) => self.on_carriers(|carrier, kind| {
                let operates = Premise::Operates { who: self.from, carrier };
                vec![operates, Premise::Runs { carrier, kind, role: to }]
            }),
            Shape::Disclosed(_) => {
                self.on_carriers(|carrier, kind| vec![Premise::Shows { carrier, kind, user: to }])
            }
        }
    }

    /// The calls on each existing resource, then what `rest` says of it.
    fn on_carriers(&self, rest: impl Fn(Node, CarrierKind) -> Vec<Premise>) -> Vec<Vec<Premise>> {
        let Some(kind) = self.technique.shape.carrier() else { return vec![] };
        let way = |carrier: Node| {
            let mut way = self.on_carrier(carrier);
            way.extend(rest(carrier, kind));
            way.extend(self.needs());
            way
        };
        self.carriers(kind).into_iter().map(way).collect()
    }

    /// The role is handed to a service that it trusts; EC2 takes it in an instance profile.
    fn hand_over(&self, service: &'static str) -> Vec<Premise> {
        let mut way = self.pass(service, self.to);
        if self.technique.shape.takes_profile() {
            way.extend(self.profile(self.to));
        }
        way
    }

    fn pass(&self, service: &'static str, role: Node) -> Vec<Premise> {
        vec![
            on_node(self.from, PASS_ROLE, role, self.scene.store, Some(service)),
            Premise::Trusts { role, by: By::Service(service) },
        ]
    }

    /// What the technique needs besides its calls.
    fn needs(&self) -> Vec<Premise> {
        let one = |need: &Need| match need {
            Need::Role(service) => self.another(service),
            _ => vec![Premise::Given { need: *need }],
        };
        self.technique.needs.iter().flat_map(one).collect()
    }

    /// The role that is easiest to hand to a service: one that trusts it, if there is any.
    fn another(&self, service: &'static str) -> Vec<Premise> {
        let roles = self.scene.world.nodes.iter().copied();
        let account = self.scene.world.account(self.from);
        let fits = |role: &Node| {
            let trusts = Premise::Trusts { role: *role, by: By::Service(service) };
            self.scene.world.account(*role) == account && check(&trusts, self.scene).truth.may()
        };
        let ways: Vec<_> = roles.filter(fits).map(|role| self.pass(service, role)).collect();
        if ways.is_empty() { self.pass(service, self.to) } else { self.best(ways) }
    }

    fn on_target(
        &self,
        technique: &Technique,
        who: Node,
        kind: Kind,
        target: Node,
    ) -> Vec<Premise> {
        let store = self.scene.store;
        let mut way: Vec<Premise> = Vec::new();
        for call in technique.calls {
            way.push(on_node(who, call.action, target, store, None));
            if call.on == On::TargetUnbound {
                let (action, resource) = (call.action, store.names.shared(target));
                way.push(Premise::Allowed { who, action, resource, object: None, passed_to: None });
            }
        }
        if let Kind::UserWith(state) = kind {
            way.push(Premise::Credentials { user: target, state });
        }
        way
    }

    /// A grant is made on the target itself, on a group of it or on a policy that it has.
    fn grants(&self, kind: Kind) -> Vec<Vec<Premise>> {
        let world = self.scene.world;
        let uncapped = self.uncapped();
        let on: Vec<Node> = match kind {
            Kind::Group => {
                let list = world.inventory.memberships.iter();
                list.filter(|one| one.user == self.to).map(|one| one.group).collect()
            }
            Kind::Policy | Kind::PolicyWithPower => {
                let chains = world.holder(self.to).map(|holder| holder.chains.as_slice());
                let managed = chains.unwrap_or_default().iter().map(|chain| chain.policy);
                managed.filter(|policy| world.policies.contains_key(policy)).collect()
            }
            _ => {
                let mut way = self.on_target(self.technique, self.from, kind, self.to);
                way.extend(uncapped);
                return vec![way];
            }
        };
        let way = |what: Node| {
            let mut way = self.on_target(self.technique, self.from, kind, what);
            way.push(Premise::Has { who: self.to, what });
            if kind == Kind::PolicyWithPower {
                way.push(Premise::PowerInVersion { policy: what });
            }
            way.extend(uncapped.iter().cloned());
            way
        };
        on.into_iter().map(way).collect()
    }

    /// A Deny is taken off the target itself or a group of it.
    fn undenies(&self, kind: Kind, link: Link) -> Vec<Vec<Premise>> {
        let who = self.to;
        let power = Premise::PowerUndenied { who, link };
        let on = |what: Node| self.on_target(self.technique, self.from, kind, what);
        if kind != Kind::Group {
            return vec![on(who).into_iter().chain([power]).collect()];
        }
        let memberships = self.scene.world.inventory.memberships.iter();
        let groups = memberships.filter(|one| one.user == who).map(|one| one.group);
        let way = |what: Node| {
            let has = Premise::Has { who, what };
            on(what).into_iter().chain([has, power.clone()]).collect()
        };
        groups.map(way).collect()
    }

    /// Nothing caps what the target is given; or its boundary does, and someone of the pool lifts it.
    fn uncapped(&self) -> Vec<Premise> {
        let who = self.to;
        let plain = vec![Premise::Uncapped { who, unbound: false }];
        let bounded =
            self.scene.world.holder(who).is_some_and(|one| one.identity.boundary.is_some());
        if !bounded || check(&Premise::Uncapped { who, unbound: false }, self.scene).truth.must() {
            return plain;
        }
        let mut ways = vec![plain];
        for technique in TECHNIQUES {
            let Shape::Unbind(kind) = technique.shape else { continue };
            for actor in std::iter::once(&self.from).chain(self.pool) {
                let mut way = self.on_target(technique, *actor, kind, who);
                way.push(Premise::Uncapped { who, unbound: true });
                ways.push(way);
            }
        }
        self.best(ways)
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
        let premise = |who: Node, call: &Call| self.on_named(who, call, &fresh);
        let first = technique.calls.iter().filter_map(|call| premise(self.from, call));
        let mut way: Vec<Premise> = first.collect();
        for group in technique.then {
            let whos = std::iter::once(&self.from).chain(self.pool);
            let some = whos.flat_map(|who| group.iter().filter_map(|call| premise(*who, call)));
            way.extend(self.best(some.map(|one| vec![one]).collect()));
        }
        way
    }

    /// A call on something new, with this name.
    fn on_named(&self, who: Node, call: &Call, fresh: &fresh::Fresh) -> Option<Premise> {
        let account = self.scene.world.account(self.from);
        let account = account.map_or("*", |account| self.scene.store.names.text(account));
        let on = |template: &&str| Premise::Allowed {
            who,
            action: call.action,
            resource: Arc::from(fresh.arn(template, account)),
            object: None,
            passed_to: None,
        };
        match call.on.templates() {
            [only] => Some(on(only)),
            several => self.best(several.iter().map(|one| vec![on(one)]).collect()).pop(),
        }
    }

    /// A call on an existing resource, or on something new beside it that `together` are made on.
    fn call(&self, who: Node, call: &Call, together: &[Call], carrier: Node) -> Premise {
        let best = || {
            let holder = self.scene.world.holder(who)?;
            let actor = self.scene.world.actor(holder.identity);
            Some(fresh::best(self.scene, holder.stack, actor, together, &[]).1)
        };
        let fresh = || best().unwrap_or_default();
        match call.on {
            On::New(_) | On::OneOf(_) => self.on_named(who, call, &fresh()),
            On::Target | On::TargetUnbound | On::Carrier => None,
        }
        .unwrap_or_else(|| on_node(who, call.action, carrier, self.scene.store, None))
    }

    fn on_carrier(&self, carrier: Node) -> Vec<Premise> {
        let calls = self.technique.calls;
        let first = calls.iter().map(|call| self.call(self.from, call, calls, carrier));
        let mut way: Vec<Premise> = first.collect();
        for group in self.technique.then {
            let whos = std::iter::once(&self.from).chain(self.pool);
            let alone = |who, call| self.call(who, call, std::slice::from_ref(call), carrier);
            let some = whos.flat_map(|who| group.iter().map(move |call| (*who, call)));
            let some = some.map(|(who, call)| vec![alone(who, call)]);
            way.extend(self.best(some.collect()));
        }
        way
    }

    /// Resources of a kind that lead to the target, or that can be given any role.
    fn carriers(&self, kind: CarrierKind) -> Vec<Node> {
        let inventory = self.scene.world.inventory;
        let leads = |one: &Carrier| {
            let list = self.scene.world.carriers.get(&one.arn).into_iter().flatten();
            list.into_iter().any(|(found, role)| found.kind == kind && *role == self.to)
        };
        let carriers = || inventory.carriers.iter().filter(|one| one.kind == kind);
        let mut out: Vec<Node> = match self.technique.shape {
            Shape::Disclosed(_) => {
                let shown = inventory.disclosures.iter();
                let own = shown.filter(|one| one.kind == kind && one.user == self.to);
                own.map(|one| one.carrier).collect()
            }
            Shape::Repass(..) => {
                carriers().filter(|one| one.shut.is_none()).map(|one| one.arn).collect()
            }
            _ => carriers()
                .filter(|one| one.runs_commands() && leads(one))
                .map(|one| one.arn)
                .collect(),
        };
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
        let actor = self.scene.world.actor(holder.identity);
        let fresh = fresh::best(self.scene, holder.stack, actor, MAKE_PROFILE, &[]).1;
        MAKE_PROFILE.iter().filter_map(|call| self.on_named(self.from, call, &fresh)).collect()
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
