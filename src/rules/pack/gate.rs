//! What raises the lane of a finding, as it is written.

use super::Selector;
use crate::diff::finding::{Class, Lane, Severity};
use crate::rules::cel::Where;
use crate::rules::many::Many;
use serde::Deserialize;
use toml::Spanned;

/// What raises the lane of a finding.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Its name, which a report gives as the reason.
    pub id: Spanned<String>,
    /// When it closes; all that is given must hold.
    pub when: When,
    /// The lane that findings are raised to.
    #[serde(default = "review")]
    pub lane: Lane,
    /// Who must agree.
    pub approvals: Option<Approvals>,
    /// Controls that it is evidence toward.
    #[serde(default)]
    pub controls: Vec<Spanned<String>>,
}

fn review() -> Lane {
    Lane::Review
}

/// When a gate closes. What is not given holds for every finding.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct When {
    /// Kinds of facts.
    pub fact: Many<Fact>,
    /// By which means somebody gets in.
    pub via: Many<Via>,
    /// Classes of findings.
    pub class: Many<Class>,
    /// Patterns of rules.
    pub rule: Many<String>,
    /// Patterns of techniques.
    pub technique: Many<String>,
    /// The least severity.
    pub severity: Option<Severity>,
    /// Patterns of attributes that the change touches.
    pub attr_weaker: Many<String>,
    /// How many reach it.
    pub fan_in: Option<FanIn>,
    /// Where it starts.
    pub from: Option<Selector>,
    /// Where it ends.
    pub to: Option<Selector>,
    /// A condition in CEL.
    #[serde(rename = "where")]
    pub condition: Option<Where>,
    /// Whether it may be that its selectors match nothing.
    pub allow_empty: bool,
}

impl When {
    /// Whether nothing is given, so that it holds for every finding.
    pub fn is_open(&self) -> bool {
        self == &Self::default()
    }
}

/// A kind of fact of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Fact {
    /// A principal comes to act as another.
    CanBecome,
    /// Somebody is trusted.
    Trusts,
    /// A right by itself.
    Allows,
}

/// By which means somebody gets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// A token of an OpenID Connect provider.
    Oidc,
    /// An assertion of a SAML provider.
    Saml,
    /// A certificate.
    X509,
    /// An identity pool.
    Cognito,
    /// IAM Identity Center, and whom it trusts.
    TrustedTokenIssuer,
    /// An account as a whole.
    AccountAccess,
    /// A token that AWS issues for others. No technique is known for it yet.
    OutboundJwt,
}

/// How many reach something.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FanIn {
    /// From how many on it counts.
    pub min: usize,
    /// Of what; every start counts.
    #[serde(default)]
    pub of: Counted,
}

/// What a fan-in counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Counted {
    /// Starts of paths.
    #[default]
    App,
}

/// Who must agree before a gate opens.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Approvals {
    /// How many.
    pub count: usize,
    /// Of whom: teams, or `owner(from)` and `owner(to)`.
    pub from: Many<String>,
    /// Whether it must be a person.
    pub human: bool,
    /// Whether the author does not count.
    pub not_author: bool,
    /// Whether it must be on the head commit.
    pub after_last_push: bool,
}
