//! Who must review a finding.

use crate::model::Store;
use crate::model::inventory::Inventory;

/// Tags that name an owner, the most telling first; keys compare without case.
const OWNER_TAGS: &[&str] = &["owner", "team", "squad", "contact"];

/// The owners of what a finding is about, by the tags of the identities and resources at `addresses`
/// and with the ids `nodes`: sorted, each once; empty when no tag tells.
pub fn of(nodes: &[&str], addresses: &[&str], inventory: &Inventory, store: &Store) -> Vec<String> {
    let text = |name| store.names.text(name);
    let mut out = Vec::new();
    for identity in &inventory.identities {
        let meant = addresses.contains(&text(identity.origin.address))
            || nodes.contains(&text(identity.arn));
        if meant {
            out.extend(owner(&identity.tags, store));
        }
    }
    for carrier in &inventory.carriers {
        if addresses.contains(&text(carrier.origin.address)) {
            out.extend(owner(&carrier.tags, store));
        }
    }
    out.sort();
    out.dedup();
    out
}

fn owner(tags: &[(crate::model::Name, crate::model::Name)], store: &Store) -> Option<String> {
    OWNER_TAGS.iter().find_map(|wanted| {
        let found =
            tags.iter().find(|(key, _)| store.names.text(*key).eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| crate::model::value::shown(&store.names, *value))
    })
}
