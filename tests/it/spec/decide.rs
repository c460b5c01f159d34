//! The decision over all layers.
//!
//! User guide, "Policy evaluation logic": within an account, across accounts, and what an explicit
//! deny, SCPs, RCPs, boundaries and session policies do.

use super::Decision;
use super::action::service;
use super::case::Case;
use super::layer::{Asked, Layer, Verdict, verdict};
use super::principal::{Caller, Grant};
use super::public::is_public;
use super::service::{is_change_of_reserved, rcp_covers, wants_resource_policy};

/// Is the request allowed? Context keys that the case does not give are absent.
/// An action on several resources must be allowed on each.
pub(crate) fn decide(case: &Case) -> Decision {
    let identity_question = case.action.eq_ignore_ascii_case("sts:GetCallerIdentity");
    if identity_question && case.caller != Caller::Anonymous {
        return Decision::Allowed;
    }
    let each = case.resources.iter().map(|resource| decide_on(case, resource));
    each.max().unwrap_or(Decision::ImplicitlyDenied)
}

fn decide_on(case: &Case, resource: &str) -> Decision {
    let says = Says::of(case, resource);
    if says.denied() {
        return Decision::ExplicitlyDenied;
    }
    let passes = says.guardrails_allow()
        && !is_change_of_reserved(&case.action, resource)
        && granted(case, resource, &says);
    match passes {
        // Not for want of a grant: the block overrides one, as a deny does.
        true if blocked_as_public(case, resource) => Decision::ExplicitlyDenied,
        true => Decision::Allowed,
        false => Decision::ImplicitlyDenied,
    }
}

/// What each layer says; a layer that does not bind the request is none.
struct Says {
    identity: Option<Verdict>,
    boundary: Option<Verdict>,
    session: Option<Verdict>,
    resource: Verdict,
    endpoint: Option<Verdict>,
    scp: Vec<Verdict>,
    rcp: Vec<Verdict>,
}

impl Says {
    fn of(case: &Case, resource: &str) -> Self {
        let caller = &case.caller;
        let own = caller.has_identity_policies();
        let asked = Asked {
            caller,
            action: &case.action,
            resource,
            context: &case.context,
            has_boundary: own && !case.boundary.is_empty(),
        };
        // No policy of a kind is no limit by it.
        let limit = |binds: bool, policies: &[_], layer| {
            (binds && !policies.is_empty()).then(|| verdict(policies, layer, asked))
        };
        let levels = |binds: bool, levels: &[Vec<_>], layer| -> Vec<Verdict> {
            let levels = levels.iter().filter(|_| binds);
            levels.map(|policies| verdict(policies, layer, asked)).collect()
        };
        Self {
            identity: own.then(|| verdict(&case.identity, Layer::Identity, asked)),
            boundary: limit(own, &case.boundary, Layer::Boundary),
            session: limit(own, &case.session, Layer::Session),
            resource: verdict(&case.resource, Layer::Resource, asked),
            endpoint: limit(true, &case.endpoint, Layer::Endpoint),
            scp: levels(scps_bind(case), &case.scp, Layer::Scp),
            rcp: levels(rcps_bind(case, resource), &case.rcp, Layer::Rcp),
        }
    }

    /// An explicit deny anywhere ends it.
    fn denied(&self) -> bool {
        let own = [&self.identity, &self.boundary, &self.session, &self.endpoint];
        let mut all = own.into_iter().flatten().chain(&self.scp).chain(&self.rcp);
        self.resource.denied || all.any(|verdict| verdict.denied)
    }

    /// SCPs and the endpoint policy must allow. RCPs do: RCPFullAWSAccess is part of each level.
    fn guardrails_allow(&self) -> bool {
        self.scp.iter().chain(&self.endpoint).all(Verdict::allowed)
    }
}

/// SCPs bind users, roles and the root user of member accounts.
fn scps_bind(case: &Case) -> bool {
    case.caller.account().is_some()
        && !case.in_management_account
        && !case.caller.is_service_linked_role()
}

/// RCPs bind the resources of member accounts for every caller.
fn rcps_bind(case: &Case, resource: &str) -> bool {
    rcp_covers(&case.action)
        && !case.caller.is_service_linked_role()
        && !(case.in_management_account && same_account(case, resource))
}

/// Does the resource belong to the caller's account? A resource that names no account does.
fn same_account(case: &Case, resource: &str) -> bool {
    let in_arn = resource.split(':').nth(4).filter(|account| !account.is_empty());
    let owner = case.resource_account.as_deref().or(in_arn);
    case.caller.account().is_some_and(|account| {
        // Policies that AWS manages are there in every account.
        owner.is_none_or(|owner| owner == account || owner == "aws")
    })
}

/// S3 Block Public Access: a public policy lets nobody in but services and its own account.
fn blocked_as_public(case: &Case, resource: &str) -> bool {
    case.block_public_access
        && service(&case.action) == "s3"
        && !matches!(case.caller, Caller::Service(_))
        && !same_account(case, resource)
        && is_public(&case.resource)
}

/// Does someone grant the access, explicit denies and guardrails aside?
fn granted(case: &Case, resource: &str, says: &Says) -> bool {
    if case.caller.account().is_none() {
        return says.resource.has(Grant::Direct);
    }
    let limits = allows(&says.boundary) && session_allows(case, says);
    // The root user has all permissions in its account.
    let identity = says.identity.as_ref().is_none_or(Verdict::allowed) && limits;
    if !same_account(case, resource) {
        return identity && says.resource.allowed();
    }
    let heeded =
        !wants_resource_policy(&case.action, resource) || says.resource.has(Grant::Account);
    says.resource.has(Grant::Direct)
        || (says.resource.has(Grant::Behind) && limits)
        || (identity && heeded)
}

/// A federated user without session policy has no permissions but those granted to its session.
fn session_allows(case: &Case, says: &Says) -> bool {
    match says.session {
        None => !matches!(case.caller, Caller::FederatedUser { .. }),
        _ => allows(&says.session),
    }
}

/// Does a limit, if there is one, allow?
fn allows(limit: &Option<Verdict>) -> bool {
    limit.as_ref().is_none_or(Verdict::allowed)
}
