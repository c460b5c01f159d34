//! Where condition keys get their values when a principal acts.

use super::door::is_anchor;
use super::session;
use super::tenant::Mover;
use super::trust::{Outside, issuer};
use super::zone;
use crate::iam::condition::date::Instant;
use crate::iam::condition::{Context, Fact};
use crate::iam::statement::Compiled;
use crate::iam::truth::Truth;
use crate::model::inventory::{Identity, IdentityKind};
use crate::model::names::Name;
use crate::model::zone::Zone;
use crate::model::{Arn, Store};

/// A principal that acts.
#[derive(Debug, Clone, Copy)]
pub struct Actor<'i> {
    /// Its node.
    pub node: Name,
    /// Its account.
    pub account: Name,
    /// What it is.
    pub identity: &'i Identity,
    /// The organization of its account, where the input tells it.
    pub organization: Option<Name>,
    /// Whether somebody of its account, short of an administrator, may tag sessions that it opens.
    pub tagged: bool,
    /// From where it calls, as far as that is known.
    pub zones: &'i [Zone],
}

impl Actor<'_> {
    /// Whether from where it calls bears on what a statement says of it.
    pub fn is_placed_for(&self, statement: &Compiled) -> bool {
        statement.looks_at_network && !self.zones.is_empty()
    }
}

/// What is known of the thing that a call is made on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Object<'i> {
    /// Its tags; none if it does not exist yet, so that the caller chooses them.
    pub tags: Option<&'i [(Name, Name)]>,
    /// The boundary of the identity that is changed, if it has one.
    pub boundary: Option<Name>,
    /// The policy that is detached from it, for a call that detaches.
    pub detached: Option<Name>,
}

/// An API call of a principal, with what its conditions see.
#[derive(Clone, Copy)]
pub struct Call<'i> {
    /// The action, in any case.
    pub action: &'i str,
    /// Who calls; none where the answer must not depend on it.
    pub actor: Option<Actor<'i>>,
    /// On what.
    pub object: Object<'i>,
    /// Who may perhaps choose the tags of the object; none where they are as they are.
    pub mover: Option<Mover<'i>>,
    /// The service that a role is handed to, for `iam:PassRole`.
    pub passed_to: Option<&'i str>,
    /// For texts.
    pub store: &'i Store,
}

/// The policy that an escalation would attach.
const ADMINISTRATOR: &str = "arn:aws:iam::aws:policy/AdministratorAccess";

impl Context for Call<'_> {
    fn fact(&self, key: &str) -> Fact<'_> {
        match key {
            "iam:passedtoservice" => match self.passed_to {
                Some(service) => Fact::Is(service.into()),
                None => Fact::Chosen,
            },
            "iam:policyarn" => match self.object.detached {
                Some(arn) => Fact::Is(self.store.names.text(arn).into()),
                None => Fact::Is(ADMINISTRATOR.into()),
            },
            "iam:permissionsboundary" => match self.object.boundary {
                Some(arn) => Fact::Is(self.store.names.text(arn).into()),
                None => Fact::Absent,
            },
            _ => match tag_of_resource(key) {
                Some(tag) => match self.object.tags {
                    Some(tags) => moved(self.mover, tag, tag_fact(tags, tag, self.store)),
                    None => Fact::Chosen,
                },
                None => match &self.actor {
                    Some(actor) => {
                        let mover = self.mover.and_then(Mover::on_itself);
                        own_fact(actor, mover, key, self.action, self.store)
                    }
                    None => shared_fact(key),
                },
            },
        }
    }
}

/// What a tag holds if somebody may move it.
fn moved<'f>(mover: Option<Mover<'_>>, tag: &str, has: Fact<'f>) -> Fact<'f> {
    let moved = mover.and_then(|mover| mover.moved(tag, has.clone()));
    moved.unwrap_or(has)
}

/// What a key holds of a principal, who may perhaps move its own tags.
fn own_fact<'a>(
    actor: &Actor<'a>,
    mover: Option<Mover<'_>>,
    key: &str,
    action: &str,
    store: &'a Store,
) -> Fact<'a> {
    let has = principal_fact(actor, key, action, store);
    match key.strip_prefix(PRINCIPAL_TAG) {
        Some(tag) => moved(mover, tag, has),
        None if key.starts_with(SECOND_FACTOR) && mover.is_some_and(|mover| mover.enrols()) => {
            Fact::Chosen
        }
        None => has,
    }
}

/// Condition keys of the second factor of who calls.
const SECOND_FACTOR: &str = "aws:multifactorauth";

/// Condition keys of the tags of who calls.
const PRINCIPAL_TAG: &str = "aws:principaltag/";

/// A call of AssumeRole by somebody, seen by a trust policy.
pub struct Calling<'i> {
    /// The action, in lower case.
    pub action: &'static str,
    by: By<'i>,
    account: Name,
    store: &'i Store,
}

