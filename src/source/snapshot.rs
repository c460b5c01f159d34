//! Our own canonical inventory, to be a baseline: equal inventories are equal bytes.
//!
//! ```json
//! {"trustdrift_snapshot":1,
//! "documents":[
//! "{\"Version\":\"2012-10-17\",...}"
//! ],
//! "policies":[
//! {"arn":"arn:...","written":{"document":{"known":0},"origin":{...},...}}
//! ],
//! ...}
//! ```
//! One record a line, lists sorted by their text, each policy document once and elsewhere by its
//! number. The marks of symbols are written as escapes and, of all inputs, only here read back.
//!
//! The tables say how each struct of the inventory is written, for both directions.

mod part;
mod table;
#[cfg(test)]
#[expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may panic")]
mod tests;

use crate::diag::{Code, Error, Place};
use crate::model::{DocId, Inventory, Store};
use part::{Reader, Writer};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use table::{member, members};

/// The version that is written, and the newest that is read.
const VERSION: u64 = 1;
/// The key that says the version.
const VERSION_KEY: &str = "trustdrift_snapshot";
/// The key of the policy documents.
const DOCUMENTS_KEY: &str = "documents";

/// The key of what was accepted in it: a list that this module keeps and does not read.
pub const ACCEPTED_KEY: &str = "accepted";

/// A snapshot with a list of what is accepted in it, as JSON.
#[must_use]
pub fn with_accepted(mut snapshot: String, list: &str) -> String {
    snapshot.truncate(snapshot.trim_end().len().saturating_sub(1));
    snapshot + &format!(",\n\"{ACCEPTED_KEY}\":{list}}}\n")
}

/// The inventory as text.
/// In: an inventory of `store`. Out: JSON that ends in a line break; equal for equal facts,
/// whatever their order or the order in which the store met their names.
pub fn write(inventory: &Inventory, store: &Store) -> String {
    // The first round finds the documents, the second knows their numbers.
    let mut writer = Writer { store, numbers: BTreeMap::new(), out: String::new() };
    members(inventory, &mut writer);
    let mut documents: Vec<DocId> = writer.numbers.keys().copied().collect();
    documents.sort_unstable_by_key(|id| store.documents.text(*id));
    writer.numbers = documents.iter().copied().zip(0..).collect();
    writer.out = format!("{{\"{VERSION_KEY}\":{VERSION},\n\"{DOCUMENTS_KEY}\":[");
    for (index, id) in documents.iter().enumerate() {
        writer.out.push_str(if index == 0 { "\n" } else { ",\n" });
        writer.text(store.documents.text(*id));
    }
    writer.out.push_str("\n]");
    members(inventory, &mut writer);
    writer.out.push_str("}\n");
    writer.out
}

/// The inventory of a snapshot.
///
/// # Errors
/// `input-version` for a snapshot of a newer version; `input-not-json`, `input-truncated`,
/// `input-shape` for what is no snapshot.
pub fn read(text: &str, name: &str, store: &mut Store) -> Result<Inventory, Error> {
    let file: BTreeMap<String, &RawValue> = serde_json::from_str(text)
        .map_err(|error| Error::json(name, "the snapshot cannot be read", &error))?;
    let shape = |pointer: &str, why: &str| {
        let place = Place { pointer: Some(pointer.into()), ..Place::default() };
        Error::new(Code::InputShape, name, format!("the snapshot is damaged: {why}")).at(place)
    };
    let version = file.get(VERSION_KEY).and_then(|raw| raw.get().parse::<u64>().ok());
    match version {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => {
            let why = format!("the snapshot has version {newer}, and this program knows {VERSION}");
            return Err(Error::new(Code::InputVersion, name, why));
        }
        _ => return Err(shape(VERSION_KEY, "this is no version")),
    }
    let texts = match file.get(DOCUMENTS_KEY) {
        Some(raw) => serde_json::from_str::<Vec<String>>(raw.get())
            .map_err(|_| shape(DOCUMENTS_KEY, "this is no list of texts"))?,
        None => Vec::new(),
    };
    let Store { names, documents, .. } = &mut *store;
    let documents = texts.iter().map(|text| documents.add_own(text, names)).collect();
    let mut reader = Reader { store, documents };
    let mut inventory = Inventory::default();
    for (key, raw) in &file {
        if ![VERSION_KEY, DOCUMENTS_KEY, ACCEPTED_KEY].contains(&key.as_str()) {
            member(key, raw, &mut inventory, &mut reader)
                .map_err(|(pointer, why)| shape(&pointer, &why))?;
        }
    }
    Ok(inventory)
}
