//! A plan as `terraform show -json` writes it: what stands and what will stand.
//!
//! Most of a plan is never read. Values stay as they are in the text until an adapter asks for them;
//! `planned_values` repeats `resource_changes` and is skipped.

mod change;
mod join;
mod mismatch;
mod output;
mod shape;

#[cfg(test)]
mod tests;

use super::hcl::files::Files;
use super::terraform::object::Object;
use super::terraform::side::{Side, ground};
use super::terraform::{Facts, adapt, gaps, settle};
use crate::diag::{Code, Error};
use crate::model::inventory::{ChangeKind, Gap};
use crate::model::{Inventory, Name, Store};
use change::Change as Entry;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a plan says.
#[derive(Debug)]
pub(super) struct Change {
    /// What stands.
    pub(super) before: Inventory,
    /// What will stand, with what is not known of it and what was not read.
    pub(super) after: Inventory,
    /// What happens to each resource; those to which nothing happens are left out.
    pub(super) changed: BTreeMap<Name, ChangeKind>,
    /// Whether the configuration declares resources at all: if so, a plan for none of them is a
    /// change to nothing, and not an empty file.
    pub(super) declares: bool,
}

/// Reads a plan. With the configuration that it was made from, what it leaves unknown is worked out from
/// the expressions.
///
/// # Errors
/// `input-version`, `plan-errored`, `plan-incomplete`, and `input-*` for what is no plan;
/// `plan-mismatch` for a configuration that the plan was not made from.
pub(super) fn read(
    text: &str,
    name: &str,
    files: Option<(&dyn Files, &str)>,
    store: &mut Store,
) -> Result<Change, Error> {
    let mut plan: shape::Plan<'_> = serde_json::from_str(text).map_err(|error| {
        super::state::unreadable(text, name, "this is not a plan in JSON", &error)
    })?;
    check(&plan, name)?;
    let joined = match files {
        Some(files) => join::worked_out(&plan, files, name, store)?,
        None => join::WorkedOut::default(),
    };
    joined.put_into(&mut plan);
    let mut entries = Vec::new();
    for resource in plan.resource_changes.iter().flatten() {
        entries.push(Entry::read(resource, name)?);
    }
    let mut known = Vec::new();
    if let Some(prior) = &plan.prior_state {
        prior.data(name, &mut known)?;
    }
    let sides = Sides::new(&plan, entries, known);
    let declares = plan.configuration.as_ref().is_some_and(|one| one.declares_resources());
    let mut change = sides.adapt(store);
    output::copies(&plan, [&sides.before, &sides.after], &mut change, store);
    change.after.places = joined.places.clone();
    Ok(Change { declares, ..change })
}

fn check(plan: &shape::Plan<'_>, name: &str) -> Result<(), Error> {
    super::state::check_version(plan.format_version.as_ref(), name)?;
    if plan.errored == Some(true) {
        return Err(Error::new(Code::PlanErrored, name, "the plan stopped on an error"));
    }
    if plan.complete == Some(false) {
        let why = "the plan is not complete: something was left for another round";
        return Err(Error::new(Code::PlanIncomplete, name, why));
    }
    Ok(())
}

/// One entry with its instances on both sides.
struct Pair<'p> {
    entry: Entry<'p>,
    before: Option<Rc<Object<'p>>>,
    /// What becomes of it; the same instance if nothing changes.
    after: Option<Rc<Object<'p>>>,
    /// Whether what stood before stays alive beside it, unmanaged.
    stays: bool,
}

struct Sides<'p> {
    pairs: Vec<Pair<'p>>,
    before: Side<'p>,
    after: Side<'p>,
    /// Whether an instance that does not change says the same on both sides.
    same: bool,
    /// Whether one that looks through others does.
    alike: bool,
}

