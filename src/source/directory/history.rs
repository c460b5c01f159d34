//! What a repository tells of a change: its commits, the files that it touches, files as they were.

use super::git::{Revision, ask};
use crate::diag::limits;
use crate::source::hcl::files::Files;
use std::path::Path;

/// A commit, as its repository has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitRecord {
    /// Its id.
    pub id: String,
    /// Name and address of its author and its committer.
    pub people: [(String, String); 2],
    /// Its message.
    pub message: String,
}

/// The commits that `head` has and `base` has not; none if the repository around the working directory
/// does not know them.
pub fn commits(base: &str, head: &str) -> Option<Vec<CommitRecord>> {
    let range = format!("{}..{}", commit(base)?, commit(head)?);
    let count = format!("--max-count={}", limits::COMMITS_MAX);
    let format = "--format=%H%x00%an%x00%ae%x00%cn%x00%ce%x00%B%x00";
    let text = ask(".", &["log", &count, format, &range, "--"])?;
    let mut fields = text.split('\0').map(|field| field.trim_matches('\n').to_owned());
    let mut out = Vec::new();
    while let Some(id) = fields.next().filter(|id| !id.is_empty()) {
        let mut next = || fields.next().unwrap_or_default();
        let people = [(next(), next()), (next(), next())];
        out.push(CommitRecord { id, people, message: next() });
    }
    Some(out)
}

/// The files that differ between `base` and `head`, from the root of the repository; without a head, the
/// files as they lie in the working tree.
pub fn files(base: &str, head: Option<&str>) -> Option<Vec<String>> {
    let base = commit(base)?;
    let plain = ["diff", "--no-ext-diff", "--no-textconv", "--name-only", "-z"];
    let names = |text: String| -> Vec<String> {
        text.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    match head {
        Some(head) => ask(".", &[&plain[..], &[&base, &commit(head)?, "--"]].concat()).map(names),
        None => {
            let mut out = names(ask(".", &[&plain[..], &[&base, "--"]].concat())?);
            let others = ["ls-files", "--others", "--exclude-standard", "--full-name", "-z"];
            out.extend(ask(".", &others).map(names).unwrap_or_default());
            Some(out)
        }
    }
}

/// A file, or the TOML files of a directory, as they were in a revision, with their names; nothing where
/// there was none.
///
/// # Errors
/// Why the revision cannot be read, or that the path lies outside of its repository.
pub fn texts_at(revision: &str, path: &Path) -> Result<Vec<(String, String)>, String> {
    let outside = || format!("{} lies outside of the repository", path.display());
    let top = ask(".", &["rev-parse", "--show-toplevel"]).ok_or_else(outside)?;
    let here = std::env::current_dir().map_err(|error| error.to_string())?;
    let top = Path::new(&top).canonicalize().map_err(|error| error.to_string())?;
    let whole = here.canonicalize().map_err(|error| error.to_string())?.join(path);
    let inner = whole.strip_prefix(&top).map_err(|_| outside())?;
    let inner = inner.to_string_lossy().into_owned();
    let inner = if inner.is_empty() { ".".to_owned() } else { inner };
    let at = Revision::open(revision)?;
    let mut names = vec![inner.clone()];
    if let Some(entries) = at.list(&inner)? {
        let files = entries.into_iter().filter(|(name, folder)| !folder && name.ends_with(".toml"));
        names = files.map(|(name, _)| format!("{inner}/{name}")).collect();
        names.truncate(limits::DIRECTORY_FILES_MAX);
    }
    let mut out = Vec::new();
    for name in names {
        if let Some(bytes) = at.read(&name)? {
            out.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    Ok(out)
}

/// The id of a commit: a name could begin with a dash or move while we read.
fn commit(revision: &str) -> Option<String> {
    let wanted = format!("{revision}^{{commit}}");
    let id = ask(".", &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])?;
    (!id.is_empty()).then_some(id)
}
