//! Reads an input, whatever its kind. The only file I/O of the program's core.
//!
//! A directory is read flat and in sorted order: its `*.json` files, each recognised by content.
//! What stands in it and is not read (other JSON, folders, symbolic links that lead out of it) is a
//! gap of the inventory, never silence; files of other names and hidden ones are no inputs.

#[cfg(test)]
mod tests;

use super::bytes::{hex, read_file, standard_input, text, unreadable};
use super::directory::{self, Inputs, git};
use super::hcl::files::Files;
use super::kind::{self, Kind, Shape};
use super::plan;
use super::policy_json::{self, PolicyFile};
use super::{account, binary, snapshot, state};
use crate::diag::{Code, Error, limits};
use crate::model::inventory::{ChangeKind, Gap};
use crate::model::{Inventory, Name, Store, value};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// What a report says of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// As the user gave it.
    pub name: String,
    /// What it was taken for.
    pub kind: Kind,
    /// Hash of its bytes in hex; for a directory, of the names and hashes of the files in it.
    pub sha256: String,
}

/// What an input holds.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "one at a time, taken apart at once")]
pub enum Loaded {
    /// Two sides: a plan knows what stands and what will stand.
    Change {
        /// What stands.
        before: Inventory,
        /// What will stand.
        after: Inventory,
        /// What the plan does to each resource that it touches.
        changed: BTreeMap<Name, ChangeKind>,
        /// Whether its configuration declares resources at all.
        declares: bool,
    },
    /// One side.
    Side(Inventory),
}

impl Loaded {
    /// The side that counts where one is asked for: of a plan, what will stand.
    pub fn after(self) -> Inventory {
        match self {
            Self::Change { after, .. } | Self::Side(after) => after,
        }
    }
}

/// Sources that the interface names and this version does not read: prefix and what to do instead.
const NOT_READ: &[(&str, &str)] = &[(
    "aws:",
    "this version reads no live account: give the output of \
         `aws iam get-account-authorization-details`",
)];

/// A plan, with the directory of its configuration if it is given.
///
/// # Errors
/// What [`load`] gives.
pub fn load_plan(
    plan: &str,
    directory: Option<&str>,
    inputs: &Inputs,
    store: &mut Store,
) -> Result<(Input, Loaded), Error> {
    let named = directory.is_some();
    let here = is_configuration(".").then_some(".");
    let Some(directory) = directory.or(here) else { return load(plan, inputs, store) };
    let (files, given) = directory::open(directory, Path::new(directory), inputs)?;
    match load_with(plan, Some((&files, &given.directory)), inputs, store) {
        // A directory that nobody named may be of something else.
        Err(error) if !named && NOT_ITS_OWN.contains(&error.code) => load(plan, inputs, store),
        loaded => loaded,
    }
}

/// What a plan joined with the configuration of something else ends in.
const NOT_ITS_OWN: &[Code] = &[Code::ConfigurationInvalid, Code::PlanMismatch];

/// Whether a directory holds Terraform configuration.
pub fn is_configuration(directory: &str) -> bool {
    directory::is_configuration(Path::new(directory))
}

/// The directory as it stood where the branch left the default branch, as a source.
///
/// # Errors
/// `input-unreadable` if git, a repository or a default branch is not there.
pub fn merge_base(directory: &str) -> Result<String, Error> {
    git::merge_base(directory).map_err(|why| Error::new(Code::InputUnreadable, directory, why))
}

/// What does `source` hold? It is a file, a directory, a revision, or `-` for standard input.
/// Configurations are evaluated with `inputs`.
///
/// # Errors
/// `input-*`, `terraform-needed`, `policy-invalid`, `configuration-invalid`, and what the readers of
/// plans and states give.
pub fn load(source: &str, inputs: &Inputs, store: &mut Store) -> Result<(Input, Loaded), Error> {
    load_with(source, None, inputs, store)
}

fn load_with(
    source: &str,
    files: Option<(&dyn Files, &str)>,
    inputs: &Inputs,
    store: &mut Store,
) -> Result<(Input, Loaded), Error> {
    if let Some((_, why)) = NOT_READ.iter().find(|(prefix, _)| source.starts_with(prefix)) {
        return Err(Error::new(Code::InputKind, source, *why));
    }
    super::schema::learn(&inputs.schemas, store)?;
    let path = Path::new(source);
    let (bytes, subject, file) = match source {
        "-" => (standard_input()?, "standard input", None),
        _ if path.is_dir() && directory::is_configuration(path) => {
            return directory::load(source, path, inputs, store);
        }
        _ if source.starts_with("git:") => return git::load(source, inputs, store),
        _ if path.is_dir() => return exports(source, path, store),
        _ => (read_file(path, source)?, source, Some(path)),
    };
    let sha256 = hex(&Sha256::digest(&bytes));
    let (bytes, binary) = match bytes.starts_with(b"PK") {
        true => (binary::shown(file, subject)?, true),
        false => (bytes, false),
    };
    let text = text(&bytes, subject)?;
    let shape = kind::shape(text, subject)?;
    let loaded = one(shape, text, subject, file, files, store)?;
    let kind = if binary { Kind::PlanFile } else { shape.kind() };
    Ok((Input { name: source.to_owned(), kind, sha256 }, loaded))
}

