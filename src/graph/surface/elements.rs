//! The elements of a side, found by kind and id.

use crate::model::element::{Element, ElementKind, Setting};
use crate::model::{Inventory, Name, Store, value};
use rustc_hash::{FxHashMap, FxHashSet};

/// All elements of a side.
#[derive(Debug)]
pub struct Elements<'i> {
    by_kind: FxHashMap<ElementKind, Vec<&'i Element>>,
    by_id: FxHashMap<(ElementKind, Name), &'i Element>,
    addresses: FxHashSet<Name>,
    store: &'i Store,
}

impl<'i> Elements<'i> {
    pub(super) fn new(inventory: &'i Inventory, store: &'i Store) -> Self {
        let mut by_kind: FxHashMap<ElementKind, Vec<&Element>> = FxHashMap::default();
        let mut by_id = FxHashMap::default();
        for element in &inventory.elements {
            by_kind.entry(element.kind).or_default().push(element);
            by_id.entry((element.kind, element.id)).or_insert(element);
        }
        let addresses = inventory.elements.iter().map(|one| one.origin.address).collect();
        Self { by_kind, by_id, addresses, store }
    }

    /// All elements of a kind, in order of the input.
    pub fn of_kind(&self, kind: ElementKind) -> &[&'i Element] {
        self.by_kind.get(&kind).map(Vec::as_slice).unwrap_or_default()
    }

    /// The element of this kind and id.
    pub fn find(&self, kind: ElementKind, id: Name) -> Option<&'i Element> {
        self.by_id.get(&(kind, id)).copied()
    }

    /// Whether an element is declared at this address.
    pub fn declares(&self, address: Name) -> bool {
        self.addresses.contains(&address)
    }

    /// A setting of an element.
    pub fn setting(&self, element: &'i Element, key: &str) -> Option<&'i Setting> {
        let key = self.store.names.find(key)?;
        element.settings.iter().find(|setting| setting.key == key)
    }

    /// The known values of a setting; none if it is not set.
    pub fn texts(&self, element: &'i Element, key: &str) -> Vec<&'i str> {
        let known = self.setting(element, key).map(|setting| setting.known.as_slice());
        known.unwrap_or_default().iter().map(|name| self.store.names.text(*name)).collect()
    }

    /// The one value of a setting, as far as it is known.
    pub fn text(&self, element: &'i Element, key: &str) -> Option<&'i str> {
        match self.texts(element, key).as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Whether a setting is `true`; none if that is not known.
    pub fn flag(&self, element: &'i Element, key: &str) -> Option<bool> {
        match self.setting(element, key) {
            None => Some(false),
            Some(setting) if setting.open.is_some() => None,
            Some(_) => match self.text(element, key) {
                Some("true") => Some(true),
                Some(text) if value::is_symbolic(text) => None,
                _ => Some(false),
            },
        }
    }
}
