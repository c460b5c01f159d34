//! Who asks, and whether a `Principal` element means them.

use crate::model::Names;
use crate::model::arn::{self, Arn};
use crate::model::policy::{PrincipalRef, Principals};

/// Who makes a request.
///
/// Source: IAM user guide, "AWS JSON policy elements: Principal", read 2026-11-23.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller<'a> {
    /// Without credentials.
    Anonymous,
    /// The root user of an account.
    Root(&'a str),
    /// A user.
    User(Arn<'a>),
    /// A role. Callers are sessions; a role itself is asked for in planning.
    Role(Arn<'a>),
    /// A session of a role: the ARN, the role's name and the name of the session.
    Session(Arn<'a>, &'a str, &'a str),
    /// A federated session of a user: the ARN and its name.
    FederatedUser(Arn<'a>, &'a str),
    /// A service by its name.
    Service(&'a str),
    /// An identity provider by ARN or host name: the caller comes with a token, not with credentials.
    Provider(&'a str),
    /// Something else: a canonical user id, the unique id of an identity.
    Other(&'a str),
}

/// Providers that need no ARN.
const PROVIDERS: &[&str] = &[
    "accounts.google.com",
    "cognito-identity.amazonaws.com",
    "graph.facebook.com",
    "www.amazon.com",
];

impl<'a> Caller<'a> {
    /// The caller that a text names; none is anonymous.
    pub fn read(text: Option<&'a str>) -> Self {
        let Some(text) = text.filter(|text| *text != "*" && !text.is_empty()) else {
            return Self::Anonymous;
        };
        if PROVIDERS.contains(&text) {
            return Self::Provider(text);
        }
        if text.ends_with(".amazonaws.com") || text.ends_with(".amazonaws.com.cn") {
            return Self::Service(text);
        }
        if arn::is_account(text) {
            return Self::Root(text);
        }
        let Some(arn) = Arn::parse(text) else { return Self::Other(text) };
        let (kind, rest) = arn.resource.split_once('/').unwrap_or((arn.resource, ""));
        match (arn.service, kind) {
            ("iam", "root") => Self::Root(arn.account),
            ("iam", "user") => Self::User(arn),
            ("iam", "role") => Self::Role(arn),
            ("iam", "oidc-provider" | "saml-provider") => Self::Provider(text),
            ("sts", "assumed-role") => {
                let (role, session) = rest.split_once('/').unwrap_or((rest, ""));
                Self::Session(arn, role, session)
            }
            ("sts", "federated-user") => Self::FederatedUser(arn, rest),
            _ => Self::Other(text),
        }
    }

    /// The account of the caller, if it is of one.
    pub fn account(&self) -> Option<&'a str> {
        match self {
            Self::Root(account) => Some(account),
            Self::User(arn)
            | Self::Role(arn)
            | Self::Session(arn, ..)
            | Self::FederatedUser(arn, _) => Some(arn.account),
            Self::Anonymous | Self::Service(_) | Self::Provider(_) | Self::Other(_) => None,
        }
    }

    /// Whether it acts as a role that is linked to a service, which no SCP or RCP binds.
    pub fn is_service_linked(&self) -> bool {
        match self {
            Self::Session(_, role, _) => role.starts_with("AWSServiceRoleFor"),
            Self::Role(arn) => arn.resource.starts_with("role/aws-service-role/"),
            _ => false,
        }
    }
}

/// How a statement means the caller; the greater, the less else limits the grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grant {
    /// By its account, which decides by policies of its own.
    Account,
    /// By its role, or by its user for a federated session: boundary and session policy limit it.
    Role,
    /// By its own name, or as everybody.
    Direct,
}

/// One entry of a `Principal` element, compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Entry {
    Anyone,
    AnyAws,
    Account(Box<str>),
    Arn(Box<str>),
    Service(Box<str>),
    Federated(Box<str>),
    Other(Box<str>),
}

/// Whom a statement is about, compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whom {
    entries: Box<[Entry]>,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Nobody,
    Only,
    Not,
}

impl Whom {
    /// Compiles a `Principal` or `NotPrincipal` element.
    pub fn new(principals: &Principals, names: &Names) -> Self {
        let (kind, list) = match principals {
            Principals::None => (Kind::Nobody, [].as_slice()),
            Principals::Only(list) => (Kind::Only, list.as_slice()),
            Principals::Not(list) => (Kind::Not, list.as_slice()),
        };
        let text = |name| names.text(name).into();
        let entries = list.iter().map(|one| match *one {
            PrincipalRef::Anyone => Entry::Anyone,
            PrincipalRef::AnyAws => Entry::AnyAws,
            PrincipalRef::Account(name) => Entry::Account(text(name)),
            PrincipalRef::Arn(name) => Entry::Arn(text(name)),
            PrincipalRef::Service(name) => Entry::Service(text(name)),
            PrincipalRef::Federated(name) => Entry::Federated(text(name)),
            PrincipalRef::Canonical(name) | PrincipalRef::Dangling(name) => {
                Entry::Other(text(name))
            }
        });
        Self { entries: entries.collect(), kind }
    }

    /// How it means the caller; none if it does not. `bounded` callers are never excepted by
    /// `NotPrincipal`, as the documentation of permissions boundaries says.
    pub fn means(&self, caller: &Caller<'_>, bounded: bool) -> Option<Grant> {
        let best = || self.entries.iter().filter_map(|entry| entry.means(caller)).max();
        match self.kind {
            Kind::Nobody => None,
            Kind::Only => best(),
            Kind::Not if bounded => Some(Grant::Direct),
            Kind::Not => best().is_none().then_some(Grant::Direct),
        }
    }

    /// Whether it is everybody.
    pub fn is_anyone(&self) -> bool {
        let anyone = |entry: &Entry| matches!(entry, Entry::Anyone | Entry::AnyAws);
        match self.kind {
            Kind::Nobody => false,
            Kind::Only => self.entries.iter().any(anyone),
            Kind::Not => true,
        }
    }

    /// The accounts that it names as a whole, in order.
    pub fn accounts(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Account(account) => Some(&**account),
            _ => None,
        })
    }

    /// What else its entries name, in order.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Anyone | Entry::AnyAws | Entry::Account(_) => None,
            Entry::Arn(text)
            | Entry::Service(text)
            | Entry::Federated(text)
            | Entry::Other(text) => Some(&**text),
        })
    }
}

