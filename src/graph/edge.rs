//! The graph of a side: for each principal the set edges that leave it.

use super::allow::{Ask, Scene, Side};
use super::context::Actor;
use super::fresh;
use super::premise::{self, Premise};
use super::prepare::{Provided, Space, admin_text, outside_text};
use super::set::{Both, Node, SetId, Sets};
use super::technique::{self, Call, Kind, On, Shape, State, TECHNIQUES, Technique};
use super::trust::Outside;
use super::world::World;
use super::{ASSUME_ROLE, PASS_ROLE, admin};
use crate::iam::Mask;
use crate::iam::truth::Truth;
use crate::model::Store;
use crate::model::inventory::{CarrierKind, CredentialKind, IdentityKind, Inventory};
use crate::model::names::Name;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// One actor, one technique, many targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// How.
    pub technique: &'static Technique,
    /// Whom the actor then acts as, or for a grant whose rights it decides.
    pub targets: Both,
}

/// An edge that lacks a call which another identity of the actor may make.
#[derive(Debug, Clone)]
pub struct Partial {
    /// The edge, were the missing calls allowed.
    pub edge: Edge,
    /// On which carriers the first calls are allowed; the account itself for new resources.
    pub domain: Both,
    /// Which of the technique's groups of further calls the actor lacks.
    pub lacks: Vec<usize>,
}

impl Partial {
    /// On which carriers the edge is complete, with the further calls that `provides` lists.
    pub fn domain(&self, provides: &[Provision], sets: &mut Sets) -> Both {
        let mut domain = self.domain;
        for index in &self.lacks {
            let mut some = Both::certain(sets.empty());
            for (id, group, carriers) in provides {
                if *id == self.edge.technique.id && group == index {
                    some = some.union(*carriers, sets);
                }
            }
            domain = domain.intersect(some, sets);
        }
        domain
    }
}

