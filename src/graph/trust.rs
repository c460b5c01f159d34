//! Trust policies: which principals, accounts, services and providers a role admits.

pub mod issuer;

use super::admission::bound::bound;
use super::context::{Actor, Calling};
use super::door::{Doors, ROLES_ANYWHERE, is_anchor};
use super::set::{Both, Node, SetId, Sets};
use super::tenant::Mover;
use crate::iam::condition;
use crate::iam::pattern::Pattern;
use crate::iam::statement::names_action;
use crate::iam::truth::Truth;
use crate::model::inventory::{Inventory, Written};
use crate::model::names::Name;
use crate::model::policy::{Effect, Entry, PrincipalRef, Principals, Statement, StatementId};
use crate::model::value::is_symbolic;
use crate::model::{Arn, Store};
use rustc_hash::FxHashMap;

/// A role's trust policy, read once.
#[derive(Debug, Clone)]
pub struct Trust {
    /// The document's entries.
    pub entries: Vec<Entry>,
    /// Whether the answer differs from principal to principal within an account: by conditions on
    /// the principal, by Deny, or by NotPrincipal.
    pub personal: bool,
    /// The account of the role.
    pub account: Name,
    /// Whether the document surely says so; otherwise it said so before, and is not known now.
    pub sure: bool,
    /// Deny statements of RCPs that cover the role: they bind every caller.
    pub rcps: Vec<StatementId>,
}

/// How a trust policy admits somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    /// Whether it does.
    pub truth: Truth,
    /// By name: then, within the account, no identity policy is needed. Otherwise by its account.
    pub direct: bool,
    /// The entry that admits.
    pub entry: Option<Entry>,
    /// What must hold, in words.
    pub requires: Vec<String>,
}

/// A source outside of what is analysed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outside {
    /// Any AWS principal of the world.
    Anyone,
    /// A foreign account.
    Account(Name),
    /// A principal that the input does not define.
    Principal(Name),
    /// Subjects of an identity provider or a trust anchor: its name, and the subject pattern.
    Federated(Name, Name),
    /// A group or user of IAM Identity Center.
    Person(Name),
}

/// The trust policies of a side, indexed by who is admitted.
#[derive(Debug, Default)]
pub struct Trusts {
    roles: FxHashMap<Node, Trust>,
    /// Roles that name a principal.
    named: FxHashMap<Name, Vec<Node>>,
    /// Roles that admit an account as a whole, those with personal answers only perhaps.
    accounts: FxHashMap<Name, Both>,
    /// Roles by service, in their account.
    services: FxHashMap<(Name, Name), Both>,
    /// Who from outside is admitted, with the role; sorted.
    pub outside: Vec<(Outside, Node)>,
}

impl Trusts {
    /// Reads the trust policies of all roles. `accounts` are those with identities in the input.
    pub fn new(
        inventory: &Inventory,
        doors: &Doors<'_>,
        accounts: &[Name],
        store: &Store,
        sets: &mut Sets,
    ) -> Self {
        let mut out = Self::default();
        let known: rustc_hash::FxHashSet<Name> =
            inventory.identities.iter().map(|identity| identity.arn).collect();
        let mut pending = Pending { outside: doors.people(), ..Pending::default() };
        let rcps = super::guard::resource_denies(inventory, store);
        for identity in &inventory.identities {
            let said = identity.trust.as_ref().and_then(|one| entries(one, store));
            let Some((entries, sure)) = said else { continue };
            let rcps: Vec<StatementId> = rcps
                .get(&identity.account)
                .into_iter()
                .flatten()
                .copied()
                .filter(|id| covers_role(*id, identity.arn, store))
                .collect();
            let personal = !rcps.is_empty()
                || entries.iter().any(|entry| {
                    let statement = store.documents.statement(entry.statement);
                    statement.effect == Effect::Deny
                        || matches!(statement.principals, Principals::Not(_))
                        || condition::keys(&statement.conditions, &store.names).any(of_principal)
                });
            let trust = Trust {
                entries: entries.to_vec(),
                personal,
                account: identity.account,
                sure,
                rcps,
            };
            pending.role(identity.arn, &trust, &known, accounts, store);
            pending.federated(identity.arn, &trust, doors, store);
            out.roles.insert(identity.arn, trust);
        }
        pending.finish(&mut out, sets);
        out
    }

