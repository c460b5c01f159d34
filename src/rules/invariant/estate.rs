//! What stands, in the terms in which invariants ask: who comes to act as whom, who holds what.

use crate::diag::limits;
use crate::diff::finding::Hop;
use crate::diff::{Face, Ground, explain, proof};
use crate::graph::Space;
use crate::graph::admission::guarded;
use crate::graph::allow::object;
use crate::graph::context::Call;
use crate::graph::guard;
use crate::graph::reach::Mode;
use crate::graph::read::Keep;
use crate::graph::read::case::{Asker, Case};
use crate::graph::set::Node;
use crate::graph::surface::{Polarity, SURFACES, View};
use crate::iam::stack::{Request, decide};
use crate::model::policy::PrincipalRef;
use crate::model::{Arn, Effect, Name, value};
use std::collections::{BTreeMap, BTreeSet};
use std::mem;

/// The call that reads a resource which is no secret: service, begin of the resource part, what stands for all that is in
/// it, and the action.
const READS: &[(&str, &str, &str, &str)] = &[
    ("dynamodb", "table/", "", "dynamodb:GetItem"),
    ("s3", "", "/*", "s3:GetObject"),
    ("sqs", "", "", "sqs:ReceiveMessage"),
];

/// The same for secrets, which are decided with their keys for principals of the inputs.
const SECRETS: &[(&str, &str, &str, &str)] = &[
    ("kms", "key/", "", "kms:Decrypt"),
    ("secretsmanager", "secret:", "", "secretsmanager:GetSecretValue"),
];

/// The id of administrator power in reports.
pub(super) const ADMIN: &str = "ADMIN";

/// A side, and what it takes to ask it.
#[derive(Debug)]
pub struct Side<'e, 'i> {
    /// Its graph.
    pub face: &'e mut Face<'i>,
    grips: Option<Vec<Grip>>,
}

/// Both sides.
#[derive(Debug)]
pub struct Estate<'e, 'i> {
    /// What stands after the change, or stands at all.
    pub new: Side<'e, 'i>,
    /// What stood before.
    pub old: Side<'e, 'i>,
    /// Names and places.
    pub ground: Ground<'i>,
    /// What both sides share.
    pub space: &'e mut Space,
}

/// Which side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// After the change.
    New,
    /// Before.
    Old,
}

/// Somebody gets at something by their own right.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Grip {
    pub(super) from: String,
    pub(super) to: String,
    /// Whether it is data or a secret that they get to know.
    pub(super) reads: bool,
    pub(super) sure: bool,
}

impl<'e, 'i> Estate<'e, 'i> {
    /// What stands, and what stood.
    pub fn new(
        new: &'e mut Face<'i>,
        old: &'e mut Face<'i>,
        ground: Ground<'i>,
        space: &'e mut Space,
    ) -> Self {
        let side = |face| Side { face, grips: None };
        Self { new: side(new), old: side(old), ground, space }
    }

    fn side(&mut self, stand: Stand) -> &mut Side<'e, 'i> {
        match stand {
            Stand::New => &mut self.new,
            Stand::Old => &mut self.old,
        }
    }

    /// Whether all principals are of one account.
    pub(super) fn is_single(&self, stand: Stand) -> bool {
        let face = match stand {
            Stand::New => &self.new.face,
            Stand::Old => &self.old.face,
        };
        face.graph.world.accounts.len() < 2
    }

    /// The id of a node in reports.
    pub(super) fn id(&self, node: Node, stand: Stand) -> String {
        let face = match stand {
            Stand::New => &self.new.face,
            Stand::Old => &self.old.face,
        };
        proof::node(node, face.scene(self.ground.store, self.space), self.ground)
    }

    /// Everybody who may start: principals, and sources outside.
    pub(super) fn starts(&mut self, stand: Stand) -> Vec<(Node, String)> {
        let graph = &self.side(stand).face.graph;
        let outside = graph.outside.keys().copied();
        let nodes: Vec<Node> = graph.world.nodes.iter().copied().chain(outside).collect();
        nodes.into_iter().map(|node| (node, self.id(node, stand))).collect()
    }

