//! One request under all policies: allowed or denied, and by what.

use super::action::Asked;
use super::catalog::actions::rcp_covers;
use super::condition::{self, Context, Test};
use super::policies::{Place, Policies, PolicyType};
use super::principal::{Caller, Grant};
use super::public;
use super::statement::{Compiled, Engine};
use super::truth::Truth;
use crate::model::Store;
use crate::model::arn::Arn;
use crate::model::policy::{Effect, StatementId};

/// What is asked.
pub struct Request<'a> {
    /// Who asks.
    pub caller: Caller<'a>,
    /// The action.
    pub action: &'a Asked,
    /// The ARN, or `*` for an action without a resource.
    pub resource: &'a str,
    /// The account that owns the resource; without one it is that of the ARN, else the caller's.
    pub owner: Option<&'a str>,
    /// Where condition keys get their values.
    pub context: &'a dyn Context,
}

/// What comes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// It is allowed.
    Allowed,
    /// Nothing allows it, or a layer that must allow does not.
    ImplicitlyDenied,
    /// A statement denies it.
    ExplicitlyDenied,
    /// It depends on what is not known.
    Conditional,
}

impl Decision {
    /// Its name in the interface.
    pub fn name(self) -> &'static str {
        match self {
            Self::Allowed => "Allowed",
            Self::ImplicitlyDenied => "ImplicitlyDenied",
            Self::ExplicitlyDenied => "ExplicitlyDenied",
            Self::Conditional => "Conditional",
        }
    }
}

/// Whether the policies allow the request. Allocates nothing unless a statement with policy variables
/// has to be filled in.
///
/// Source: IAM user guide, "Policy evaluation logic" and the pages of the policy types, read
/// 2026-11-23; where they are silent, the judgement is named at the place.
pub fn decide(policies: &Policies, request: &Request<'_>, engine: &Engine) -> Decision {
    Asking::new(policies, request, engine).decision()
}

/// A statement that had a part in a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Where it stands.
    pub place: Place,
    /// The statement.
    pub statement: StatementId,
    /// What it does.
    pub effect: Effect,
    /// Whether it surely does so.
    pub truth: Truth,
}

/// Why a request is decided as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reasons {
    /// The decision.
    pub decision: Decision,
    /// The statements that match, those that decide first: denies, if there are any.
    pub by: Vec<Part>,
    /// Layers that must allow and do not.
    pub missing: Vec<Place>,
    /// What the decision depends on, in words; empty unless it is conditional.
    pub depends_on: Vec<String>,
}

/// The same as [`decide`], with the statements that made the decision.
pub fn explain(
    policies: &Policies,
    request: &Request<'_>,
    engine: &Engine,
    store: &Store,
) -> Reasons {
    let asking = Asking::new(policies, request, engine);
    let mut out = Reasons {
        decision: asking.decision(),
        by: asking.parts(),
        missing: Vec::new(),
        depends_on: Vec::new(),
    };
    match out.decision {
        Decision::Allowed => out.by.retain(|part| part.effect == Effect::Allow),
        Decision::ExplicitlyDenied => {
            out.by.retain(|part| part.effect == Effect::Deny && part.truth == Truth::Yes);
        }
        Decision::ImplicitlyDenied => out.missing = asking.missing(&out.by),
        Decision::Conditional => {
            let open = out.by.iter().filter(|part| part.truth == Truth::Unknown);
            out.depends_on = open.flat_map(|part| asking.open_tests(part, store)).collect();
            out.depends_on.sort_unstable();
            out.depends_on.dedup();
        }
    }
    out
}

/// What a layer says, by how it means the caller. A policy of an identity means it directly.
#[derive(Debug, Clone, Copy)]
struct Said {
    direct: Truth,
    role: Truth,
    account: Truth,
    denies: Truth,
}

impl Said {
    const NOTHING: Self =
        Self { direct: Truth::No, role: Truth::No, account: Truth::No, denies: Truth::No };

    fn allows(&self) -> Truth {
        self.direct.or(self.role).or(self.account)
    }
}

struct Asking<'a> {
    policies: &'a Policies,
    request: &'a Request<'a>,
    engine: &'a Engine,
    /// What the statements are asked about: `*` for an action that only `*` covers.
    resource: &'a str,
    bound: Bound,
}

/// Which layers bind the request at all.
#[derive(Debug, Clone, Copy)]
struct Bound {
    scps: bool,
    rcps: bool,
}

impl<'a> Asking<'a> {
    fn new(policies: &'a Policies, request: &'a Request<'a>, engine: &'a Engine) -> Self {
        let resource = if request.action.wildcard_only { "*" } else { request.resource };
        let linked = request.caller.is_service_linked();
        let bound = Bound {
            scps: !linked
                && request.caller.account().is_some()
                && !policies.settings.management_account,
            rcps: !linked
                && !policies.rcps.is_empty()
                && rcp_covers(request.action.service())
                && &*request.action.name != "kms:retiregrant",
        };
        let mut out = Self { policies, request, engine, resource, bound };
        // The management account's own resources are bound by no RCP.
        out.bound.rcps &= !(policies.settings.management_account && out.same_account());
        out
    }

