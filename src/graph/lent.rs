//! What the policies of resources give to principals of their own account: there a right of either side is
//! enough, so it counts as if the principal had the statement itself, for that resource alone.
//!
//! Source: IAM user guide, "Policy evaluation logic", resource-based policies within an account, read
//! 2026-11-23. Left out: that a user named by a resource policy is not held back by its permissions
//! boundary; rights given to everybody are told of the resource.

use super::admission::Accounts;
use crate::iam::glob::covers;
use crate::model::inventory::{Attached, Attachment, Inventory, Resource, Written};
use crate::model::names::Name;
use crate::model::policy::{
    Document, Effect, Entry, Patterns, PrincipalRef, Principals, Statement,
};
use crate::model::{Arn, Store};
use std::collections::HashMap;

/// Attaches to the principals of an inventory what policies of resources of their account say of them by
/// name: what is allowed, and what the same policies deny.
pub(super) fn lend(inventory: &mut Inventory, store: &mut Store) {
    let mut lent = Vec::new();
    for (resource, who) in borrowers(inventory, store) {
        let Some(written) = &resource.policy else { continue };
        let Some((document, sure)) = written.said() else { continue };
        let entries = store.documents.document(document).entries.clone();
        lent.extend(lent_to(who, resource, written, &entries, sure, store));
    }
    inventory.attachments.extend(lent);
}

/// The resources whose policies name principals of the account that owns them, with each of these.
fn borrowers<'i>(inventory: &'i Inventory, store: &Store) -> Vec<(&'i Resource, Name)> {
    let accounts: HashMap<Name, Name> =
        inventory.identities.iter().map(|one| (one.arn, one.account)).collect();
    let owners = Accounts::new(inventory, store);
    let mut out = Vec::new();
    for resource in &inventory.resources {
        let written = resource.policy.as_ref().and_then(Written::said);
        let Some((document, _)) = written else { continue };
        let named = named(&store.documents.document(document).entries, store);
        // Whose bucket it is only the input as a whole tells: of several accounts it may be any.
        let [owner] = owners.owning(store.names.text(resource.arn)).try_into().unwrap_or([""]);
        let owner = store.names.find(owner).filter(|_| !owner.is_empty());
        let own = |who: &Name| owner.is_some() && accounts.get(who).copied() == owner;
        out.extend(named.into_iter().filter(own).map(|who| (resource, who)));
    }
    out
}

/// The principals that statements name, sorted.
fn named(entries: &[Entry], store: &Store) -> Vec<Name> {
    let statements = entries.iter().map(|entry| store.documents.statement(entry.statement));
    let lists = statements.filter_map(|statement| match &statement.principals {
        Principals::Only(list) => Some(list),
        _ => None,
    });
    let arn = |one: &PrincipalRef| if let PrincipalRef::Arn(arn) = one { Some(*arn) } else { None };
    let mut out: Vec<Name> = lists.flatten().filter_map(arn).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// The policy of a resource as one principal has it; none if it says nothing of it.
fn lent_to(
    who: Name,
    resource: &Resource,
    written: &Written,
    entries: &[Entry],
    sure: bool,
    store: &mut Store,
) -> Option<Attachment> {
    let mut own = Vec::new();
    for entry in entries {
        let statement = store.documents.statement(entry.statement);
        let Some(statement) = spoken_to(who, resource.arn, statement.clone(), store) else {
            continue;
        };
        own.push(Entry { statement: store.documents.add_statement(statement), ..*entry });
    }
    if own.is_empty() {
        return None;
    }
    let id = store.documents.add_derived(Document { entries: own, ..Document::default() });
    let written = match &written.document {
        Ok(_) => Written { document: Ok(id), was: None, origin: written.origin.clone() },
        Err(unknown) => Written {
            document: Err(unknown.clone()),
            was: Some(id).filter(|_| !sure),
            origin: written.origin.clone(),
        },
    };
    let origin = written.origin.clone();
    let attached = Attached::Lent(resource.arn, written);
    Some(Attachment { identity: who, attached, origin, mirrored: false })
}

/// A statement of the policy of a resource as a statement of the principal's own; none if it is not about
/// the principal or not about the resource.
fn spoken_to(who: Name, resource: Name, mut of: Statement, store: &mut Store) -> Option<Statement> {
    let is_about = match (&of.principals, of.effect) {
        (Principals::Only(list), Effect::Allow) => list.contains(&PrincipalRef::Arn(who)),
        (Principals::Only(list), Effect::Deny) => list.iter().any(|one| match one {
            PrincipalRef::Arn(arn) => *arn == who,
            PrincipalRef::Anyone | PrincipalRef::AnyAws => true,
            _ => false,
        }),
        (Principals::Not(list), Effect::Deny) => !list.contains(&PrincipalRef::Arn(who)),
        _ => false,
    };
    if !is_about {
        return None;
    }
    of.principals = Principals::None;
    of.resources = within(resource, &of.resources, store)?;
    Some(of)
}

/// The resources of a statement that lie within one resource; none if none does.
fn within(resource: Name, resources: &Patterns, store: &mut Store) -> Option<Patterns> {
    let arn = store.names.text(resource).to_owned();
    let all = || {
        let separator =
            if Arn::parse(&arn).is_some_and(|arn| arn.service == "lambda") { ":" } else { "/" };
        [arn.clone(), format!("{arn}{separator}*")]
    };
    let lies_in = |text: &str| {
        let rest = text.strip_prefix(&arn);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', ':', '*', '?']))
    };
    let mut texts: Vec<String> = Vec::new();
    for text in resources.patterns.iter().map(|name| store.names.text(*name)) {
        match (resources.negated, covers(text, &arn).may()) {
            (true, true) => return None,
            (true, false) => texts.extend(all()),
            (false, _) if lies_in(text) => texts.push(text.to_owned()),
            (false, true) => texts.extend(all()),
            (false, false) => {}
        }
    }
    let mut patterns: Vec<Name> = texts.iter().map(|text| store.names.add(text)).collect();
    patterns.sort_unstable();
    patterns.dedup();
    (!patterns.is_empty()).then_some(Patterns { negated: false, patterns })
}
