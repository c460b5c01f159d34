//! Users, roles and groups, and the policies that they have.

use super::{Origin, Written};
use crate::model::kind::kinds;
use crate::model::names::Name;
use crate::model::policy::DocId;
use crate::model::value::Unknown;

kinds! {
    /// What kind of identity.
    pub enum IdentityKind {
        /// A group: holds policies for its members, never acts itself.
        Group "group",
        /// A role.
        Role "role",
        /// A user.
        User "user",
    }
}

/// A user, role or group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// User, role or group.
    pub kind: IdentityKind,
    /// Its ARN; with a symbol where the account is not known.
    pub arn: Name,
    /// The account of the ARN.
    pub account: Name,
    /// The name without its path.
    pub name: Name,
    /// The trust policy of a role.
    pub trust: Option<Written>,
    /// The permissions boundary: an ARN, or why it is not known.
    pub boundary: Option<(Result<Name, Unknown>, Origin)>,
    /// Tags, sorted by key.
    pub tags: Vec<(Name, Name)>,
    /// Where it is declared.
    pub origin: Origin,
}

/// A managed policy with its default version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManagedPolicy {
    /// Its ARN.
    pub arn: Name,
    /// The default version.
    pub written: Written,
    /// Other versions, where the input holds them.
    pub others: Vec<DocId>,
}

/// What an attachment gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attached {
    /// A policy of the identity's own, by its name.
    Inline(Name, Written),
    /// A managed policy, by ARN.
    Managed(Name),
    /// A managed policy whose ARN is not known.
    Unknown(Unknown),
    /// What the policy of a resource, by its ARN, says of the identity. No source gives it: the graph
    /// derives it.
    Lent(Name, Written),
}

/// An identity has a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// ARN of the user, role or group.
    pub identity: Name,
    /// What it has.
    pub attached: Attached,
    /// Where it is written.
    pub origin: Origin,
    /// A computed echo of what other resources manage (`managed_policy_arns` that nobody set).
    pub mirrored: bool,
}

/// The whole list of what an identity may have of one kind: what others attach is taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusive {
    /// ARN of the identity, or of the policy if `by_policy`.
    pub of: Name,
    /// Whether the list is that of a policy's holders.
    pub by_policy: bool,
    /// Whether it is about inline policies (by name) and not managed ones (by ARN).
    pub inline: bool,
    /// Sorted names, ARNs of policies, or ARNs of holders.
    pub only: Vec<Name>,
    /// Where it is written.
    pub origin: Origin,
}

/// A user is in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// ARN of the user.
    pub user: Name,
    /// ARN of the group.
    pub group: Name,
    /// Where it is written.
    pub origin: Origin,
}
