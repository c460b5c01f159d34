//! Reads an input, whatever its kind. The only file I/O of the program's core.
//!
//! A directory is read flat and in sorted order: its `*.json` files, each recognised by content.
//! What stands in it and is not read (other JSON, folders, symbolic links that lead out of it) is a
//! gap of the inventory, never silence; files of other names and hidden ones are no inputs.

use super::kind::{self, Kind, Shape};
use super::plan::{self, ChangeKind};
use super::{account, policy_json, snapshot, state};
use crate::diag::{Code, Error, Place, limits};
use crate::model::inventory::Gap;
use crate::model::{Inventory, Name, Store};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a report says of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// As the user gave it.
    pub name: String,
    /// What it was taken for.
    pub kind: Kind,
    /// Hash of its bytes; for a directory of the names and bytes of the files that were read.
    pub sha256: String,
}

/// What an input holds.
#[derive(Debug)]
pub enum Loaded {
    /// Two sides: a plan knows what stands and what will stand.
    Change {
        /// What stands.
        before: Inventory,
        /// What will stand.
        after: Inventory,
        /// What the plan does to each resource that it touches.
        changed: BTreeMap<Name, ChangeKind>,
    },
    /// One side.
    Side(Inventory),
}

/// Sources that the interface names and this version does not read.
const NOT_READ: &[(&str, &str)] = &[
    ("aws:", "live accounts are not read by this version: give the output of `aws iam get-account-authorization-details`"),
    ("git:", "git revisions are not read by this version: check the revision out, plan it, and give the plan as JSON"),
];

/// What reads a binary plan, in order of preference.
const PLAN_READERS: &[&str] = &["terraform", "tofu"];

/// What does `source` hold? It is a file, a directory, or `-` for standard input.
///
/// # Errors
/// `input-*`, `terraform-needed`, `policy-invalid`, and what the readers of plans and states give.
pub fn load(source: &str, store: &mut Store) -> Result<(Input, Loaded), Error> {
    if let Some((_, why)) = NOT_READ.iter().find(|(prefix, _)| source.starts_with(prefix)) {
        return Err(Error::new(Code::InputKind, source, *why));
    }
    let path = Path::new(source);
    if source != "-" && path.is_dir() {
        return directory(source, path, store);
    }
    let subject = if source == "-" { "standard input" } else { source };
    let mut bytes = match source {
        "-" => read(io::stdin().lock(), subject)?,
        _ => read_file(path, subject)?,
    };
    let sha256 = hex(&Sha256::digest(&bytes));
    let is_plan_file = bytes.starts_with(b"PK");
    if is_plan_file {
        let file = (source != "-").then_some(path);
        bytes = shown_plan(file, subject)?;
    }
    let text = text(&bytes, subject)?;
    let shape = kind::shape(text, subject)?;
    let loaded = match shape {
        Shape::Plan => {
            let plan::Change { before, after, changed } = plan::read(text, subject, store)?;
            Loaded::Change { before, after, changed }
        }
        Shape::StateV4 => Loaded::Side(state::read_v4(text, subject, store)?),
        Shape::StateShown => Loaded::Side(state::read_shown(text, subject, store)?),
        Shape::Snapshot => Loaded::Side(snapshot::read(text, subject, store)?),
        Shape::Account => Loaded::Side(account::read(text, subject, store)?),
        Shape::Organization => Loaded::Side(account::read_organization(text, subject, store)?),
        Shape::Policy => Loaded::Side(policy_json::read(&[(file_name(path), text)], store)?),
    };
    let kind = if is_plan_file { Kind::PlanFile } else { shape.kind() };
    Ok((Input { name: source.to_owned(), kind, sha256 }, loaded))
}

/// Policy documents or exports that stand in one directory, as one side.
fn directory(source: &str, path: &Path, store: &mut Store) -> Result<(Input, Loaded), Error> {
    let Listing { files, gaps } = list(source, path)?;
    let mut hash = Sha256::new();
    let mut inventory = Inventory::default();
    let mut kind = None;
    let mut policies: Vec<(String, String)> = Vec::new();
    let mut gap = |inventory: &mut Inventory, store: &mut Store, name: &str, reason: &str| {
        inventory.gaps.push(Gap { address: store.names.add(name), reason: reason.into() });
    };
    for (name, reason) in gaps {
        gap(&mut inventory, store, &name, reason);
    }
    for file in files {
        let subject = file.display().to_string();
        let bytes = read_file(&file, &subject)?;
        hash.update(file_name(&file).as_bytes());
        hash.update([0]);
        hash.update(Sha256::digest(&bytes));
        let text = text(&bytes, &subject)?;
        let shape = match kind::shape(text, &subject) {
            Ok(shape) => shape,
            Err(error) if error.code == Code::InputKind => {
                gap(&mut inventory, store, &subject, "a JSON file of a kind that is not read");
                continue;
            }
            Err(error) => return Err(error),
        };
        match shape {
            Shape::Account => inventory.append(account::read(text, &subject, store)?),
            Shape::Organization => {
                inventory.append(account::read_organization(text, &subject, store)?);
            }
            Shape::Policy => policies.push((subject, text.to_owned())),
            Shape::Plan | Shape::Snapshot | Shape::StateShown | Shape::StateV4 => {
                let why = format!("a {} is no part of a directory: give it by itself", shape.kind().name());
                return Err(Error::new(Code::InputKind, subject, why));
            }
        }
        kind = kind.max(Some(shape.kind()));
    }
    todo!()
}
