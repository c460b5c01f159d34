//! The elements of a side, found by kind and id.

use crate::model::element::{Element, ElementKind, Setting};
use crate::model::{Inventory, Name, Store, value};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;

/// Elements by a value of a setting.
type Index<'i> = FxHashMap<Name, Vec<&'i Element>>;

/// All elements of a side.
#[derive(Debug)]
pub struct Elements<'i> {
    by_kind: FxHashMap<ElementKind, Vec<&'i Element>>,
    by_id: FxHashMap<(ElementKind, Name), &'i Element>,
    at: FxHashMap<(ElementKind, Name, Name), &'i Element>,
    addresses: FxHashSet<Name>,
    by_setting: RefCell<FxHashMap<(ElementKind, &'static str), Index<'i>>>,
    store: &'i Store,
}

impl<'i> Elements<'i> {
    pub(in crate::graph) fn new(inventory: &'i Inventory, store: &'i Store) -> Self {
        let mut by_kind: FxHashMap<ElementKind, Vec<&Element>> = FxHashMap::default();
        let (mut by_id, mut at) = (FxHashMap::default(), FxHashMap::default());
        for element in &inventory.elements {
            by_kind.entry(element.kind).or_default().push(element);
            by_id.entry((element.kind, element.id)).or_insert(element);
            let origin = &element.origin;
            at.entry((element.kind, origin.address, origin.attribute)).or_insert(element);
        }
        let addresses = inventory.elements.iter().map(|one| one.origin.address).collect();
        let by_setting = RefCell::default();
        Self { by_kind, by_id, at, addresses, by_setting, store }
    }

    /// All elements of a kind, in order of the input.
    pub fn of_kind(&self, kind: ElementKind) -> &[&'i Element] {
        self.by_kind.get(&kind).map(Vec::as_slice).unwrap_or_default()
    }

    /// The element of this kind and id.
    pub fn find(&self, kind: ElementKind, id: Name) -> Option<&'i Element> {
        self.by_id.get(&(kind, id)).copied()
    }

    /// The element of this kind that is written at the place of another.
    pub fn in_place_of(&self, other: &Element) -> Option<&'i Element> {
        let origin = &other.origin;
        self.at.get(&(other.kind, origin.address, origin.attribute)).copied()
    }

    /// The elements of a kind of which a setting has this value, in order of the input.
    pub fn by(&self, kind: ElementKind, key: &'static str, value: Name) -> Vec<&'i Element> {
        let mut indexes = self.by_setting.borrow_mut();
        let index = indexes.entry((kind, key)).or_insert_with(|| {
            let mut index = Index::default();
            for element in self.of_kind(kind) {
                for name in self.names(element, key) {
                    index.entry(name).or_default().push(element);
                }
            }
            index
        });
        index.get(&value).cloned().unwrap_or_default()
    }

    /// Whether an element is declared at this address.
    pub fn declares(&self, address: Name) -> bool {
        self.addresses.contains(&address)
    }

    /// A setting of an element.
    pub fn setting<'e>(&self, element: &'e Element, key: &str) -> Option<&'e Setting> {
        let key = self.store.names.find(key)?;
        element.settings.iter().find(|setting| setting.key == key)
    }

    /// The known values of a setting, as names.
    pub fn names(&self, element: &Element, key: &str) -> Vec<Name> {
        let Some(key) = self.store.names.find(key) else { return Vec::new() };
        let all = element.settings.iter().filter(|setting| setting.key == key);
        all.flat_map(|setting| setting.known.iter().copied()).collect()
    }

    /// The known values of a setting; none if it is not set.
    pub fn texts(&self, element: &Element, key: &str) -> Vec<&'i str> {
        self.names(element, key).into_iter().map(|name| self.store.names.text(name)).collect()
    }

    /// The one value of a setting, as a name.
    pub fn name(&self, element: &Element, key: &str) -> Option<Name> {
        match self.names(element, key).as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// A name as readers see it.
    pub fn shown(&self, name: Name) -> String {
        value::shown(&self.store.names, name)
    }

    /// Why a setting may have values that are not known; none if it has not.
    pub fn why_open(&self, element: &Element, key: &str) -> Option<String> {
        let unknown = self.setting(element, key)?.open.as_ref()?;
        let address = value::shown(&self.store.names, element.origin.address);
        Some(format!("`{key}` of {address}: {}", unknown.reason))
    }

    /// Why a setting is not known: some of its values are missing, or have no text yet.
    pub fn why_unknown(&self, element: &Element, key: &str) -> Option<String> {
        let symbolic = || self.texts(element, key).into_iter().any(value::is_symbolic);
        let address = || value::shown(&self.store.names, element.origin.address);
        self.why_open(element, key)
            .or_else(|| symbolic().then(|| format!("`{key}` of {} is not known", address())))
    }

    /// The one value of a setting, as far as it is known.
    pub fn text(&self, element: &Element, key: &str) -> Option<&'i str> {
        match self.texts(element, key).as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Whether a setting is `true`; none if that is not known.
    pub fn flag(&self, element: &Element, key: &str) -> Option<bool> {
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