enum By<'i> {
    Actor(Actor<'i>, Option<Mover<'i>>),
    Service(&'i str),
    Outside(Outside),
}

impl<'i> Calling<'i> {
    /// A principal of the input assumes a role of `account`; `mover` may choose its tags first.
    pub fn assume(
        actor: &Actor<'i>,
        mover: Option<Mover<'i>>,
        account: Name,
        store: &'i Store,
    ) -> Self {
        Self { action: "sts:assumerole", by: By::Actor(*actor, mover), account, store }
    }

    /// A service assumes a role of `account` for somebody of that account.
    pub fn service(service: &'i str, account: Name, store: &'i Store) -> Self {
        Self { action: "sts:assumerole", by: By::Service(service), account, store }
    }

    /// Somebody from outside assumes a role of `account`.
    pub fn outside(outside: Outside, account: Name, store: &'i Store) -> Self {
        let action = match outside {
            Outside::Federated(provider, _) => match store.names.text(provider) {
                name if name.contains(":saml-provider/") => "sts:assumerolewithsaml",
                name if is_anchor(name) => "sts:assumerole",
                _ => "sts:assumerolewithwebidentity",
            },
            _ => "sts:assumerole",
        };
        Self { action, by: By::Outside(outside), account, store }
    }
}

impl Context for Calling<'_> {
    fn fact(&self, key: &str) -> Fact<'_> {
        let names = &self.store.names;
        match &self.by {
            By::Actor(actor, mover) => own_fact(actor, *mover, key, self.action, self.store),
            By::Service(service) => match key {
                "aws:sourceaccount" => Fact::Is(names.text(self.account).into()),
                "aws:sourcearn" => Fact::Chosen,
                "aws:principalisawsservice" => Fact::Is("true".into()),
                "aws:principalservicename" => Fact::Is((*service).into()),
                _ if key.starts_with("aws:principal") => Fact::Absent,
                "aws:sourceorgid" | "aws:sourceorgpaths" => Fact::Unknown("organization"),
                _ => shared_fact(key),
            },
            By::Outside(outside) => self.outside_fact(*outside, key),
        }
    }
}

impl Calling<'_> {
    fn outside_fact(&self, outside: Outside, key: &str) -> Fact<'_> {
        let names = &self.store.names;
        match (outside, key) {
            (Outside::Federated(_, subject), _) if key.ends_with(":sub") => {
                Fact::Is(names.text(subject).into())
            }
            (Outside::Federated(provider, _), "aws:sourcearn" | "aws:sourceaccount")
                if is_anchor(names.text(provider)) =>
            {
                match Arn::parse(names.text(provider)) {
                    Some(_) if key == "aws:sourcearn" => Fact::Is(names.text(provider).into()),
                    None if key == "aws:sourcearn" => Fact::Unknown("trust anchor"),
                    _ => Fact::Is(names.text(self.account).into()),
                }
            }
            (Outside::Federated(provider, subject), _)
                if told_by_provider(key, names.text(provider)) =>
            {
                let subject = names.text(subject);
                match issuer::claim(subject, key) {
                    Some(value) => Fact::Is(value.into()),
                    // Whoever it is: only who is not asked for it comes in.
                    None if subject == "*" && issuer::identifies(names.text(provider), key) => {
                        Fact::Is(subject.into())
                    }
                    None => Fact::Chosen,
                }
            }
            (Outside::Account(account), "aws:principalaccount") => {
                Fact::Is(names.text(account).into())
            }
            (Outside::Principal(arn), "aws:principalarn") => Fact::Is(names.text(arn).into()),
            (Outside::Principal(arn), "aws:principalaccount") => {
                match Arn::parse(names.text(arn)) {
                    Some(arn) => Fact::Is(arn.account.into()),
                    None => Fact::Unknown("principal"),
                }
            }
            (Outside::Anyone | Outside::Account(_), "aws:principalarn") => Fact::Chosen,
            (Outside::Anyone, "aws:principalaccount") => Fact::Unknown("account of the caller"),
            (_, "sts:externalid") => Fact::Chosen,
            _ => shared_fact(key),
        }
    }
}

/// Whether the provider says what a key holds: claims of its tokens and assertions, tags that it gives
/// the session, and what certificates say of their subject.
fn told_by_provider(key: &str, provider: &str) -> bool {
    let of_session = key.starts_with("aws:requesttag/");
    let of_certificate = is_anchor(provider) && key.starts_with("aws:principaltag/");
    of_session || of_certificate || !(key.starts_with("aws:") || key.starts_with("sts:"))
}

