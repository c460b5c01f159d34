//! Who must review a finding.

use super::change::Person;
use super::node::Nodes;
use super::pack::Owner;
use super::select::like;
use crate::diff::finding::Finding;
use crate::model::inventory::Inventory;
use crate::model::{Name, Store};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Tags that name an owner, the most telling first; keys compare without case.
const OWNER_TAGS: &[&str] = &["owner", "team", "squad", "contact"];

/// Who answers for what, as the rules say.
#[derive(Debug)]
pub struct Owners<'r> {
    /// The owners of all packs in force.
    pub declared: Vec<&'r Owner>,
    /// The nodes, for where they are declared.
    pub nodes: &'r Nodes,
}

impl Owners<'_> {
    /// The teams that cover what a finding changes and where it leads, of each the most specific: the
    /// longest pattern wins. Sorted, each once; empty when nobody does.
    pub fn of(&self, finding: &Finding) -> BTreeSet<String> {
        let ends = [finding.from.as_str(), finding.to.as_str()];
        let controls: Vec<String> = finding.controls.iter().map(|id| control(id)).collect();
        let mut out: BTreeSet<String> = self.of_causes(finding);
        out.extend(ends.iter().filter_map(|end| self.of_node(end)));
        out.extend(controls.iter().filter_map(|one| self.most_specific(one)));
        out
    }

    /// The teams of one end of a finding. What no input declares, and administrator power, belongs to
    /// nobody: there the owners of what changes answer, unless a pattern covers it.
    pub fn of_end(&self, id: &str, finding: &Finding) -> BTreeSet<String> {
        match self.of_node(id) {
            Some(team) => BTreeSet::from([team]),
            None if self.nodes.declares(id) => BTreeSet::new(),
            None => self.of_causes(finding),
        }
    }

    /// Whether somebody is of a team, or of the one that stands in for it.
    pub fn is_member(&self, team: &str, person: &Person) -> bool {
        let of = |team: &str| {
            let own = self.declared.iter().filter(move |one| one.id.get_ref() == team);
            own.copied().collect::<Vec<_>>()
        };
        let own = of(team);
        let deputies = own.iter().filter_map(|one| one.deputy.as_deref()).flat_map(of);
        let members = own.iter().copied().chain(deputies).flat_map(|one| &one.members.0);
        members.into_iter().any(|member| Person::named(member).is(person))
    }

    /// What a finding changes and nobody covers, where no control that it touches is owned either.
    /// `found` are its owners, by tags if by nothing else.
    pub fn missing<'f>(&self, finding: &'f Finding, found: &BTreeSet<String>) -> Vec<&'f str> {
        let by_tag = !found.is_empty() && self.of(finding).is_empty();
        let owned = |id: &&'static str| self.most_specific(&control(id)).is_some();
        if by_tag || finding.controls.iter().any(owned) {
            return Vec::new();
        }
        let addresses = finding.cause.iter().map(|cause| cause.address.as_str());
        let mut out: Vec<&str> = addresses.filter(|one| self.of_node(one).is_none()).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    fn of_causes(&self, finding: &Finding) -> BTreeSet<String> {
        let causes = finding.cause.iter().map(|cause| cause.address.as_str());
        causes.filter_map(|address| self.of_node(address)).collect()
    }

    fn of_node(&self, id: &str) -> Option<String> {
        let address = self.nodes.node(id).address;
        self.most_specific(id).or_else(|| self.most_specific(&address))
    }

    fn most_specific(&self, subject: &str) -> Option<String> {
        let resource = subject.rsplit_once("aws_").map(|(_, end)| format!("aws_{end}"));
        let covers = |pattern: &str| {
            like(pattern, subject) || resource.as_ref().is_some_and(|one| like(pattern, one))
        };
        let patterns = self.declared.iter().flat_map(|owner| {
            owner.covers.0.iter().map(move |pattern| (pattern, owner.id.get_ref().as_str()))
        });
        let literal = |pattern: &str| pattern.chars().filter(|letter| *letter != '*').count();
        patterns
            .filter(|(pattern, _)| !subject.is_empty() && covers(pattern))
            .max_by_key(|(pattern, _)| literal(pattern))
            .map(|(_, owner)| owner.to_owned())
    }
}

/// A control as an owner names it, without its catalogue.
fn control(id: &str) -> String {
    format!("control:{}", id.split_once(':').map_or(id, |(_, id)| id))
}

/// The tags of what is declared, to be asked for many findings.
#[derive(Debug)]
pub struct Tagged<'i> {
    /// By address, and identities also by ARN.
    tags: FxHashMap<&'i str, Vec<&'i [(Name, Name)]>>,
    store: &'i Store,
}

impl<'i> Tagged<'i> {
    /// Reads the tags of identities and carriers.
    pub fn new(inventory: &'i Inventory, store: &'i Store) -> Self {
        let mut tags: FxHashMap<&str, Vec<&[(Name, Name)]>> = FxHashMap::default();
        let identities = inventory.identities.iter().filter(|one| !one.tags.is_empty());
        for one in identities {
            tags.entry(store.names.text(one.arn)).or_default().push(&one.tags);
            tags.entry(store.names.text(one.origin.address)).or_default().push(&one.tags);
        }
        for one in inventory.carriers.iter().filter(|one| !one.tags.is_empty()) {
            tags.entry(store.names.text(one.origin.address)).or_default().push(&one.tags);
        }
        Self { tags, store }
    }

    /// The owners of what a finding is about, by the tags of the identities and resources that it
    /// changes or passes: sorted, each once; empty when no tag tells.
    pub fn of(&self, finding: &Finding) -> BTreeSet<String> {
        let hops = finding.path.iter().map(|hop| hop.to.as_str());
        let nodes = hops.chain([finding.to.as_str(), finding.from.as_str()]);
        let all = nodes.chain(finding.cause.iter().map(|one| one.address.as_str()));
        let tags = all.filter_map(|one| self.tags.get(one)).flatten();
        tags.filter_map(|tags| owner(tags, self.store)).collect()
    }
}

fn owner(tags: &[(Name, Name)], store: &Store) -> Option<String> {
    OWNER_TAGS.iter().find_map(|wanted| {
        let found =
            tags.iter().find(|(key, _)| store.names.text(*key).eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| crate::model::value::shown(&store.names, *value))
    })
}