    /// The trust policy of a role; none if it has none or it is not known.
    pub fn of(&self, role: Node) -> Option<&Trust> {
        self.roles.get(&role)
    }

    /// Roles whose trust policy names this principal.
    pub fn naming(&self, principal: Node) -> &[Node] {
        self.named.get(&principal).map_or(&[], Vec::as_slice)
    }

    /// Roles that admit this account as a whole.
    pub fn admitting_account(&self, account: Name, empty: SetId) -> Both {
        self.accounts.get(&account).copied().unwrap_or(Both::certain(empty))
    }

    /// Roles of the account that admit this service.
    pub fn admitting_service(&self, account: Name, service: Name, empty: SetId) -> Both {
        self.services.get(&(account, service)).copied().unwrap_or(Both::certain(empty))
    }
}

fn entries<'s>(written: &Written, store: &'s Store) -> Option<(&'s [Entry], bool)> {
    let (id, sure) = written.said()?;
    let document = store.documents.document(id);
    if document.invalid.is_some() { None } else { Some((&document.entries, sure)) }
}

/// Lists before they are sets.
#[derive(Default)]
struct Pending {
    named: FxHashMap<Name, Vec<Node>>,
    accounts: FxHashMap<Name, [Vec<Node>; 2]>,
    services: FxHashMap<(Name, Name), [Vec<Node>; 2]>,
    outside: Vec<(Outside, Node)>,
}

impl Pending {
    fn role(
        &mut self,
        role: Node,
        trust: &Trust,
        known: &rustc_hash::FxHashSet<Name>,
        accounts: &[Name],
        store: &Store,
    ) {
        for entry in &trust.entries {
            let statement = store.documents.statement(entry.statement);
            if statement.effect != Effect::Allow {
                continue;
            }
            let Principals::Only(list) = &statement.principals else { continue };
            let bound = |one: &PrincipalRef| bound(*one, statement, &store.names);
            for (principal, _) in list.iter().flat_map(bound) {
                match principal {
                    PrincipalRef::Service(service) => self.service(role, trust, service, store),
                    PrincipalRef::Account(account) if accounts.contains(&account) => {
                        self.account(role, trust, account, statement, store);
                    }
                    PrincipalRef::Account(account) if assumes(statement, store) => {
                        self.outside.push((Outside::Account(account), role));
                    }
                    PrincipalRef::Anyone | PrincipalRef::AnyAws if assumes(statement, store) => {
                        self.outside.push((Outside::Anyone, role));
                        for account in accounts {
                            self.account(role, trust, *account, statement, store);
                        }
                    }
                    PrincipalRef::Arn(arn) => self.arn(role, arn, known, statement, store),
                    _ => {}
                }
            }
        }
    }

    /// Subjects of providers and trust anchors.
    fn federated(&mut self, role: Node, trust: &Trust, doors: &Doors<'_>, store: &Store) {
        for entry in &trust.entries {
            let statement = store.documents.statement(entry.statement);
            let Principals::Only(list) = &statement.principals else { continue };
            let own = |one: &&PrincipalRef| match one {
                PrincipalRef::Service(_) => assumes(statement, store),
                _ => federates(statement, store),
            };
            if statement.effect != Effect::Allow {
                continue;
            }
            for principal in list.iter().filter(own) {
                for (provider, subject) in doors.subjects(*principal, statement, role, store) {
                    let Some(subject) = store.names.find(&subject) else { continue };
                    self.outside.push((Outside::Federated(provider, subject), role));
                }
            }
        }
    }

    fn arn(
        &mut self,
        role: Node,
        arn: Name,
        known: &rustc_hash::FxHashSet<Name>,
        statement: &Statement,
        store: &Store,
    ) {
        let session = role_of_session(store.names.text(arn));
        let holder = session.and_then(|role| store.names.find(&role)).unwrap_or(arn);
        if known.contains(&holder) {
            self.named.entry(holder).or_default().push(role);
        } else if assumes(statement, store) {
            self.outside.push((Outside::Principal(arn), role));
        }
    }

