//! What a report says of what is not known, not read, and of how much was looked at.

use super::{GapRecord, Stats, UnknownRecord};
use crate::diag::Place;
use crate::graph::Graph;
use crate::graph::world::World;
use crate::model::inventory::{
    Attached, Door, DoorKind, GuardAttachment, Inventory, Membership, Open, Origin,
};
use crate::model::{Arn, Name, Store, value};

/// What the new side leaves open and the old did not: values of the input, and policies that
/// somebody has and the input does not hold. Sorted.
pub fn of(old: &World<'_>, new: &World<'_>, store: &Store) -> Vec<UnknownRecord> {
    let mut out = Vec::new();
    for open in &new.inventory.open {
        // Of a whole file there may be more to say than was said before.
        let whole = open.origin.attribute == Name::EMPTY;
        let same = |one: &Open| {
            one.origin == open.origin && (!whole || one.unknown.reason == open.unknown.reason)
        };
        if old.inventory.open.iter().any(same) {
            continue;
        }
        let references = &open.unknown.references;
        let reason = match references.as_slice() {
            [] => open.unknown.reason.to_string(),
            list => format!("{} (refers to {})", open.unknown.reason, list.join(", ")),
        };
        out.push(record(&open.origin, reason, open.affects.clone(), new, store));
    }
    out.extend(absent_policies(old, new, store));
    out.extend(absent_identities(old, new, store));
    out.extend(absent_guards(old, new, store));
    for gap in new.inventory.modules_since(old.inventory, &store.names) {
        let origin = Origin { address: gap.address, attribute: Name::EMPTY };
        out.push(record(&origin, gap.reason.to_string(), Vec::new(), new, store));
    }
    out.sort();
    out.dedup();
    out
}

/// Policies that somebody newly has and that the input does not hold.
fn absent_policies(old: &World<'_>, new: &World<'_>, store: &Store) -> Vec<UnknownRecord> {
    let text = |name| value::shown(&store.names, name);
    let mut out = Vec::new();
    for attachment in &new.inventory.attachments {
        let Attached::Managed(policy) = attachment.attached else { continue };
        let held = |world: &World<'_>| {
            world.inventory.attachments.iter().any(|one| {
                one.identity == attachment.identity && one.attached == attachment.attached
            })
        };
        let known = new.policies.contains_key(&policy)
            || new.provided.contains_key(&policy)
            || new
                .holder(attachment.identity)
                .is_none_or(|holder| holder.chains.iter().any(|chain| chain.policy == policy));
        if known || held(old) {
            continue;
        }
        let reason = format!("the policy {} is not in the input", text(policy));
        out.push(record(&attachment.origin, reason, vec![attachment.identity], new, store));
    }
    out
}

/// Groups that somebody is newly in, and other roles than before of what runs, that the input does not
/// hold: what they may do is not known.
fn absent_identities(old: &World<'_>, new: &World<'_>, store: &Store) -> Vec<UnknownRecord> {
    let joined = new.inventory.memberships.iter().filter(|one| {
        let was = |was: &Membership| (was.user, was.group) == (one.user, one.group);
        !old.inventory.memberships.iter().any(was)
    });
    let joined = joined.map(|one| (one.group, one.user, &one.origin));
    let assigned = |group: Name| new.inventory.doors.iter().any(|one| one.id == group);
    let members = new.inventory.doors.iter().filter(|one| one.kind == DoorKind::Member);
    let entered = members.filter(|one| {
        let same = |was: &Door| (was.kind, was.id, was.to) == (one.kind, one.id, one.to);
        !assigned(one.to) && !old.inventory.doors.iter().any(same)
    });
    let entered = entered.map(|one| (one.to, one.id, &one.origin));
    let handed = new.inventory.profiles.iter().filter(|one| {
        let mut was = old.inventory.profiles.iter().filter(|was| was.arn == one.arn).peekable();
        was.peek().is_some() && was.all(|was| was.role != one.role)
    });
    let handed = handed.map(|one| (one.role, one.arn, &one.origin));
    let runs = new.carriers.iter().flat_map(|(arn, roles)| {
        let was = old.carriers.get(arn).map(Vec::as_slice).unwrap_or_default();
        let moved = move |role: Name| !was.is_empty() && was.iter().all(|(_, old)| *old != role);
        let moved = roles.iter().filter(move |(_, role)| moved(*role) && is_role(*role, store));
        moved.map(move |(carrier, role)| (*role, *arn, &carrier.origin))
    });
    let all = joined
        .chain(entered)
        .chain(handed)
        .chain(runs)
        .filter(|(who, ..)| new.holder(*who).is_none());
    all.map(|(who, affects, origin)| {
        let reason = format!("{} is not in the input", value::shown(&store.names, who));
        record(origin, reason, vec![affects], new, store)
    })
    .collect()
}

