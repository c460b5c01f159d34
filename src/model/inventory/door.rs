//! Ways in for who is outside.

use super::Origin;
use crate::model::kind::kinds;
use crate::model::names::Name;

/// An identity provider of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// Its ARN.
    pub arn: Name,
    /// Where it is declared.
    pub origin: Origin,
}

/// How the id of pods begins that an EKS cluster gives a role to: `pods:CLUSTER/NAMESPACE/ACCOUNT`.
pub const PODS: &str = "pods:";

kinds! {
    /// What kind of way in.
    pub enum DoorKind {
        /// A trust anchor of Roles Anywhere believes certificates.
        Anchor "anchor",
        /// A group or user of Identity Center has a permission set in an account, or pods have a role: to it.
        Assigned "assigned",
        /// An identity pool lets its identities take any role that trusts it.
        Classic "classic",
        /// An identity pool lets guests in.
        Guests "guests",
        /// An identity pool hands a role to guests.
        HandsToGuests "hands to guests",
        /// An identity pool hands a role to users.
        HandsToUsers "hands to users",
        /// A user of Identity Center is in a group.
        Member "member",
        /// The list of an EKS cluster makes a principal its administrator: to the cluster.
        Operates "operates",
        /// A profile of Roles Anywhere hands out a role.
        Profile "profile",
        /// Anybody may register with a user pool, or with an identity pool by a public login.
        SignUp "sign-up",
        /// An identity pool takes the users of a user pool.
        Users "users",
    }
}

/// A way in for who is outside, declared beside the trust policies of roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// What kind.
    pub kind: DoorKind,
    /// What it is a door of: an anchor, a pool, somebody of Identity Center.
    pub id: Name,
    /// Where it leads: a role, a user pool, a group; empty if nowhere by itself.
    pub to: Name,
    /// Whether it is open.
    pub open: bool,
    /// Where that is set.
    pub origin: Origin,
}