    /// As whom a start comes to act, itself included, and whether surely; [`ADMIN`] where it comes to
    /// administrator power.
    pub(super) fn reached(&mut self, start: Node, stand: Stand) -> BTreeMap<String, bool> {
        let mut out = BTreeMap::new();
        for mode in [Mode::May, Mode::Must] {
            let Self { new, old, ground, space } = self;
            let Face { graph, reach } = &mut *match stand {
                Stand::New => new,
                Stand::Old => old,
            }
            .face;
            let control = reach.control(start, mode, graph, ground.store, space);
            let mut nodes: Vec<Node> = control.active.clone();
            nodes.extend(control.sets.iter().flat_map(|set| space.sets.members(*set).to_vec()));
            nodes.sort_unstable();
            nodes.dedup();
            // The search ends at an administrator, who acts as whomever it likes in its account.
            let world = &graph.world;
            let of_admin =
                |node: &Node| world.account(*node).is_some_and(|one| control.admin.contains(&one));
            nodes.extend(world.nodes.iter().copied().filter(of_admin));
            let admin = !control.admin.is_empty();
            for node in nodes {
                out.insert(self.id(node, stand), mode == Mode::Must);
            }
            if admin {
                out.insert(ADMIN.to_owned(), mode == Mode::Must);
            }
        }
        out
    }

    /// The same as if nothing left some nodes.
    pub(super) fn reached_without(
        &mut self,
        start: Node,
        without: &[Node],
    ) -> BTreeMap<String, bool> {
        let face = &mut *self.new.face;
        let graph = &mut face.graph;
        let taken: Vec<_> =
            without.iter().filter_map(|node| Some((*node, graph.outs.remove(node)?))).collect();
        let remembered = mem::take(&mut face.reach);
        let out = self.reached(start, Stand::New);
        let face = &mut *self.new.face;
        face.reach = remembered;
        face.graph.outs.extend(taken);
        out
    }

    /// How a start gets to a principal or to administrator power, step by step.
    pub(super) fn steps(&mut self, start: Node, to: &str) -> Vec<Hop> {
        let Self { new, ground, space, .. } = self;
        let targets = explain::resolve(to, new.face, *ground);
        for target in targets {
            let path = explain::explain(start, target, new.face, *ground, space).path;
            if !path.is_empty() {
                return path;
            }
        }
        Vec::new()
    }

    /// All that somebody gets at by their own right: what surfaces state, and what policies of both ends
    /// let them read.
    pub(super) fn grips(&mut self, stand: Stand) -> Vec<Grip> {
        if let Some(known) = &self.side(stand).grips {
            return known.clone();
        }
        let mut out = self.stated(stand);
        out.extend(self.secrets(stand));
        out.extend(self.read(stand));
        out.extend(self.admitted(stand));
        // Of the same grip the surest counts.
        out.sort_by(|left, right| {
            (&left.from, &left.to, right.reads, right.sure).cmp(&(
                &right.from,
                &right.to,
                left.reads,
                left.sure,
            ))
        });
        out.dedup_by(|right, left| left.from == right.from && left.to == right.to);
        self.side(stand).grips = Some(out.clone());
        out
    }

    /// Capabilities that surfaces state. What they take for granted is not sure.
    fn stated(&self, stand: Stand) -> Vec<Grip> {
        let view = self.view(stand);
        let mut out = Vec::new();
        for surface in SURFACES.iter().filter(|one| one.polarity == Polarity::Capability) {
            for fact in (surface.facts)(&view).into_iter().filter(|one| !one.extent.is_empty()) {
                let sure = fact.open.is_empty() && fact.assumes.is_empty();
                // Every surface says in its id what somebody gets: to read, or to reach.
                let reads = surface.id.contains("read");
                let from = fact.from.id.clone();
                out.push(Grip { from: from.clone(), to: fact.to.id.clone(), reads, sure });
                out.extend(fact.behind.iter().map(|(label, _)| Grip {
                    from: from.clone(),
                    to: label.id.clone(),
                    reads: false,
                    sure: false,
                }));
            }
        }
        out
    }

    /// One side, as surfaces see it.
    pub(super) fn view(&self, stand: Stand) -> View<'_, 'i> {
        let face = match stand {
            Stand::New => &self.new.face,
            Stand::Old => &self.old.face,
        };
        View::new(&face.graph, self.space, self.ground.store)
    }

    /// Who gets to know what is secret: by its policy, by their own, and by that of its key.
    fn secrets(&self, stand: Stand) -> Vec<Grip> {
        let store = self.ground.store;
        let face = match stand {
            Stand::New => &self.new.face,
            Stand::Old => &self.old.face,
        };
        let world = &face.graph.world;
        let scene = face.scene(store, self.space);
        let keep = Keep::new(world.inventory, self.ground.sensitive, store);
        let guards = guard::resource_denies(world.inventory, store);
        let mut out = Vec::new();
        let holders = world.nodes.iter().filter_map(|node| Some((*node, world.holder(*node)?)));
        let holders: Vec<_> = holders.collect();
        let kept = keep.kept.iter();
        for (count, (kept, (node, holder))) in
            kept.flat_map(|kept| holders.iter().map(move |one| (kept, one))).enumerate()
        {
            if count > limits::INVARIANT_REQUESTS_MAX {
                break;
            }
            let stack = self.space.stacks.stack(holder.stack);
            let denied = guards.get(&holder.identity.account).map(Vec::as_slice);
            let case = Case::new(stack, kept, &keep, denied.unwrap_or_default());
            let actor = world.actor(holder.identity);
            let truth = Asker::new(actor, kept, scene.engine, store).reads(&case).truth;
            if truth.may() {
                let from = proof::node(*node, scene, self.ground);
                let to = value::shown(&store.names, kept.id);
                out.push(Grip { from, to, reads: true, sure: truth.must() });
            }
        }
        out
    }

