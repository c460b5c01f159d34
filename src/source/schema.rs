//! Schemas of providers, as `terraform providers schema -json` prints them: which attributes of the types
//! that nobody here reads bear on trust.

use super::bytes::read_file;
use super::terraform::{bears_trust, is_read};
use crate::diag::{Code, Error};
use crate::model::{Schemas, Store};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

#[derive(Deserialize)]
struct File {
    provider_schemas: HashMap<String, Provider>,
}

#[derive(Deserialize)]
struct Provider {
    #[serde(default)]
    resource_schemas: HashMap<String, Resource>,
}

#[derive(Deserialize)]
struct Resource {
    block: Block,
}

#[derive(Deserialize)]
struct Block {
    #[serde(default)]
    attributes: HashMap<String, Attribute>,
    #[serde(default)]
    block_types: HashMap<String, Nested>,
}

#[derive(Deserialize)]
struct Attribute {
    #[serde(default)]
    sensitive: bool,
    #[serde(default)]
    write_only: bool,
    nested_type: Option<Fields>,
}

/// The attributes of an attribute that is an object.
#[derive(Deserialize)]
struct Fields {
    #[serde(default)]
    attributes: HashMap<String, Attribute>,
}

#[derive(Deserialize)]
struct Nested {
    block: Block,
}

/// Reads the schemas that the user gives, once for a run.
///
/// # Errors
/// `input-unreadable`, and `input-shape` for what is no schema of providers.
pub(super) fn learn(paths: &[String], store: &mut Store) -> Result<(), Error> {
    if paths.is_empty() || store.schemas.is_some() {
        return Ok(());
    }
    let mut out = Schemas::default();
    for path in paths {
        let bytes = read_file(Path::new(path), path)?;
        let file: File = serde_json::from_slice(&bytes).map_err(|_| {
            let why = "this is no schema: give what `terraform providers schema -json` prints";
            Error::new(Code::InputShape, path, why)
        })?;
        for (kind, resource) in
            file.provider_schemas.into_values().flat_map(|one| one.resource_schemas)
        {
            if !is_read(&kind) {
                let names = resource.block.bearing(&kind);
                out.add(kind, names);
            }
        }
    }
    store.schemas = Some(Arc::new(out));
    Ok(())
}

impl Block {
    /// The attributes and blocks that bear on trust, or hold something that does.
    fn bearing(&self, kind: &str) -> Vec<String> {
        let attributes = self.attributes.iter().filter(|(name, one)| one.bears(kind, name));
        let blocks = self
            .block_types
            .iter()
            .filter(|(name, one)| bears_trust(kind, name) || !one.block.bearing(kind).is_empty());
        attributes.map(|(name, _)| name).chain(blocks.map(|(name, _)| name)).cloned().collect()
    }
}

/// What names no secret below something else: the name of a tag, of a filter.
const NESTED_KEY: &str = "key";

impl Attribute {
    fn bears(&self, kind: &str, name: &str) -> bool {
        if name == NESTED_KEY && !self.sensitive {
            return false;
        }
        let below = self.nested_type.iter().flat_map(|one| &one.attributes);
        self.sensitive
            || self.write_only
            || bears_trust(kind, name)
            || below.into_iter().any(|(name, one)| one.bears(kind, name))
    }
}
