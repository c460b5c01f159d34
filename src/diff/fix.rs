//! What would close a finding: the cuts that its causes offer, the smallest first, each to be tried.
//!
//! A cut takes one principal or one action out of a statement, or the statement, or leaves a changed
//! resource as it was. Whether it closes the finding is not reasoned about here: whoever shows a cut
//! compares the two sides again with the cut made.

use super::finding::{Cause, Finding};
use crate::model::inventory::{Attached, ChangeKind, Inventory, Origin, Written};
use crate::model::policy::DocId;
use crate::model::value::{readable, shown};
use crate::model::{Name, Store};
use serde_json::Value;

/// One edit of the after side.
#[derive(Debug, Clone)]
pub struct Cut {
    /// What to do, in words.
    pub words: String,
    edit: Edit,
}

#[derive(Debug, Clone)]
enum Edit {
    /// The document written there says this instead.
    Says(Origin, DocId),
    /// Everything written at this address is as it was.
    TakenBack(Name),
}

/// How a statement is cut; none if it has nothing of the kind.
type Narrow = fn(&mut Value, &Subject) -> Option<String>;

/// From the smallest cut to the largest.
const NARROW: &[Narrow] = &[without_principal, without_action];

/// What a finding is about, for its cuts.
struct Subject {
    /// ARNs of the actors, as policies write them.
    actors: Vec<String>,
    action: String,
}

/// The cuts that the causes of a finding offer, the smallest first.
pub fn cuts(finding: &Finding, after: &mut Inventory, store: &mut Store) -> Vec<Cut> {
    let subject = Subject::new(finding, after, store);
    let mut out = Vec::new();
    for narrow in NARROW {
        for cause in &finding.cause {
            out.extend(narrowed(*narrow, cause, &subject, after, store));
        }
    }
    for cause in &finding.cause {
        out.extend(without_statement(cause, after, store));
    }
    out.extend(finding.cause.iter().filter_map(|cause| taken_back(cause, store)));
    out
}

impl Subject {
    fn new(finding: &Finding, after: &Inventory, store: &Store) -> Self {
        let actors = finding.path.iter().filter(|hop| hop.new).map(|hop| hop.from.as_str());
        let arn = |id: &str| {
            let is = |name| shown(&store.names, name) == id;
            let mut identities = after.identities.iter();
            let found = identities.find(|one| is(one.arn) || is(one.origin.address));
            found.map_or_else(|| id.to_owned(), |one| store.names.text(one.arn).to_owned())
        };
        Self {
            actors: actors.map(arn).collect(),
            action: finding.witness.as_ref().map(|one| one.action.clone()).unwrap_or_default(),
        }
    }
}

/// `after` with a cut made.
#[must_use]
pub fn apply(cut: &Cut, before: &Inventory, after: &Inventory) -> Inventory {
    let mut out = after.clone();
    match &cut.edit {
        Edit::Says(origin, document) => {
            for written in writings(&mut out).filter(|one| one.origin == *origin) {
                written.document = Ok(*document);
            }
        }
        Edit::TakenBack(address) => take_back(*address, before, &mut out),
    }
    out
}

fn narrowed(
    narrow: Narrow,
    cause: &Cause,
    subject: &Subject,
    after: &mut Inventory,
    store: &mut Store,
) -> Option<Cut> {
    let (origin, mut document) = read(cause, after, store)?;
    let what = narrow(statement(&mut document, cause.statement?)?, subject)?;
    let edit = Edit::Says(origin, store.documents.add_own(&document.to_string(), &mut store.names));
    Some(Cut { words: format!("{what} of {}", place(cause)), edit })
}

fn without_statement(cause: &Cause, after: &mut Inventory, store: &mut Store) -> Option<Cut> {
    let (origin, mut document) = read(cause, after, store)?;
    let index = usize::try_from(cause.statement?).ok()?;
    match document.get_mut("Statement")? {
        Value::Array(list) if index < list.len() && list.len() > 1 => list.remove(index),
        _ => return None,
    };
    let edit = Edit::Says(origin, store.documents.add_own(&document.to_string(), &mut store.names));
    Some(Cut { words: format!("without {}", place(cause)), edit })
}

