//! What nobody read of resources, kept only to see whether it changed: "passed" shall mean that
//! everything that changed was read.

use super::{Gap, Inventory};
use crate::model::names::{Name, Names};
use std::collections::{BTreeMap, BTreeSet};

/// Where values come from. Those of different sources are written in different ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// Evaluated from a configuration.
    Configuration,
    /// As a state holds them.
    State,
}

/// Attributes that nobody read and that may bear on trust.
#[derive(Debug, Clone)]
pub struct Unread {
    /// Where the values come from.
    pub recorded: Recorded,
    /// One for each attribute of each resource.
    pub leaves: Vec<Leaf>,
}

/// The kind of leaves that are arguments of a module that is not at hand.
pub const MODULE: &str = "module";

/// An attribute that nobody read.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// Address of the resource, or of the call of a module.
    pub address: Name,
    /// Its type, or [`MODULE`].
    pub kind: Name,
    /// The attribute; empty for a resource that is there and leaves none unread.
    pub attribute: Name,
    /// A digest of the value, to compare.
    pub value: Name,
    /// Whether anything is read of the type.
    pub modelled: bool,
}

/// What is unread of one resource: its attributes with their values.
type Leaves = BTreeMap<Name, Name>;

impl Inventory {
    /// Adds what another part of the same side leaves unread; parts that do not compare cancel out.
    pub(super) fn leave_unread(&mut self, other: Option<Unread>) {
        self.unread = match (self.unread.take(), other) {
            (Some(mut own), Some(mut other)) if own.recorded == other.recorded => {
                own.leaves.append(&mut other.leaves);
                Some(own)
            }
            (None, other) if self.resource_count == 0 => other,
            _ => None,
        };
    }

    /// What changed from `before` and was not read; nothing where the two sides do not compare. A
    /// resource that only moved to another address has not changed.
    pub fn unread_since(&self, before: &Self, names: &Names) -> Vec<Gap> {
        let all = self.changes_since(before, names).into_iter();
        all.filter(|one| one.kind != MODULE).map(Unseen::gap).collect()
    }

    /// Calls of modules that are not at hand and that changed from `before`: what they make is not known.
    pub fn modules_since(&self, before: &Self, names: &Names) -> Vec<Gap> {
        let all = self.changes_since(before, names).into_iter();
        all.filter(|one| one.kind == MODULE).map(Unseen::gap).collect()
    }

    fn changes_since<'n>(&self, before: &Self, names: &'n Names) -> Vec<Unseen<'n>> {
        let (Some(is), Some(was)) = (&self.unread, &before.unread) else { return Vec::new() };
        if is.recorded != was.recorded {
            return Vec::new();
        }
        let leaves = was.leaves.iter().chain(&is.leaves);
        let modelled: BTreeSet<Name> =
            leaves.filter(|leaf| leaf.modelled).map(|leaf| leaf.kind).collect();
        let (was, is) = (by_resource(was), by_resource(is));
        let mut moved = only_in(&was, &is);
        let mut out = Vec::new();
        let unseen = |(address, kind): (Name, Name), attributes: &[Name], how| {
            let (kind, modelled) = (names.text(kind), modelled.contains(&kind));
            let mut attributes: Vec<&str> = attributes.iter().map(|one| names.text(*one)).collect();
            attributes.sort_unstable();
            attributes.retain(|one| !one.is_empty());
            Some(Unseen { address, kind, attributes, how, modelled })
                .filter(|one| !one.attributes.is_empty())
        };
        for (key, leaves) in &is {
            let old = was.get(key);
            if old.is_none() {
                let same = moved.iter().position(|(one, from)| one.1 == key.1 && *from == leaves);
                if let Some(at) = same {
                    moved.swap_remove(at);
                    continue;
                }
            }
            let how = if old.is_some() { "changes" } else { "new" };
            out.extend(unseen(*key, &changed(old, leaves), how));
        }
        for (key, leaves) in moved {
            // What a type that is read had given is gone, and each fact that is gone shows.
            if !modelled.contains(&key.1) {
                let all: Vec<Name> = leaves.keys().copied().collect();
                out.extend(unseen(key, &all, "removed"));
            }
        }
        out
    }
}

/// What of something changed and nobody read.
struct Unseen<'n> {
    address: Name,
    kind: &'n str,
    attributes: Vec<&'n str>,
    how: &'static str,
    modelled: bool,
}

impl Unseen<'_> {
    fn gap(self) -> Gap {
        let reason = match self.kind {
            MODULE => {
                let list = self.attributes.join("`, `");
                let what = match self.how {
                    "changes" => format!("`{list}` changes"),
                    how => format!("it is {how}, with `{list}`"),
                };
                format!("{what}: what the module makes is not known, for it is not at hand")
            }
            kind => Gap::words(kind, &self.attributes, self.how, self.modelled),
        };
        Gap { address: self.address, reason: reason.into() }
    }
}

type Resources = BTreeMap<(Name, Name), Leaves>;

fn by_resource(unread: &Unread) -> Resources {
    let mut out = Resources::new();
    for leaf in &unread.leaves {
        out.entry((leaf.address, leaf.kind)).or_default().insert(leaf.attribute, leaf.value);
    }
    out
}

/// Resources of `one` whose address `other` does not have.
fn only_in<'r>(one: &'r Resources, other: &Resources) -> Vec<((Name, Name), &'r Leaves)> {
    let gone = one.iter().filter(|(key, _)| !other.contains_key(*key));
    gone.map(|(key, leaves)| (*key, leaves)).collect()
}

/// Attributes that differ, or that only one of the two has.
fn changed(was: Option<&Leaves>, is: &Leaves) -> Vec<Name> {
    let nothing = Leaves::new();
    let was = was.unwrap_or(&nothing);
    let all: BTreeSet<Name> = was.keys().chain(is.keys()).copied().collect();
    all.into_iter().filter(|name| was.get(name) != is.get(name)).collect()
}

impl Gap {
    /// In words: what of a resource of a type changed and was not read. `how` is `new`, `removed` or
    /// `changes`.
    pub fn words(kind: &str, attributes: &[&str], how: &str, modelled: bool) -> String {
        let list = attributes.join("`, `");
        match (modelled, how) {
            (true, _) => format!("`{list}` of `{kind}` changes and is not read"),
            (false, "changes") => format!("`{kind}` is not modelled: `{list}` changes"),
            (false, how) => format!("`{kind}` is not modelled: {how} with `{list}`"),
        }
    }
}
