//! Who hides behind a subject of an identity provider: one workload, a tenant of the provider, or
//! everybody who can get a token there.

use super::super::prepare::provider_host;
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
    Issuer { host: "cognito-identity.amazonaws.com", tenants: &[] },
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

/// Whether the part of a subject before its first wildcard names a tenant: `repo:acme/` does,
/// `repo:acme` is the beginning of many names, `ref:main` is everybody's.
fn names_tenant(subject: &str, issuer: &Issuer) -> bool {
    let literal = subject.split(['*', '?']).next().unwrap_or_default();
    let whole = literal.len() == subject.len();
    let mut parts = literal.split(':').peekable();
    let mut claim = parts.next();
    while let (Some(name), Some(value)) = (claim, parts.next()) {
        let ends = parts.peek().is_some() || whole;
        let named = match value.split_once('/') {
            Some((owner, _)) => !owner.is_empty(),
            None => ends && !value.is_empty(),
        };
        if issuer.tenants.contains(&name) && named {
            return true;
        }
        claim = Some(value);
    }
    false
}

/// The subjects that a federated statement admits: what it asks of the subject; else what it asks of
/// another claim that names a tenant, as `claim:value`; else any.
pub(in crate::graph) fn subjects(
    statement: &Statement,
    provider: &str,
    store: &Store,
) -> Vec<String> {
    let names = &store.names;
    let binds = |test: &&Condition| {
        let compiled = condition::Test::new(test, statement.variables, names);
        compiled.binds()
    };
    let texts = |test: &Condition| -> Vec<String> {
        test.values.iter().map(|value| names.text(*value).to_owned()).collect()
    };
    let tests = || statement.conditions.iter().filter(binds);
    let claim = |test: &Condition| names.text(test.key).rsplit(':').next().unwrap_or_default();
    if let Some(test) = tests().find(|test| claim(test) == "sub") {
        return texts(test);
    }
    let host = provider_host(provider);
    let tenants = issuer(host).map(|issuer| issuer.tenants).unwrap_or_default();
    let of_tenant = |test: &&Condition| tenants.contains(&claim(test));
    if let Some(test) = tests().find(of_tenant) {
        let named = |value| format!("{}:{value}", claim(test));
        return texts(test).into_iter().map(named).collect();
    }
    // Cognito and Google tell their tenants apart by audience.
    if issuer(host).is_some_and(|issuer| issuer.tenants.is_empty())
        && let Some(test) = tests().find(|test| claim(test) == "aud")
    {
        let kind = tests().find(|test| claim(test) == "amr").map(texts).unwrap_or_default();
        let end = if kind.is_empty() { String::new() } else { format!(":{}", kind.join("|")) };
        return texts(test).into_iter().map(|value| format!("aud:{value}{end}")).collect();
    }
    vec!["*".to_owned()]
}

#[cfg(test)]
mod tests {
    use super::{Breadth, breadth};

    #[test]
    fn subjects_let_in() {
        let table = [
            ("token.actions.githubusercontent.com", "*", Breadth::Everybody),
            ("token.actions.githubusercontent.com", "repo:*", Breadth::Everybody),
            ("token.actions.githubusercontent.com", "repo:acme*", Breadth::Everybody),
            ("token.actions.githubusercontent.com", "invalid", Breadth::Everybody),
            ("token.actions.githubusercontent.com", "environment:prod", Breadth::Everybody),
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
            ("cognito-identity.amazonaws.com", "*", Breadth::Everybody),
            ("cognito-identity.amazonaws.com", "aud:eu-west-1:pool", Breadth::One),
        ];
        for (provider, subject, want) in table {
            assert_eq!(breadth(provider, subject), want, "{provider} {subject}");
        }
    }
}
