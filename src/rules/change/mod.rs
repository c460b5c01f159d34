//! What the forge and the repository tell of a change: who made it, of what, who agreed to it.

pub mod forge;
mod github;
mod gitlab;
pub mod provenance;

/// What is told of a change. Nothing told is nothing known, never "by a person" or "agreed".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Who asks for it to be merged.
    pub author: Option<Person>,
    /// The newest commit of it.
    pub head: Option<String>,
    /// The commit that it starts from.
    pub base: Option<String>,
    /// The name of its branch.
    pub branch: Option<String>,
    /// Its labels.
    pub labels: Vec<String>,
    /// Its commits.
    pub commits: Vec<Commit>,
    /// What reviewers said, the oldest first.
    pub reviews: Vec<Review>,
    /// The files that it touches; none where nobody tells.
    pub files: Option<Vec<String>>,
}

/// Somebody known to the forge or named in a commit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The name of the account at the forge, or the name in the commit.
    pub name: String,
    /// The mail address in the commit; empty where there is none.
    pub mail: String,
    /// Whether the forge says that it is no person.
    pub bot: bool,
}

/// A commit of the change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commit {
    /// Its id.
    pub id: String,
    /// Who wrote it, and who else had a hand in it.
    pub people: Vec<Person>,
    /// What it says of itself.
    pub message: String,
    /// Whether the forge verified its signature.
    pub verified: bool,
}

/// What a reviewer said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Who.
    pub by: Person,
    /// Whether they agree; a later word takes back an earlier one.
    pub agrees: bool,
    /// On which commit; none where nobody tells.
    pub commit: Option<String>,
}

impl Change {
    /// Adds what another source tells. What is told already stays, lists grow.
    pub fn join(&mut self, more: Self) {
        self.author = self.author.take().or(more.author);
        self.head = self.head.take().or(more.head);
        self.base = self.base.take().or(more.base);
        self.branch = self.branch.take().or(more.branch);
        self.labels.extend(more.labels);
        self.commits.extend(more.commits);
        self.reviews.extend(more.reviews);
        if let Some(files) = more.files {
            self.files.get_or_insert_default().extend(files);
        }
    }

    /// Who agrees, by the last word of each.
    pub fn agreed(&self) -> Vec<&Review> {
        let mut last: Vec<&Review> = Vec::new();
        for review in &self.reviews {
            last.retain(|known| !known.by.is(&review.by));
            last.push(review);
        }
        last.retain(|review| review.agrees);
        last
    }

    /// Whether somebody made the change: asked for it, or wrote a commit of it.
    pub fn is_by(&self, person: &Person) -> bool {
        let writers = self.commits.iter().flat_map(|commit| &commit.people);
        self.author.iter().chain(writers).any(|one| one.is(person))
    }
}

/// The end of addresses that GitHub gives to accounts that hide theirs: `1234+name@...`.
const HIDDEN_MAIL: &str = "@users.noreply.github.com";

impl Person {
    /// Somebody by the name of their account.
    pub fn named(name: &str) -> Self {
        Self { name: name.trim_start_matches('@').to_owned(), ..Self::default() }
    }

    /// Whether both are the same, as far as names and addresses tell.
    pub fn is(&self, other: &Self) -> bool {
        let same = |left: &str, right: &str| !left.is_empty() && left.eq_ignore_ascii_case(right);
        same(&self.name, &other.name)
            || same(&self.mail, &other.mail)
            || same(self.account(), &other.name)
            || same(&self.name, other.account())
    }

    /// The account that a hidden address tells.
    fn account(&self) -> &str {
        let local = self.mail.strip_suffix(HIDDEN_MAIL).unwrap_or_default();
        local.split_once('+').map_or(local, |(_, name)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Person, Review};

    #[test]
    fn the_last_word_counts() {
        let review = |name: &str, agrees| Review { by: Person::named(name), agrees, commit: None };
        let reviews = vec![review("a", true), review("b", true), review("A", false)];
        let change = Change { reviews, ..Change::default() };
        let agreed: Vec<&str> = change.agreed().iter().map(|one| one.by.name.as_str()).collect();
        assert_eq!(agreed, ["b"]);
    }

    #[test]
    fn a_hidden_address_tells_the_account() {
        let mail = "12+alice@users.noreply.github.com".to_owned();
        let commit = Person { name: "Alice A.".to_owned(), mail, bot: false };
        assert!(commit.is(&Person::named("@alice")));
        assert!(!commit.is(&Person::named("bob")));
        assert!(!Person::default().is(&Person::default()));
    }
}
