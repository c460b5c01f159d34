//! What is worked out once.

use std::cell::RefCell;
use std::collections::BTreeMap;

/// Results by key. What is being worked out rests on itself if it is asked for again.
pub(super) struct Memo<K, V>(RefCell<BTreeMap<K, Option<V>>>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(RefCell::new(BTreeMap::new()))
    }
}

impl<K: Ord + Clone, V: Clone> Memo<K, V> {
    /// The result, worked out now if it was not before; none if that is going on.
    pub(super) fn get(&self, key: &K, work: impl FnOnce() -> V) -> Option<V> {
        if let Some(known) = self.0.borrow().get(key) {
            return known.clone();
        }
        self.0.borrow_mut().insert(key.clone(), None);
        let value = work();
        self.0.borrow_mut().insert(key.clone(), Some(value.clone()));
        Some(value)
    }
}
