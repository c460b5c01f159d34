//! Long-lived credentials, and where they and secrets can be read.

use super::{CarrierKind, Origin};
use crate::model::kind::kinds;
use crate::model::names::Name;

kinds! {
    /// What kind of long-lived credential.
    pub enum CredentialKind {
        /// An access key.
        AccessKey "access key",
        /// A console password.
        LoginProfile "login profile",
        /// A password for one service alone, such as CodeCommit or Bedrock.
        ServicePassword "service password",
    }
}

/// A user has a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// What kind.
    pub kind: CredentialKind,
    /// ARN of the user.
    pub user: Name,
    /// Where it is declared.
    pub origin: Origin,
}

/// Who can read where a credential is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// ARN of the resource whose attribute carries the credential.
    pub carrier: Name,
    /// What kind of resource that is.
    pub kind: CarrierKind,
    /// ARN of the user whose key it is.
    pub user: Name,
    /// Where it is written.
    pub origin: Origin,
}

/// Something holds a copy of a secret, where whoever reads it reads the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretCopy {
    /// What it is a copy of: the ARN of a secret or parameter, else what readers call it.
    pub of: Name,
    /// ARN of what holds it; for an output of the configuration `output.NAME`.
    pub holder: Name,
    /// What kind of resource holds it; none for an output.
    pub kind: Option<CarrierKind>,
    /// Whether it is printed: an output that is not marked sensitive.
    pub printed: bool,
    /// Where it is written.
    pub origin: Origin,
}
