//! What the organization's SCPs allow each account, level by level.

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
    let mut attached: FxHashMap<Name, Vec<StatementId>> = FxHashMap::default();
    for attachment in &inventory.guard_attachments {
        let guards = inventory.guards.iter();
        let scp = |kind| kind == GuardKind::Scp;
        for guard in guards.filter(|guard| guard.id == attachment.guard && scp(guard.kind)) {
            let Ok(document) = guard.written.document else { continue };
            let entries = &store.documents.document(document).entries;
            let level = attached.entry(attachment.target).or_default();
            level.extend(entries.iter().map(|entry| entry.statement));
        }
    }
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
    let parents: FxHashMap<Name, Name> =
        inventory.parents.iter().map(|link| (link.child, link.parent)).collect();
    let mut out = FxHashMap::default();
    for identity in &inventory.identities {
        out.entry(identity.account).or_insert_with(|| above(identity.account, &attached, &parents));
    }
    out
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
