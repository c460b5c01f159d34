//! A plan joined with its configuration: what the plan leaves unknown is worked out.
//!
//! The configuration is evaluated with the plan's variables and with all that the plan knows of
//! resources and data sources. What is then known, or known by identity, takes the place of what the
//! plan only marks as unknown.

use super::change::Change as Entry;
use super::mismatch::check;
use super::shape::{Plan, ResourceChange};
use crate::diag::{Code, Error};
use crate::model::{Places, Store};
use crate::source::directory::places;
use crate::source::hcl::expand::{Configuration, Options, evaluate};
use crate::source::hcl::files::Files;
use crate::source::hcl::json::{Reasons, Shown, shown, value};
use crate::source::hcl::value::{Fields as Values, Marks};
use crate::source::terraform::computed::{Aws, Known};
use crate::source::terraform::json::fields;
use crate::source::terraform::object::{Object, has_mark};
use crate::source::terraform::provider::Provider;
use crate::source::terraform::side::ground;
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::sync::Arc;

/// What was worked out of the entries of `resource_changes`.
#[derive(Debug, Default)]
pub(super) struct WorkedOut {
    entries: Vec<Filled>,
    /// Where the configuration says it.
    pub(super) places: Places,
}

impl WorkedOut {
    /// Puts them in the place of the plan's own.
    pub(super) fn put_into<'j>(&'j self, plan: &mut Plan<'j>) {
        let Some(entries) = &mut plan.resource_changes else { return };
        for filled in &self.entries {
            let Some(entry) = entries.get_mut(filled.at) else { continue };
            entry.change.reasons = Some(&filled.reasons);
            if let Some((after, unknown)) = &filled.values {
                entry.change.after = Some(after);
                entry.change.after_unknown = Some(unknown);
            }
        }
    }
}

/// What was worked out of one entry.
#[derive(Debug)]
struct Filled {
    /// Its position.
    at: usize,
    /// Its `after` and `after_unknown`, if they are better than the plan's.
    values: Option<(Box<RawValue>, Box<RawValue>)>,
    /// Why the rest is not known.
    reasons: Reasons,
}

/// Works out what a plan leaves unknown.
///
/// # Errors
/// `plan-mismatch` if the plan has resources that the configuration does not declare, and
/// `configuration-invalid` if there is no configuration.
pub(super) fn worked_out(
    plan: &Plan<'_>,
    (files, directory): (&dyn Files, &str),
    name: &str,
    store: &mut Store,
) -> Result<WorkedOut, Error> {
    let told = Told::new(plan, name)?;
    let provided = Aws { known: Some(&told), ..Aws::default() };
    let variables = plan
        .variables
        .0
        .iter()
        .filter_map(|(name, variable)| Some((name.as_ref().into(), value(variable.value?)?)));
    let options = Options {
        directory: directory.to_owned(),
        variables: variables.collect(),
        provided: &provided,
        validate: false,
        ..Options::default()
    };
    let mut found = evaluate(files, &options)
        .map_err(|error| Error::new(Code::ConfigurationInvalid, name, error.message.as_ref()))?;
    let mut out = WorkedOut::default();
    for (at, entry) in plan.resource_changes.iter().flatten().enumerate() {
        check(entry, &found, name)?;
        out.entries.extend(filled(at, entry, &found));
    }
    out.places = places(&mut found, store);
    Ok(out)
}

/// What was worked out of an entry; none if the plan knows all of it.
fn filled(at: usize, entry: &ResourceChange<'_>, found: &Configuration) -> Option<Filled> {
    let unknown = entry.change.after_unknown.filter(|tree| has_mark(tree))?;
    let after = entry.change.after?;
    let Some(instance) = found.resources.get(entry.address.0.as_ref()) else {
        let why = Arc::from("the configuration, as it was evaluated, has no such instance");
        let open = fields(unknown).0.into_iter().filter(|(_, tree)| has_mark(tree));
        let reasons = open.map(|(name, _)| (name.as_ref().into(), Arc::clone(&why))).collect();
        return Some(Filled { at, values: None, reasons });
    };
    let mut shown = shown(instance.value.fields()?);
    let reasons = std::mem::take(&mut shown.reasons);
    Some(Filled { at, values: better(after, unknown, &shown), reasons })
}