/// A further call that a principal can make: technique, group of calls, carriers.
pub type Provision = (&'static str, usize, Both);

/// What leaves one principal.
#[derive(Debug, Clone)]
pub struct Out {
    /// Whether it is administrator of its account by itself.
    pub admin: Truth,
    /// Edges to whom it can act as.
    pub becomes: Vec<Edge>,
    /// Edges to whose rights it decides.
    pub grants: Vec<Edge>,
    /// How it makes an administrator of its own, if it can.
    pub creates: Vec<(&'static Technique, Truth)>,
    /// Edges that lack a call.
    pub partial: Vec<Partial>,
    /// Further calls that it can make, by technique and group, with the carriers.
    pub provides: Vec<Provision>,
}

impl Out {
    /// Whether nothing leaves it.
    pub fn is_inert(&self) -> bool {
        self.admin == Truth::No
            && self.becomes.is_empty()
            && self.grants.is_empty()
            && self.creates.is_empty()
            && self.partial.is_empty()
            && self.provides.is_empty()
    }
}

/// A side as a graph.
#[derive(Debug)]
pub struct Graph<'i> {
    /// The joined facts.
    pub world: World<'i>,
    /// Which side it is.
    pub side: Side,
    /// What leaves each principal; those from whom nothing leaves are not listed.
    pub outs: FxHashMap<Node, Out>,
    /// Roles that a source outside may take, by source.
    pub outside: BTreeMap<Node, Vec<(Outside, Edge)>>,
    /// Nodes from which something leaves.
    pub active: SetId,
    universes: FxHashMap<(Name, Kind), SetId>,
    carriers: FxHashMap<CarrierKind, SetId>,
    images: FxHashMap<(Relation, SetId), SetId>,
    by_stack: FxHashMap<(super::world::StackId, Option<Node>, &'static str), Truth>,
}

/// A relation of nodes that sets are carried along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Relation {
    /// From a carrier to the roles that it runs with.
    Role,
    /// From an instance to the roles whose SSM agent answers.
    Agent,
    /// From a carrier to the users whose keys it shows.
    Disclosed,
    /// From a group to its members.
    Members,
    /// From a managed policy to who has it.
    HoldersOf,
}

impl<'i> Graph<'i> {
    /// Builds the graph of a side. `space` holds what both sides share.
    pub fn build(
        inventory: &'i Inventory,
        side: Side,
        store: &'i Store,
        space: &mut Space,
        provided: &'i Provided,
    ) -> Self {
        let world = World::new(inventory, provided, store, &mut space.stacks, &mut space.sets);
        let empty = space.sets.empty();
        let mut graph = Self {
            world,
            side,
            outs: FxHashMap::default(),
            outside: BTreeMap::new(),
            active: empty,
            universes: FxHashMap::default(),
            carriers: FxHashMap::default(),
            images: FxHashMap::default(),
            by_stack: FxHashMap::default(),
        };
        for node in graph.world.nodes.clone() {
            let out = Builder { graph: &mut graph, space, store }.out(node);
            if let Some(out) = out.filter(|out| !out.is_inert()) {
                graph.outs.insert(node, out);
            }
        }
        let mut active: Vec<Node> = graph
            .world
            .nodes
            .iter()
            .copied()
            .filter(|node| graph.outs.contains_key(node))
            .collect();
        active.sort_unstable();
        graph.active = space.sets.add(active);
        graph.outside = graph.admitted(store, space);
        graph
    }

    fn admitted(&self, store: &Store, space: &mut Space) -> BTreeMap<Node, Vec<(Outside, Edge)>> {
        let mut out: BTreeMap<Node, Vec<(Outside, Edge)>> = BTreeMap::new();
        for (outside, role) in &self.world.trusts.outside {
            let Some(node) = outside_node(*outside, store) else { continue };
            let Some(trust) = self.world.trust(*role) else { continue };
            let truth = trust.admits_outside(*outside, store).truth;
            let targets = single(*role, truth, space);
            if targets.may != space.sets.empty() {
                let technique = outside_technique(*outside, store);
                out.entry(node).or_default().push((*outside, Edge { technique, targets }));
            }
        }
        out
    }

    /// What leaves a node; none if nothing does.
    pub fn out(&self, node: Node) -> Option<&Out> {
        self.outs.get(&node)
    }

    /// The scene for evaluation on this side.
    pub fn scene<'s>(&'s self, store: &'s Store, space: &'s Space) -> Scene<'s, 'i> {
        Scene {
            store,
            engine: &space.engine,
            stacks: &space.stacks,
            world: &self.world,
            side: self.side,
        }
    }

    /// Targets of a partial edge once the carriers in `domain` are open to the actor.
    pub fn completed(
        &mut self,
        partial: &Partial,
        domain: Both,
        store: &Store,
        space: &mut Space,
    ) -> Both {
        match partial.edge.technique.shape {
            Shape::Carried(_) | Shape::Agent | Shape::Disclosed(_) => {
                let relation = relation_of(partial.edge.technique.shape);
                self.image_both(relation, domain, store, space)
            }
            _ => Both {
                must: if domain.must == space.sets.empty() {
                    domain.must
                } else {
                    partial.edge.targets.must
                },
                may: if domain.may == space.sets.empty() {
                    domain.may
                } else {
                    partial.edge.targets.may
                },
            },
        }
    }

    fn image_both(
        &mut self,
        relation: Relation,
        set: Both,
        store: &Store,
        space: &mut Space,
    ) -> Both {
        let may = self.image(relation, set.may, space, store);
        let must = self.image(relation, set.must, space, store);
        if relation != Relation::Agent {
            return Both { must, may };
        }
        // Without the agent's rights on the role nobody knows whether a session opens.
        Both { must, may: self.image(Relation::Role, set.may, space, store) }
    }

    fn image(&mut self, relation: Relation, set: SetId, space: &mut Space, store: &Store) -> SetId {
        if let Some(&known) = self.images.get(&(relation, set)) {
            return known;
        }
        let members = space.sets.members(set);
        let mut out: Vec<Node> = Vec::new();
        for node in members.iter() {
            self.related(relation, *node, store, space, &mut out);
        }
        let image = space.sets.add(out);
        self.images.insert((relation, set), image);
        image
    }

    fn related(
        &self,
        relation: Relation,
        node: Node,
        store: &Store,
        space: &Space,
        out: &mut Vec<Node>,
    ) {
        let world = &self.world;
        match relation {
            Relation::Role => {
                out.extend(world.carriers.get(&node).into_iter().flatten().map(|(_, role)| *role));
            }
            Relation::Agent => {
                let roles = world.carriers.get(&node).into_iter().flatten().map(|(_, role)| *role);
                let scene = self.scene(store, space);
                let answers = |role: &Node| {
                    premise::check(&Premise::AgentAnswers { role: *role }, scene).truth.must()
                };
                out.extend(roles.filter(answers));
            }
            Relation::Disclosed => {
                let users = world.disclosures.get(&node).into_iter().flatten();
                out.extend(users.map(|disclosure| disclosure.user));
            }
            Relation::Members => {
                out.extend(world.members.get(&node).into_iter().flatten().copied());
            }
            Relation::HoldersOf => {
                out.extend(world.holders_of.get(&node).into_iter().flatten().copied());
            }
        }
    }
}

