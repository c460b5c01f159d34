//! What a report says of what is not known, not read, and of how much was looked at.

use super::{GapRecord, Stats, UnknownRecord};
use crate::diag::Place;
use crate::graph::Graph;
use crate::graph::world::World;
use crate::model::inventory::{Attached, Inventory, Open, Origin};
use crate::model::{Name, Store, value};

/// What the new side leaves open and the old did not: values of the input, and policies that
/// somebody has and the input does not hold. Sorted.
pub fn of(old: &World<'_>, new: &World<'_>, store: &Store) -> Vec<UnknownRecord> {
    let text = |name| value::shown(&store.names, name);
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
        out.push(UnknownRecord {
            address: text(open.origin.address),
            attribute: text(open.origin.attribute),
            reason,
            affects: open.affects.iter().map(|name| text(*name)).collect(),
            place: place(&open.origin, new.inventory, store),
        });
    }
    out.extend(absent_policies(old, new, store));
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
        out.push(UnknownRecord {
            address: text(attachment.origin.address),
            attribute: text(attachment.origin.attribute),
            reason: format!("the policy {} is not in the input", text(policy)),
            affects: vec![text(attachment.identity)],
            place: place(&attachment.origin, new.inventory, store),
        });
    }
    out
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
