//! A file of tests as it is written.

use crate::cli::text;
use crate::diag::{Code, Error, limits};
use crate::diff::finding::Lane;
use crate::rules::many::Many;
use crate::rules::read;
use serde::Deserialize;
use std::path::Path;

/// The tests of one rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TestFile {
    /// The rule: a gate, an invariant, or a kind of finding.
    pub(super) rule: String,
    /// Shipped packs in force, besides the core.
    #[serde(default)]
    pub(super) packs: Vec<String>,
    /// Further rules in force, as TOML.
    #[serde(default)]
    pub(super) rules: String,
    /// The cases.
    pub(super) case: Vec<Case>,
}

/// One case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    /// What it shows.
    pub(super) name: String,
    /// Whether the rule speaks, and whether that is what one would think.
    pub(super) kind: CaseKind,
    /// What was, from the folder of the file; without it, `after` is audited.
    pub(super) before: Option<String>,
    /// What is.
    pub(super) after: String,
    /// Further rules of this case, as TOML.
    #[serde(default)]
    pub(super) rules: String,
    /// What comes out.
    pub(super) expect: Vec<Expect>,
}

/// Whether the rule speaks, and whether that is what one would think.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum CaseKind {
    /// It speaks.
    Violating,
    /// It is silent.
    Conforming,
    /// It is silent, and one would think that it speaks.
    LooksBad,
    /// It speaks, and one would think that it is silent.
    LooksFine,
}

impl CaseKind {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Violating => "violating",
            Self::Conforming => "conforming",
            Self::LooksBad => "looks bad, is fine",
            Self::LooksFine => "looks fine, is bad",
        }
    }
}

/// One thing that comes out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) enum Expect {
    /// Somebody gets somewhere.
    Path(Ends),
    /// Somebody, who is there, gets nowhere near.
    NoPath(Ends),
    /// So many findings.
    Finding(Found),
    /// The lane of the change: `fast`, `review` or `block`.
    Lane(String),
    /// Who must look at it.
    Owners(Owned),
    /// Who reads it, nobody else.
    Readers(Who),
    /// Who comes to act as it, nobody else.
    Reach(Who),
}

/// Two nodes, as `explain` takes them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ends {
    pub(super) from: String,
    pub(super) to: String,
}

/// Which findings, and how many. All that is given must hold of each.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Found {
    /// Pattern of the rule.
    #[serde(default = "any")]
    pub(super) rule: String,
    /// A gate that holds it.
    pub(super) gate: Option<String>,
    /// Its lane.
    pub(super) lane: Option<Lane>,
    /// How many; without it at least one.
    pub(super) count: Option<usize>,
    /// A node or a changed address that is there and that they are about.
    pub(super) about: Option<String>,
}

fn any() -> String {
    "*".to_owned()
}

/// Owners of the findings of a rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Owned {
    pub(super) rule: String,
    pub(super) are: Many<String>,
}

/// Principals that get at something.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Who {
    /// Pattern of its id.
    pub(super) of: String,
    pub(super) are: Many<String>,
}

/// Reads a file of tests.
///
/// # Errors
/// `input-unreadable`, or `rules-invalid` with the place.
pub(super) fn read(path: &Path) -> Result<TestFile, Error> {
    let name = path.display().to_string();
    let text = text::read(&name, limits::RULES_BYTES_MAX, Code::RulesInvalid)?;
    read::toml(&name, &text)
}
