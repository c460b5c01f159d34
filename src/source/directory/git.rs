//! A configuration as it stands in a commit, read from the object store: no checkout is made.
//!
//! `git cat-file --batch` answers for one object after the other, so that one process is enough
//! however many files there are.

use crate::diag::{Code, Error, limits};
use crate::model::Store;
use crate::source::hcl::files::{Files, clean};
use crate::source::{Input, Inputs, Kind, Loaded};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};

/// `git:REV[:PATH]`, in the repository around the working directory.
///
/// # Errors
/// `input-unreadable` when git, the repository or the revision is not there, and what a directory
/// gives.
pub(in crate::source) fn load(
    source: &str,
    inputs: &Inputs,
    store: &mut Store,
) -> Result<(Input, Loaded), Error> {
    let spec = source.strip_prefix("git:").unwrap_or(source);
    let (revision, path) = spec.split_once(':').unwrap_or((spec, "."));
    let bad = |why: String| Error::new(Code::InputUnreadable, source, why);
    let inside = Path::new(path).is_relative();
    let root = clean(path).filter(|_| inside).ok_or_else(|| {
        bad("the path of a revision is relative to the root of its repository".to_owned())
    })?;
    let revision = Revision::open(revision).map_err(bad)?;
    let top = ask(".", &["rev-parse", "--show-toplevel"]).unwrap_or_default();
    let top = Path::new(&top).canonicalize().unwrap_or_default();
    let files = inputs.files_below(&top, false)?;
    let given = super::Given { directory: root, files, inputs };
    super::load::side(&revision, &given, source, Kind::Git, store)
}

/// Names of the default branch, those of the remote first.
const DEFAULT_BRANCHES: &[&str] =
    &["origin/HEAD", "origin/main", "origin/master", "main", "master"];

/// The directory as it stood where the branch left the default branch: `git:COMMIT:PATH`.
///
/// # Errors
/// Why there is none.
pub(in crate::source) fn merge_base(directory: &str) -> Result<String, String> {
    let ask = |arguments: &[&str]| ask(directory, arguments);
    let bad = |why: &str| format!("{why}: give `--baseline`, such as `git:origin/main`");
    let prefix = ask(&["rev-parse", "--show-prefix"])
        .ok_or_else(|| bad("there is no git repository around the directory"))?;
    let base = DEFAULT_BRANCHES.iter().find_map(|branch| ask(&["merge-base", "HEAD", branch]));
    let base = base.ok_or_else(|| bad("there is no default branch to compare with"))?;
    let path = prefix.trim_end_matches('/');
    Ok(format!("git:{base}:{}", if path.is_empty() { "." } else { path }))
}

