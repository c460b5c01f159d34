//! What the user's schemas of providers say of types that nobody here reads.

use std::collections::HashMap;

/// The attributes that bear on trust, by resource type.
#[derive(Debug, Default)]
pub struct Schemas(HashMap<String, Vec<String>>);

impl Schemas {
    /// Adds the attributes of a type.
    pub fn add(&mut self, kind: String, attributes: Vec<String>) {
        self.0.entry(kind).or_default().extend(attributes);
    }

    /// Whether an attribute of a type bears on trust.
    pub fn bears(&self, kind: &str, attribute: &str) -> bool {
        self.0.get(kind).is_some_and(|list| list.iter().any(|one| one == attribute))
    }
}
