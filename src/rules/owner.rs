//! Who must review a finding.

use super::pack::Owner;
use super::select::like;
use crate::diff::finding::Finding;
use crate::model::Store;
use crate::model::inventory::Inventory;

/// Tags that name an owner, the most telling first; keys compare without case.
const OWNER_TAGS: &[&str] = &["owner", "team", "squad", "contact"];

/// The teams that cover what a finding changes and where it leads, of each the most specific; `owner`
/// with the longest pattern wins. Sorted, each once; empty when nobody does.
pub fn declared(owners: &[&Owner], finding: &Finding) -> Vec<String> {
    let causes = finding.cause.iter().map(|cause| cause.address.as_str());
    let controls: Vec<String> = finding.controls.iter().map(|id| control(id)).collect();
    let ends = [finding.from.as_str(), finding.to.as_str()];
    let about = causes.chain(ends).chain(controls.iter().map(String::as_str));
    let mut out: Vec<String> =
        about.filter_map(|subject| most_specific(owners, subject)).map(str::to_owned).collect();
    out.sort();
    out.dedup();
    out
}

/// A control as an owner names it, without its catalogue.
fn control(id: &str) -> String {
    format!("control:{}", id.split_once(':').map_or(id, |(_, id)| id))
}

fn most_specific<'o>(owners: &[&'o Owner], subject: &str) -> Option<&'o str> {
    let resource = subject.rsplit_once("aws_").map(|(_, end)| format!("aws_{end}"));
    let covers = |pattern: &str| {
        like(pattern, subject) || resource.as_ref().is_some_and(|one| like(pattern, one))
    };
    let patterns = owners.iter().flat_map(|owner| {
        owner.covers.0.iter().map(move |pattern| (pattern, owner.id.get_ref().as_str()))
    });
    let literal = |pattern: &str| pattern.chars().filter(|letter| *letter != '*').count();
    patterns
        .filter(|(pattern, _)| covers(pattern))
        .max_by_key(|(pattern, _)| literal(pattern))
        .map(|(_, owner)| owner)
}

/// The owners of what a finding is about, by the tags of the identities and resources that it changes
/// or passes: sorted, each once; empty when no tag tells.
pub fn tagged(finding: &Finding, inventory: &Inventory, store: &Store) -> Vec<String> {
    let hops = finding.path.iter().map(|hop| hop.to.as_str());
    let nodes: Vec<&str> = hops.chain([finding.to.as_str(), finding.from.as_str()]).collect();
    let addresses: Vec<&str> = finding.cause.iter().map(|one| one.address.as_str()).collect();
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
