//! Whether somebody gets to know a secret: the joint decision of its policies, of the policy of the
//! secret, and of the policy of the key that the secret is under.

use super::{Keep, Kept, Lock, Policy};
use crate::graph::context::{Actor, Call, Object};
use crate::graph::zone;
use crate::iam::action::Asked;
use crate::iam::condition::{Context, Fact};
use crate::iam::decide::{self, Decision, Reasons};
use crate::iam::policies::{Policies, PolicyType};
use crate::iam::principal::Caller;
use crate::iam::stack::{self, Stack};
use crate::iam::statement::Engine;
use crate::iam::truth::Truth;
use crate::model::policy::StatementId;
use crate::model::{Arn, Effect, Name, Store};

/// All that decides whether one principal reads one secret.
#[derive(Debug, Clone)]
pub struct Case<'c> {
    /// The policies of the principal.
    pub stack: &'c Stack,
    /// The policy of the secret.
    pub policy: Policy,
    /// What it is under.
    pub lock: Lock,
    /// The policy of its key.
    pub key: Policy,
    /// What the organization denies on the resources of its account.
    pub guards: &'c [StatementId],
}

impl<'c> Case<'c> {
    /// The case of a side.
    pub fn new(
        stack: &'c Stack,
        kept: &Kept<'_>,
        keep: &Keep<'_>,
        guards: &'c [StatementId],
    ) -> Self {
        let key = match kept.lock {
            Lock::Key(key) => keep.key_policy(key),
            Lock::Service | Lock::Unknown(_) => Policy::Absent,
        };
        let policy = match kept.way.is_key() {
            true => keep.key_policy(kept.id),
            false => keep.policy(kept.id),
        };
        Self { stack, policy, lock: kept.lock.clone(), key, guards }
    }
}

/// What a statement stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The policies of the principal.
    Own,
    /// The policy of the secret.
    Secret,
    /// The policy of its key.
    Key,
}

/// An answer, with what it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Whether it reads.
    pub truth: Truth,
    /// The statements that let it.
    pub by: Vec<(Place, StatementId)>,
    /// The calls that it makes, each on an ARN.
    pub calls: Vec<(&'static str, Name)>,
    /// What must hold, in words.
    pub requires: Vec<String>,
    /// Whether something that the input leaves open decides.
    pub open: bool,
}

impl Reading {
    const YES: Self = Self::plain(Truth::Yes);
    const NO: Self = Self::plain(Truth::No);

    const fn plain(truth: Truth) -> Self {
        Self { truth, by: Vec::new(), calls: Vec::new(), requires: Vec::new(), open: false }
    }

    /// No surer than on a condition.
    fn unless(mut self, why: String) -> Self {
        if self.truth.may() {
            self.truth = Truth::Unknown;
            self.requires.push(why);
            self.open = true;
        }
        self
    }

    fn and(mut self, other: Self) -> Self {
        self.truth = self.truth.and(other.truth);
        self.by.extend(other.by);
        self.calls.extend(other.calls);
        self.requires.extend(other.requires);
        self.open |= other.open;
        self
    }

    fn or(self, other: Self) -> Self {
        if other.truth > self.truth { other } else { self }
    }
}

/// Who asks, for what.
#[derive(Clone, Copy)]
pub struct Asker<'a> {
    call: Call<'a>,
    actor: Actor<'a>,
    kept: &'a Kept<'a>,
    engine: &'a Engine,
    store: &'a Store,
}

impl<'a> Asker<'a> {
    /// A principal that wants to read a secret.
    pub fn new(actor: Actor<'a>, kept: &'a Kept<'a>, engine: &'a Engine, store: &'a Store) -> Self {
        let object = Object { tags: Some(kept.tags), boundary: None, detached: None };
        let action = kept.way.reads().into_iter().next().unwrap_or_default();
        let call = Call { action, actor: Some(actor), object, mover: None, passed_to: None, store };
        Self { call, actor, kept, engine, store }
    }
}