impl Entry {
    fn means(&self, caller: &Caller<'_>) -> Option<Grant> {
        match (self, caller) {
            (Self::Anyone, _) => Some(Grant::Direct),
            (Self::AnyAws, Caller::Service(_) | Caller::Provider(_)) => None,
            (Self::AnyAws, _) => Some(Grant::Direct),
            (Self::Account(account), _) => {
                (caller.account() == Some(account)).then_some(Grant::Account)
            }
            (Self::Arn(text), _) => arn_means(text, caller),
            // IAM Access Analyzer reads it as any provider.
            (Self::Federated(name), Caller::Provider(_)) if &**name == "*" => Some(Grant::Direct),
            (Self::Service(name), Caller::Service(asks))
            | (Self::Federated(name), Caller::Provider(asks))
            | (Self::Other(name), Caller::Other(asks)) => {
                (**name == **asks).then_some(Grant::Direct)
            }
            _ => None,
        }
    }
}

/// How a principal given by ARN means the caller. Roles are compared by name: sessions do not show
/// the path of their role.
fn arn_means(text: &str, caller: &Caller<'_>) -> Option<Grant> {
    let named = Arn::parse(text)?;
    let same_place =
        |arn: &Arn<'_>| arn.partition == named.partition && arn.account == named.account;
    match caller {
        Caller::User(arn) | Caller::FederatedUser(arn, _) if *arn == named => Some(Grant::Direct),
        Caller::FederatedUser(arn, name) => {
            let user = named.service == "iam" && named.resource_type() == "user";
            (user && same_place(arn) && named.last_segment() == *name).then_some(Grant::Role)
        }
        Caller::Role(arn) => (*arn == named).then_some(Grant::Role),
        Caller::Session(arn, ..) if *arn == named => Some(Grant::Direct),
        Caller::Session(arn, role, _) => {
            let is_role = named.service == "iam" && named.resource_type() == "role";
            (is_role && same_place(arn) && named.last_segment() == *role).then_some(Grant::Role)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Store;

    fn means(principal: &str, caller: Option<&str>, bounded: bool) -> Option<Grant> {
        let mut store = Store::default();
        let text = format!(
            r#"{{"Statement":[{{"Effect":"Deny",{principal},"Action":"*","Resource":"*"}}]}}"#
        );
        let id = store.documents.add(&text, &mut store.names);
        let entry = store.documents.document(id).entries.first().copied()?;
        let statement = store.documents.statement(entry.statement);
        Whom::new(&statement.principals, &store.names).means(&Caller::read(caller), bounded)
    }

    #[test]
    fn forms() {
        use Grant::{Account, Direct, Role};
        let user = "arn:aws:iam::111122223333:user/x/ana";
        let session = "arn:aws:sts::111122223333:assumed-role/app/s1";
        let federated = "arn:aws:sts::111122223333:federated-user/ana";
        let table = [
            (r#""Principal":"*""#, None, Some(Direct)),
            (r#""Principal":{"AWS":"*"}"#, None, Some(Direct)),
            (r#""Principal":{"AWS":"*"}"#, Some("ec2.amazonaws.com"), None),
            (r#""Principal":"*""#, Some("ec2.amazonaws.com"), Some(Direct)),
            (r#""Principal":{"AWS":"111122223333"}"#, Some(user), Some(Account)),
            (
                r#""Principal":{"AWS":"arn:aws:iam::111122223333:root"}"#,
                Some(session),
                Some(Account),
            ),
            (r#""Principal":{"AWS":"444455556666"}"#, Some(user), None),
            (
                r#""Principal":{"AWS":"arn:aws:iam::111122223333:user/x/ana"}"#,
                Some(user),
                Some(Direct),
            ),
            (r#""Principal":{"AWS":"arn:aws:iam::111122223333:user/*"}"#, Some(user), None),
            (
                r#""Principal":{"AWS":"arn:aws:iam::111122223333:role/p/app"}"#,
                Some(session),
                Some(Role),
            ),
            (r#""Principal":{"AWS":"arn:aws:iam::111122223333:role/other"}"#, Some(session), None),
            (
                r#""Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/app/s1"}"#,
                Some(session),
                Some(Direct),
            ),
            (
                r#""Principal":{"AWS":"arn:aws:iam::111122223333:user/ana"}"#,
                Some(federated),
                Some(Role),
            ),
            (
                r#""Principal":{"Service":"ec2.amazonaws.com"}"#,
                Some("ec2.amazonaws.com"),
                Some(Direct),
            ),
            (r#""Principal":{"Federated":"www.amazon.com"}"#, Some("www.amazon.com"), Some(Direct)),
            (r#""NotPrincipal":{"AWS":"111122223333"}"#, Some(user), None),
            (r#""NotPrincipal":{"AWS":"444455556666"}"#, Some(user), Some(Direct)),
        ];
        for (principal, caller, want) in table {
            assert_eq!(means(principal, caller, false), want, "{principal} {caller:?}");
        }
        let listed = r#""NotPrincipal":{"AWS":"111122223333"}"#;
        assert_eq!(means(listed, Some(user), true), Some(Direct), "a boundary voids the exception");
    }
}
