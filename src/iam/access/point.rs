//! One request as an example.

use crate::iam::condition::Plain;

/// A request that shows something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Who asks: an ARN, a service, a provider; none is anonymous.
    pub principal: Option<String>,
    /// In AWS's own case where the action exists.
    pub action: String,
    /// An ARN, or `*` for an action without a resource.
    pub resource: String,
    /// The condition keys with their values; all others are absent.
    pub context: Plain,
    /// Whether no action of today shows it, only names that AWS may give in the future.
    pub future: bool,
}
