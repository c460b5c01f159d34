//! What is told of a change: by the forge in files, by the repository in commits.

use super::args::Ruling;
use super::text;
use crate::diag::{Code, Error, limits};
use crate::rules::change::{Change, Commit, Person, forge};
use crate::source::history;

/// The revision of a source `git:REV[:PATH]`.
pub(super) fn revision(source: &str) -> Option<&str> {
    let spec = source.strip_prefix("git:")?;
    Some(spec.split_once(':').map_or(spec, |(revision, _)| revision))
}

/// What is told of a change from `before` to `after`, as far as they are revisions or the working tree.
///
/// # Errors
/// `input-unreadable`, `input-too-large`, or what the file of a forge gives.
pub(super) fn told(
    ruling: &Ruling,
    before: Option<&str>,
    after: Option<&str>,
) -> Result<Change, Error> {
    let mut change = Change::default();
    for file in &ruling.event {
        let told = text::read(file, limits::EVENT_BYTES_MAX, Code::InputNotJson)?;
        change.join(forge::read(file, &told)?);
    }
    let base = before.and_then(revision).map(str::to_owned).or_else(|| change.base.clone());
    let head = after.and_then(revision).map(str::to_owned);
    // A plan tells nothing of the tree that it was made in: the forge may.
    let plan = before.is_none();
    let head = head.or_else(|| change.head.clone().filter(|_| plan));
    if let Some(base) = base {
        let commits = history::commits(&base, head.as_deref().unwrap_or("HEAD"));
        let untold =
            |one: &history::CommitRecord| change.commits.iter().all(|known| known.id != one.id);
        let more: Vec<Commit> = commits.into_iter().flatten().filter(untold).map(commit).collect();
        let files = history::files(&base, head.as_deref());
        change.join(Change { commits: more, files, ..Change::default() });
    }
    Ok(change)
}

fn commit(record: history::CommitRecord) -> Commit {
    let mut people: Vec<Person> =
        record.people.into_iter().map(|(name, mail)| Person { name, mail, bot: false }).collect();
    people.dedup();
    Commit { id: record.id, people, message: record.message, verified: false }
}
