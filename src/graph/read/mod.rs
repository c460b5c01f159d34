//! What is secret on a side, and how it is kept: secrets, parameters, keys, what the user names
//! sensitive, and what holds a copy. [`case`] decides who gets to know it.

pub mod case;
mod way;

pub use way::{Way, actions};

use super::sink::Selector;
use crate::model::element::{Element, ElementKind, Setting};
use crate::model::inventory::{Inventory, Origin, Resource, ResourceKind, Written};
use crate::model::policy::{Document, Entry, StatementId};
use crate::model::value::shown;
use crate::model::{Arn, Name, Store};
use rustc_hash::FxHashMap;

/// What a resource policy says, as far as the input holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Policy {
    /// There is none: for a key that means that its account decides.
    #[default]
    Absent,
    /// These statements.
    Says(Vec<StatementId>),
    /// There may be one.
    Unknown,
}

/// What something is encrypted under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lock {
    /// A key of AWS for the service, which opens it to all that may read it in its account.
    Service,
    /// A key of the customer, which has to be opened too.
    Key(Name),
    /// One that is not known, for this reason.
    Unknown(String),
}

/// Something that keeps a secret.
#[derive(Debug, Clone)]
pub struct Kept<'i> {
    /// What it is, and how it is read.
    pub way: Way,
    /// Its ARN.
    pub id: Name,
    /// What the calls that read are made on, where that is not itself.
    pub inside: Name,
    /// What it is encrypted under.
    pub lock: Lock,
    /// Its tags.
    pub tags: &'i [(Name, Name)],
    /// Whether the user names it sensitive.
    pub sensitive: bool,
    /// Where it is declared.
    pub origin: &'i Origin,
    /// Where its key is set.
    pub lock_origin: Origin,
}

/// All that keeps secrets on a side, with the policies of it and of its keys.
#[derive(Debug, Default)]
pub struct Keep<'i> {
    /// In order of the input, each once.
    pub kept: Vec<Kept<'i>>,
    at: FxHashMap<Name, usize>,
    policies: FxHashMap<Name, Vec<(&'i Written, &'i [Entry])>>,
    open: FxHashMap<Name, bool>,
    /// Keys by ARN, by id and by what else names them.
    keys: FxHashMap<Name, Name>,
}

impl<'i> Keep<'i> {
    /// Finds what keeps secrets on a side.
    pub fn new(inventory: &'i Inventory, sensitive: &[Selector], store: &'i Store) -> Self {
        let mut keep = Self::default();
        let mut tags: FxHashMap<Name, &'i [(Name, Name)]> = FxHashMap::default();
        for resource in &inventory.resources {
            tags.insert(resource.arn, &resource.tags);
            keep.policy_of(resource, store);
        }
        let keys = inventory.elements.iter().filter(|one| one.kind == ElementKind::Key);
        for key in keys {
            keep.name_key(key, store);
        }
        let named = |arn: Name, tags: &[(Name, Name)]| {
            let text = store.names.text(arn);
            sensitive.iter().any(|one| one.selects(text, tags, &store.names))
        };
        for element in &inventory.elements {
            let Some(way) = way::of_element(element, store) else { continue };
            let id = element.id;
            let (lock, lock_origin) = keep.lock(element, store);
            let tags = tags.get(&id).copied().unwrap_or_default();
            let sensitive = named(id, tags);
            let origin = &element.origin;
            keep.add(Kept { way, id, inside: id, lock, tags, sensitive, origin, lock_origin });
        }
        for copy in &inventory.copies {
            let Some(way) = copy.kind.and_then(way::of_carrier) else { continue };
            keep.add(Kept {
                way,
                id: copy.holder,
                inside: copy.holder,
                lock: Lock::Service,
                tags: &[],
                sensitive: named(copy.holder, &[]),
                origin: &copy.origin,
                lock_origin: copy.origin.clone(),
            });
        }
        for resource in &inventory.resources {
            let Some(way) = way::of_resource(resource.kind) else { continue };
            if !named(resource.arn, &resource.tags) {
                continue;
            }
            let inside = match way {
                Way::Own(calls) => format!("{}{}", store.names.text(resource.arn), calls.inside),
                Way::Copy(_) => continue,
            };
            keep.add(Kept {
                way,
                id: resource.arn,
                inside: store.names.find(&inside).unwrap_or(resource.arn),
                lock: Lock::Service,
                tags: &resource.tags,
                sensitive: true,
                origin: &resource.origin,
                lock_origin: resource.origin.clone(),
            });
        }
        keep
    }

