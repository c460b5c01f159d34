//! Where calls come from: what conditions on `aws:SourceIp`, `aws:SourceVpc` and `aws:SourceVpce` see.

use super::inventory::Origin;
use super::names::Name;

/// Something that runs with a role stands where its calls come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// The role.
    pub role: Name,
    /// From where.
    pub from: From,
    /// What it stands on: what runs with the role, and the way that its calls take.
    pub origins: Vec<Origin>,
}

/// The last place that a call leaves before it reaches AWS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// An endpoint in a network, for one service.
    Endpoint {
        /// The name of the service: `com.amazonaws.eu-west-1.s3`.
        service: Name,
        /// The endpoint.
        endpoint: Name,
        /// The network that it stands in.
        network: Name,
    },
    /// An address of the internet.
    Address(Name),
}