/// Keys that a principal's identity settles.
fn principal_fact<'a>(actor: &Actor<'a>, key: &str, action: &str, store: &'a Store) -> Fact<'a> {
    let identity = actor.identity;
    let user = identity.kind == IdentityKind::User;
    match key {
        "aws:principalarn" => Fact::Is(store.names.text(actor.node).into()),
        "aws:principalaccount" => Fact::Is(store.names.text(actor.account).into()),
        "aws:principaltype" => Fact::Is(if user { "User" } else { "AssumedRole" }.into()),
        "aws:principalorgid" => match actor.organization {
            Some(id) => Fact::Is(store.names.text(id).into()),
            None => Fact::Unknown("organization"),
        },
        "aws:username" if user => Fact::Is(store.names.text(identity.name).into()),
        // Sessions of roles have no user name; users have a token time in sessions of their own.
        "aws:username" => Fact::Absent,
        "aws:tokenissuetime" if user => Fact::PerhapsSince(TODAY),
        _ if zone::tells(key) => match zone::values(actor.zones, key, action, store) {
            values if values.is_empty() => shared_fact(key),
            values => Fact::OneOf(values),
        },
        _ => match key.strip_prefix(PRINCIPAL_TAG) {
            Some(tag) => match session::chooses(actor, tag, store) {
                Truth::Yes => Fact::Chosen,
                Truth::Unknown => Fact::Unknown("tags of the session"),
                Truth::No => tag_fact(&identity.tags, tag, store),
            },
            None => shared_fact(key),
        },
    }
}

fn tag_of_resource(key: &str) -> Option<&str> {
    const SERVICES: &[&str] = &["aws:", "ec2:", "iam:", "secretsmanager:", "ssm:"];
    SERVICES.iter().find_map(|service| key.strip_prefix(service)?.strip_prefix("resourcetag/"))
}

/// Tag keys compare without case, as condition keys do.
fn tag_fact<'a>(tags: &[(Name, Name)], tag: &str, store: &'a Store) -> Fact<'a> {
    let found = tags.iter().find(|(key, _)| store.names.text(*key).eq_ignore_ascii_case(tag));
    found.map_or(Fact::Absent, |(_, value)| Fact::Is(store.names.text(*value).into()))
}

/// What a key holds whoever asks.
///
/// Source: IAM user guide, "Global condition keys" and "IAM and STS condition keys", read 2026-11-22.
fn shared_fact(key: &str) -> Fact<'static> {
    if let Ok(at) = KEYS.binary_search_by(|(name, _)| (*name).cmp(key)) {
        return KEYS.get(at).map_or(Fact::Unknown(""), |(_, fact)| fact.clone());
    }
    if key.starts_with("aws:requesttag/") {
        return Fact::Chosen;
    }
    Fact::Unknown("a key whose value the input does not tell")
}

/// Sorted by key.
const KEYS: &[(&str, Fact<'static>)] = &[
    ("aws:calledvia", Fact::Absent),
    ("aws:calledviafirst", Fact::Absent),
    ("aws:calledvialast", Fact::Absent),
    ("aws:currenttime", Fact::Since(TODAY)),
    ("aws:epochtime", Fact::Since(TODAY)),
    ("aws:principalisawsservice", Fact::Is(std::borrow::Cow::Borrowed("false"))),
    ("aws:referer", Fact::Chosen),
    ("aws:requestedregion", Fact::Chosen),
    ("aws:securetransport", Fact::Is(std::borrow::Cow::Borrowed("true"))),
    ("aws:sourceaccount", Fact::Absent),
    ("aws:sourcearn", Fact::Absent),
    ("aws:sourceidentity", Fact::Absent),
    ("aws:sourceip", Fact::Unknown("network")),
    ("aws:tagkeys", Fact::Chosen),
    ("aws:tokenissuetime", Fact::Since(TODAY)),
    ("aws:useragent", Fact::Chosen),
    ("aws:viaawsservice", Fact::Is(std::borrow::Cow::Borrowed("false"))),
    ("ec2:instancetype", Fact::Chosen),
    ("iam:associatedresourcearn", Fact::Chosen),
    ("kms:grantisforawsresource", Fact::Is(std::borrow::Cow::Borrowed("false"))),
    ("kms:viaservice", Fact::Absent),
    ("lambda:functionurlauthtype", Fact::Chosen),
    ("secretsmanager:blockpublicpolicy", Fact::Chosen),
    ("secretsmanager:versionid", Fact::Chosen),
    ("secretsmanager:versionstage", Fact::Chosen),
    ("sts:externalid", Fact::Chosen),
    ("sts:rolesessionname", Fact::Chosen),
    ("sts:sourceidentity", Fact::Chosen),
];

/// No request is made before this was written, 2026-11-23, nor with a token that is much older.
const TODAY: Instant = Instant::of_epoch(1_795_392_000);

#[cfg(test)]
mod tests {
    #[test]
    fn keys_are_sorted() {
        assert!(
            super::KEYS
                .windows(2)
                .all(|pair| pair.first().map(|one| one.0) < pair.last().map(|one| one.0))
        );
    }
}
