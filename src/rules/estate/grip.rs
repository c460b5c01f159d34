//! What somebody gets at by their own right: what surfaces state, and what policies of both ends let them
//! read.

use super::{Estate, Stand};
use crate::diag::limits;
use crate::diff::proof;
use crate::graph::admission::guarded;
use crate::graph::allow::object;
use crate::graph::context::Call;
use crate::graph::guard;
use crate::graph::read::Keep;
use crate::graph::read::case::{Asker, Case};
use crate::graph::surface::{Polarity, SURFACES, View};
use crate::iam::stack::{Request, decide};
use crate::model::policy::PrincipalRef;
use crate::model::{Arn, Effect, Name, value};
use std::collections::BTreeSet;

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

/// Somebody gets at something by their own right.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) struct Grip {
    pub(in crate::rules) from: String,
    pub(in crate::rules) to: String,
    /// Whether it is data or a secret that they get to know.
    pub(in crate::rules) reads: bool,
    pub(in crate::rules) sure: bool,
}

impl<'i> Estate<'_, 'i> {
    /// All that somebody gets at by their own right: what surfaces state, and what policies of both ends
    /// let them read.
    pub(in crate::rules) fn grips(&mut self, stand: Stand) -> Vec<Grip> {
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
    pub(in crate::rules) fn view(&self, stand: Stand) -> View<'_, 'i> {
        let face = self.face(stand);
        View::new(&face.graph, self.space, self.ground.store)
    }

    /// Who gets to know what is secret: by its policy, by their own, and by that of its key.
    fn secrets(&self, stand: Stand) -> Vec<Grip> {
        let store = self.ground.store;
        let face = self.face(stand);
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
        let face = self.face(stand);
        let scene = face.scene(store, self.space);
        for node in &face.graph.world.nodes {
            let Some(holder) = face.graph.world.holder(*node) else { continue };
            let actor = Some(face.graph.world.actor(holder.identity));
            let stack = self.space.stacks.stack(holder.stack);
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
        let face = self.face(stand);
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