    fn add(&mut self, kept: Kept<'i>) {
        if self.at.contains_key(&kept.id) {
            return;
        }
        self.at.insert(kept.id, self.kept.len());
        self.kept.push(kept);
    }

    fn policy_of(&mut self, resource: &'i Resource, store: &'i Store) {
        let open = self.open.entry(resource.arn).or_default();
        let Some(written) = &resource.policy else { return };
        match document(written, store) {
            Some(document) => {
                let list = self.policies.entry(resource.arn).or_default();
                list.push((written, &document.entries));
            }
            None => *open = true,
        }
    }

    /// A key goes by its ARN and by its id.
    fn name_key(&mut self, key: &Element, store: &Store) {
        self.keys.insert(key.id, key.id);
        let id = Arn::parse(store.names.text(key.id)).and_then(|arn| arn.resource.split_once('/'));
        if let Some(id) = id.and_then(|(_, id)| store.names.find(id)) {
            self.keys.insert(id, key.id);
        }
    }

    fn lock(&self, element: &Element, store: &Store) -> (Lock, Origin) {
        let address = element.origin.address;
        let Some(setting) = setting(element, "key", store) else {
            return (Lock::Service, element.origin.clone());
        };
        let origin = Origin { address, attribute: setting.attribute };
        let lock = match (&setting.open, setting.known.as_slice()) {
            (None, [one]) if !store.names.text(*one).contains("alias/aws/") => {
                Lock::Key(self.keys.get(one).copied().unwrap_or(*one))
            }
            (None, _) => Lock::Service,
            (Some(open), _) => {
                let address = shown(&store.names, address);
                Lock::Unknown(format!("the key of {address}: {}", open.reason))
            }
        };
        (lock, origin)
    }

    /// What keeps a secret under this ARN.
    pub fn find(&self, id: Name) -> Option<&Kept<'i>> {
        self.at.get(&id).and_then(|at| self.kept.get(*at))
    }

    /// The policy of a resource; what has none in the input has none.
    pub fn policy(&self, id: Name) -> Policy {
        match (self.open.get(&id), self.policies.get(&id)) {
            (Some(true), _) => Policy::Unknown,
            (_, None) => Policy::Absent,
            (_, Some(list)) => {
                let entries = list.iter().flat_map(|(_, entries)| entries.iter());
                let mut all: Vec<StatementId> = entries.map(|entry| entry.statement).collect();
                all.sort_unstable();
                all.dedup();
                // A document without statements is what a key or secret has that nobody gave one.
                if all.is_empty() { Policy::Absent } else { Policy::Says(all) }
            }
        }
    }

    /// The policy of a key, which always has one: that of a key that the input does not hold is not
    /// known.
    pub fn key_policy(&self, id: Name) -> Policy {
        if self.open.contains_key(&id) { self.policy(id) } else { Policy::Unknown }
    }

    /// The documents that say the policy of a resource.
    pub fn documents(&self, id: Name) -> &[(&'i Written, &'i [Entry])] {
        self.policies.get(&id).map(Vec::as_slice).unwrap_or_default()
    }
}

fn document<'s>(written: &Written, store: &'s Store) -> Option<&'s Document> {
    let id = written.document.as_ref().ok()?;
    Some(store.documents.document(*id)).filter(|document| document.invalid.is_none())
}

fn setting<'e>(element: &'e Element, key: &str, store: &Store) -> Option<&'e Setting> {
    let key = store.names.find(key)?;
    element.settings.iter().find(|one| one.key == key)
}

/// The one value of a setting.
fn value_of(element: &Element, key: &str, store: &Store) -> Option<Name> {
    match setting(element, key, store)?.known.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// Makes the names that [`Keep::new`] looks up. The store must not change afterwards.
pub(super) fn prepare(inventory: &Inventory, store: &mut Store) {
    for resource in inventory.resources.iter().filter(|one| one.kind == ResourceKind::Bucket) {
        let inside = format!("{}/*", store.names.text(resource.arn));
        store.names.add(&inside);
    }
}