impl<'p> Sides<'p> {
    fn new(plan: &'p shape::Plan<'p>, entries: Vec<Entry<'p>>, known: Vec<Object<'p>>) -> Self {
        let data = known.len();
        let mut objects = known;
        let mut places = Vec::with_capacity(entries.len());
        for entry in &entries {
            let mut add = |object: Option<Object<'p>>| {
                object.map(|object| {
                    objects.push(object);
                    objects.len() - 1
                })
            };
            let before = add(entry.before());
            let after = if entry.is_untouched() { before } else { add(entry.after()) };
            places.push((before, after));
        }
        let ground = Rc::new(ground(plan.configuration.as_ref(), &mut objects, None));
        let objects: Vec<Rc<Object<'p>>> = objects.into_iter().map(Rc::new).collect();
        let at = |place: Option<usize>| place.and_then(|place| objects.get(place).cloned());
        let mut pairs = Vec::with_capacity(entries.len());
        for (entry, (before, after)) in entries.into_iter().zip(places) {
            let stays = entry.stays();
            pairs.push(Pair { entry, before: at(before), after: at(after), stays });
        }
        let known = objects.iter().take(data);
        let side = |of: fn(&Pair<'p>) -> Option<Rc<Object<'p>>>| {
            let current = pairs.iter().filter(|pair| !pair.entry.is_deposed()).filter_map(of);
            let objects: Vec<_> = known.clone().cloned().chain(current).collect();
            Side::new(Rc::clone(&ground), &objects)
        };
        let before = side(|pair| pair.before.clone());
        let after = side(|pair| {
            let kept = || pair.before.clone().filter(|_| pair.stays);
            pair.after.clone().or_else(kept)
        });
        let (same, alike) = (before.agrees(&after), before.looks_like(&after));
        Self { pairs, before, after, same, alike }
    }

    /// Whether an instance says the same on both sides.
    fn says_the_same(&self, pair: &Pair<'p>) -> bool {
        let looks = || pair.after.as_ref().is_some_and(|one| Side::looks(one.kind()));
        pair.is_untouched() && self.same && (self.alike || !looks())
    }

    fn adapt(&self, store: &mut Store) -> Change {
        let (mut both, mut old, mut new) = (Facts::default(), Facts::default(), Facts::default());
        let mut changed = BTreeMap::new();
        for pair in &self.pairs {
            if pair.entry.is_data() {
                continue;
            }
            let (before, after) = (pair.before.as_deref(), pair.after.as_deref());
            if let (Some(one), Some(_), true) = (before, after, self.says_the_same(pair)) {
                adapt(&self.after, one, None, store, &mut both);
            } else {
                if let Some(before) = before {
                    adapt(&self.before, before, after, store, &mut old);
                }
                let read = match after {
                    Some(after) => adapt(&self.after, after, None, store, &mut new),
                    None => Vec::new(),
                };
                if let Some(kept) = before.filter(|_| pair.stays) {
                    adapt(&self.after, kept, None, store, &mut new);
                }
                let gone = after.is_none() && pair.stays;
                let schemas = store.schemas.clone();
                let reason = gaps(before, after, &read, schemas.as_deref());
                if let Some(reason) = reason.filter(|_| !gone) {
                    let address = store.names.add(pair.entry.address());
                    new.inventory.gaps.push(Gap { address, reason: reason.into() });
                }
            }
            note(&mut changed, store.names.add(pair.entry.address()), pair.entry.kind());
        }
        old.append(both.clone());
        new.append(both);
        settle(Some(&mut old), &mut new, store);
        Change { before: old.inventory, after: new.inventory, changed, declares: false }
    }
}

impl Pair<'_> {
    fn is_untouched(&self) -> bool {
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => Rc::ptr_eq(before, after),
            _ => false,
        }
    }
}

/// An address may stand twice, with what a replacement left behind: then the living one counts.
fn note(changed: &mut BTreeMap<Name, ChangeKind>, address: Name, kind: ChangeKind) {
    if kind != ChangeKind::None {
        changed.entry(address).or_insert(kind);
    }
}
