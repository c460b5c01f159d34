//! All policies that can bind one request, by type.

use crate::model::policy::StatementId;

/// What a policy is attached to, which decides how it is read and what it can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicyType {
    /// Of a user, group or role.
    Identity,
    /// A permissions boundary.
    Boundary,
    /// Passed when a session begins.
    Session,
    /// Of the resource: a bucket policy, a key policy, a trust policy.
    Resource,
    /// A service control policy.
    Scp,
    /// A resource control policy.
    Rcp,
    /// Of the VPC endpoint that the request passes.
    Endpoint,
}

/// The types by name, sorted.
const TYPES: &[(&str, PolicyType)] = &[
    ("boundary", PolicyType::Boundary),
    ("identity", PolicyType::Identity),
    ("rcp", PolicyType::Rcp),
    ("resource", PolicyType::Resource),
    ("scp", PolicyType::Scp),
    ("session", PolicyType::Session),
    ("trust", PolicyType::Resource),
    ("vpce", PolicyType::Endpoint),
];

impl PolicyType {
    /// The type of a name; a `trust` policy is the one of a role as a resource.
    pub fn named(name: &str) -> Option<Self> {
        TYPES.iter().find(|(known, _)| *known == name).map(|(_, of)| *of)
    }

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Boundary => "boundary",
            Self::Session => "session",
            Self::Resource => "resource",
            Self::Scp => "scp",
            Self::Rcp => "rcp",
            Self::Endpoint => "vpce",
        }
    }

    /// Whether its statements say whom they are about.
    pub fn has_principals(self) -> bool {
        matches!(self, Self::Resource | Self::Rcp | Self::Endpoint)
    }
}

/// The statements that can bind one request, by type. An absent layer limits nothing; an empty one
/// allows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policies {
    /// Of the caller and its groups.
    pub identity: Vec<StatementId>,
    /// The caller's permissions boundary.
    pub boundary: Option<Vec<StatementId>>,
    /// The policy of the caller's session.
    pub session: Option<Vec<StatementId>>,
    /// The policy of the resource.
    pub resource: Option<Vec<StatementId>>,
    /// The SCPs of each level from the root to the caller's account.
    pub scps: Vec<Vec<StatementId>>,
    /// The RCPs of each level from the root to the resource's account; that all is allowed which
    /// none denies is understood.
    pub rcps: Vec<Vec<StatementId>>,
    /// The policy of the VPC endpoint.
    pub endpoint: Option<Vec<StatementId>>,
    /// What else decides.
    pub settings: Settings,
}

/// What else than policies decides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settings {
    /// S3 Block Public Access restricts buckets with public policies.
    pub block_public_access: bool,
    /// The caller is of the organization's management account, which no SCP binds.
    pub management_account: bool,
}

/// Where a layer stands: its type and, for SCPs and RCPs, its level from the root.
pub type Place = (PolicyType, usize);

impl Policies {
    /// All layers that are there, with their places.
    pub fn layers(&self) -> Vec<(Place, &[StatementId])> {
        let single = [
            (PolicyType::Identity, Some(&self.identity)),
            (PolicyType::Boundary, self.boundary.as_ref()),
            (PolicyType::Session, self.session.as_ref()),
            (PolicyType::Resource, self.resource.as_ref()),
            (PolicyType::Endpoint, self.endpoint.as_ref()),
        ];
        let single = single.into_iter().filter_map(|(of, list)| Some(((of, 0), list?.as_slice())));
        let scps = self.scps.iter().enumerate().map(|(level, list)| (PolicyType::Scp, level, list));
        let rcps = self.rcps.iter().enumerate().map(|(level, list)| (PolicyType::Rcp, level, list));
        let levels = scps.chain(rcps).map(|(of, level, list)| ((of, level), list.as_slice()));
        single.chain(levels).collect()
    }
}