    fn account(
        &mut self,
        role: Node,
        trust: &Trust,
        account: Name,
        statement: &Statement,
        store: &Store,
    ) {
        if !assumes(statement, store) {
            return;
        }
        let calling = Calling::outside(Outside::Account(account), trust.account, store);
        let (tests, variables) = (&statement.conditions, statement.variables);
        let truth = condition::all_hold(tests, Effect::Allow, variables, &calling, &store.names);
        let [must, may] = self.accounts.entry(account).or_default();
        if truth.may() || trust.personal {
            may.push(role);
        }
        if truth.must() && !trust.personal && trust.sure {
            must.push(role);
        }
    }

    fn service(&mut self, role: Node, trust: &Trust, service: Name, store: &Store) {
        let truth = trust.admits_service(store.names.text(service), store).truth;
        let [must, may] = self.services.entry((trust.account, service)).or_default();
        if truth.may() {
            may.push(role);
        }
        if truth.must() {
            must.push(role);
        }
    }

    fn finish(mut self, out: &mut Trusts, sets: &mut Sets) {
        let mut both =
            |[must, may]: [Vec<Node>; 2]| Both { must: sets.add(must), may: sets.add(may) };
        let mut accounts: Vec<_> = self.accounts.into_iter().collect();
        accounts.sort_unstable_by_key(|(account, _)| *account);
        out.accounts = accounts.into_iter().map(|(name, lists)| (name, both(lists))).collect();
        let mut services: Vec<_> = self.services.into_iter().collect();
        services.sort_unstable_by_key(|(service, _)| *service);
        out.services = services.into_iter().map(|(key, lists)| (key, both(lists))).collect();
        out.named = self.named;
        self.outside.sort_unstable();
        self.outside.dedup();
        out.outside = self.outside;
    }
}

impl Trust {
    /// Whether a principal of the input may assume the role, as far as the trust policy goes.
    /// `mover` may choose its tags first.
    pub fn admits<'i>(
        &self,
        actor: &Actor<'i>,
        mover: Option<Mover<'i>>,
        store: &'i Store,
    ) -> Admission {
        let calling = Calling::assume(actor, mover, self.account, store);
        self.admission(Effect::Allow, store, &calling, &|principal| match principal {
            PrincipalRef::Anyone | PrincipalRef::AnyAws => Some(true),
            PrincipalRef::Account(account) => (account == actor.account).then_some(false),
            PrincipalRef::Arn(arn) => {
                let text = store.names.text(arn);
                let session = role_of_session(text);
                let named = arn == actor.node
                    || session.is_some_and(|role| store.names.find(&role) == Some(actor.node));
                named.then_some(true)
            }
            _ => None,
        })
    }

    /// Whether a service may assume the role when somebody of the role's account uses it.
    pub fn admits_service(&self, service: &str, store: &Store) -> Admission {
        let calling = Calling::service(service, self.account, store);
        self.admission(Effect::Allow, store, &calling, &|principal| match principal {
            PrincipalRef::Service(name) => (store.names.text(name) == service).then_some(true),
            _ => None,
        })
    }

    /// Whether a source outside may assume the role.
    pub fn admits_outside(&self, outside: Outside, store: &Store) -> Admission {
        let calling = Calling::outside(outside, self.account, store);
        let mut admission = self.admission(Effect::Allow, store, &calling, &|principal| match (
            principal, outside,
        ) {
            (PrincipalRef::Anyone | PrincipalRef::AnyAws, Outside::Federated(..)) => None,
            (PrincipalRef::Anyone | PrincipalRef::AnyAws, _) => Some(true),
            (PrincipalRef::Account(one), Outside::Account(other)) => (one == other).then_some(true),
            (PrincipalRef::Account(one), Outside::Principal(arn)) => {
                let account = Arn::parse(store.names.text(arn)).map(|arn| arn.account);
                (account == Some(store.names.text(one))).then_some(true)
            }
            (PrincipalRef::Arn(one), Outside::Principal(other)) => (one == other).then_some(true),
            (PrincipalRef::Federated(one), Outside::Federated(other, _)) => {
                (one == other).then_some(true)
            }
            (PrincipalRef::Service(one), Outside::Federated(other, _)) => {
                let by_certificate = is_anchor(store.names.text(other));
                (by_certificate && store.names.text(one) == ROLES_ANYWHERE).then_some(true)
            }
            _ => None,
        });
        if let Outside::Account(account) = outside
            && is_symbolic(store.names.text(self.account))
        {
            // It may be the account of the role, whose number the input does not tell.
            let number = store.names.text(account);
            admission.truth = admission.truth.and(Truth::Unknown);
            admission.requires.push(format!("{number} is not the account of the role itself"));
        }
        admission
    }

    /// The surest entry that admits, unless one denies. `who` says whether a principal entry means
    /// the caller, and whether by name.
    fn admission(
        &self,
        wanted: Effect,
        store: &Store,
        calling: &Calling<'_>,
        who: &dyn Fn(PrincipalRef) -> Option<bool>,
    ) -> Admission {
        let mut out = Admission { truth: Truth::No, direct: false, entry: None, requires: vec![] };
        let mut denied = Truth::No;
        for entry in &self.entries {
            let statement = store.documents.statement(entry.statement);
            if !names_action(&statement.actions, calling.action, &store.names) {
                continue;
            }
            let Some(direct) = meant(statement, who) else { continue };
            let effect = statement.effect;
            let (tests, variables) = (&statement.conditions, statement.variables);
            let truth = condition::all_hold(tests, effect, variables, calling, &store.names);
            if effect != wanted {
                denied = denied.or(truth);
            } else if truth > out.truth || (truth == out.truth && direct && !out.direct) {
                let open = |test: &&_| {
                    let test = condition::Test::new(test, variables, &store.names);
                    let holds = test.holds(effect, calling);
                    holds == Truth::Unknown
                };
                let words =
                    tests.iter().filter(open).map(|test| condition::words(test, &store.names));
                out = Admission { truth, direct, entry: Some(*entry), requires: words.collect() };
            }
        }
        for id in &self.rcps {
            let statement = store.documents.statement(*id);
            if names_action(&statement.actions, calling.action, &store.names) {
                let (tests, variables) = (&statement.conditions, statement.variables);
                let names = &store.names;
                denied =
                    denied.or(condition::all_hold(tests, Effect::Deny, variables, calling, names));
            }
        }
        if denied == Truth::Unknown {
            out.requires.push("no Deny of the trust policy or of an RCP applies".into());
        }
        if !self.sure && out.truth.may() {
            out.requires.push("the trust policy, which is not known, still says so".into());
            out.truth = Truth::Unknown;
        }
        out.truth = out.truth.and(!denied);
        out
    }
}