fn single(node: Node, truth: Truth, space: &mut Space) -> Both {
    let one = space.sets.add(vec![node]);
    let empty = space.sets.empty();
    Both {
        must: if truth.must() { one } else { empty },
        may: if truth.may() { one } else { empty },
    }
}

fn relation_of(shape: Shape) -> Relation {
    match shape {
        Shape::Agent => Relation::Agent,
        Shape::Disclosed(_) => Relation::Disclosed,
        _ => Relation::Role,
    }
}

/// The node of a source outside.
pub fn outside_node(outside: Outside, store: &Store) -> Option<Node> {
    let text = |name| store.names.text(name);
    match outside {
        Outside::Anyone => store.names.find(&outside_text("account", "*", None)),
        Outside::Account(account) => {
            store.names.find(&outside_text("account", text(account), None))
        }
        Outside::Principal(arn) => Some(arn),
        Outside::Federated(provider, subject) => {
            store.names.find(&outside_text("federated", text(provider), Some(text(subject))))
        }
    }
}

/// The node of administrator power over an account.
pub fn admin_node(account: Name, store: &Store) -> Option<Node> {
    store.names.find(&admin_text(store.names.text(account)))
}

fn outside_technique(outside: Outside, store: &Store) -> &'static Technique {
    match outside {
        Outside::Federated(provider, _) => {
            let saml = store.names.text(provider).contains(":saml-provider/");
            if saml { &super::witness::SAML } else { &super::witness::OIDC }
        }
        _ => &super::witness::FOREIGN,
    }
}

/// Builds what leaves one principal.
struct Builder<'b, 'i> {
    graph: &'b mut Graph<'i>,
    space: &'b mut Space,
    store: &'i Store,
}

