//! The graph of a side: for each principal the set edges that leave it.

mod assume;
mod build;
mod existing;
mod image;
mod pass;

use super::allow::{Scene, Side};
use super::prepare::{Provided, Space, admin_text, outside_text};
use super::set::{Both, Node, SetId, Sets};
use super::technique::{COGNITO, Kind, Link, Shape, State, Technique};
use super::trust::Outside;
use super::world::{StackId, World};
use super::{door::is_anchor, premise, witness};
use crate::iam::Mask;
use crate::iam::truth::Truth;
use crate::model::inventory::{self, CarrierKind, CredentialKind, Inventory};
use crate::model::names::Name;
use crate::model::{Arn, Store};
use build::Builder;
use image::Relation;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::rc::Rc;

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
    /// Edges to whose permissions boundary it can lift.
    pub unbinds: Vec<Edge>,
    /// Edges to whom it can take a Deny off.
    pub undenies: Vec<Edge>,
    /// How it makes an administrator of its own, if it can.
    pub creates: Vec<(&'static Technique, Truth)>,
    /// Edges that lack a call.
    pub partial: Vec<Partial>,
    /// Further calls that it can make, by technique and group, with the carriers.
    pub provides: Vec<Provision>,
}

impl Out {
    fn new(admin: Truth) -> Self {
        Self {
            admin,
            becomes: Vec::new(),
            grants: Vec::new(),
            unbinds: Vec::new(),
            undenies: Vec::new(),
            creates: Vec::new(),
            partial: Vec::new(),
            provides: Vec::new(),
        }
    }

    /// Whether nothing leaves it.
    pub fn is_inert(&self) -> bool {
        self.admin == Truth::No
            && self.deciding().next().is_none()
            && self.becomes.is_empty()
            && self.creates.is_empty()
            && self.partial.is_empty()
            && self.provides.is_empty()
    }

    /// Edges that decide what others may do: grants, boundaries lifted, Denies taken off.
    pub fn deciding(&self) -> impl Iterator<Item = &Edge> {
        self.grants.iter().chain(&self.unbinds).chain(&self.undenies)
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
    /// Users and roles with a permissions boundary.
    bounded: SetId,
    universes: FxHashMap<(Name, Kind), SetId>,
    denied: FxHashMap<Link, SetId>,
    carriers: FxHashMap<(CarrierKind, image::Part), SetId>,
    images: FxHashMap<(Relation, SetId), SetId>,
    by_stack: FxHashMap<(StackId, Option<Node>, &'static str), Truth>,
    /// Techniques whose calls the policies of a stack name at all.
    open: FxHashMap<StackId, (Mask, Rc<[&'static Technique]>)>,
    /// The calls of each technique: first ones and further ones.
    masks: Vec<(Mask, Mask)>,
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
        let mut world = World::new(inventory, provided, store, &mut space.stacks, &mut space.sets);
        world.latent = space.latent;
        let empty = space.sets.empty();
        let bounded = world.holders.values().filter(|one| one.identity.boundary.is_some());
        let bounded = space.sets.add(bounded.map(|one| one.identity.arn).collect());
        let mut graph = Self {
            world,
            side,
            outs: FxHashMap::default(),
            outside: BTreeMap::new(),
            active: empty,
            bounded,
            universes: FxHashMap::default(),
            denied: FxHashMap::default(),
            carriers: FxHashMap::default(),
            images: FxHashMap::default(),
            by_stack: FxHashMap::default(),
            open: FxHashMap::default(),
            masks: build::masks(&space.engine),
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
            let scene = self.scene(store, space);
            let truths = premise::enter(*outside, *role, scene).into_iter();
            let truth = Truth::all(truths.map(|one| premise::check(&one, scene).truth));
            let targets = single(*role, truth, space);
            if targets.may != space.sets.empty() {
                let account = self.world.account(*role);
                let technique = outside_technique(*outside, account, store);
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
        let Edge { technique, targets } = partial.edge;
        match technique.shape {
            Shape::Carried(_) | Shape::Agent | Shape::Disclosed(_) => {
                self.image_both(technique.shape, domain, store, space)
            }
            _ => {
                let empty = space.sets.empty();
                let open = |domain, targets| if domain == empty { empty } else { targets };
                Both { must: open(domain.must, targets.must), may: open(domain.may, targets.may) }
            }
        }
    }
}

fn single(node: Node, truth: Truth, space: &mut Space) -> Both {
    let one = space.sets.add(vec![node]);
    limited(Both::certain(one), truth, space.sets.empty())
}

/// `both`, no surer than `truth`.
fn limited(both: Both, truth: Truth, empty: SetId) -> Both {
    match truth {
        Truth::Yes => both,
        Truth::Unknown => Both { must: empty, may: both.may },
        Truth::No => Both::certain(empty),
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
        Outside::Principal(name) | Outside::Person(name) => Some(name),
        Outside::Federated(provider, subject) => {
            store.names.find(&outside_text("federated", text(provider), Some(text(subject))))
        }
    }
}

/// The node of administrator power over an account.
pub fn admin_node(account: Name, store: &Store) -> Option<Node> {
    store.names.find(&admin_text(store.names.text(account)))
}

/// How a source takes a role of an account.
fn outside_technique(outside: Outside, account: Option<Name>, store: &Store) -> &'static Technique {
    let own = |arn: Name| {
        let arn = Arn::parse(store.names.text(arn));
        arn.is_some_and(|arn| account.is_some_and(|own| store.names.text(own) == arn.account))
    };
    match outside {
        Outside::Principal(arn) if own(arn) => &witness::UNSEEN,
        Outside::Federated(provider, _) => match store.names.text(provider) {
            name if name.contains(":saml-provider/") => &witness::SAML,
            name if is_anchor(name) => &witness::CERTIFICATE,
            name if name == COGNITO => &witness::POOL,
            _ => &witness::OIDC,
        },
        Outside::Person(who) if store.names.text(who).starts_with(inventory::PODS) => {
            &witness::PODS
        }
        Outside::Person(_) => &witness::PERMISSION_SET,
        _ => &witness::FOREIGN,
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