/// Whether the resources of an RCP statement cover a role; yes where that is not known.
fn covers_role(id: StatementId, role: Node, store: &Store) -> bool {
    let statement = store.documents.statement(id);
    let arn = store.names.text(role);
    let patterns = statement.resources.patterns.iter();
    let mut patterns = patterns.map(|name| Pattern::new(store.names.text(*name), false));
    patterns.any(|pattern| pattern.covers(arn).may()) != statement.resources.negated
}

/// Whether the statement is about the caller, and whether by name.
fn meant(statement: &Statement, who: &dyn Fn(PrincipalRef) -> Option<bool>) -> Option<bool> {
    match &statement.principals {
        Principals::None => None,
        Principals::Only(list) => list.iter().filter_map(|one| who(*one)).max(),
        Principals::Not(list) => list.iter().all(|one| who(*one).is_none()).then_some(true),
    }
}

fn assumes(statement: &Statement, store: &Store) -> bool {
    names_action(&statement.actions, "sts:assumerole", &store.names)
}

fn federates(statement: &Statement, store: &Store) -> bool {
    ["sts:assumerolewithwebidentity", "sts:assumerolewithsaml"]
        .iter()
        .any(|action| names_action(&statement.actions, action, &store.names))
}

/// The role of `arn:aws:sts::A:assumed-role/NAME/SESSION`, as `arn:aws:iam::A:role/NAME`.
fn role_of_session(text: &str) -> Option<String> {
    let arn = Arn::parse(text)?;
    let role = arn.resource.strip_prefix("assumed-role/")?.split('/').next()?;
    Some(format!("arn:{}:iam::{}:role/{role}", arn.partition, arn.account))
}

fn of_principal(key: &str) -> bool {
    (key.starts_with("aws:principal") && key != "aws:principalisawsservice")
        || key.starts_with("aws:multifactorauth")
        || matches!(key, "aws:username" | "aws:userid" | "aws:tokenissuetime")
        || super::zone::tells(key)
}
