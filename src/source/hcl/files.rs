//! Where files of a configuration are read from: a directory, a revision, memory.

use crate::diag::limits::{DIRECTORY_FILES_MAX, INPUT_BYTES_MAX};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Files below one root. Paths are relative to it, parts separated by `/`, the root itself is `.`.
pub trait Files: Sync {
    /// The content of a file; none where there is no such file.
    ///
    /// # Errors
    /// One sentence for the reader.
    fn read(&self, path: &str) -> Result<Option<Arc<[u8]>>, String>;

    /// The names of what a directory holds, sorted, and whether each is a directory; none where
    /// there is no such directory.
    ///
    /// # Errors
    /// One sentence for the reader.
    fn list(&self, directory: &str) -> Result<Option<Vec<(String, bool)>>, String>;

    /// The absolute path of the root, where it has one.
    fn absolute(&self) -> Option<String>;
}

/// A path relative to a root as it is without `.` and `..`; none where it leaves the root.
#[must_use]
pub fn clean(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    if path.starts_with('/') {
        return None;
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(if parts.is_empty() { ".".to_owned() } else { parts.join("/") })
}

/// `path` as it is meant in `directory`, both relative to the root.
#[must_use]
pub fn join(directory: &str, path: &str) -> Option<String> {
    clean(&format!("{directory}/{path}"))
}

/// Files held in memory.
#[derive(Debug, Default, Clone)]
pub struct Memory(pub BTreeMap<String, Arc<[u8]>>);

impl Memory {
    /// Files by path.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self(
            files
                .into_iter()
                .map(|(path, text)| (path.to_owned(), text.as_bytes().into()))
                .collect(),
        )
    }
}

impl Files for Memory {
    fn read(&self, path: &str) -> Result<Option<Arc<[u8]>>, String> {
        Ok(self.0.get(path).cloned())
    }

    fn list(&self, directory: &str) -> Result<Option<Vec<(String, bool)>>, String> {
        let prefix = if directory == "." { String::new() } else { format!("{directory}/") };
        let mut names: BTreeMap<String, bool> = BTreeMap::new();
        for path in self.0.keys() {
            let Some(rest) = path.strip_prefix(&prefix) else { continue };
            match rest.split_once('/') {
                Some((name, _)) => names.insert(name.to_owned(), true),
                None => names.insert(rest.to_owned(), false),
            };
        }
        Ok((!names.is_empty() || directory == ".").then(|| names.into_iter().collect()))
    }

    fn absolute(&self) -> Option<String> {
        None
    }
}

/// Files of a directory on disk. What a symbolic link leads to outside of it is not read.
#[derive(Debug, Clone)]
pub struct Directory {
    root: PathBuf,
}

impl Directory {
    /// The directory at `path`.
    ///
    /// # Errors
    /// Why there is none.
    pub fn new(path: &Path) -> Result<Self, String> {
        let root = path.canonicalize().map_err(|error| error.to_string())?;
        if root.is_dir() { Ok(Self { root }) } else { Err("this is not a directory".to_owned()) }
    }

    /// The path on disk; none where there is nothing.
    fn path(&self, path: &str) -> Result<Option<PathBuf>, String> {
        let relative = Path::new(path);
        let plain = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
        if !relative.components().all(plain) {
            return Err(format!("`{path}` lies outside of the configuration"));
        }
        match self.root.join(relative).canonicalize() {
            Ok(found) if found.starts_with(&self.root) => Ok(Some(found)),
            Ok(_) => Err(format!("`{path}` leads outside of the configuration")),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!("`{path}`: {error}")),
        }
    }
}

impl Files for Directory {
    fn read(&self, path: &str) -> Result<Option<Arc<[u8]>>, String> {
        let Some(found) = self.path(path)? else { return Ok(None) };
        let failed = |error: std::io::Error| format!("`{path}`: {error}");
        let metadata = fs::metadata(&found).map_err(failed)?;
        if !metadata.is_file() {
            return Err(format!("`{path}` is not a file"));
        }
        if metadata.len() > INPUT_BYTES_MAX {
            return Err(format!("`{path}` is too large"));
        }
        fs::read(&found).map(|bytes| Some(bytes.into())).map_err(failed)
    }

    fn list(&self, directory: &str) -> Result<Option<Vec<(String, bool)>>, String> {
        let Some(found) = self.path(directory)? else { return Ok(None) };
        if !found.is_dir() {
            return Ok(None);
        }
        let failed = |error: std::io::Error| format!("`{directory}`: {error}");
        let mut names = Vec::new();
        for entry in fs::read_dir(&found).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if let Ok(name) = entry.file_name().into_string() {
                names.push((name, entry.path().is_dir()));
            }
            if names.len() > DIRECTORY_FILES_MAX {
                return Err(format!("`{directory}` holds too many files"));
            }
        }
        names.sort();
        Ok(Some(names))
    }

    fn absolute(&self) -> Option<String> {
        self.root.to_str().map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        let table = [
            (".", "./m", Some("m")),
            ("a", "../b", Some("b")),
            ("a", "..", Some(".")),
            ("a", "../../b", None),
            ("a", "/etc/passwd", Some("a/etc/passwd")),
        ];
        for (directory, path, want) in table {
            assert_eq!(join(directory, path).as_deref(), want, "{path} in {directory}");
        }
        assert_eq!(clean("/etc"), None);
    }
}
