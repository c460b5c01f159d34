//! Who has policies that the inputs give and is not declared there: roles of another state, groups made by
//! hand, whoever else has a policy, whatever a policy of the organization is attached to elsewhere. Each
//! stands for itself, or for its members or holders, on both sides: it was there before, and what else
//! binds it is not known.

use crate::model::inventory::{
    Attached, Attachment, Guard, GuardAttachment, Identity, IdentityKind, Inventory, ManagedPolicy,
    Origin,
};
use crate::model::names::Name;
use crate::model::value::Unknown;
use crate::model::{Arn, Store};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// How the resources of IAM begin that act, or that others act by: who is in a group of another state, or
/// has a policy there, is not known.
const KINDS: &[(&str, IdentityKind)] = &[
    ("group/", IdentityKind::User),
    ("policy/", IdentityKind::User),
    ("role/", IdentityKind::Role),
    ("user/", IdentityKind::User),
];

/// Adds them to the inventories: of two sides both, of one alone what it attaches to them.
pub(super) fn stand_for(inventories: &mut [&mut Inventory], store: &mut Store) {
    if let [before, after] = inventories {
        let held = held_elsewhere(before, after);
        let guards = attached_elsewhere(before, after);
        for side in [before, after] {
            side.attachments.extend(held.iter().cloned());
            side.guard_attachments.extend(guards.iter().cloned());
        }
    }
    let all = || inventories.iter().flat_map(|one| &one.identities);
    let declared: FxHashMap<Name, &Identity> = all().map(|one| (one.arn, one)).collect();
    let mut unseen: BTreeMap<Name, Identity> = BTreeMap::new();
    let mut lacking: Vec<BTreeMap<Name, Identity>> = Vec::new();
    for inventory in &*inventories {
        let own: FxHashSet<Name> = inventory.identities.iter().map(|one| one.arn).collect();
        let mut lacks = BTreeMap::new();
        for attachment in inventory.attachments.iter().filter(|one| !own.contains(&one.identity)) {
            let arn = attachment.identity;
            // Whom the other side declares must have been the same, to have a policy here.
            if let Some(known) = declared.get(&arn) {
                lacks.insert(arn, (*known).clone());
            } else if let Some(identity) = stand_in(attachment, store) {
                unseen.entry(arn).or_insert(identity);
            }
        }
        lacking.push(lacks);
    }
    for (inventory, lacks) in inventories.iter_mut().zip(lacking) {
        inventory.identities.extend(lacks.into_values().chain(unseen.values().cloned()));
    }
}

/// What is known of whom a policy is attached to: its name, and that something may bind it.
fn stand_in(attachment: &Attachment, store: &mut Store) -> Option<Identity> {
    let text = store.names.shared(attachment.identity);
    let arn = Arn::parse(&text).filter(|arn| arn.service == "iam")?;
    let (_, kind) = KINDS.iter().find(|(begin, _)| arn.resource.starts_with(begin))?;
    let reason = "it is not declared here, and what else binds it is not known";
    let unknown = Unknown { reason: reason.into(), references: Vec::new() };
    Some(Identity {
        kind: *kind,
        arn: attachment.identity,
        account: store.names.add(arn.account),
        name: store.names.add(arn.last_segment()),
        trust: None,
        boundary: Some((Err(unknown), attachment.origin.clone())),
        tags: Vec::new(),
        origin: attachment.origin.clone(),
    })
}

/// The policies that both sides have, that say something else now, and that nobody has here: whoever has
/// them elsewhere.
fn held_elsewhere(before: &Inventory, after: &Inventory) -> Vec<Attachment> {
    let used: BTreeSet<Name> = [before, after].into_iter().flat_map(used).collect();
    let was: BTreeMap<Name, &ManagedPolicy> =
        before.policies.iter().map(|one| (one.arn, one)).collect();
    let says_else = |one: &&ManagedPolicy| {
        was.get(&one.arn).is_some_and(|was| was.written.document != one.written.document)
    };
    let moved = after.policies.iter().filter(|one| !used.contains(&one.arn)).filter(says_else);
    moved.map(held_by_others).collect()
}

fn held_by_others(policy: &ManagedPolicy) -> Attachment {
    Attachment {
        identity: policy.arn,
        attached: Attached::Managed(policy.arn),
        origin: policy.written.origin.clone(),
        mirrored: false,
    }
}

/// The policies that somebody has, or that bound somebody.
fn used(inventory: &Inventory) -> impl Iterator<Item = Name> + use<'_> {
    let attached = inventory.attachments.iter().filter_map(|one| match one.attached {
        Attached::Managed(arn) => Some(arn),
        _ => None,
    });
    let bounds = inventory.identities.iter().filter_map(|one| one.boundary.as_ref());
    attached.chain(bounds.filter_map(|(arn, _)| arn.as_ref().ok().copied()))
}

/// The policies of the organization that both sides have and neither attaches: each stands for the places
/// that have it.
fn attached_elsewhere(before: &Inventory, after: &Inventory) -> Vec<GuardAttachment> {
    let all = [before, after].into_iter().flat_map(|side| &side.guard_attachments);
    let attached: BTreeSet<Name> = all.map(|one| one.guard).collect();
    let was: BTreeSet<Name> = before.guards.iter().map(|one| one.id).collect();
    let stays = |one: &&Guard| was.contains(&one.id) && !attached.contains(&one.id);
    let stands = |guard: &Guard| GuardAttachment {
        guard: guard.id,
        target: guard.id,
        origin: Origin { attribute: Name::EMPTY, ..guard.written.origin.clone() },
    };
    after.guards.iter().filter(stays).map(stands).collect()
}