/// The values of an entry with what was worked out; none if nothing was.
fn better(
    after: &RawValue,
    unknown: &RawValue,
    shown: &Shown,
) -> Option<(Box<RawValue>, Box<RawValue>)> {
    let worked: &RawValue = serde_json::from_str(&shown.values).ok()?;
    let open: &RawValue = serde_json::from_str(&shown.unknown).ok()?;
    let (worked, open) = (fields(worked), fields(open));
    let (mut values, mut marks) = (Vec::new(), Vec::new());
    let marked = fields(unknown);
    let is_open = |name: &str| marked.get(name).is_some_and(|tree| has_mark(tree));
    let mut changed = false;
    for (name, raw) in &fields(after).0 {
        if !is_open(name) {
            values.push(member(name, raw.get()));
        }
    }
    for (name, tree) in &marked.0 {
        let better = worked.get(name).filter(|raw| raw.get() != "null");
        let settled = open.get(name).is_some_and(|tree| !has_mark(tree));
        match better.filter(|_| is_open(name) && settled) {
            Some(raw) => {
                values.push(member(name, raw.get()));
                changed = true;
            }
            None => {
                if is_open(name) {
                    values.extend(fields(after).get(name).map(|raw| member(name, raw.get())));
                }
                marks.push(member(name, tree.get()));
            }
        }
    }
    let object = |members: Vec<String>| RawValue::from_string(format!("{{{}}}", members.join(",")));
    if changed { Some((object(values).ok()?, object(marks).ok()?)) } else { None }
}

fn member(name: &str, json: &str) -> String {
    format!("{}:{json}", serde_json::Value::from(name))
}

/// What the plan knows.
struct Told<'p> {
    instances: HashMap<String, Instance<'p>>,
}

/// What the plan knows of one instance.
struct Instance<'p> {
    values: Option<&'p RawValue>,
    unknown: Option<&'p RawValue>,
    sensitive: Option<&'p RawValue>,
    provider: Option<Provider>,
}

impl<'p> Told<'p> {
    fn new(plan: &'p Plan<'p>, name: &str) -> Result<Self, Error> {
        let mut instances = HashMap::new();
        let mut objects: Vec<Object<'p>> = Vec::new();
        if let Some(prior) = &plan.prior_state {
            prior.data(name, &mut objects)?;
        }
        for object in &objects {
            let (values, sensitive) = object.raw();
            let told = Instance { values, unknown: None, sensitive, provider: None };
            instances.insert(object.address().to_owned(), told);
        }
        for entry in plan.resource_changes.iter().flatten() {
            let change = &entry.change;
            if entry.deposed.is_some() || change.after.is_none() {
                continue;
            }
            let told = Instance {
                values: change.after,
                unknown: change.after_unknown,
                sensitive: change.after_sensitive,
                provider: None,
            };
            instances.insert(entry.address.0.to_string(), told);
            objects.extend(Entry::read(entry, name)?.after());
        }
        let ground = ground(plan.configuration.as_ref(), &mut objects, None);
        for object in &objects {
            if let Some(told) = instances.get_mut(object.address()) {
                told.provider = Some(ground.provider(object).clone());
            }
        }
        Ok(Self { instances })
    }
}

impl Known for Told<'_> {
    fn attributes(&self, address: &str) -> Values {
        let Some(told) = self.instances.get(address) else { return Values::new() };
        let tree = |tree: Option<&'_ RawValue>, name: &str| {
            tree.is_some_and(|tree| {
                tree.get() == "true" || fields(tree).get(name).is_some_and(|tree| has_mark(tree))
            })
        };
        let all = told.values.map(fields).unwrap_or_default();
        let known = all.0.iter().filter(|(name, raw)| {
            raw.get() != "null" && !tree(told.unknown.filter(|tree| has_mark(tree)), name)
        });
        let one = |(name, raw): &(std::borrow::Cow<'_, str>, &RawValue)| {
            let sealed = tree(told.sensitive.filter(|tree| has_mark(tree)), name);
            let marks = if sealed { Marks::SENSITIVE } else { Marks::NONE };
            Some((name.as_ref().into(), value(raw)?.marked(marks)))
        };
        known.filter_map(one).collect()
    }

    fn provider(&self, address: &str) -> Option<Provider> {
        self.instances.get(address)?.provider.clone()
    }
}
