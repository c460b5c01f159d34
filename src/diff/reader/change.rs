//! Which of the changes lets somebody read: what no longer lets it, put back as it was.

use crate::diff::cause::{self, Changed};
use crate::diff::finding::Cause;
use crate::diff::rename::Renames;
use crate::diff::{Face, Ground, group};
use crate::graph::Space;
use crate::graph::premise::Premise;
use crate::graph::read::case::{Case, Place, Reading};
use crate::graph::read::{Keep, Kept};
use crate::graph::set::Node;
use crate::iam::truth::Truth;
use crate::model::Name;
use crate::model::inventory::{ChangeKind, Inventory, Origin, Written};
use crate::model::policy::Entry;
use std::sync::Arc;

/// A part of what decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The policies of the principal.
    Own,
    /// The policy of the secret.
    Policy,
    /// Which key it is under.
    Lock,
    /// The policy of the key.
    Key,
    /// What the organization denies.
    Guards,
}

/// The parts without whose change the answer would be less; if there is none by itself, all that
/// changed.
pub(super) fn moved(
    [was, is]: [&Case<'_>; 2],
    truth: Truth,
    decide: &dyn Fn(&Case<'_>) -> Truth,
) -> Vec<Part> {
    let put_back = |part: &Part| match part {
        Part::Own => Case { stack: was.stack, ..is.clone() },
        Part::Policy => Case { policy: was.policy.clone(), ..is.clone() },
        Part::Lock => Case { lock: was.lock.clone(), key: was.key.clone(), ..is.clone() },
        Part::Key => Case { key: was.key.clone(), ..is.clone() },
        Part::Guards => Case { guards: was.guards, ..is.clone() },
    };
    let differs = |part: &Part| match part {
        Part::Own => was.stack != is.stack,
        Part::Policy => was.policy != is.policy,
        Part::Lock => was.lock != is.lock,
        Part::Key => was.lock == is.lock && was.key != is.key,
        Part::Guards => was.guards != is.guards,
    };
    let all = [Part::Own, Part::Policy, Part::Lock, Part::Key, Part::Guards];
    let changed: Vec<Part> = all.into_iter().filter(differs).collect();
    let needed = changed.iter().filter(|part| decide(&put_back(part)) < truth).copied();
    let needed: Vec<Part> = needed.collect();
    if needed.is_empty() { changed } else { needed }
}

/// Finds where the changed parts are written.
pub(super) struct Tracer<'t> {
    pub(super) faces: [&'t Face<'t>; 2],
    pub(super) keeps: [&'t Keep<'t>; 2],
    pub(super) renames: &'t Renames,
    pub(super) ground: Ground<'t>,
    pub(super) space: &'t Space,
}

impl Tracer<'_> {
    /// The changes that let `who` read.
    pub(super) fn causes(
        &self,
        who: Node,
        kept: &Kept<'_>,
        reading: &Reading,
        parts: Vec<Part>,
    ) -> Vec<Cause> {
        let mut out: Vec<Cause> = Vec::new();
        for part in parts {
            match part {
                Part::Own | Part::Guards => out.extend(self.own(who, reading)),
                Part::Policy if kept.way.is_key() => {
                    out.extend(self.policy(kept.id, Place::Key, reading));
                }
                Part::Policy => out.extend(self.policy(kept.id, Place::Secret, reading)),
                Part::Lock => out.push(self.lock(kept)),
                Part::Key => {
                    if let crate::graph::read::Lock::Key(key) = kept.lock {
                        out.extend(self.policy(key, Place::Key, reading));
                    }
                }
            }
        }
        let [old, new] = self.faces;
        if out.is_empty() && super::calls_from_elsewhere(who, old, new) {
            out = self.own(who, reading);
        }
        if out.is_empty() {
            // Nothing else of a secret or of who asks decides.
            let of = self.retagged(who).unwrap_or(kept.origin);
            out.push(Cause { attribute: "tags".to_owned(), ..self.shown(of, None) });
        }
        out.sort();
        out.dedup();
        out
    }

    /// Where a principal is declared whose tags moved.
    fn retagged(&self, who: Node) -> Option<&Origin> {
        let [old, new] = self.faces.map(|face| face.graph.world.holder(who));
        let (old, new) = (old?.identity, new?.identity);
        (old.tags != new.tags).then_some(&new.origin)
    }

    /// Where the key is set; where it no longer is, where it was.
    fn lock(&self, kept: &Kept<'_>) -> Cause {
        let [was, _] = self.keeps;
        let before = was.find(self.renames.to_old(kept.id));
        let gone = before.filter(|_| kept.lock_origin.attribute == Name::EMPTY);
        let attribute = gone.map_or(kept.lock_origin.attribute, |one| one.lock_origin.attribute);
        self.shown(&Origin { address: kept.lock_origin.address, attribute }, None)
    }

    /// What of the principal's policies changed.
    fn own(&self, who: Node, reading: &Reading) -> Vec<Cause> {
        let names = &self.ground.store.names;
        let premise = |(action, on): &(&'static str, Name)| Premise::Allowed {
            who,
            action,
            resource: Arc::from(names.text(*on)),
            object: Some(*on),
            passed_to: None,
        };
        let premises: Vec<Premise> = reading.calls.iter().map(premise).collect();
        let [old, new] = self.faces.map(|face| face.scene(self.ground.store, self.space));
        let found: Vec<Changed> = cause::of(&premises, old, new, self.ground);
        let holder = || new.world.holder(who).map(|one| self.shown(&one.identity.origin, None));
        match found.is_empty() {
            true => holder().into_iter().collect(),
            false => found.iter().map(|one| group::shown(one, self.ground)).collect(),
        }
    }

    /// What of the policy of a resource changed: what lets in and did not, or else what denied.
    fn policy(&self, id: Name, place: Place, reading: &Reading) -> Vec<Cause> {
        let [was, is] = self.keeps;
        let before = was.documents(self.renames.to_old(id));
        let after = is.documents(id);
        let lets = |entry: &Entry| reading.by.contains(&(place, entry.statement));
        let gained = only(after, before).filter(|(_, entry)| lets(entry));
        let gained: Vec<Cause> =
            gained.map(|(one, entry)| self.shown(&one.origin, Some(entry.index))).collect();
        if !gained.is_empty() {
            return gained;
        }
        let lost =
            only(before, after).map(|(one, entry)| self.shown(&one.origin, Some(entry.index)));
        let lost: Vec<Cause> = lost.collect();
        if lost.is_empty() {
            return after.iter().map(|(one, _)| self.shown(&one.origin, None)).collect();
        }
        lost
    }

    fn shown(&self, origin: &Origin, statement: Option<u32>) -> Cause {
        let text = |name| crate::model::value::shown(&self.ground.store.names, name);
        Cause {
            address: text(origin.address),
            attribute: text(origin.attribute),
            statement,
            change: self.change(origin.address),
            place: crate::diff::proof::place(origin, statement, self.ground),
        }
    }

    fn change(&self, address: Name) -> ChangeKind {
        if let Some(kind) = self.ground.changed.get(&address) {
            return *kind;
        }
        let [old, new] = self.faces.map(|face| declares(face.graph.world.inventory, address));
        match (old, new) {
            (false, true) => ChangeKind::Create,
            (true, false) => ChangeKind::Delete,
            _ => ChangeKind::Update,
        }
    }
}

/// The entries of one list of documents that no document of the other says.
fn only<'d>(
    these: &'d [(&'d Written, &'d [Entry])],
    those: &'d [(&'d Written, &'d [Entry])],
) -> impl Iterator<Item = (&'d Written, &'d Entry)> {
    let all = these.iter().flat_map(|(written, list)| list.iter().map(move |one| (*written, one)));
    all.filter(|(_, entry)| {
        let mut others = those.iter().flat_map(|(_, list)| list.iter());
        !others.any(|one| one.statement == entry.statement)
    })
}

fn declares(inventory: &Inventory, address: Name) -> bool {
    let policies = inventory.resources.iter().filter_map(|one| one.policy.as_ref());
    let resources = inventory.resources.iter().map(|one| &one.origin);
    let elements = inventory.elements.iter().map(|one| &one.origin);
    let identities = inventory.identities.iter().map(|one| &one.origin);
    let all = policies.map(|one| &one.origin).chain(resources).chain(elements).chain(identities);
    all.into_iter().any(|one| one.address == address)
}
