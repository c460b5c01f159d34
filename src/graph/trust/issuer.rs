//! Who hides behind a subject of an identity provider: one workload, a tenant of the provider, or
//! everybody who can get a token there.

use super::super::door::is_anchor;
use super::super::prepare::provider_host;
use super::super::technique::COGNITO;
use crate::iam::condition;
use crate::model::Store;
use crate::model::policy::{Condition, Statement};

/// How many a subject pattern lets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Breadth {
    /// One workload or person.
    One,
    /// Several of one tenant: all branches of a repository, all repositories of an organization.
    Tenant,
    /// Everybody who can get a token of the issuer.
    Everybody,
}

/// An issuer whose tenants do not know each other.
struct Issuer {
    /// The host, or its beginning.
    host: &'static str,
    /// Claims whose value names a tenant or something of it, as they stand in a subject.
    tenants: &'static [&'static str],
}

/// Issuers that anybody can get a token of. The others give tokens to one company or cluster.
///
/// Source: the pages of these services on OpenID Connect with AWS, read 2026-11-23.
const PUBLIC: &[Issuer] = &[
    Issuer { host: "accounts.google.com", tenants: &[] },
    Issuer {
        host: "agent.buildkite.com",
        tenants: &["organization", "organization_id", "organization_slug", "pipeline_id"],
    },
    Issuer { host: "api.pulumi.com/oidc", tenants: &["pulumi"] },
    Issuer { host: "app.terraform.io", tenants: &["organization", "terraform_organization_id"] },
    Issuer { host: COGNITO, tenants: &[] },
    Issuer {
        host: "gitlab.com",
        tenants: &["namespace_id", "namespace_path", "project_id", "project_path"],
    },
    Issuer { host: "graph.facebook.com", tenants: &[] },
    Issuer {
        host: "token.actions.githubusercontent.com",
        tenants: &[
            "enterprise",
            "job_workflow_ref",
            "repo",
            "repository",
            "repository_id",
            "repository_owner",
            "repository_owner_id",
            "workflow_ref",
        ],
    },
    Issuer { host: "www.amazon.com", tenants: &[] },
];

fn issuer(host: &str) -> Option<&'static Issuer> {
    PUBLIC.iter().find(|issuer| host == issuer.host)
}

/// How many a subject pattern of a provider lets in.
pub fn breadth(provider: &str, subject: &str) -> Breadth {
    let host = provider_host(provider);
    let wild = subject.contains(['*', '?']);
    match issuer(host) {
        Some(issuer) if issuer.host == COGNITO => of_pool(subject),
        None if subject == "*" => Breadth::Tenant,
        None if wild => Breadth::Tenant,
        None => Breadth::One,
        Some(issuer) if !issuer.tenants.is_empty() && !names_tenant(subject, issuer) => {
            Breadth::Everybody
        }
        Some(issuer) if issuer.tenants.is_empty() && wild => Breadth::Everybody,
        Some(_) if wild => Breadth::Tenant,
        Some(_) => Breadth::One,
    }
}

/// Users of one identity pool; or its guests, or users of any pool: whoever wants.
fn of_pool(subject: &str) -> Breadth {
    let users = subject.starts_with("aud:") && subject.ends_with(":authenticated");
    if users && !subject.starts_with("aud:*:") { Breadth::Tenant } else { Breadth::Everybody }
}

/// Whether the part of a subject before its first wildcard names a tenant: `repo:acme/` does,
/// `repo:acme` is the beginning of many names. The tenant must come first: what stands before it may
/// be a name that anybody can choose so that it reads like the rest.
fn names_tenant(subject: &str, issuer: &Issuer) -> bool {
    let literal = subject.split(['*', '?']).next().unwrap_or_default();
    let is_whole = literal.len() == subject.len();
    let Some((claim, rest)) = literal.split_once(':') else { return false };
    let named = match rest.split_once(['/', ':']) {
        Some((owner, _)) => !owner.is_empty(),
        None => is_whole && !rest.is_empty(),
    };
    issuer.tenants.contains(&claim) && named
}

/// Claims of an assertion that say by whom and for whom it is made, not about whom.
const ABOUT_ASSERTIONS: &[&str] = &["aud", "doc", "iss", "namequalifier", "sub", "sub_type"];

/// The subjects that a federated statement admits: what it asks of the subject; else what it asks of
/// another claim that names a tenant, as `claim:value`; else what it asks of an attribute of an
/// assertion or a certificate, or of a tag of the session, in the same way; else any.
pub(in crate::graph) fn subjects(
    statement: &Statement,
    provider: &str,
    store: &Store,
) -> Vec<String> {
    let names = &store.names;
    let host = provider_host(provider);
    let subject = format!("{host}:sub");
    let binds = |test: &&Condition| {
        let compiled = condition::Test::new(test, statement.variables, names);
        // A token always has a subject, so one that asks only if there is one asks.
        compiled.binds() || (names.text(test.key) == subject && compiled.binds_if_there())
    };
    let texts = |test: &Condition| -> Vec<String> {
        let compiled = condition::Test::new(test, statement.variables, names);
        let values = test.values.iter().map(|value| names.text(*value).to_owned());
        // No subject holds a `*` of its own: who asks for that letter admits nobody.
        values.filter(|value| compiled.is_pattern() || !value.contains(['*', '?'])).collect()
    };
    let tests = || statement.conditions.iter().filter(binds);
    let claim = |test: &Condition| names.text(test.key).rsplit(':').next().unwrap_or_default();
    if let Some(test) = tests().find(|test| claim(test) == "sub") {
        return texts(test);
    }
    let tenants = issuer(host).map(|issuer| issuer.tenants).unwrap_or_default();
    let of_tenant = |test: &&Condition| tenants.contains(&claim(test));
    if let Some(test) = tests().find(of_tenant) {
        let named = |value| format!("{}:{value}", claim(test));
        return texts(test).into_iter().map(named).collect();
    }
    // Cognito and Google tell their tenants apart by audience.
    let asked = |key: &str| tests().find(|test| claim(test) == key).map(texts);
    let (pools, kinds) = (asked("aud"), asked("amr"));
    if issuer(host).is_some_and(|issuer| issuer.tenants.is_empty())
        && (pools.is_some() || kinds.is_some())
    {
        let kinds = kinds.unwrap_or_default();
        let of_pool = |pool: String| -> Vec<String> {
            let all = || format!("aud:{pool}");
            if kinds.is_empty() {
                return vec![all()];
            }
            kinds.iter().map(|kind| format!("{}:{kind}", all())).collect()
        };
        return pools.unwrap_or(vec!["*".to_owned()]).into_iter().flat_map(of_pool).collect();
    }
    let of_attribute = |test: &&Condition| is_attribute(provider, names.text(test.key));
    if let Some(test) = tests().find(of_attribute) {
        let named = |value| format!("{}:{value}", claim(test));
        return texts(test).into_iter().map(named).collect();
    }
    vec!["*".to_owned()]
}