impl Asker<'_> {
    /// Whether the principal reads the secret as things stand.
    pub fn reads(&self, case: &Case<'_>) -> Reading {
        match self.gets(case) {
            got if got.truth == Truth::No => got,
            got => got.and(self.unlocks(case)),
        }
    }

    /// Whether it does once it has written the policies that it may write. No Deny of such a policy
    /// stands in its way, for it may take that off.
    pub fn comes_to_read(&self, case: &Case<'_>) -> Reading {
        let surest = |plain: Reading, other: &dyn Fn() -> Reading| match plain.truth {
            Truth::Yes => plain,
            _ => plain.or(other()),
        };
        let got = surest(self.gets(case), &|| self.rewrites(case));
        if got.truth == Truth::No {
            return got;
        }
        got.and(surest(self.unlocks(case), &|| self.rekeys(case)))
    }

    fn gets(&self, case: &Case<'_>) -> Reading {
        let place = if self.kept.way.is_key() { Place::Key } else { Place::Secret };
        let ask = |action| self.ask(case, (action, self.kept.inside), (place, &case.policy), self);
        self.kept.way.reads().into_iter().map(ask).fold(Reading::NO, Reading::or)
    }

    /// Whether its key opens: for the service that the secret is read through.
    fn unlocks(&self, case: &Case<'_>) -> Reading {
        match &case.lock {
            Lock::Service => Reading::YES,
            Lock::Unknown(why) => Reading::YES.unless(why.clone()),
            Lock::Key(key) => {
                let through = Through(self);
                self.ask(case, ("kms:Decrypt", *key), (Place::Key, &case.key), &through)
            }
        }
    }

    fn rewrites(&self, case: &Case<'_>) -> Reading {
        let place = if self.kept.way.is_key() { Place::Key } else { Place::Secret };
        let write = |action: &&'static str| {
            self.ask(case, (action, self.kept.id), (place, &case.policy), self)
        };
        let written = self.kept.way.rewrites().iter().map(write).fold(Reading::NO, Reading::or);
        if written.truth == Truth::No {
            return written;
        }
        let granted = |action| self.granted(case, action, self.kept.inside);
        written.and(self.kept.way.reads().into_iter().map(granted).fold(Reading::NO, Reading::or))
    }

    fn rekeys(&self, case: &Case<'_>) -> Reading {
        let Lock::Key(key) = &case.lock else { return Reading::NO };
        let write =
            |action: &'static str| self.ask(case, (action, *key), (Place::Key, &case.key), self);
        let written = write("kms:PutKeyPolicy").or(write("kms:CreateGrant"));
        if written.truth == Truth::No {
            return written;
        }
        written.and(self.granted(case, "kms:Decrypt", *key))
    }

    /// Whether its own policies leave what a resource policy gives it.
    fn granted(&self, case: &Case<'_>, action: &'static str, on: Name) -> Reading {
        let full = crate::graph::prepare::full_access(self.store);
        let identity = [case.stack.identity.as_slice(), &full].concat();
        let stack = Stack { identity, ..case.stack.clone() };
        Reading { by: Vec::new(), ..self.alone(&stack, (action, on), self) }
    }

    /// One call, under all policies.
    fn ask(
        &self,
        case: &Case<'_>,
        (action, on): (&'static str, Name),
        (place, policy): (Place, &Policy),
        context: &dyn Context,
    ) -> Reading {
        let statements = match policy {
            Policy::Says(list) => Some(list),
            // The policy that a key has without being given one lets its account decide.
            Policy::Absent if place == Place::Key => None,
            Policy::Absent => return self.under(case, (action, on), (place, None), context),
            Policy::Unknown => {
                let arn = crate::model::value::shown(&self.store.names, on);
                let own = self.alone(case.stack, (action, on), context);
                return own.unless(format!("the policy of {arn}, which is not known, lets it"));
            }
        };
        match statements {
            None => self.alone(case.stack, (action, on), context),
            some => self.under(case, (action, on), (place, some.map(Vec::as_slice)), context),
        }
    }

    /// One call, under the policies of the principal alone.
    fn alone(
        &self,
        stack: &Stack,
        (action, on): (&'static str, Name),
        context: &dyn Context,
    ) -> Reading {
        let resource = self.store.names.text(on);
        let request = stack::Request { action, resource, context };
        let outcome = stack::decide(stack, &request, self.engine, self.store);
        let own = |id: &StatementId| stack.identity.contains(id) || stack.perhaps.contains(id);
        let by = outcome.support.into_iter().filter(own).map(|id| (Place::Own, id)).collect();
        Reading {
            truth: outcome.truth,
            by,
            calls: vec![(action, on)],
            requires: outcome.requires,
            open: outcome.truth == Truth::Unknown && (stack.open || !stack.perhaps.is_empty()),
        }
    }

    /// One call, under the policies of the principal and that of the resource.
    fn under(
        &self,
        case: &Case<'_>,
        call: (&'static str, Name),
        resource: (Place, Option<&[StatementId]>),
        context: &dyn Context,
    ) -> Reading {
        let surely = self.decided(case, &case.stack.identity, call, resource, context);
        if case.stack.perhaps.is_empty() && !case.stack.open {
            return surely;
        }
        let identity = [case.stack.identity.as_slice(), &case.stack.perhaps].concat();
        let perhaps = self.decided(case, &identity, call, resource, context);
        if perhaps.truth == surely.truth && !case.stack.open {
            return surely;
        }
        surely.or(perhaps).unless("a policy of it, which is not known, lets it".to_owned())
    }

    fn decided(
        &self,
        case: &Case<'_>,
        identity: &[StatementId],
        (action, on): (&'static str, Name),
        (place, resource): (Place, Option<&[StatementId]>),
        context: &dyn Context,
    ) -> Reading {
        let policies = Policies {
            identity: identity.to_vec(),
            boundary: case.stack.boundary.clone(),
            resource: resource.map(<[StatementId]>::to_vec),
            scps: case.stack.guards.clone(),
            rcps: if case.guards.is_empty() { vec![] } else { vec![case.guards.to_vec()] },
            ..Policies::default()
        };
        let asked = Asked::new(action);
        let names = &self.store.names;
        let request = decide::Request {
            caller: Caller::read(Some(names.text(self.actor.node))),
            action: &asked,
            resource: names.text(on),
            owner: None,
            context,
        };
        let Reasons { decision, by, depends_on, .. } =
            decide::explain(&policies, &request, self.engine, self.store);
        let truth = match decision {
            Decision::Allowed => Truth::Yes,
            Decision::Conditional => Truth::Unknown,
            Decision::ExplicitlyDenied | Decision::ImplicitlyDenied => Truth::No,
        };
        let lets = by.into_iter().filter(|part| part.effect == Effect::Allow);
        let told = lets.filter_map(|part| match part.place.0 {
            PolicyType::Identity => Some((Place::Own, part.statement)),
            PolicyType::Resource => Some((place, part.statement)),
            _ => None,
        });
        Reading {
            truth,
            by: told.collect(),
            calls: vec![(action, on)],
            requires: depends_on,
            open: false,
        }
    }
}

impl Context for Asker<'_> {
    fn fact(&self, key: &str) -> Fact<'_> {
        match key {
            "kms:calleraccount" => Fact::Is(self.store.names.text(self.actor.account).into()),
            _ if key.starts_with("kms:encryptioncontext") => Fact::Chosen,
            _ => self.call.fact(key),
        }
    }
}

/// What a key sees when a service opens it for who reads a secret.
///
/// Source: AWS Secrets Manager user guide, "Secret encryption and decryption", and AWS Systems Manager
/// user guide, "AWS KMS encryption for SecureString parameters", read 2026-11-23.
struct Through<'t>(&'t Asker<'t>);

impl Context for Through<'_> {
    fn fact(&self, key: &str) -> Fact<'_> {
        let arn = self.0.store.names.text(self.0.kept.id);
        let parsed = Arn::parse(arn);
        match key {
            "aws:viaawsservice" => Fact::Is("true".into()),
            "kms:viaservice" => match parsed {
                Some(arn) => {
                    Fact::Is(format!("{}.{}.amazonaws.com", arn.service, arn.region).into())
                }
                None => Fact::Unknown("service"),
            },
            "kms:encryptioncontext:secretarn" | "kms:encryptioncontext:parameter_arn" => {
                let own = if key.ends_with("secretarn") { "secretsmanager" } else { "ssm" };
                match parsed.is_some_and(|arn| arn.service == own) {
                    true => Fact::Is(arn.into()),
                    false => Fact::Absent,
                }
            }
            // What the key sees of the network is where the service calls from.
            _ if zone::tells(key) => Fact::Unknown("network"),
            // What the tags of the key are is not asked: it is the secret that is read.
            _ if key.starts_with("aws:resourcetag/") => Fact::Unknown("tags of the key"),
            _ => self.0.fact(key),
        }
    }
}
