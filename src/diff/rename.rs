//! Which element of one side is which of the other, where ids differ: not known yet on one side, made
//! anew, or found under another address.
//!
//! What has its id on both sides is itself. Of the rest, what stands at the same address is the same
//! thing; and what is left and says the same in all its settings was only renamed.

use crate::graph::surface::View;
use crate::model::Name;
use crate::model::element::{Element, ElementKind, Setting};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::HashMap;

/// Ids of the other side by those of one, both ways.
#[derive(Debug, Default)]
pub(super) struct Renames {
    to_new: FxHashMap<Name, Name>,
    to_old: FxHashMap<Name, Name>,
}

impl Renames {
    /// Compares the elements of two sides.
    pub(super) fn new<'i>(old: &View<'_, 'i>, new: &View<'_, 'i>) -> Self {
        let mut out = Self::default();
        for kind in ElementKind::ALL {
            let gone = lone(*kind, old, new);
            let come = lone(*kind, new, old);
            if !gone.is_empty() && !come.is_empty() {
                out.match_by(&gone, &come, [old, new], |_, one| one.origin.clone());
            }
        }
        let ids: FxHashSet<Name> = ElementKind::ALL
            .iter()
            .flat_map(|kind| [lone(*kind, old, new), lone(*kind, new, old)].concat())
            .map(|one| one.id)
            .collect();
        for kind in ElementKind::ALL {
            let (mut gone, mut come) = (lone(*kind, old, new), lone(*kind, new, old));
            gone.retain(|one| !out.to_new.contains_key(&one.id));
            come.retain(|one| !out.to_old.contains_key(&one.id));
            if !gone.is_empty() && !come.is_empty() {
                out.match_by(&gone, &come, [old, new], |view, one| content(view, one, &ids));
            }
        }
        out
    }

    /// Pairs what has the same key, in order.
    fn match_by<'i, K: std::hash::Hash + Eq>(
        &mut self,
        gone: &[&Element],
        come: &[&Element],
        [old, new]: [&View<'_, 'i>; 2],
        key: impl Fn(&View<'_, 'i>, &Element) -> K,
    ) {
        let mut by_key: HashMap<K, Vec<&Element>> = HashMap::new();
        for one in come.iter().rev() {
            by_key.entry(key(new, one)).or_default().push(one);
        }
        for one in gone {
            if let Some(other) = by_key.get_mut(&key(old, one)).and_then(Vec::pop) {
                self.add(one.id, other.id);
                let arn = |view: &View<'_, 'i>, one: &Element| view.elements.name(one, "arn");
                if let (Some(one), Some(other)) = (arn(old, one), arn(new, other)) {
                    self.add(one, other);
                }
            }
        }
    }

    fn add(&mut self, old: Name, new: Name) {
        if old != new {
            self.to_new.insert(old, new);
            self.to_old.insert(new, old);
        }
    }

    /// What an old id is called on the new side.
    pub(super) fn to_new(&self, id: Name) -> Name {
        self.to_new.get(&id).copied().unwrap_or(id)
    }

    /// What a new id is called on the old side.
    pub(super) fn to_old(&self, id: Name) -> Name {
        self.to_old.get(&id).copied().unwrap_or(id)
    }
}

/// Elements of a kind that the other side has not.
fn lone<'i>(kind: ElementKind, of: &View<'_, 'i>, other: &View<'_, 'i>) -> Vec<&'i Element> {
    let all = of.elements.of_kind(kind).iter().copied();
    all.filter(|one| other.elements.find(kind, one.id).is_none()).collect()
}

/// Settings that AWS fills in: known of what stands, and not of what will.
const FILLED_IN: &[&str] = &[
    "address",
    "addresses6",
    "arn",
    "configured",
    "count6",
    "default-acl",
    "default-group",
    "main-table",
];
/// Values of a setting that is as good as not set.
const PLAIN: &[&str] = &["0", "false"];

/// All that somebody set of an element, with ids that only one side knows left out.
fn content(view: &View<'_, '_>, element: &Element, ids: &FxHashSet<Name>) -> Vec<String> {
    let set = |one: &&Setting| {
        let plain = |name: &Name| PLAIN.contains(&view.text(*name));
        !FILLED_IN.contains(&view.text(one.key)) && !one.known.iter().all(plain)
    };
    let said = element.settings.iter().filter(set);
    let mut out: Vec<String> = said
        .map(|one| {
            let known = one.known.iter().filter(|name| !ids.contains(name));
            let mut texts: Vec<&str> = known.map(|name| view.text(*name)).collect();
            texts.sort_unstable();
            format!("{}={} {}", view.text(one.key), one.known.len(), texts.join(","))
        })
        .collect();
    out.sort();
    out
}