    /// What principals may read by their own policies, of what keeps no secrets.
    fn read(&mut self, stand: Stand) -> Vec<Grip> {
        let store = self.ground.store;
        let mut out = Vec::new();
        let mut asked = 0;
        let resources = self.readable(stand);
        let Self { new, old, space, .. } = &*self;
        let face = match stand {
            Stand::New => &new.face,
            Stand::Old => &old.face,
        };
        let scene = face.scene(store, space);
        for node in &face.graph.world.nodes {
            let Some(holder) = face.graph.world.holder(*node) else { continue };
            let actor = Some(face.graph.world.actor(holder.identity));
            let stack = space.stacks.stack(holder.stack);
            for (id, suffix, action) in &resources {
                asked += 1;
                if asked > limits::INVARIANT_REQUESTS_MAX {
                    return out;
                }
                let resource = format!("{}{suffix}", store.names.text(*id));
                let object = object(scene.world, *id);
                let call = Call { action, actor, object, mover: None, passed_to: None, store };
                let request = Request { action, resource: &resource, context: &call };
                let truth = decide(stack, &request, scene.engine, store).truth;
                if truth.may() {
                    let from = proof::node(*node, scene, self.ground);
                    let to = value::shown(&store.names, *id);
                    out.push(Grip { from, to, reads: true, sure: truth.must() });
                }
            }
        }
        out
    }

    /// The resources that can be read, with what stands for their content and the action.
    fn readable(&mut self, stand: Stand) -> Vec<(Name, &'static str, &'static str)> {
        let store = self.ground.store;
        let inventory = self.side(stand).face.graph.world.inventory;
        let resources = inventory.resources.iter().map(|one| one.arn);
        let ids = resources.chain(inventory.elements.iter().map(|one| one.id));
        let row = |id: Name| {
            let arn = Arn::parse(store.names.text(id))?;
            let found = READS.iter().find(|(service, begin, ..)| {
                arn.service == *service && arn.resource.starts_with(begin)
            });
            found.map(|(_, _, suffix, action)| (id, *suffix, *action))
        };
        let all: BTreeSet<_> = ids.filter_map(row).collect();
        all.into_iter().collect()
    }

    /// Whom the policies of resources let in. It is sure where nothing is asked and nothing denied.
    fn admitted(&self, stand: Stand) -> Vec<Grip> {
        let store = self.ground.store;
        let face = match stand {
            Stand::New => &self.new.face,
            Stand::Old => &self.old.face,
        };
        let scene = face.scene(store, self.space);
        let mut out = Vec::new();
        for (arn, guarded) in guarded(face.graph.world.inventory, store) {
            let Some(service) = Arn::parse(arn).map(|arn| arn.service) else { continue };
            let mut rows = READS.iter().chain(SECRETS);
            let Some(row) = rows.find(|row| row.0 == service) else { continue };
            let secret = SECRETS.contains(row);
            for admission in guarded.admissions(store) {
                let names = |id| scene.engine.statement(id).is_some_and(|one| one.names(row.3));
                let own = |name| face.graph.world.holder(name).is_some();
                let told =
                    secret && matches!(admission.principal, PrincipalRef::Arn(name) if own(name));
                if told || !names(admission.alone) {
                    continue;
                }
                let from = match admission.principal {
                    PrincipalRef::Arn(name) => proof::node(name, scene, self.ground),
                    PrincipalRef::Account(name) => {
                        format!("account:{}", value::shown(&store.names, name))
                    }
                    PrincipalRef::Anyone | PrincipalRef::AnyAws => "anonymous".to_owned(),
                    PrincipalRef::Service(name) => {
                        format!("service:{}", value::shown(&store.names, name))
                    }
                    _ => continue,
                };
                let statement = store.documents.statement(admission.alone);
                let sure = statement.conditions.is_empty()
                    && admission.denies(store).is_empty()
                    && statement.effect == Effect::Allow;
                out.push(Grip { from, to: value::readable(arn), reads: true, sure });
            }
        }
        out
    }
}