fn taken_back(cause: &Cause, store: &Store) -> Option<Cut> {
    let address = store.names.find(&cause.address)?;
    let words = match cause.change {
        ChangeKind::Create => format!("without {}", cause.address),
        ChangeKind::Delete | ChangeKind::Forget => format!("with {} kept", cause.address),
        _ if cause.attribute.is_empty() => format!("with {} as it was", cause.address),
        _ => format!("with {}.{} as it was", cause.address, cause.attribute),
    };
    Some(Cut { words, edit: Edit::TakenBack(address) })
}

/// The document that a cause names.
fn read(cause: &Cause, after: &mut Inventory, store: &Store) -> Option<(Origin, Value)> {
    let text = |name| store.names.text(name);
    let written = writings(after).find(|one| {
        text(one.origin.address) == cause.address && text(one.origin.attribute) == cause.attribute
    })?;
    let document = *written.document.as_ref().ok()?;
    Some((written.origin.clone(), serde_json::from_str(store.documents.text(document)).ok()?))
}

/// A statement by its position; a single one may stand without a list.
fn statement(document: &mut Value, index: u32) -> Option<&mut Value> {
    match document.get_mut("Statement")? {
        Value::Array(list) => list.get_mut(usize::try_from(index).ok()?),
        one if index == 0 => Some(one),
        _ => None,
    }
}

/// Takes the actor out of a list of principals.
fn without_principal(statement: &mut Value, subject: &Subject) -> Option<String> {
    let list = statement.get_mut("Principal")?.get_mut("AWS")?.as_array_mut()?;
    let is = |one: &Value, actor: &str| one.as_str().is_some_and(|text| same(text, actor));
    let actor = subject.actors.iter().find(|actor| list.iter().any(|one| is(one, actor)))?;
    list.retain(|one| !is(one, actor));
    (!list.is_empty()).then(|| format!("with {} taken out of the Principal", readable(actor)))
}

/// Whether a policy means this ARN. What the input does not know of either is the same in both.
fn same(text: &str, arn: &str) -> bool {
    text == arn || readable(text) == readable(arn)
}

/// Takes the decisive action out of a list of actions.
fn without_action(statement: &mut Value, subject: &Subject) -> Option<String> {
    let list = statement.get_mut("Action")?.as_array_mut()?;
    let is =
        |one: &Value| one.as_str().is_some_and(|text| text.eq_ignore_ascii_case(&subject.action));
    let known = list.len();
    list.retain(|one| !is(one));
    (!list.is_empty() && list.len() < known)
        .then(|| format!("with {} taken out of the Action", subject.action))
}

fn place(cause: &Cause) -> String {
    let index = cause.statement.map_or(String::new(), |at| format!("#Statement[{at}]"));
    format!("{}.{}{index}", cause.address, cause.attribute)
}

/// All documents of a side.
fn writings(inventory: &mut Inventory) -> impl Iterator<Item = &mut Written> {
    let trusts = inventory.identities.iter_mut().filter_map(|one| one.trust.as_mut());
    let inlines = inventory.attachments.iter_mut().filter_map(|one| match &mut one.attached {
        Attached::Inline(_, written) => Some(written),
        _ => None,
    });
    let policies = inventory.policies.iter_mut().map(|one| &mut one.written);
    let guards = inventory.guards.iter_mut().map(|one| &mut one.written);
    let resources = inventory.resources.iter_mut().filter_map(|one| one.policy.as_mut());
    trusts.chain(inlines).chain(policies).chain(guards).chain(resources)
}

/// What is written at an address stands as it stood before: facts that are new go, those that went
/// come back.
fn take_back(address: Name, before: &Inventory, out: &mut Inventory) {
    macro_rules! restore {
        ($($list:ident by $($field:ident).+),* $(,)?) => {$(
            out.$list.retain(|one| one.$($field).+.address != address);
            let was = before.$list.iter().filter(|one| one.$($field).+.address == address);
            out.$list.extend(was.cloned());
        )*};
    }
    restore!(
        identities by origin, policies by written.origin, attachments by origin, exclusives by origin,
        memberships by origin, profiles by origin, carriers by origin, credentials by origin,
        disclosures by origin, resources by origin, guards by written.origin,
        guard_attachments by origin, elements by origin,
    );
}
