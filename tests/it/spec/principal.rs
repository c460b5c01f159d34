//! Who asks, and what the `Principal` and `NotPrincipal` of a statement say of them.
//!
//! User guide, "AWS JSON policy elements: Principal" and "NotPrincipal".

use serde_json::Value;

use super::document::{Element, element, texts};

/// Who makes a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    Anonymous,
    Service(String),
    /// An OIDC or SAML provider, by ARN or by the name of a built-in one.
    Provider(String),
    Canonical(String),
    Root {
        account: String,
    },
    User {
        arn: String,
        account: String,
    },
    /// A role as such: who plans with it means any of its sessions.
    Role {
        arn: String,
        account: String,
    },
    RoleSession {
        arn: String,
        account: String,
        role: String,
    },
    FederatedUser {
        arn: String,
        account: String,
        name: String,
    },
}

const BUILT_IN_PROVIDERS: &[&str] = &[
    "accounts.google.com",
    "cognito-identity.amazonaws.com",
    "graph.facebook.com",
    "www.amazon.com",
];

impl Caller {
    /// The caller that a request names; none when the name has no known form.
    pub(crate) fn read(principal: &Value) -> Option<Self> {
        let Some(name) = principal.as_str() else {
            return principal.is_null().then_some(Self::Anonymous);
        };
        let owned = str::to_owned;
        let fields: Vec<&str> = name.splitn(6, ':').collect();
        Some(match fields[..] {
            ["arn", _, "iam", "", account, "root"] => Self::Root { account: owned(account) },
            ["arn", _, service, "", account, rest] => {
                let (kind, path) = rest.split_once('/')?;
                let (arn, account) = (owned(name), owned(account));
                match (service, kind) {
                    ("iam", "user") => Self::User { arn, account },
                    ("iam", "role") => Self::Role { arn, account },
                    ("iam", "oidc-provider" | "saml-provider") => Self::Provider(arn),
                    ("sts", "assumed-role") => {
                        Self::RoleSession { arn, account, role: owned(path.split_once('/')?.0) }
                    }
                    ("sts", "federated-user") => {
                        Self::FederatedUser { arn, account, name: owned(path) }
                    }
                    _ => return None,
                }
            }
            _ if BUILT_IN_PROVIDERS.contains(&name) => Self::Provider(owned(name)),
            [_] if name.len() == 64 => Self::Canonical(owned(name)),
            [_] if name.contains('.') => Self::Service(owned(name)),
            _ => return None,
        })
    }

    /// The account of a caller that belongs to one.
    pub(crate) fn account(&self) -> Option<&str> {
        match self {
            Self::Anonymous | Self::Service(_) | Self::Provider(_) | Self::Canonical(_) => None,
            Self::Root { account }
            | Self::User { account, .. }
            | Self::Role { account, .. }
            | Self::RoleSession { account, .. }
            | Self::FederatedUser { account, .. } => Some(account),
        }
    }

    /// Is it a user, a role or a session: someone whom identity policies speak of?
    pub(crate) fn has_identity_policies(&self) -> bool {
        self.account().is_some() && !matches!(self, Self::Root { .. })
    }

    /// Is it a role that a service made for itself, or a session of one?
    pub(crate) fn is_service_linked_role(&self) -> bool {
        match self {
            Self::Role { arn, .. } => arn.contains(":role/aws-service-role/"),
            Self::RoleSession { role, .. } => role.starts_with("AWSServiceRoleFor"),
            _ => false,
        }
    }
}

/// How a statement reaches the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grant {
    /// To the very caller, or to everyone.
    Direct,
    /// To the role or user behind the session: boundary and session policy limit it.
    Behind,
    /// To the account: it delegates to the identity policies there.
    Account,
}

/// The ways in which a statement reaches the caller; none when it does not. `NotPrincipal` comes
/// with Deny only, and always denies a caller that has a permissions boundary.
pub(crate) fn grants(statement: &Value, caller: &Caller, has_boundary: bool) -> Vec<Grant> {
    match element(statement, "Principal") {
        Element::Positive(principal) => named(principal, caller),
        Element::Negated(principal) => {
            let deny = statement.get("Effect").and_then(Value::as_str) == Some("Deny");
            let reached = deny && (has_boundary || named(principal, caller).is_empty());
            reached.then_some(Grant::Direct).into_iter().collect()
        }
        Element::Missing => Vec::new(),
    }
}

/// The ways in which the value of a `Principal` element names the caller.
fn named(principal: &Value, caller: &Caller) -> Vec<Grant> {
    match principal {
        Value::Object(kinds) => {
            let one = |(kind, names): (&String, &Value)| -> Vec<Grant> {
                texts(names).iter().filter_map(|name| grant(kind, name, caller)).collect()
            };
            kinds.iter().flat_map(one).collect()
        }
        bare => {
            let one = |name: &String| match name.as_str() {
                "*" => Some(Grant::Direct),
                arn => grant("AWS", arn, caller),
            };
            texts(bare).iter().filter_map(one).collect()
        }
    }
}

fn grant(kind: &str, name: &str, caller: &Caller) -> Option<Grant> {
    let direct = |is| bool::then_some(is, Grant::Direct);
    match (kind, caller) {
        ("AWS", _) => aws(name, caller),
        ("Service", Caller::Service(service)) => direct(name == service),
        ("Federated", Caller::Provider(provider)) => direct(name == "*" || name == provider),
        ("CanonicalUser", Caller::Canonical(id)) => direct(name == id),
        _ => None,
    }
}

/// `{"AWS": name}`. No wildcards but `*` alone; a unique id (`AROA...`) names nobody known.
fn aws(name: &str, caller: &Caller) -> Option<Grant> {
    if name == "*" {
        let person = !matches!(caller, Caller::Service(_) | Caller::Provider(_));
        return person.then_some(Grant::Direct);
    }
    if is_account(name, caller.account()?) {
        return Some(Grant::Account);
    }
    match caller {
        Caller::User { arn, .. } => (name == arn).then_some(Grant::Direct),
        Caller::Role { arn, .. } => (name == arn).then_some(Grant::Behind),
        Caller::RoleSession { arn, account, role } => (name == arn)
            .then_some(Grant::Direct)
            .or_else(|| is_entity(name, account, "role", role).then_some(Grant::Behind)),
        Caller::FederatedUser { arn, account, name: user } => (name == arn)
            .then_some(Grant::Direct)
            .or_else(|| is_entity(name, account, "user", user).then_some(Grant::Behind)),
        _ => None,
    }
}

/// Is it the account, by number or by its root ARN?
fn is_account(name: &str, account: &str) -> bool {
    let fields: Vec<&str> = name.splitn(6, ':').collect();
    name == account || matches!(fields[..], ["arn", _, "iam", "", its, "root"] if its == account)
}

/// Is it the ARN of the role or user of that name, whatever its path?
fn is_entity(arn: &str, account: &str, kind: &str, name: &str) -> bool {
    let fields: Vec<&str> = arn.splitn(6, ':').collect();
    matches!(fields[..], ["arn", _, "iam", "", its, rest] if its == account
        && rest.split('/').next() == Some(kind)
        && rest.split('/').skip(1).last() == Some(name))
}