fn is_role(arn: Name, store: &Store) -> bool {
    let arn = Arn::parse(store.names.text(arn)).filter(|arn| arn.service == "iam");
    arn.is_some_and(|arn| ["role", "instance-profile"].contains(&arn.resource_type()))
}

/// Policies of the organization that are no longer attached and that no input holds.
fn absent_guards(old: &World<'_>, new: &World<'_>, store: &Store) -> Vec<UnknownRecord> {
    let held = |id: Name| {
        [old, new].iter().any(|one| one.inventory.guards.iter().any(|guard| guard.id == id))
    };
    let stays = |was: &GuardAttachment| {
        let same = |one: &GuardAttachment| (one.guard, one.target) == (was.guard, was.target);
        new.inventory.guard_attachments.iter().any(same)
    };
    let gone = old.inventory.guard_attachments.iter().filter(|one| !held(one.guard) && !stays(one));
    gone.map(|one| {
        let guard = value::shown(&store.names, one.guard);
        let reason = format!("the policy {guard} is no longer attached, and is not in the input");
        record(&one.origin, reason, vec![one.target], old, store)
    })
    .collect()
}

fn record(
    origin: &Origin,
    reason: String,
    affects: Vec<Name>,
    world: &World<'_>,
    store: &Store,
) -> UnknownRecord {
    let text = |name| value::shown(&store.names, name);
    UnknownRecord {
        address: text(origin.address),
        attribute: text(origin.attribute),
        reason,
        affects: affects.into_iter().map(text).collect(),
        place: place(origin, world.inventory, store),
    }
}

fn place(origin: &Origin, inventory: &Inventory, store: &Store) -> Place {
    let attribute = value::shown(&store.names, origin.attribute);
    inventory.places.find(origin.address, &attribute).unwrap_or_default()
}

/// What changed and was not read. Sorted.
pub fn gaps(before: &Inventory, inventory: &Inventory, store: &Store) -> Vec<GapRecord> {
    let record = |gap: &crate::model::inventory::Gap| GapRecord {
        address: value::shown(&store.names, gap.address),
        reason: gap.reason.to_string(),
        place: inventory.places.find(gap.address, "").unwrap_or_default(),
    };
    let unread = inventory.unread_since(before, &store.names);
    let mut out: Vec<GapRecord> = inventory.gaps.iter().chain(&unread).map(record).collect();
    out.sort();
    out.dedup();
    out
}

/// How much was looked at.
pub fn stats(graph: &Graph<'_>, unresolved: usize, store: &Store) -> Stats {
    let outs = graph.world.nodes.iter().filter_map(|node| graph.outs.get(node));
    let edges = outs.map(|out| out.becomes.len() + out.deciding().count()).sum::<usize>();
    Stats {
        principals: graph.world.inventory.identities.len(),
        resources: graph.world.inventory.resource_count,
        statements: store.documents.statement_count(),
        edges: edges + graph.outside.values().map(Vec::len).sum::<usize>(),
        unresolved,
        millis: None,
    }
}