/// A lone text, read by the reader of its shape.
fn one(
    shape: Shape,
    text: &str,
    subject: &str,
    file: Option<&Path>,
    files: Option<(&dyn Files, &str)>,
    store: &mut Store,
) -> Result<Loaded, Error> {
    // No file can forge a symbol; policies and accounts are cleaned text by text.
    let cleaned = match shape {
        Shape::Plan | Shape::StateShown | Shape::StateV4 => value::harmless_json(text),
        _ => text.into(),
    };
    let text = cleaned.as_ref();
    Ok(Loaded::Side(match shape {
        Shape::Plan => {
            let plan::Change { before, after, changed, declares } =
                plan::read(text, subject, files, store)?;
            return Ok(Loaded::Change { before, after, changed, declares });
        }
        Shape::Account => account::read(text, subject, store)?,
        Shape::Organization => account::read_organization(text, subject, store)?,
        Shape::Policy => {
            let name = file.map_or_else(|| "policy.json".to_owned(), file_name);
            let file = PolicyFile { subject: subject.to_owned(), name, text: text.to_owned() };
            policy_json::read(&[file], store)?
        }
        Shape::Snapshot => snapshot::read(text, subject, store)?,
        Shape::StateShown => state::read_shown(text, subject, store)?,
        Shape::StateV4 => state::read_v4(text, subject, store)?,
    }))
}

/// The policy documents and exports of one directory, as one side.
fn exports(source: &str, path: &Path, store: &mut Store) -> Result<(Input, Loaded), Error> {
    let Listing { files, mut unread } = list(source, path)?;
    let mut hash = Sha256::new();
    let mut inventory = Inventory::default();
    let mut kind: Option<Kind> = None;
    let mut policies = Vec::new();
    for file in files {
        let (subject, name) = (file.display().to_string(), file_name(&file));
        let bytes = read_file(&file, &subject)?;
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update(Sha256::digest(&bytes));
        let text = text(&bytes, &subject)?;
        let shape = match kind::shape(text, &subject) {
            Err(error) if error.code == Code::InputKind => {
                unread.push((name, "a JSON file of a kind that is not read"));
                continue;
            }
            shape => shape?,
        };
        match shape {
            Shape::Account => inventory.append(account::read(text, &subject, store)?),
            Shape::Organization => {
                inventory.append(account::read_organization(text, &subject, store)?);
            }
            Shape::Policy => policies.push(PolicyFile { subject, name, text: text.to_owned() }),
            Shape::Plan | Shape::Snapshot | Shape::StateShown | Shape::StateV4 => {
                let what = shape.kind().name();
                let why = format!("a directory of exports holds no {what}: give it by itself");
                return Err(Error::new(Code::InputKind, subject, why));
            }
        }
        // An account with policy documents beside it is an account.
        kind = Some(kind.map_or(shape.kind(), |known| known.min(shape.kind())));
    }
    let Some(kind) = kind else {
        let why = "the directory holds no policy document and no export of an account";
        return Err(Error::new(Code::InputKind, source, why));
    };
    inventory.append(policy_json::read(&policies, store)?);
    inventory.gaps.extend(
        unread
            .into_iter()
            .map(|(name, reason)| Gap { address: store.names.add(&name), reason: reason.into() }),
    );
    let sha256 = hex(&hash.finalize());
    Ok((Input { name: source.to_owned(), kind, sha256 }, Loaded::Side(inventory)))
}

/// The entries of a directory that matter, sorted.
#[derive(Default)]
struct Listing {
    files: Vec<PathBuf>,
    /// Names of what is not read, and why.
    unread: Vec<(String, &'static str)>,
}

fn list(source: &str, directory: &Path) -> Result<Listing, Error> {
    let unreadable = |error: io::Error| unreadable(source, &error);
    let root = directory.canonicalize().map_err(unreadable)?;
    let mut paths = Vec::new();
    for entry in directory.read_dir().map_err(unreadable)? {
        paths.push(entry.map_err(unreadable)?.path());
        if paths.len() > limits::DIRECTORY_FILES_MAX {
            let why =
                format!("the directory has more than {} entries", limits::DIRECTORY_FILES_MAX);
            return Err(Error::new(Code::InputTooLarge, source, why));
        }
    }
    paths.sort_unstable();
    let mut out = Listing::default();
    for path in paths {
        let name = file_name(&path);
        if name.starts_with('.') {
            continue;
        }
        let inside = || path.canonicalize().is_ok_and(|target| target.starts_with(&root));
        if path.is_symlink() && !inside() {
            out.unread.push((name, "a symbolic link that leads out of the directory"));
        } else if path.is_dir() {
            out.unread
                .push((name, "a folder inside the directory: give it as a source of its own"));
        } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
            match path.is_file() {
                true => out.files.push(path),
                false => out.unread.push((name, "neither a file nor a folder")),
            }
        }
    }
    Ok(out)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
