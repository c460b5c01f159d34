//! Who it is that a statement lets in, once its conditions are read: `*` with the id of an organization
//! is that organization.

use super::super::door::ROLES_ANYWHERE;
use super::Admission;
use crate::iam::public;
use crate::iam::statement::Compiled;
use crate::model::arn::is_account;
use crate::model::element::{Element, ElementKind};
use crate::model::names::Name;
use crate::model::policy::PrincipalRef;
use crate::model::value::is_symbolic;
use crate::model::{Arn, Inventory, Store};

/// Somebody whom a resource policy lets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// Somebody of the account that owns the resource.
    Own,
    /// A service that acts for the owner alone.
    BoundService(Name),
    /// A service, for whoever makes it act.
    Service(Name),
    /// Subjects of an identity provider.
    Federated(Name),
    /// Whoever comes through a network, an endpoint or an address that the input declares.
    OwnNetwork(Name),
    /// Whoever comes from some addresses or through some network.
    Network(Name),
    /// A user or role of another account.
    Principal(Name),
    /// Another account.
    Account(Name),
    /// An organization.
    Organization(Name),
    /// Everybody.
    Anyone,
}

/// A key that ties a caller, and what its value is.
type Tie = (&'static str, fn(Name) -> Source);

/// The narrowest first.
const TIES: &[Tie] = &[
    ("aws:principalarn", Source::Principal),
    ("aws:userid", Source::Principal),
    ("aws:principalaccount", Source::Account),
    ("aws:sourceaccount", Source::Account),
    ("aws:sourceowner", Source::Account),
    ("aws:vpceaccount", Source::Account),
    ("kms:calleraccount", Source::Account),
    ("s3:dataaccesspointaccount", Source::Account),
    ("s3:dataaccesspointarn", Source::Principal),
    ("aws:sourcearn", Source::Principal),
    // Whoever subscribes, only this gets the news.
    ("sns:endpoint", Source::Principal),
    ("aws:principalorgid", Source::Organization),
    ("aws:principalorgpaths", Source::Organization),
    ("aws:sourceorgid", Source::Organization),
    ("aws:sourceorgpaths", Source::Organization),
    ("aws:vpceorgid", Source::Organization),
    ("aws:sourcevpce", Source::Network),
    ("aws:sourcevpc", Source::Network),
    ("aws:sourceip", Source::Network),
    ("elasticfilesystem:accessedviamounttarget", Source::Network),
];

/// Keys by which a service tells for whom it acts.
const FOR_WHOM: &[&str] = &[
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "lambda:eventsourcetoken",
];

/// Whom an admission lets in. `owners` are the accounts of the resource.
pub fn of(
    admission: &Admission<'_>,
    compiled: &Compiled,
    owners: &[&str],
    store: &Store,
) -> Vec<Source> {
    let text = |name: Name| store.names.text(name);
    match admission.principal {
        PrincipalRef::Anyone | PrincipalRef::AnyAws => tied(admission, compiled, owners, store),
        PrincipalRef::Account(account) => vec![foreign(Source::Account(account), owners, store)],
        // AWS takes no wildcard in an account; who writes one means everybody.
        PrincipalRef::Arn(arn) if account(text(arn)).contains(['*', '?']) => vec![Source::Anyone],
        PrincipalRef::Arn(arn) => vec![foreign(Source::Principal(arn), owners, store)],
        PrincipalRef::Canonical(id) => vec![Source::Account(id)],
        PrincipalRef::Federated(provider) => vec![Source::Federated(provider)],
        PrincipalRef::Dangling(_) => vec![],
        // It acts for who has a certificate, not for who uses it.
        PrincipalRef::Service(service) if text(service) == ROLES_ANYWHERE => {
            vec![Source::Federated(service)]
        }
        PrincipalRef::Service(service) => {
            let binds = |key: &str| FOR_WHOM.contains(&key);
            let bound = compiled.tests.iter().any(|test| binds(&test.key) && test.binds());
            // What only acts for who calls it needs no other tie.
            let by_caller = text(service).ends_with(".amazon.com");
            vec![if bound || by_caller {
                Source::BoundService(service)
            } else {
                Source::Service(service)
            }]
        }
    }
}

/// Everybody, tied by conditions: the narrowest tie says to whom.
fn tied(
    admission: &Admission<'_>,
    compiled: &Compiled,
    owners: &[&str],
    store: &Store,
) -> Vec<Source> {
    let statement = store.documents.statement(admission.alone);
    // Tests are compiled in their order.
    let pairs = || compiled.tests.iter().zip(&statement.conditions);
    let tie = |(key, source): &Tie| {
        let mut tests = pairs().filter(|(test, _)| *test.key == **key);
        tests.find(|(test, _)| public::ties(test)).map(|(_, condition)| (condition, *source))
    };
    if let Some((condition, source)) = TIES.iter().find_map(tie) {
        let sources = condition.values.iter().map(|value| source(*value));
        return sources.map(|one| foreign(one, owners, store)).collect();
    }
    vec![Source::Anyone]
}

fn account(arn: &str) -> &str {
    Arn::parse(arn).map(|arn| arn.account).unwrap_or_default()
}

/// The source, or the owner if that is what it is.
fn foreign(source: Source, owners: &[&str], store: &Store) -> Source {
    let account = match source {
        Source::Account(name) => store.names.text(name),
        Source::Principal(name) => match Arn::parse(store.names.text(name)) {
            Some(arn) => arn.account,
            None => return source,
        },
        _ => return source,
    };
    // An ARN without an account is of something that only its owner can make act.
    if account.is_empty() || owners.contains(&account) { Source::Own } else { source }
}

/// The source as it is with what an input declares: a network of its own is no stranger's.
pub fn at_home(source: Source, inventory: &Inventory, store: &Store) -> Source {
    let Source::Network(name) = source else { return source };
    let text = store.names.text(name);
    let address = text.strip_suffix("/32").unwrap_or(text);
    let is_own = |one: &Element| match one.kind {
        ElementKind::Vpc | ElementKind::VpcEndpoint => one.id == name,
        ElementKind::NatGateway | ElementKind::PublicAddress => {
            let known = one.settings.iter().filter(|one| store.names.text(one.key) == "address");
            known.flat_map(|one| &one.known).any(|one| store.names.text(*one) == address)
        }
        _ => false,
    };
    if inventory.elements.iter().any(is_own) { Source::OwnNetwork(name) } else { source }
}

/// Whether the source may turn out to be the owner: one of them is not known by number.
pub fn may_be_own(source: Source, owners: &[&str], store: &Store) -> bool {
    let account = match source {
        Source::Account(name) => store.names.text(name),
        Source::Principal(name) => Arn::parse(store.names.text(name)).map_or("", |arn| arn.account),
        _ => return false,
    };
    is_symbolic(account) || !is_account(account) || owners.iter().all(|one| is_symbolic(one))
}

/// The node of a source, and how a sentence names it.
pub fn label(source: Source, store: &Store) -> (String, String) {
    let shown = |name: Name| crate::model::value::shown(&store.names, name);
    match source {
        Source::Own => ("account:own".into(), "the own account".into()),
        Source::Anyone => ("anonymous".into(), "everybody".into()),
        Source::Account(name) => {
            (format!("account:{}", shown(name)), format!("account {}", shown(name)))
        }
        Source::Principal(name) => (shown(name), shown(name)),
        Source::Organization(name) => {
            (format!("organization:{}", shown(name)), format!("organization {}", shown(name)))
        }
        Source::OwnNetwork(name) | Source::Network(name) => {
            (format!("network:{}", shown(name)), format!("everybody from {}", shown(name)))
        }
        Source::Service(name) | Source::BoundService(name) => {
            (format!("service:{}", shown(name)), format!("service {}", shown(name)))
        }
        Source::Federated(name) => {
            let host = super::super::prepare::provider_host(store.names.text(name)).to_owned();
            (format!("federated:{host}"), format!("subjects of {host}"))
        }
    }
}
