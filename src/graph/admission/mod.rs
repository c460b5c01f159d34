//! Whom the policies of resources let in: an [`Admission`] for each principal of each statement that
//! allows. A trust policy is the policy of its role.

pub mod bound;
pub mod right;
pub mod service;
pub mod source;

use crate::model::inventory::{Inventory, Written};
use crate::model::names::Name;
use crate::model::policy::{
    Document, Effect, Entry, PrincipalRef, Principals, Statement, StatementId,
};
use crate::model::{Arn, Names, Store};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A resource with all that its policies say: several sources may each give it statements.
#[derive(Debug, Default)]
pub struct Guarded<'i> {
    /// Its policies.
    pub policies: Vec<(&'i Written, &'i [Entry])>,
    /// Whether one of them is not known.
    pub open: bool,
}

/// A statement lets a principal in.
#[derive(Debug, Clone, Copy)]
pub struct Admission<'i> {
    /// Whom.
    pub principal: PrincipalRef,
    /// The statement as it would be for this principal alone.
    pub alone: StatementId,
    /// The statement.
    pub entry: Entry,
    /// All statements of its policy.
    pub entries: &'i [Entry],
    /// The policy.
    pub written: &'i Written,
}

impl Admission<'_> {
    /// The statements of its policy that deny.
    pub fn denies(&self, store: &Store) -> Vec<StatementId> {
        let all = self.entries.iter().map(|entry| entry.statement);
        all.filter(|id| store.documents.statement(*id).effect == Effect::Deny).collect()
    }
}

/// All resources of a side that have a policy, by ARN; roles by their trust policies.
pub fn guarded<'i>(inventory: &'i Inventory, store: &'i Store) -> BTreeMap<&'i str, Guarded<'i>> {
    let mut out: BTreeMap<&str, Guarded<'_>> = BTreeMap::new();
    for (arn, written) in policies(inventory) {
        let guarded = out.entry(store.names.text(arn)).or_default();
        match document(written, store) {
            Some(document) => guarded.policies.push((written, &document.entries)),
            None => guarded.open = true,
        }
    }
    out
}

/// All policies of resources and roles, with the ARN of what they guard.
fn policies(inventory: &Inventory) -> impl Iterator<Item = (Name, &Written)> {
    let resources = inventory.resources.iter();
    let resources = resources.filter_map(|one| Some((one.arn, one.policy.as_ref()?)));
    let identities = inventory.identities.iter();
    resources.chain(identities.filter_map(|one| Some((one.arn, one.trust.as_ref()?))))
}

fn document<'s>(written: &Written, store: &'s Store) -> Option<&'s Document> {
    let id = written.document.as_ref().ok()?;
    Some(store.documents.document(*id)).filter(|document| document.invalid.is_none())
}

impl<'i> Guarded<'i> {
    /// All statements as they are for each principal alone, and those that deny.
    pub fn apart(&self, store: &Store) -> Vec<StatementId> {
        let denies = |id: &StatementId| store.documents.statement(*id).effect == Effect::Deny;
        let denies = self.statements().into_iter().filter(denies);
        self.admissions(store).iter().map(|one| one.alone).chain(denies).collect()
    }

    /// All statements, sorted.
    pub fn statements(&self) -> Vec<StatementId> {
        let entries = self.policies.iter().flat_map(|(_, entries)| entries.iter());
        let mut out: Vec<StatementId> = entries.map(|entry| entry.statement).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Whom the statements that allow let in, in order.
    pub fn admissions(&self, store: &Store) -> Vec<Admission<'i>> {
        let mut out = Vec::new();
        for (written, entries) in &self.policies {
            for entry in *entries {
                let statement = store.documents.statement(entry.statement);
                let alone = alone(statement, &store.names);
                out.extend(alone.into_iter().filter_map(|(principal, statement)| {
                    let alone = store.documents.find_statement(&statement)?;
                    Some(Admission { principal, alone, entry: *entry, entries, written })
                }));
            }
        }
        out
    }
}

/// Makes the statements that [`Guarded::admissions`] looks up. The store must not change afterwards.
pub(super) fn prepare(inventory: &Inventory, store: &mut Store) {
    let ids = policies(inventory).filter_map(|(_, written)| document(written, store));
    let entries = ids.flat_map(|document| document.entries.iter().map(|entry| entry.statement));
    let mut ids: Vec<StatementId> = entries.collect();
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        for (_, statement) in alone(store.documents.statement(id), &store.names) {
            store.documents.add_statement(statement);
        }
    }
}

/// A statement that allows, for each of its principals alone, as its conditions bound them. Who is left
/// out by `NotPrincipal` leaves everybody else.
fn alone(statement: &Statement, names: &Names) -> Vec<(PrincipalRef, Statement)> {
    if statement.effect != Effect::Allow {
        return Vec::new();
    }
    match &statement.principals {
        Principals::None => Vec::new(),
        Principals::Not(_) => vec![(PrincipalRef::Anyone, statement.clone())],
        Principals::Only(list) => {
            let bound = list.iter().flat_map(|one| bound::bound(*one, statement, names));
            let one = |(principal, conditions)| {
                let principals = Principals::Only(vec![principal]);
                (principal, Statement { principals, conditions, ..statement.clone() })
            };
            bound.map(one).collect()
        }
    }
}

/// The accounts that an input is about, to ask which of them own a resource: that of its ARN, else that
/// of who declares it, else all.
#[derive(Debug)]
pub struct Accounts<'s> {
    all: Vec<&'s str>,
    declared: FxHashMap<&'s str, &'s str>,
}

impl<'s> Accounts<'s> {
    /// Reads which accounts an input is about.
    pub fn new(inventory: &Inventory, store: &'s Store) -> Self {
        let identities = inventory.identities.iter().map(|one| one.account);
        let mut accounts: Vec<Name> = identities.collect();
        accounts.sort_unstable();
        accounts.dedup();
        let text = |name| store.names.text(name);
        let resources = inventory.resources.iter().map(|one| account(text(one.arn)));
        let declared = inventory.resources.iter();
        let declared: FxHashMap<&str, &str> =
            declared.filter_map(|one| Some((text(one.arn), text(one.account?)))).collect();
        let mut all: Vec<&str> = accounts.into_iter().map(text).collect();
        all.extend(resources);
        all.extend(declared.values());
        all.retain(|one| !one.is_empty());
        all.sort_unstable();
        all.dedup();
        Self { all, declared }
    }

    /// The accounts that own the resource of an ARN, sorted.
    pub fn owning(&self, arn: &'s str) -> Vec<&'s str> {
        match account(arn) {
            "" => self.declared.get(arn).map_or_else(|| self.all.clone(), |one| vec![*one]),
            account => vec![account],
        }
    }
}

fn account(arn: &str) -> &str {
    Arn::parse(arn).map(|arn| arn.account).unwrap_or_default()
}
