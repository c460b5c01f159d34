//! What must always hold, as it is written.

use super::Selector;
use crate::rules::many::Many;
use serde::Deserialize;
use toml::Spanned;

/// What an exception begins with that is a contract: whoever it is made with.
pub const CONTRACT: &str = "contract:";
/// What a scope begins with that is an account, by number or name.
pub const ACCOUNT: &str = "account:";

/// What must always hold. It makes one demand: `never` with `from` and `to`, or one of the others.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invariant {
    /// Its name.
    pub id: Spanned<String>,
    /// What must never be: `path` is `no_path`, `new` is `no_new`.
    pub never: Option<Never>,
    /// Where it would start.
    #[serde(default)]
    pub from: Selector,
    /// Where it would end.
    #[serde(default)]
    pub to: Selector,
    /// Node ids, as patterns, that may stand on the way, or `contract:` and the name of one.
    #[serde(default)]
    pub except: Many<String>,
    /// Nobody gets from one to the other.
    pub no_path: Option<Between>,
    /// Nobody gets from one to the other who did not before.
    pub no_new: Option<Between>,
    /// Every way from one to the other leads through a third.
    pub only_via: Option<OnlyVia>,
    /// What happens there is seen.
    pub must_cover: Option<Watched>,
    /// Something keeps it in.
    pub must_confine: Option<Watched>,
    /// Rights that nobody has who is not listed.
    pub deny_by_default: Option<DenyByDefault>,
    /// No more than so many read it.
    pub max_readers: Option<MaxReaders>,
    /// Whoever is trusted there must show something.
    pub requires_condition: Option<RequiresCondition>,
    /// Exactly these get there.
    pub set_equals: Option<SetEquals>,
    /// Whether its selectors may match nothing.
    #[serde(default)]
    pub allow_empty: bool,
    /// Controls that it is evidence toward.
    #[serde(default)]
    pub controls: Vec<Spanned<String>>,
    /// Weakenings that must break it.
    #[serde(default)]
    pub negative_controls: Many<String>,
}

impl Invariant {
    /// How many demands it makes.
    pub fn demands(&self) -> usize {
        let made = [
            self.never.is_some(),
            self.no_path.is_some(),
            self.no_new.is_some(),
            self.only_via.is_some(),
            self.must_cover.is_some(),
            self.must_confine.is_some(),
            self.deny_by_default.is_some(),
            self.max_readers.is_some(),
            self.requires_condition.is_some(),
            self.set_equals.is_some(),
        ];
        made.iter().filter(|made| **made).count()
    }

    /// What may stand on a way that it forbids.
    pub fn excepted(&self) -> impl Iterator<Item = &str> {
        let between = self.no_path.iter().chain(&self.no_new).flat_map(|one| &one.except.0);
        self.except.0.iter().chain(between).map(String::as_str)
    }

    /// The selectors that it is about. Who is trusted may be anybody outside.
    pub fn selectors(&self) -> Vec<&Selector> {
        let mut out = Vec::new();
        if self.never.is_some() {
            out.extend([&self.from, &self.to]);
        }
        for between in [&self.no_path, &self.no_new].into_iter().flatten() {
            out.extend([&between.from, &between.to]);
        }
        if let Some(only) = &self.only_via {
            out.extend([&only.from, &only.to, &only.via]);
        }
        out.extend(self.must_cover.iter().chain(&self.must_confine).map(|rule| &rule.select));
        out.extend(self.max_readers.iter().map(|rule| &rule.select));
        out.extend(self.requires_condition.iter().map(|rule| &rule.to));
        out.extend(self.set_equals.iter().map(|rule| &rule.select));
        out
    }
}

/// What must never be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Never {
    /// A path, old or new, as far as the command looks.
    Path,
    /// A path that the change opens.
    New,
}

/// Two ends.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Between {
    /// Where it would start.
    pub from: Selector,
    /// Where it would end.
    pub to: Selector,
    /// Node ids, as patterns, that may stand on the way, or `contract:` and the name of one.
    #[serde(default)]
    pub except: Many<String>,
}

/// Two ends, and what every way between them leads through.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnlyVia {
    /// Where ways start.
    pub from: Selector,
    /// Where they end.
    pub to: Selector,
    /// What they lead through.
    pub via: Selector,
}

/// Something, and the surfaces that must say that it is seen or kept in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watched {
    /// What.
    #[serde(rename = "match")]
    pub select: Selector,
    /// Patterns of surfaces, any of which is enough.
    pub by: Many<String>,
}

/// How many may read something.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaxReaders {
    /// What is read.
    #[serde(rename = "match")]
    pub select: Selector,
    /// How many.
    pub max: usize,
}

/// What whoever is trusted must show.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequiresCondition {
    /// Whose trust policy is asked.
    pub to: Selector,
    /// Who is trusted.
    #[serde(default)]
    pub from: Selector,
    /// Condition keys, all of which must be asked for.
    pub keys: Many<String>,
}

/// Who gets somewhere, nobody more and nobody less.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetEquals {
    /// What is reached.
    #[serde(rename = "match")]
    pub select: Selector,
    /// How it is reached.
    #[serde(default)]
    pub of: Members,
    /// Who, by node id, ARN with `*`, or `role/NAME`.
    pub principals: Many<String>,
}

/// How somebody gets somewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Members {
    /// They read it.
    #[default]
    Readers,
    /// They come to act as it.
    Reach,
}

/// Rights that nobody has who is not listed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DenyByDefault {
    /// Where it holds.
    pub scope: String,
    /// Who may have them.
    pub principals: Many<String>,
    /// The actions.
    pub actions: Many<String>,
}