    fn decision(&self) -> Decision {
        // The call needs credentials and no permission; no policy can take it away.
        if &*self.request.action.name == "sts:getcalleridentity"
            && self.request.caller != Caller::Anonymous
        {
            return Decision::Allowed;
        }
        let resource = self.said(self.policies.resource.as_deref(), PolicyType::Resource);
        let denied = self.denied().or(resource.denies);
        if denied == Truth::Yes {
            return Decision::ExplicitlyDenied;
        }
        let allowed = self.granted(&resource).and(self.confined()).and(!denied);
        match allowed {
            // What policies allow is denied all the same: a judgement on how that is called.
            Truth::Yes if self.is_restricted() => Decision::ExplicitlyDenied,
            Truth::Unknown if self.is_restricted() => Decision::ExplicitlyDenied,
            Truth::Yes => Decision::Allowed,
            Truth::No => Decision::ImplicitlyDenied,
            Truth::Unknown => Decision::Conditional,
        }
    }

    /// Whether some statement of a layer other than the resource's policy denies.
    fn denied(&self) -> Truth {
        let policies = self.policies;
        let own = self.has_own_policies();
        let mut out = Truth::No;
        let mut add = |list: &[StatementId], of| out = out.or(self.list(list, of).denies);
        if own {
            add(&policies.identity, PolicyType::Identity);
            add(policies.boundary.as_deref().unwrap_or_default(), PolicyType::Boundary);
            add(policies.session.as_deref().unwrap_or_default(), PolicyType::Session);
        }
        if self.bound.scps {
            policies.scps.iter().for_each(|level| add(level, PolicyType::Scp));
        }
        if self.bound.rcps {
            policies.rcps.iter().for_each(|level| add(level, PolicyType::Rcp));
        }
        add(policies.endpoint.as_deref().unwrap_or_default(), PolicyType::Endpoint);
        out
    }

    /// Whether all layers allow that can only limit. RCPs always hold one that allows all.
    fn confined(&self) -> Truth {
        let mut out = Truth::Yes;
        if self.bound.scps {
            for level in &self.policies.scps {
                out = out.and(self.list(level, PolicyType::Scp).allows());
            }
        }
        if let Some(endpoint) = &self.policies.endpoint {
            out = out.and(self.list(endpoint, PolicyType::Endpoint).allows());
        }
        out
    }

    /// Whether the caller's policies or the resource's grant the request.
    fn granted(&self, resource: &Said) -> Truth {
        if self.is_never_granted() {
            return Truth::No;
        }
        if self.request.caller.account().is_none() {
            return resource.direct;
        }
        let own = self.own();
        if !self.same_account() {
            return own.and(resource.allows());
        }
        let own = if self.trust_is_explicit() { own.and(resource.account) } else { own };
        own.or(resource.direct).or(resource.role.and(self.limits()))
    }

    /// What the caller's own policies allow.
    fn own(&self) -> Truth {
        match self.request.caller {
            Caller::Root(_) => Truth::Yes,
            _ => {
                let identity = self.list(&self.policies.identity, PolicyType::Identity);
                if identity.allows() == Truth::No {
                    return Truth::No;
                }
                identity.allows().and(self.limits())
            }
        }
    }

    /// What boundary and session policy leave.
    fn limits(&self) -> Truth {
        let layer = |list: &Option<Vec<StatementId>>, of| {
            list.as_ref().map_or(Truth::Yes, |list| self.list(list, of).allows())
        };
        // Without a session policy a federated user has none of the permissions of its user.
        let federated = matches!(self.request.caller, Caller::FederatedUser(..));
        if federated && self.policies.session.is_none() {
            return Truth::No;
        }
        layer(&self.policies.boundary, PolicyType::Boundary)
            .and(layer(&self.policies.session, PolicyType::Session))
    }

    /// Whether Block Public Access keeps the caller out: strangers, as soon as the bucket policy lets
    /// in everybody somewhere.
    fn is_restricted(&self) -> bool {
        let list = self.policies.resource.as_deref().unwrap_or_default();
        self.policies.settings.block_public_access
            && self.request.action.service() == "s3"
            && !matches!(self.request.caller, Caller::Service(_))
            && !(self.request.caller.account().is_some() && self.same_account())
            && public::is_public(list, self.engine)
    }

    /// What AWS refuses whatever policies say: to change its own managed policies, and the roles of
    /// Identity Center in any way but through it.
    fn is_never_granted(&self) -> bool {
        let action = self.request.action;
        action.writes
            && action.service() == "iam"
            && (self.resource.contains(":iam::aws:policy/")
                || self.resource.contains(":role/aws-reserved/"))
    }

