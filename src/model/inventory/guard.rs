//! Policies of the organization, and the tree that they act by.

use super::{Origin, Written};
use crate::model::names::Name;

/// What an organization's policy limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GuardKind {
    /// A service control policy: limits the principals of accounts.
    Scp,
    /// A resource control policy: limits access to the resources of accounts.
    Rcp,
}

impl GuardKind {
    /// All kinds that limit access; tag, backup and opt-out policies do not.
    pub const ALL: &[Self] = &[Self::Scp, Self::Rcp];

    /// What AWS calls it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Scp => "SERVICE_CONTROL_POLICY",
            Self::Rcp => "RESOURCE_CONTROL_POLICY",
        }
    }

    /// The kind that AWS calls so.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word() == word)
    }
}

/// A policy of the organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guard {
    /// SCP or RCP.
    pub kind: GuardKind,
    /// Its id or address.
    pub id: Name,
    /// The document.
    pub written: Written,
}

/// A policy of the organization is attached to a root, a unit or an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardAttachment {
    /// Id of the policy.
    pub guard: Name,
    /// Id of the root or unit, or the account's number.
    pub target: Name,
    /// Where it is written.
    pub origin: Origin,
}

/// An account or unit lies below another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parent {
    /// Account number or id of a unit.
    pub child: Name,
    /// Id of the unit or root above it.
    pub parent: Name,
    /// Where that is written.
    pub origin: Origin,
}