/// What git answers in a directory; none if it refuses.
pub(super) fn ask(directory: &str, arguments: &[&str]) -> Option<String> {
    let mut command = git(["-C", directory]);
    let output = command.args(arguments).output().ok().filter(|one| one.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The tree of a commit.
pub(super) struct Revision {
    /// The id of the commit: a name could begin with a dash or move while we read.
    commit: String,
    objects: Mutex<Objects>,
}

/// A running `git cat-file --batch`.
struct Objects {
    process: Child,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Drop for Objects {
    fn drop(&mut self) {
        // It ends by itself when its input does; nobody waits for what it still has to say.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An object: its type and its content.
type Object = (String, Vec<u8>);

impl Revision {
    pub(super) fn open(revision: &str) -> Result<Self, String> {
        let wanted = format!("{revision}^{{commit}}");
        let output = git(["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])
            .output()
            .map_err(|error| format!("git cannot be run: {error}"))?;
        let commit = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if !output.status.success() || commit.is_empty() {
            return Err(format!("there is no revision `{revision}` in a repository around here"));
        }
        let mut process = git(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("git cannot be run: {error}"))?;
        let (Some(asks), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
            return Err("git cannot be talked to".to_owned());
        };
        let objects = Objects { process, asks, answers: BufReader::new(answers) };
        Ok(Self { commit, objects: Mutex::new(objects) })
    }

    fn object(&self, path: &str) -> Result<Option<Object>, String> {
        let path = clean(path).ok_or_else(|| format!("`{path}` lies outside of the repository"))?;
        let path = if path == "." { String::new() } else { path };
        if path.contains('\n') {
            return Ok(None);
        }
        let mut objects = self.objects.lock().map_err(|_| "git broke down".to_owned())?;
        objects.ask(&format!("{}:{path}", self.commit)).map_err(|error| error.to_string())
    }
}

impl Objects {
    fn ask(&mut self, name: &str) -> std::io::Result<Option<Object>> {
        writeln!(self.asks, "{name}")?;
        self.asks.flush()?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        // `<id> <type> <size>`, or the name and why not.
        let mut words = line.trim_end().rsplit(' ');
        let (Some(size), Some(kind)) = (words.next(), words.next()) else { return Ok(None) };
        let Ok(size) = size.parse::<u64>() else { return Ok(None) };
        if size > limits::INPUT_BYTES_MAX {
            return Err(std::io::Error::other("an object is too large"));
        }
        let mut content = Vec::new();
        self.answers.by_ref().take(size).read_to_end(&mut content)?;
        let mut newline = [0];
        self.answers.read_exact(&mut newline)?;
        Ok(Some((kind.to_owned(), content)))
    }
}

impl Files for Revision {
    fn read(&self, path: &str) -> Result<Option<Arc<[u8]>>, String> {
        match self.object(path)? {
            Some((kind, content)) if kind == "blob" => Ok(Some(content.into())),
            _ => Ok(None),
        }
    }

    fn list(&self, directory: &str) -> Result<Option<Vec<(String, bool)>>, String> {
        let Some((kind, content)) = self.object(directory)? else { return Ok(None) };
        if kind != "tree" {
            return Ok(None);
        }
        let mut out = entries(&content);
        out.sort();
        Ok(Some(out))
    }

    fn absolute(&self) -> Option<String> {
        None
    }
}

/// The entries of a tree: mode, space, name, a zero byte, twenty (or thirty-two) bytes of id. Whether
/// each is a directory.
fn entries(tree: &[u8]) -> Vec<(String, bool)> {
    for id in [20, 32] {
        if let Some(found) = entries_with(tree, id) {
            return found;
        }
    }
    Vec::new()
}

fn entries_with(mut tree: &[u8], id: usize) -> Option<Vec<(String, bool)>> {
    let mut out = Vec::new();
    while !tree.is_empty() {
        let end = tree.iter().position(|byte| *byte == 0)?;
        let (head, rest) = tree.split_at_checked(end)?;
        let space = head.iter().position(|byte| *byte == b' ')?;
        let (mode, name) = head.split_at_checked(space)?;
        if !mode.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let name = String::from_utf8_lossy(name.get(1..)?).into_owned();
        out.push((name, mode == b"40000"));
        tree = rest.get(1 + id..)?;
    }
    Some(out)
}

/// `git`, asking for nothing and changing nothing.
fn git<const N: usize>(arguments: [&str; N]) -> Command {
    let mut command = Command::new("git");
    command.args(arguments).env("GIT_TERMINAL_PROMPT", "0").env("GIT_OPTIONAL_LOCKS", "0");
    command
}

#[cfg(test)]
mod tests {
    use super::entries;

    #[test]
    fn trees() {
        let mut tree = b"100644 main.tf\0".to_vec();
        tree.extend([7; 20]);
        tree.extend(b"40000 modules\0");
        tree.extend([9; 20]);
        let want = [("main.tf".to_owned(), false), ("modules".to_owned(), true)];
        assert_eq!(entries(&tree), want);
        assert!(entries(b"").is_empty() && entries(b"no tree").is_empty());
    }
}