/// Whether a key is of an attribute of an assertion or a certificate, or of a tag of the session.
fn is_attribute(provider: &str, key: &str) -> bool {
    let of_assertion =
        key.strip_prefix("saml:").is_some_and(|claim| !ABOUT_ASSERTIONS.contains(&claim));
    let of_certificate = is_anchor(provider) && key.starts_with("aws:principaltag/");
    of_assertion || of_certificate || key.starts_with("aws:requesttag/")
}

/// Whether what a key holds says who a subject of a provider is.
pub(in crate::graph) fn identifies(provider: &str, key: &str) -> bool {
    let claim = key.rsplit(':').next().unwrap_or_default();
    let of_issuer = issuer(provider_host(provider)).is_some_and(|issuer| {
        let by_audience = issuer.tenants.is_empty() && matches!(claim, "amr" | "aud");
        by_audience || issuer.tenants.contains(&claim)
    });
    of_issuer || is_attribute(provider, key)
}

/// An identity of a Cognito pool that anybody gets by registering.
pub(in crate::graph) const REGISTERED: &str = "registered";

/// What a claim holds for subjects that are told by another claim than `sub`.
pub(in crate::graph) fn claim<'s>(subject: &'s str, key: &str) -> Option<&'s str> {
    let claim = key.rsplit(':').next().unwrap_or_default();
    let pool = subject.strip_prefix("aud:").map(|rest| {
        let (pool, kind) = rest.rsplit_once(':').unwrap_or((rest, ""));
        match kind {
            "authenticated" | REGISTERED => (pool, Some("authenticated")),
            "unauthenticated" => (pool, Some("unauthenticated")),
            _ => (rest, None),
        }
    });
    match (claim, pool) {
        ("aud", Some((pool, _))) => Some(pool),
        ("amr", Some((_, kind))) => kind,
        (_, Some(_)) => None,
        _ => subject.strip_prefix(claim)?.strip_prefix(':'),
    }
}

#[cfg(test)]
mod tests {
    use super::{Breadth, COGNITO, breadth};

    #[test]
    fn subjects_let_in() {
        let table = [
            ("token.actions.githubusercontent.com", "*", Breadth::Everybody),
            ("token.actions.githubusercontent.com", "repo:*", Breadth::Everybody),
            ("token.actions.githubusercontent.com", "repo:acme*", Breadth::Everybody),
            ("token.actions.githubusercontent.com", "invalid", Breadth::Everybody),
            ("token.actions.githubusercontent.com", "environment:prod", Breadth::Everybody),
            ("token.actions.githubusercontent.com", "workflow:x:repo:acme/a", Breadth::Everybody),
            ("token.actions.githubusercontent.com", "repo:acme/*", Breadth::Tenant),
            ("token.actions.githubusercontent.com", "repo:acme/app:*", Breadth::Tenant),
            ("token.actions.githubusercontent.com", "repository_owner:acme", Breadth::One),
            (
                "token.actions.githubusercontent.com",
                "repo:acme/app:ref:refs/heads/main",
                Breadth::One,
            ),
            ("gitlab.com", "project_path:acme/*", Breadth::Tenant),
            ("gitlab.com", "project_path:acm*", Breadth::Everybody),
            ("app.terraform.io", "organization:acme:*", Breadth::Tenant),
            ("app.terraform.io", "organization:acme*", Breadth::Everybody),
            ("gitlab.example.com", "*", Breadth::Tenant),
            ("oidc.eks.eu-west-1.amazonaws.com/id/X", "system:serviceaccount:a:b", Breadth::One),
            (COGNITO, "*", Breadth::Everybody),
            (COGNITO, "aud:eu-west-1:pool", Breadth::Everybody),
            (COGNITO, "aud:eu-west-1:pool:unauthenticated", Breadth::Everybody),
            (COGNITO, "aud:eu-west-1:pool:authenticated", Breadth::Tenant),
            (COGNITO, "aud:eu-west-1:pool:registered", Breadth::Everybody),
            ("arn:aws:iam::111122223333:saml-provider/idp", "*", Breadth::Tenant),
            ("arn:aws:iam::111122223333:saml-provider/idp", "ann@acme.example", Breadth::One),
        ];
        for (provider, subject, want) in table {
            assert_eq!(breadth(provider, subject), want, "{provider} {subject}");
        }
    }
}
