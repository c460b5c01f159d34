//! Whether a program had a hand in a change, as far as the change tells.
//!
//! Signs can be left out, so the absence of all of them shows nothing: a change is by people only where
//! each of its commits says so, in a commit that the forge verified. A sign may raise a lane, never
//! lower one.

use super::{Change, Commit, Person};
use crate::rules::pack::Boundary;
use crate::rules::select::like;

/// What shows a program: a kind and a pattern a line.
const KNOWN: &str = include_str!("../../../rulesets/agents.txt");
/// The trailer by which a commit says what help it had.
const DECLARATION: &str = "ai-assistance";
/// What the trailer says where it had none.
const NONE: &str = "none";
/// Trailers that name people, and agents among them.
const PEOPLE: &[&str] = &["co-authored-by", "signed-off-by", "authored-by"];

/// Who had a hand in a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Provenance {
    /// A program, as these signs show.
    Agent(Vec<String>),
    /// People alone, as each commit says.
    Declared,
    /// Nobody tells.
    Untold,
}

/// What shows a program, of those that are known and those that a repository adds.
#[derive(Debug, Default)]
pub struct Agents<'r> {
    /// What the repository adds.
    pub boundaries: Vec<&'r Boundary>,
}

impl Agents<'_> {
    /// Whether somebody is a program, by name or address.
    pub fn is_agent(&self, person: &Person) -> bool {
        person.bot
            || self.shows("name", &person.name)
            || self.shows("mail", &person.mail)
            || self
                .boundaries
                .iter()
                .flat_map(|one| &one.agents.0)
                .any(|pattern| meant(pattern, &person.name) || meant(pattern, &person.mail))
    }

    /// Who had a hand in a change.
    pub fn provenance(&self, change: &Change) -> Provenance {
        let mut signs = Vec::new();
        if let Some(author) = change.author.iter().find(|one| self.is_agent(one)) {
            signs.push(format!("the author is {}", author.name));
        }
        let branches = || self.boundaries.iter().flat_map(|one| &one.branches.0);
        if let Some(branch) = &change.branch
            && (self.shows("branch", branch) || branches().any(|one| meant(one, branch)))
        {
            signs.push(format!("the branch is {branch}"));
        }
        let labels = || self.boundaries.iter().flat_map(|one| &one.labels.0);
        let label =
            |text: &&String| self.shows("label", text) || labels().any(|one| meant(one, text));
        signs.extend(change.labels.iter().filter(label).map(|text| format!("the label {text}")));
        signs.extend(change.commits.iter().flat_map(|commit| self.signs(commit)));
        signs.sort();
        signs.dedup();
        let declared = |commit: &Commit| {
            commit.verified && trailers(&commit.message).any(|(key, value)| says_none(&key, value))
        };
        match signs.is_empty() {
            false => Provenance::Agent(signs),
            true if change.commits.is_empty() => Provenance::Untold,
            true if change.commits.iter().all(declared) => Provenance::Declared,
            true => Provenance::Untold,
        }
    }

    /// The signs of a commit.
    fn signs(&self, commit: &Commit) -> Vec<String> {
        let mut out = Vec::new();
        for one in commit.people.iter().filter(|one| self.is_agent(one)) {
            out.push(format!("a commit is by {}", one.name));
        }
        for (key, value) in trailers(&commit.message) {
            let declares = key == DECLARATION && !says_none(&key, value);
            let named = PEOPLE.contains(&key.as_str()) && self.is_agent(&person(value));
            if declares || named || self.shows("trailer", &key) {
                out.push(format!("a commit says {key}: {value}"));
            }
        }
        out
    }

    fn shows(&self, kind: &str, text: &str) -> bool {
        let known = KNOWN.lines().filter_map(|line| line.split_once(' '));
        known.filter(|(word, _)| *word == kind).any(|(_, pattern)| meant(pattern, text))
    }
}

fn says_none(key: &str, value: &str) -> bool {
    key == DECLARATION && value.eq_ignore_ascii_case(NONE)
}

/// A pattern and a text, without case; nothing is meant by no text.
fn meant(pattern: &str, text: &str) -> bool {
    !text.is_empty() && like(&pattern.to_lowercase(), &text.to_lowercase())
}

/// The lines `Key: value` of a message, keys in lower case. Wherever they stand: a sign counts.
fn trailers(message: &str) -> impl Iterator<Item = (String, &str)> {
    message.lines().filter_map(|line| {
        let (key, value) = line.trim().split_once(':')?;
        let plain = key.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
        (plain && !key.is_empty()).then(|| (key.to_lowercase(), value.trim()))
    })
}

/// `Name <address>`
fn person(text: &str) -> Person {
    let (name, mail) = text.split_once('<').unwrap_or((text, ""));
    let mail = mail.trim_end().trim_end_matches('>').to_owned();
    Person { name: name.trim().to_owned(), mail, bot: false }
}

#[cfg(test)]
mod tests {
    use super::super::{Change, Commit, Person};
    use super::{Agents, Provenance};

    fn of(message: &str, verified: bool) -> Provenance {
        let people = vec![Person::named("alice")];
        let commit = Commit { people, message: message.to_owned(), verified, ..Commit::default() };
        let change = Change { commits: vec![commit], ..Change::default() };
        Agents::default().provenance(&change)
    }

    #[test]
    fn trailers_tell() {
        let agent = |message: &str| matches!(of(message, true), Provenance::Agent(_));
        assert!(agent("Add a role\n\nCo-authored-by: Claude <noreply@anthropic.com>"));
        assert!(agent("Add a role\n\nAssisted-by: some:model"));
        assert!(agent("Add a role\n\nGenerated-by: a tool\nAI-assistance: none"));
        assert!(agent("Add a role\n\nAI-assistance: some"));
        assert!(!agent("Add a role\n\nCo-authored-by: Bob <bob@example.com>"));
        assert_eq!(of("Add a role", true), Provenance::Untold);
    }

    #[test]
    fn a_declaration_counts_where_it_is_verified() {
        let text = "Add a role\n\nAI-assistance: none";
        assert_eq!(of(text, true), Provenance::Declared);
        assert_eq!(of(text, false), Provenance::Untold);
        assert_eq!(Agents::default().provenance(&Change::default()), Provenance::Untold);
    }
}
