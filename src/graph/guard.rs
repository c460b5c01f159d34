//! What the organization's SCPs allow each account, level by level, and what its RCPs deny.

use crate::model::Store;
use crate::model::inventory::{GuardKind, Inventory};
use crate::model::names::Name;
use crate::model::policy::{Effect, StatementId};
use rustc_hash::FxHashMap;

/// Levels above an account that are followed; AWS allows five units below the root.
const LEVELS_MAX: usize = 16;

/// Statements of the SCPs by account: one list for each level that has a policy, the account's own
/// level first. A level without any SCP in the input limits nothing, for the input then says nothing
/// about it.
pub(super) fn levels(
    inventory: &Inventory,
    store: &Store,
) -> FxHashMap<Name, Vec<Vec<StatementId>>> {
    let attached = attached(GuardKind::Scp, inventory, store);
    let full = super::prepare::full_access(store);
    let allows = |id: &StatementId| store.documents.statement(*id).effect == Effect::Allow;
    let attached: FxHashMap<Name, Vec<StatementId>> = attached
        .into_iter()
        .map(|(target, mut level)| {
            // AWS attaches FullAWSAccess itself, so a level that only denies still allows the rest.
            if !level.iter().any(allows) {
                level.extend_from_slice(&full);
            }
            level.sort_unstable();
            level.dedup();
            (target, level)
        })
        .collect();
    let parents = parents(inventory);
    let mut out = FxHashMap::default();
    for identity in &inventory.identities {
        out.entry(identity.account).or_insert_with(|| above(identity.account, &attached, &parents));
    }
    out
}

/// The Deny statements of the RCPs of each account with identities, from all levels. The management
/// account's resources are bound by none.
pub fn resource_denies(inventory: &Inventory, store: &Store) -> FxHashMap<Name, Vec<StatementId>> {
    let attached = attached(GuardKind::Rcp, inventory, store);
    let parents = parents(inventory);
    let denies = |id: &StatementId| store.documents.statement(*id).effect == Effect::Deny;
    let mut out = FxHashMap::default();
    for identity in &inventory.identities {
        if attached.is_empty() || inventory.management_account == Some(identity.account) {
            continue;
        }
        out.entry(identity.account).or_insert_with(|| {
            let levels = above(identity.account, &attached, &parents);
            levels.into_iter().flatten().filter(denies).collect()
        });
    }
    out
}

/// The statements of policies of this kind by what they are attached to.
fn attached(
    kind: GuardKind,
    inventory: &Inventory,
    store: &Store,
) -> FxHashMap<Name, Vec<StatementId>> {
    let mut out: FxHashMap<Name, Vec<StatementId>> = FxHashMap::default();
    for attachment in &inventory.guard_attachments {
        let guards = inventory.guards.iter();
        for guard in guards.filter(|guard| guard.id == attachment.guard && guard.kind == kind) {
            let Ok(document) = guard.written.document else { continue };
            let entries = &store.documents.document(document).entries;
            let level = out.entry(attachment.target).or_default();
            level.extend(entries.iter().map(|entry| entry.statement));
        }
    }
    out
}

fn parents(inventory: &Inventory) -> FxHashMap<Name, Name> {
    inventory.parents.iter().map(|link| (link.child, link.parent)).collect()
}

fn above(
    account: Name,
    attached: &FxHashMap<Name, Vec<StatementId>>,
    parents: &FxHashMap<Name, Name>,
) -> Vec<Vec<StatementId>> {
    let mut out = Vec::new();
    let mut at = Some(account);
    for _ in 0..LEVELS_MAX {
        let Some(target) = at else { break };
        out.extend(attached.get(&target).cloned());
        at = parents.get(&target).copied();
    }
    out
}
