//! What the request says about itself: condition keys and their values.

use serde_json::Value;
use std::collections::BTreeMap;

use super::document::texts;

/// The condition keys of a request. Key names are case-insensitive, the tag key inside them too.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    values: BTreeMap<String, Vec<String>>,
}

impl Context {
    /// A JSON object of texts or lists of texts.
    pub(crate) fn read(value: &Value) -> Self {
        let mut context = Self::default();
        for (key, values) in value.as_object().into_iter().flatten() {
            context.set(key, texts(values));
        }
        context
    }

    /// The values of a key; none when the request lacks it.
    pub(crate) fn values(&self, key: &str) -> &[String] {
        self.values.get(&key.to_lowercase()).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn set(&mut self, key: &str, values: Vec<String>) {
        self.values.insert(key.to_lowercase(), values);
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.values.contains_key(&key.to_lowercase())
    }

    pub(crate) fn remove(&mut self, key: &str) {
        self.values.remove(&key.to_lowercase());
    }
}
