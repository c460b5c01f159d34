//! What the organization's SCPs allow each account, level by level, and what its RCPs deny.

use crate::model::Store;
use crate::model::element::{Element, ElementKind};
use crate::model::inventory::{Guard, GuardAttachment, GuardKind, Inventory, Parent};
use crate::model::names::Name;
use crate::model::policy::{Effect, StatementId};
use rustc_hash::FxHashMap;

/// Levels above an account that are followed; AWS allows five units below the root.
const LEVELS_MAX: usize = 16;

/// The setting of an organization that says which types of policy are enabled.
pub(super) const POLICY_TYPES: &str = "policy-types";

/// Which policies act where in the organization?
#[derive(Debug)]
pub(crate) struct Tree<'i> {
    attached: FxHashMap<Name, Vec<Attached<'i>>>,
    parents: FxHashMap<Name, &'i Parent>,
}

/// A policy with its attachment to a root, a unit or an account.
pub(crate) type Attached<'i> = (&'i Guard, &'i GuardAttachment);

impl<'i> Tree<'i> {
    /// The tree of a side, without policies of a type that is not enabled.
    pub(crate) fn new(inventory: &'i Inventory, store: &Store) -> Self {
        let mut guards: FxHashMap<Name, Vec<&Guard>> = FxHashMap::default();
        for guard in inventory.guards.iter().filter(|one| acts(one.kind, inventory, store)) {
            guards.entry(guard.id).or_default().push(guard);
        }
        let mut attached: FxHashMap<Name, Vec<Attached<'_>>> = FxHashMap::default();
        for attachment in &inventory.guard_attachments {
            let of_it = guards.get(&attachment.guard).into_iter().flatten();
            let here = attached.entry(attachment.target).or_default();
            here.extend(of_it.map(|guard| (*guard, attachment)));
        }
        let parents = inventory.parents.iter().map(|link| (link.child, link)).collect();
        Self { attached, parents }
    }

    /// All places of which the tree knows: where a policy is attached, and what lies below something.
    pub(crate) fn places(&self) -> Vec<Name> {
        let mut out: Vec<Name> = self.attached.keys().chain(self.parents.keys()).copied().collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The place itself and all above it, each with the link that leads further up.
    pub(crate) fn upwards(&self, place: Name) -> Vec<(Name, Option<&'i Parent>)> {
        let mut out = Vec::new();
        let mut at = Some(place);
        while let Some(place) = at.filter(|_| out.len() < LEVELS_MAX) {
            let link = self.parents.get(&place).copied();
            out.push((place, link));
            at = link.map(|link| link.parent);
        }
        out
    }

    /// What is attached right here.
    pub(crate) fn attached(&self, place: Name) -> &[Attached<'i>] {
        self.attached.get(&place).map(Vec::as_slice).unwrap_or_default()
    }

    /// Statements of one kind of policy that act on a place, one list for each level that has a policy,
    /// its own level first.
    fn levels(&self, place: Name, kind: GuardKind, store: &Store) -> Vec<Vec<StatementId>> {
        let level = |(place, _): (Name, Option<&Parent>)| {
            let here = self.attached(place).iter().filter(|(guard, _)| guard.kind == kind);
            let documents = here.filter_map(|(guard, _)| guard.written.document.as_ref().ok());
            let documents: Vec<_> = documents.map(|id| store.documents.document(*id)).collect();
            let entries = documents.iter().flat_map(|one| &one.entries);
            let statements = entries.map(|entry| entry.statement).collect();
            (!documents.is_empty()).then_some(statements)
        };
        self.upwards(place).into_iter().filter_map(level).collect()
    }
}

/// Whether policies of a kind act: unless the organization says that their type is not enabled.
fn acts(kind: GuardKind, inventory: &Inventory, store: &Store) -> bool {
    let organizations =
        inventory.elements.iter().filter(|one| one.kind == ElementKind::Organization);
    let said = |one: &Element| {
        let key = store.names.find(POLICY_TYPES);
        let types = one.settings.iter().find(|setting| Some(setting.key) == key)?;
        Some(types.known.iter().any(|name| store.names.text(*name) == kind.word()))
    };
    organizations.filter_map(said).all(|enabled| enabled)
}

/// Statements of the SCPs by account: one list for each level that has a policy, the account's own
/// level first. A level without any SCP in the input limits nothing, for the input then says nothing
/// about it.
pub(super) fn levels(
    inventory: &Inventory,
    store: &Store,
) -> FxHashMap<Name, Vec<Vec<StatementId>>> {
    let tree = Tree::new(inventory, store);
    let full = super::prepare::full_access(store);
    let allows = |id: &StatementId| store.documents.statement(*id).effect == Effect::Allow;
    let of_account = |account| {
        let mut levels = tree.levels(account, GuardKind::Scp, store);
        for level in &mut levels {
            // AWS attaches FullAWSAccess itself, so a level that only denies still allows the rest.
            if !level.iter().any(allows) {
                level.extend_from_slice(&full);
            }
            level.sort_unstable();
            level.dedup();
        }
        levels
    };
    let mut out = FxHashMap::default();
    for identity in &inventory.identities {
        out.entry(identity.account).or_insert_with(|| of_account(identity.account));
    }
    out
}

/// The Deny statements of the RCPs of each account with identities, from all levels. The management
/// account's resources are bound by none.
pub fn resource_denies(inventory: &Inventory, store: &Store) -> FxHashMap<Name, Vec<StatementId>> {
    let mut out = FxHashMap::default();
    if !inventory.guards.iter().any(|guard| guard.kind == GuardKind::Rcp) {
        return out;
    }
    let tree = Tree::new(inventory, store);
    let denies = |id: &StatementId| store.documents.statement(*id).effect == Effect::Deny;
    for identity in &inventory.identities {
        if inventory.management_account != Some(identity.account) {
            out.entry(identity.account).or_insert_with(|| {
                let levels = tree.levels(identity.account, GuardKind::Rcp, store);
                levels.into_iter().flatten().filter(denies).collect()
            });
        }
    }
    out
}
