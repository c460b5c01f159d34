//! Configurations on disk, and what was read of them.

use super::{Given, Inputs, read};
use crate::diag::{Code, Error};
use crate::model::Store;
use crate::source::bytes::hex;
use crate::source::hcl::files::{Directory, Files};
use crate::source::{Input, Kind, Loaded};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// Whether a directory holds Terraform configuration.
pub(in crate::source) fn is_configuration(path: &Path) -> bool {
    let names = path.read_dir().into_iter().flatten().filter_map(Result::ok);
    let mut names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names
        .any(|name| !name.starts_with('.') && (name.ends_with(".tf") || name.ends_with(".tf.json")))
}

/// A directory of Terraform configuration, as one side.
pub(in crate::source) fn load(
    source: &str,
    path: &Path,
    inputs: &Inputs,
    store: &mut Store,
) -> Result<(Input, Loaded), Error> {
    let (files, given) = open(source, path, inputs)?;
    side(&files, &given, source, Kind::Directory, store)
}

/// The files around a directory: its repository, or the working directory if it lies below it, so that
/// modules beside it can be called; else the directory alone.
pub(in crate::source) fn open<'i>(
    source: &str,
    path: &Path,
    inputs: &'i Inputs,
) -> Result<(Directory, Given<'i>), Error> {
    let unreadable = |why: String| Error::new(Code::InputUnreadable, source, why);
    let whole = path.canonicalize().map_err(|error| unreadable(error.to_string()))?;
    let repository = whole.ancestors().find(|one| one.join(".git").exists());
    let here = Path::new(".").canonicalize().ok();
    let here = here.as_deref().filter(|here| whole.starts_with(here));
    let root = repository.or(here).unwrap_or(&whole);
    let below = whole.strip_prefix(root).unwrap_or(Path::new(""));
    let directory = match below.to_str() {
        Some("") => ".".to_owned(),
        Some(below) => below.to_owned(),
        None => return Err(unreadable("its name is not UTF-8".to_owned())),
    };
    let given = Given { directory, files: inputs.files_below(root, true)?, inputs };
    Ok((Directory::new(root).map_err(unreadable)?, given))
}

/// The configuration in the root of `files`, as one side.
pub(super) fn side(
    files: &dyn Files,
    given: &Given<'_>,
    source: &str,
    kind: Kind,
    store: &mut Store,
) -> Result<(Input, Loaded), Error> {
    let reading = Reading { files, digests: Mutex::default() };
    let inventory = read(&reading, given, source, store)?;
    let input = Input { name: source.to_owned(), kind, sha256: reading.digest(&given.directory) };
    Ok((input, Loaded::Side(inventory)))
}

/// Files that remember what was read of them.
struct Reading<'f> {
    files: &'f dyn Files,
    digests: Mutex<BTreeMap<String, [u8; 32]>>,
}

impl Reading<'_> {
    /// The digest of all files that were read, with their names; those below `directory` by their names in
    /// it, so that the same configuration elsewhere has the same digest.
    fn digest(&self, directory: &str) -> String {
        let mut hash = Sha256::new();
        if let Ok(digests) = self.digests.lock() {
            for (name, digest) in &*digests {
                let own = name.strip_prefix(directory).and_then(|own| own.strip_prefix('/'));
                hash.update(own.unwrap_or(name).as_bytes());
                hash.update([0]);
                hash.update(digest);
            }
        }
        hex(&hash.finalize())
    }
}

impl Files for Reading<'_> {
    fn read(&self, path: &str) -> Result<Option<Arc<[u8]>>, String> {
        let bytes = self.files.read(path)?;
        if let (Some(bytes), Ok(mut digests)) = (&bytes, self.digests.lock()) {
            digests.entry(path.to_owned()).or_insert_with(|| Sha256::digest(bytes).into());
        }
        Ok(bytes)
    }

    fn list(&self, directory: &str) -> Result<Option<Vec<(String, bool)>>, String> {
        self.files.list(directory)
    }

    fn absolute(&self) -> Option<String> {
        self.files.absolute()
    }
}
