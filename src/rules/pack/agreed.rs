//! What was agreed, what is taken for granted, and which changes are looked at anyway.

use super::{Selector, date};
use crate::rules::many::Many;
use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

/// What was agreed with somebody outside of the inputs: an account, a vendor, an older service.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Its name.
    pub id: Spanned<String>,
    /// Patterns of the node ids outside.
    pub node: Many<String>,
    /// Whether they act on us, or we on them.
    #[serde(default)]
    pub direction: Direction,
    /// What they may do.
    pub allowed: Allowed,
    /// Condition keys that every step from or to them must ask for.
    #[serde(default)]
    pub requires: Many<String>,
    /// Who answers for it here.
    pub owner_ours: String,
    /// Who answers for it there.
    pub owner_theirs: String,
    /// What shows that it was agreed.
    #[serde(default)]
    pub evidence: Option<String>,
    /// The last day on which it counts.
    #[serde(deserialize_with = "date")]
    pub review_by: Date,
}

/// Who acts on whom.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// They act on what is ours.
    #[default]
    In,
    /// Ours acts on what is theirs.
    Out,
}

/// What a contract allows; what is not given is not narrowed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Allowed {
    /// Patterns of actions.
    pub actions: Many<String>,
    /// The nodes on our side.
    pub resources: Selector,
    /// Patterns of rules: which findings it answers at all.
    pub rules: Many<String>,
}

/// Something that is taken for granted for a time: nobody gets on from here.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assumption {
    /// Its name.
    pub id: Spanned<String>,
    /// What is taken for granted, in a sentence.
    pub says: String,
    /// Patterns of the node ids from which nobody gets on.
    pub node: Many<String>,
    /// Patterns of techniques that do not work from there; all where nothing is given.
    #[serde(default)]
    pub technique: Many<String>,
    /// Who answers for it.
    pub owner: String,
    /// The last day on which it counts.
    #[serde(deserialize_with = "date")]
    pub expires: Date,
}

/// Which changes are looked at though they move no trust.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Boundary {
    /// For everything that `path` does not name.
    pub mode: Mode,
    /// For some files or addresses.
    pub path: Vec<BoundaryPath>,
    /// Patterns of names and addresses of agents, besides those that are known.
    pub agents: Many<String>,
    /// Patterns of labels that show an agent.
    pub labels: Many<String>,
    /// Patterns of branches that show an agent.
    pub branches: Many<String>,
    /// Whether every end outside of the inputs needs a contract.
    pub contracts: bool,
}

/// The mode of some files or addresses.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoundaryPath {
    /// Patterns of files or of Terraform addresses.
    pub files: Many<String>,
    /// Their mode.
    pub mode: Mode,
}

/// Which changes are looked at, each mode including those before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Those that move trust.
    #[default]
    TrustDelta,
    /// Also those that an agent had a hand in, or may have had.
    AiAny,
    /// All.
    All,
}

impl Mode {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::TrustDelta => "trust-delta",
            Self::AiAny => "ai-any",
            Self::All => "all",
        }
    }
}