    fn same_account(&self) -> bool {
        let caller = self.request.caller.account();
        let arn = Arn::parse(self.resource).map(|arn| arn.account).filter(|one| !one.is_empty());
        match self.request.owner.filter(|one| !one.is_empty()).or(arn) {
            // What AWS owns is read as if it were the caller's.
            None | Some("aws") => true,
            owner => owner == caller,
        }
    }

    /// Whether the policy of the resource must name the caller or its account: key policies and role
    /// trust policies.
    fn trust_is_explicit(&self) -> bool {
        match self.request.action.service() {
            "kms" => self.resource.contains(":key/"),
            "sts" => self.resource.contains(":role/"),
            _ => false,
        }
    }

    /// The root user and callers without credentials of an account have no policies of their own.
    fn has_own_policies(&self) -> bool {
        let root = matches!(self.request.caller, Caller::Root(_));
        !root && self.request.caller.account().is_some()
    }

    fn said(&self, list: Option<&[StatementId]>, of: PolicyType) -> Said {
        list.map_or(Said::NOTHING, |list| self.list(list, of))
    }

    fn list(&self, list: &[StatementId], of: PolicyType) -> Said {
        let mut out = Said::NOTHING;
        for &id in list {
            let Some(compiled) = self.engine.statement(id) else { continue };
            let Some((grant, truth)) = self.matches(compiled, of) else { continue };
            let slot = match (compiled.effect, grant) {
                (Effect::Deny, _) => &mut out.denies,
                (Effect::Allow, Grant::Direct) => &mut out.direct,
                (Effect::Allow, Grant::Role) => &mut out.role,
                (Effect::Allow, Grant::Account) => &mut out.account,
            };
            *slot = slot.or(truth);
        }
        out
    }

    /// How a statement means the caller and whether it matches the request; none if it does not.
    fn matches(&self, compiled: &Compiled, of: PolicyType) -> Option<(Grant, Truth)> {
        if !compiled.names(&self.request.action.name) {
            return None;
        }
        let grant = if of.has_principals() {
            let bounded = self.policies.boundary.is_some() && self.has_own_policies();
            compiled.whom.means(&self.request.caller, bounded)?
        } else {
            Grant::Direct
        };
        let covers = compiled.covers(self.resource, of, self.request.context);
        if covers == Truth::No {
            return None;
        }
        let truth = covers.and(compiled.holds(self.request.context));
        (truth != Truth::No).then_some((grant, truth))
    }
}

impl Asking<'_> {
    /// All statements that match, denies first.
    fn parts(&self) -> Vec<Part> {
        let mut out = Vec::new();
        for (place, list) in self.policies.layers() {
            if !self.binds(place.0) {
                continue;
            }
            for &statement in list {
                let Some(compiled) = self.engine.statement(statement) else { continue };
                if let Some((_, truth)) = self.matches(compiled, place.0) {
                    out.push(Part { place, statement, effect: compiled.effect, truth });
                }
            }
        }
        out.sort_by_key(|part| (part.effect == Effect::Allow, part.place));
        out
    }

    fn binds(&self, of: PolicyType) -> bool {
        match of {
            PolicyType::Scp => self.bound.scps,
            PolicyType::Rcp => self.bound.rcps,
            PolicyType::Identity | PolicyType::Boundary | PolicyType::Session => {
                self.has_own_policies()
            }
            PolicyType::Resource | PolicyType::Endpoint => true,
        }
    }

    /// The layers without an Allow.
    fn missing(&self, parts: &[Part]) -> Vec<Place> {
        let silent = |place: &Place| {
            place.0 != PolicyType::Rcp
                && self.binds(place.0)
                && !parts.iter().any(|part| part.place == *place && part.effect == Effect::Allow)
        };
        let mut out: Vec<Place> =
            self.policies.layers().into_iter().map(|(place, _)| place).filter(silent).collect();
        let resource = (PolicyType::Resource, 0);
        if self.policies.resource.is_none() && (!self.same_account() || self.trust_is_explicit()) {
            out.push(resource);
        }
        out
    }

    /// The tests of a statement that are not decided, in words.
    fn open_tests(&self, part: &Part, store: &Store) -> Vec<String> {
        let statement = store.documents.statement(part.statement);
        let not = if part.effect == Effect::Deny { "not " } else { "" };
        let context = self.request.context;
        let open = statement.conditions.iter().filter(|one| {
            let test = Test::new(one, statement.variables, &store.names);
            test.holds(part.effect, context) == Truth::Unknown
        });
        let words = open.map(|one| format!("{not}{}", condition::words(one, &store.names)));
        let mut out: Vec<String> = words.collect();
        if out.is_empty() {
            out.push(format!("{not}{} is among the resources of the statement", self.resource));
        }
        out
    }
}