impl<'i> Builder<'_, 'i> {
    fn out(&mut self, node: Node) -> Option<Out> {
        let holder = self.graph.world.holders.get(&node)?;
        let (identity, stack) = (holder.identity, holder.stack);
        let actor = self.graph.world.actor(identity);
        let mask = self.mask(stack);
        let mut out = Out {
            admin: Truth::No,
            becomes: Vec::new(),
            grants: Vec::new(),
            creates: Vec::new(),
            partial: Vec::new(),
            provides: Vec::new(),
        };
        out.admin = self.admin(stack, actor, mask);
        for technique in TECHNIQUES {
            if self.possible(technique, mask) {
                self.technique(technique, stack, actor, &mut out);
            }
        }
        let assumed = self.assumed(stack, actor, mask);
        self.push(&mut out.becomes, technique_sts(), assumed);
        Some(out)
    }

    fn push(&self, list: &mut Vec<Edge>, technique: &'static Technique, targets: Both) {
        if !targets.is_empty(&self.space.sets) {
            list.push(Edge { technique, targets });
        }
    }

    /// The named actions that the identity policies allow on something.
    fn mask(&self, stack: super::world::StackId) -> Mask {
        let stack = self.space.stacks.stack(stack);
        let ids = stack.identity.iter().chain(&stack.perhaps);
        let allows = ids.filter_map(|id| self.space.engine.statement(*id));
        let allows = allows.filter(|one| one.effect == crate::model::Effect::Allow);
        allows.map(|one| one.actions).collect()
    }

    fn bit(&self, action: &str) -> Mask {
        self.space.engine.action(action).map_or(Mask::EMPTY, |action| action.bit())
    }

    /// Whether the mask leaves a technique open, as first calls or as further ones.
    fn possible(&self, technique: &Technique, mask: Mask) -> bool {
        let first: Mask = technique.calls.iter().map(|call| self.bit(call.action)).collect();
        let pass = match technique.shape {
            Shape::Pass(_) | Shape::Repass(..) => self.bit(PASS_ROLE),
            _ => Mask::EMPTY,
        };
        let first = first | pass;
        let further = technique.then.iter().copied().flatten();
        let further: Mask = further.map(|call| self.bit(call.action)).collect();
        (!first.is_empty() && mask.holds(first)) || mask.meets(further)
    }

    fn admin(&mut self, stack: super::world::StackId, actor: Actor<'_>, mask: Mask) -> Truth {
        let open = |(action, _): &admin::Probe| mask.meets(self.bit(action));
        if !admin::GIVING.iter().all(open) || !admin::USING.iter().any(open) {
            return Truth::No;
        }
        let key = (stack, Some(actor.node).filter(|_| self.personal(stack)), "is-admin");
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

    fn personal(&self, stack: super::world::StackId) -> bool {
        let stack = self.space.stacks.stack(stack);
        let lists = stack.boundary.iter().chain(&stack.guards);
        [&stack.identity, &stack.perhaps]
            .into_iter()
            .chain(lists)
            .flatten()
            .any(|id| self.space.engine.statement(*id).is_some_and(|one| one.personal))
    }

    fn technique(
        &mut self,
        technique: &'static Technique,
        stack: super::world::StackId,
        actor: Actor<'_>,
        out: &mut Out,
    ) {
        match technique.shape {
            Shape::Trust => {}
            Shape::Become(kind) => {
                let targets = self.on_targets(technique, kind, stack, actor);
                let joins = kind != Kind::Group || actor.identity.kind == IdentityKind::User;
                if joins {
                    self.push(&mut out.becomes, technique, targets);
                }
            }
            Shape::Grant(kind) => {
                let targets = self.on_targets(technique, kind, stack, actor);
                let targets = match kind {
                    Kind::Group => {
                        self.graph.image_both(Relation::Members, targets, self.store, self.space)
                    }
                    Kind::Policy => {
                        self.graph.image_both(Relation::HoldersOf, targets, self.store, self.space)
                    }
                    _ => targets,
                };
                self.push(&mut out.grants, technique, targets);
            }
            Shape::Create => {
                let truth = self.on_new(technique, true, stack, actor);
                if truth.may() {
                    out.creates.push((technique, truth));
                }
            }
            Shape::Pass(service) => self.pass(technique, service, stack, actor, out),
            Shape::Repass(service, kind) => {
                self.repass(technique, service, kind, stack, actor, out)
            }
            Shape::Agent => self.carried(technique, CarrierKind::Instance, stack, actor, out),
            Shape::Carried(kind) | Shape::Disclosed(kind) => {
                self.carried(technique, kind, stack, actor, out);
            }
        }
    }

    /// Targets on which all calls are allowed.
    fn on_targets(
        &mut self,
        technique: &Technique,
        kind: Kind,
        stack: super::world::StackId,
        actor: Actor<'_>,
    ) -> Both {
        let universe = self.universe(actor.account, kind);
        let mut targets = Both::certain(universe);
        for call in technique.calls {
            let allowed = self.allowed(stack, actor, call.action, universe, None);
            targets = targets.intersect(allowed, &mut self.space.sets);
        }
        match kind {
            Kind::UserWith(state) => self.with_state(targets, state),
            _ => targets,
        }
    }

    fn allowed(
        &mut self,
        stack: super::world::StackId,
        actor: Actor<'_>,
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
        self.space.allow.targets(scene, stack, actor, ask, &mut self.space.sets)
    }

    fn universe(&mut self, account: Name, kind: Kind) -> SetId {
        if let Some(&known) = self.graph.universes.get(&(account, kind)) {
            return known;
        }
        let world = &self.graph.world;
        let identities = |kind, sets: &mut _| world.identities(account, kind, self.store, sets);
        let set = match kind {
            Kind::Group => identities(IdentityKind::Group, &mut self.space.sets),
            Kind::Role => identities(IdentityKind::Role, &mut self.space.sets),
            Kind::User | Kind::UserWith(_) => identities(IdentityKind::User, &mut self.space.sets),
            Kind::Policy => {
                let account = self.store.names.text(account);
                let own = |arn: &Name| {
                    let arn = crate::model::Arn::parse(self.store.names.text(*arn));
                    arn.is_some_and(|arn| arn.account == account)
                };
                let policies = world.inventory.policies.iter().map(|policy| policy.arn);
                self.space.sets.add(policies.filter(own).collect())
            }
        };
        self.graph.universes.insert((account, kind), set);
        set
    }

    /// Users whose credentials allow the technique.
    fn with_state(&mut self, targets: Both, state: State) -> Both {
        let world = &self.graph.world;
        let count = |user: &Node, kind| {
            let list = world.credentials.get(user).into_iter().flatten();
            list.filter(|credential| credential.kind == kind).count()
        };
        let truth = |user: &Node| user_state(state, |kind| count(user, kind));
        let keep = |set: SetId, wanted: fn(Truth) -> bool, sets: &mut super::set::Sets| {
            let members = sets.members(set);
            sets.add(members.iter().copied().filter(|user| wanted(truth(user))).collect())
        };
        Both {
            must: keep(targets.must, Truth::must, &mut self.space.sets),
            may: keep(targets.may, Truth::may, &mut self.space.sets),
        }
    }

    /// Whether calls on a new resource are allowed, with all groups or the first calls alone.
    fn on_new(
        &mut self,
        technique: &'static Technique,
        complete: bool,
        stack: super::world::StackId,
        actor: Actor<'_>,
    ) -> Truth {
        let what = if complete { technique.id } else { technique.name };
        let key = (stack, Some(actor.node).filter(|_| self.personal(stack)), what);
        if let Some(&known) = self.graph.by_stack.get(&key) {
            return known;
        }
        let scene = self.graph.scene(self.store, self.space);
        let then = if complete { technique.then } else { &[] };
        let truth = fresh::best(scene, stack, actor, technique.calls, then).0;
        self.graph.by_stack.insert(key, truth);
        truth
    }

    /// A role handed to something new.
    fn pass(
        &mut self,
        technique: &'static Technique,
        service: &'static str,
        stack: super::world::StackId,
        actor: Actor<'_>,
        out: &mut Out,
    ) {
        for (index, group) in technique.then.iter().enumerate() {
            let truth = self.on_any_name(group, stack, actor);
            if truth.may() {
                let domain = single(actor.account, truth, self.space);
                out.provides.push((technique.id, index, domain));
            }
        }
        let first = self.on_new(technique, false, stack, actor);
        if first == Truth::No {
            return;
        }
        let roles = self.passable(service, stack, actor);
        let roles = self.with_profile(service, roles, stack, actor);
        if roles.is_empty(&self.space.sets) {
            return;
        }
        let complete = self.on_new(technique, true, stack, actor);
        if complete.may() {
            let targets = limited(roles, complete, self.space.sets.empty());
            self.push(&mut out.becomes, technique, targets);
        }
        if !complete.must() && !technique.then.is_empty() {
            let lacks = self.lacking(technique, out);
            let domain = single(actor.account, first, self.space);
            let edge = Edge { technique, targets: limited(roles, first, self.space.sets.empty()) };
            out.partial.push(Partial { edge, domain, lacks });
        }
    }

    /// Whether one of the calls is allowed on a resource whatever its name: only then does it help
    /// another identity, who chose the name.
    fn on_any_name(&self, calls: &[Call], stack: super::world::StackId, actor: Actor<'_>) -> Truth {
        let scene = self.graph.scene(self.store, self.space);
        let account = self.store.names.text(actor.account);
        Truth::any(calls.iter().map(|call| match call.on {
            On::New(template) => {
                let resource = fresh::Fresh::default().arn(template, account);
                fresh::on_new(scene, stack, actor, call.action, &resource).truth
            }
            On::Target | On::Carrier => Truth::No,
        }))
    }

    /// Groups of further calls that the actor does not surely have.
    fn lacking(&self, technique: &Technique, out: &Out) -> Vec<usize> {
        let has = |index: usize| {
            let mut own = out.provides.iter();
            own.any(|(id, at, domain)| {
                *id == technique.id && *at == index && domain.must != self.space.sets.empty()
            })
        };
        (0..technique.then.len()).filter(|index| !has(*index)).collect()
    }

    /// Roles that the actor may hand to the service and that trust it.
    fn passable(
        &mut self,
        service: &'static str,
        stack: super::world::StackId,
        actor: Actor<'_>,
    ) -> Both {
        let empty = self.space.sets.empty();
        let Some(name) = self.store.names.find(service) else { return Both::certain(empty) };
        let trusting = self.graph.world.trusts.admitting_service(actor.account, name, empty);
        if trusting.may == empty {
            return trusting;
        }
        let universe = self.universe(actor.account, Kind::Role);
        let passable = self.allowed(stack, actor, PASS_ROLE, universe, Some(service));
        passable.intersect(trusting, &mut self.space.sets)
    }

    /// EC2 takes a role in an instance profile: one must exist, or the actor must be able to make it.
    fn with_profile(
        &mut self,
        service: &str,
        roles: Both,
        stack: super::world::StackId,
        actor: Actor<'_>,
    ) -> Both {
        if service != "ec2.amazonaws.com" || roles.is_empty(&self.space.sets) {
            return roles;
        }
        let scene = self.graph.scene(self.store, self.space);
        let makes = fresh::best(scene, stack, actor, technique::MAKE_PROFILE, &[]).0;
        let world = &self.graph.world;
        let has = |role: &Node| world.profiles.contains_key(role);
        let members = self.space.sets.members(roles.may);
        let in_profile: Vec<Node> = members.iter().copied().filter(has).collect();
        let in_profile = self.space.sets.add(in_profile);
        let sets = &mut self.space.sets;
        let must = if makes.must() { roles.must } else { sets.intersect(roles.must, in_profile) };
        let may = if makes.may() { roles.may } else { sets.intersect(roles.may, in_profile) };
        Both { must, may }
    }

    /// A role handed to something that exists.
    fn repass(
        &mut self,
        technique: &'static Technique,
        service: &'static str,
        kind: CarrierKind,
        stack: super::world::StackId,
        actor: Actor<'_>,
        out: &mut Out,
    ) {
        let domain = self.on_carriers(technique.calls, true, kind, stack, actor);
        let rest = self.further(technique, kind, stack, actor, out);
        if domain.is_empty(&self.space.sets) {
            return;
        }
        let roles = self.passable(service, stack, actor);
        let complete = domain.intersect(rest, &mut self.space.sets);
        let empty = self.space.sets.empty();
        let truth = if complete.must != empty {
            Truth::Yes
        } else if complete.may != empty {
            Truth::Unknown
        } else {
            Truth::No
        };
        if roles.may != empty && truth.may() {
            self.push(&mut out.becomes, technique, limited(roles, truth, empty));
        }
        if roles.may != empty && !truth.must() && !technique.then.is_empty() {
            let lacks = self.lacking(technique, out);
            out.partial.push(Partial { edge: Edge { technique, targets: roles }, domain, lacks });
        }
    }

    /// Something that exists and runs with a role, or shows a credential.
    fn carried(
        &mut self,
        technique: &'static Technique,
        kind: CarrierKind,
        stack: super::world::StackId,
        actor: Actor<'_>,
        out: &mut Out,
    ) {
        let domain = self.on_carriers(technique.calls, true, kind, stack, actor);
        let rest = self.further(technique, kind, stack, actor, out);
        let complete = domain.intersect(rest, &mut self.space.sets);
        let targets =
            self.graph.image_both(relation_of(technique.shape), complete, self.store, self.space);
        self.push(&mut out.becomes, technique, targets);
        let first = !technique.calls.is_empty() && !domain.is_empty(&self.space.sets);
        if first && complete.must != domain.must && !technique.then.is_empty() {
            let lacks = self.lacking(technique, out);
            out.partial.push(Partial { edge: Edge { technique, targets }, domain, lacks });
        }
    }

    /// Carriers on which the further calls are allowed; notes what the actor provides.
    fn further(
        &mut self,
        technique: &'static Technique,
        kind: CarrierKind,
        stack: super::world::StackId,
        actor: Actor<'_>,
        out: &mut Out,
    ) -> Both {
        let mut all = Both::certain(self.carriers(kind));
        for (index, group) in technique.then.iter().enumerate() {
            let some = self.on_carriers(group, false, kind, stack, actor);
            if !some.is_empty(&self.space.sets) {
                out.provides.push((technique.id, index, some));
            }
            all = all.intersect(some, &mut self.space.sets);
        }
        all
    }

    /// Carriers on which all (or one) of the calls are allowed.
    fn on_carriers(
        &mut self,
        calls: &[Call],
        all: bool,
        kind: CarrierKind,
        stack: super::world::StackId,
        actor: Actor<'_>,
    ) -> Both {
        let universe = self.carriers(kind);
        let mut out = Both::certain(if all { universe } else { self.space.sets.empty() });
        for call in calls {
            let allowed = match call.on {
                On::New(_) => {
                    let scene = self.graph.scene(self.store, self.space);
                    let truth = fresh::best(scene, stack, actor, &[*call], &[]).0;
                    limited(Both::certain(universe), truth, self.space.sets.empty())
                }
                On::Target | On::Carrier => self.allowed(stack, actor, call.action, universe, None),
            };
            out = if all {
                out.intersect(allowed, &mut self.space.sets)
            } else {
                out.union(allowed, &mut self.space.sets)
            };
        }
        out
    }

    fn carriers(&mut self, kind: CarrierKind) -> SetId {
        if let Some(&known) = self.graph.carriers.get(&kind) {
            return known;
        }
        let carriers = self.graph.world.inventory.carriers.iter();
        let carriers = carriers.filter(|one| one.kind == kind && one.runs_commands());
        let set = self.space.sets.add(carriers.map(|carrier| carrier.arn).collect());
        self.graph.carriers.insert(kind, set);
        set
    }

    /// Roles that the actor may assume: by name, or through its account with an allow of its own.
    fn assumed(&mut self, stack: super::world::StackId, actor: Actor<'_>, mask: Mask) -> Both {
        let empty = self.space.sets.empty();
        if actor.identity.kind == IdentityKind::Group {
            return Both::certain(empty);
        }
        let mut out = Both::certain(empty);
        if mask.meets(self.bit(ASSUME_ROLE)) {
            let open = self.graph.world.trusts.admitting_account(actor.account, empty);
            if open.may != empty {
                let allowed = self.allowed(stack, actor, ASSUME_ROLE, open.may, None);
                out = allowed.intersect(open, &mut self.space.sets);
                out = self.personally(out, open, allowed, actor);
            }
        }
        for role in self.graph.world.trusts.naming(actor.node).to_vec() {
            let truth = self.by_name(role, actor);
            let one = single(role, truth, self.space);
            out = out.union(one, &mut self.space.sets);
        }
        out
    }

    /// Roles whose answer differs from principal to principal are asked one by one.
    fn personally(&mut self, out: Both, open: Both, allowed: Both, actor: Actor<'_>) -> Both {
        let doubtful = self.space.sets.subtract(out.may, open.must);
        let (mut must, mut may) = (Vec::new(), Vec::new());
        for role in self.space.sets.members(doubtful).iter() {
            let Some(trust) = self.graph.world.trust(*role) else { continue };
            let truth = trust.admits(&actor, self.store).truth;
            if truth.may() {
                may.push(*role);
            }
            if truth.must() && self.space.sets.contains(allowed.must, *role) {
                must.push(*role);
            }
        }
        let sure = self.space.sets.intersect(out.may, open.must);
        let (must, may) = (self.space.sets.add(must), self.space.sets.add(may));
        Both { must: self.space.sets.union(out.must, must), may: self.space.sets.union(sure, may) }
    }

    /// Whether a trust policy that names the actor lets it in.
    fn by_name(&mut self, role: Node, actor: Actor<'_>) -> Truth {
        let scene = self.graph.scene(self.store, self.space);
        super::premise::assumes(scene, actor, role).truth
    }
}

/// `both`, no surer than `truth`.
fn limited(both: Both, truth: Truth, empty: SetId) -> Both {
    match truth {
        Truth::Yes => both,
        Truth::Unknown => Both { must: empty, may: both.may },
        Truth::No => Both::certain(empty),
    }
}

/// Whether a user's credentials allow a technique; the input may not show all of them.
pub fn user_state(state: State, count: impl Fn(CredentialKind) -> usize) -> Truth {
    let keys = count(CredentialKind::AccessKey);
    let password = count(CredentialKind::LoginProfile) > 0;
    match state {
        State::RoomForKey => (keys < 2).into(),
        State::HasKey if keys >= 2 => Truth::Yes,
        State::HasKey => Truth::Unknown,
        State::HasPassword if !password => Truth::Unknown,
        State::NoPassword => (!password).into(),
        State::HasPassword => Truth::Yes,
    }
}

fn technique_sts() -> &'static Technique {
    technique::find("sts-001").unwrap_or(&super::witness::FOREIGN)
}
