//! From an attribute that is not known yet to the resource that it will come from.
//!
//! A plan keeps of an expression only what it refers to, not how. So a reference is followed where
//! it does not matter how: to learn *which* resource an attribute means. What it refers to and is
//! known already cannot be why the value is not known; exactly one other reference must be left.

use super::address::{Key, Reference, call_path, leaves, parent};
use super::configuration::references;
use super::json::{below, scalar};
use super::object::Object;
use super::provider::Provider;
use super::side::Side;
use super::{Target, adapter};
use crate::diag::limits;
use crate::model::value::{Unknown, symbol};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

/// References looked at to resolve one value; a plan that nests more has no answer that helps.
const REFERENCES_MAX: usize = 1_000;

/// What an attribute says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Read {
    /// It is not set.
    Absent,
    /// This text, perhaps with symbols in it.
    Known(String),
    /// It will say something, but what is not known.
    Unknown(Unknown),
}

/// Where a reference leads.
#[derive(Debug, Clone)]
pub(super) enum Lead<'p> {
    /// To nothing that is unknown.
    Known,
    /// To this attribute of this instance.
    Object(Rc<Object<'p>>, String),
    /// Out of what a plan tells.
    Dead,
}

/// Where an expression stands: in which module instance, and in a block with which key.
#[derive(Clone, Copy)]
struct Scope<'a> {
    module: &'a str,
    key: Option<&'a Key>,
}

/// How much may still be looked at.
struct Budget {
    hops: usize,
    references: usize,
}

impl<'p> Side<'p> {
    /// The ARN of the resource that an attribute of `object` names.
    pub(super) fn own(&self, object: &Object<'p>, attribute: &str, target: Target) -> Read {
        self.own_within(object, attribute, target, limits::REFERENCE_HOPS_MAX)
    }

    fn own_within(
        &self,
        object: &Object<'p>,
        attribute: &str,
        target: Target,
        hops: usize,
    ) -> Read {
        if let Some(raw) = object.field(attribute) {
            return match scalar(raw) {
                Some(text) if text.is_empty() => Read::Absent,
                Some(text) => Read::Known(self.spelled(&text, object, target)),
                None => Read::Unknown(unknown("the attribute is not a text", &[])),
            };
        }
        let is_set = object.expression(attribute).is_some() || object.is_sealed(attribute);
        if !object.is_unknown(attribute) || !is_set {
            return Read::Absent;
        }
        let references = object.references(attribute);
        let found = match self.lead(object, &references) {
            // Were the expression not `null`, its value would be known: AWS will fill it in.
            Lead::Known if is_null(object, attribute) => return Read::Absent,
            Lead::Object(there, below) => self.named_by(&there, &below, target, hops),
            Lead::Known | Lead::Dead => None,
        };
        found.map_or_else(|| Read::Unknown(untold(object, attribute, &references)), Read::Known)
    }

    /// The ARN that `attribute` of `there` names; none if it names no `target`.
    pub(super) fn named_by(
        &self,
        there: &Object<'p>,
        attribute: &str,
        target: Target,
        hops: usize,
    ) -> Option<String> {
        if there.id.kind == target.kind {
            return Some(self.arn(there));
        }
        if let Some(text) = known_below(there, attribute) {
            return Some(self.spelled(&text, there, target));
        }
        match self.own_within(there, attribute, target, hops.checked_sub(1)?) {
            Read::Known(arn) => Some(arn),
            Read::Absent | Read::Unknown(_) => None,
        }
    }

    /// A name or ARN that somebody wrote, as an ARN.
    pub(super) fn spelled(&self, text: &str, object: &Object<'p>, target: Target) -> String {
        if text.starts_with("arn:") {
            return text.to_owned();
        }
        match self.identity(target.kind, text, object) {
            Some(arn) => arn.to_owned(),
            None => (target.spell)(text, &self.provider(object)),
        }
    }

    /// What a reference to `attribute` of `there` gives: the text, or a symbol for just that value.
    pub(super) fn referred(&self, there: &Object<'p>, attribute: &str) -> String {
        if let Some(text) = known_below(there, attribute) {
            return text;
        }
        let Provider { partition, region, account } = &*self.provider(there);
        match (there.id.kind.as_ref(), attribute) {
            ("aws_caller_identity", "account_id" | "id") => return account.clone(),
            ("aws_partition", "partition" | "id") => return partition.clone(),
            ("aws_region", "id" | "name" | "region") => return region.clone(),
            _ => {}
        }
        let known = adapter(&there.id.kind);
        if attribute == "arn" || known.is_some_and(|known| known.arn_too.contains(&attribute)) {
            return self.arn(there);
        }
        let is_name =
            |known: &super::Adapter| known.name == attribute || known.name_too.contains(&attribute);
        if known.is_some_and(is_name) {
            return self.name(there);
        }
        symbol(&format!("{attribute} of {}", there.id.address))
    }

    /// The one thing unknown that an expression in the block of `object` refers to.
    pub(super) fn lead(&self, object: &Object<'p>, references: &[String]) -> Lead<'p> {
        only(self.leads(object, references))
    }

    /// All that an expression refers to, through variables and outputs, each by itself.
    pub(super) fn leads(&self, object: &Object<'p>, references: &[String]) -> Vec<Lead<'p>> {
        let scope = Scope { module: &object.id.module, key: object.id.key.as_ref() };
        let mut out = Vec::new();
        self.gather(scope, references, &mut Budget::default(), &mut out);
        out
    }

    /// The same for an expression of the root module that is in no block.
    pub(super) fn leads_of_root(&self, references: &[String]) -> Vec<Lead<'p>> {
        let mut out = Vec::new();
        let scope = Scope { module: "", key: None };
        self.gather(scope, references, &mut Budget::default(), &mut out);
        out
    }

    fn gather(
        &self,
        scope: Scope<'_>,
        references: &[String],
        budget: &mut Budget,
        out: &mut Vec<Lead<'p>>,
    ) {
        for leaf in leaves(references) {
            if budget.references == 0 {
                out.push(Lead::Dead);
                return;
            }
            budget.references -= 1;
            match Reference::read(leaf) {
                Reference::Planned => {}
                Reference::Dead => out.push(Lead::Dead),
                Reference::Resource { address, key, attribute } => {
                    out.push(self.instance(scope, &address, key.as_ref(), attribute));
                }
                Reference::Variable(name) => {
                    // A variable of the root is known, and so is one that is left at its default.
                    let Some((around, call, key)) = parent(scope.module) else { continue };
                    let path = call_path(&around);
                    let argument = self.ground.configuration.argument(&path, &call, &name);
                    let scope = Scope { module: &around, key: key.as_ref() };
                    self.deeper(scope, argument, budget, out);
                }
                Reference::Output { call, key, output } => {
                    let module = self.module(scope.module, &call, key.as_ref(), scope.key);
                    // A module without an instance gives nothing.
                    let Some(module) = module else { continue };
                    let value = self.ground.configuration.output(&call_path(&module), &output);
                    self.deeper(Scope { module: &module, key: None }, value, budget, out);
                }
            }
        }
    }

    fn instance(
        &self,
        scope: Scope<'_>,
        address: &str,
        key: Option<&Key>,
        attribute: String,
    ) -> Lead<'p> {
        let instances = self.instances(scope.module, address);
        match pick(instances, key, scope.key) {
            _ if instances.is_empty() => Lead::Known,
            None => Lead::Dead,
            Some(there) if known_below(there, &attribute).is_some() => Lead::Known,
            Some(there) => Lead::Object(Rc::clone(there), attribute),
        }
    }

    fn deeper(
        &self,
        scope: Scope<'_>,
        expression: Option<&RawValue>,
        budget: &mut Budget,
        out: &mut Vec<Lead<'p>>,
    ) {
        let Some(expression) = expression else { return };
        if budget.hops == 0 {
            out.push(Lead::Dead);
            return;
        }
        budget.hops -= 1;
        self.gather(scope, &references(expression), budget, out);
        budget.hops += 1;
    }
}

/// The one thing that is not known; dead if there are several.
pub(super) fn only<'p>(leads: Vec<Lead<'p>>) -> Lead<'p> {
    let mut out = Lead::Known;
    for lead in leads {
        match (lead, &out) {
            (Lead::Known, _) => {}
            (Lead::Dead, _) => return Lead::Dead,
            (lead, Lead::Known) => out = lead,
            (Lead::Object(there, attribute), Lead::Object(known, same))
                if Rc::ptr_eq(&there, known) && attribute == *same => {}
            _ => return Lead::Dead,
        }
    }
    out
}

impl Default for Budget {
    fn default() -> Self {
        Self { hops: limits::REFERENCE_HOPS_MAX, references: REFERENCES_MAX }
    }
}

/// The instance that a reference means: the one with its key, else the only one, else the one with
/// the key of whoever refers to it (`aws_x.y[each.key]` is written without the key in a plan).
fn pick<'a, 'p>(
    instances: &'a [Rc<Object<'p>>],
    key: Option<&Key>,
    asking: Option<&Key>,
) -> Option<&'a Rc<Object<'p>>> {
    match (key, instances) {
        (None, [only]) => Some(only),
        (Some(key), _) => instances.iter().find(|one| one.id.key.as_ref() == Some(key)),
        (None, _) => {
            instances.iter().find(|one| one.id.key.is_some() && one.id.key.as_ref() == asking)
        }
    }
}

fn known_below(there: &Object<'_>, attribute: &str) -> Option<String> {
    let (first, rest) = match attribute.find(['.', '[']) {
        Some(at) => attribute.split_at(at),
        None => (attribute, ""),
    };
    scalar(below(there.field(first)?, rest)?).map(Cow::into_owned)
}

/// Whether an attribute without a value must be null, if all that it refers to is known.
pub(super) fn is_null(object: &Object<'_>, attribute: &str) -> bool {
    !object.is_sealed(attribute) && object.reason(attribute).is_none()
}

/// Why an attribute of an instance is not known. Where its expression was evaluated, that tells.
pub(super) fn untold(object: &Object<'_>, attribute: &str, references: &[String]) -> Unknown {
    match object.reason(attribute) {
        _ if object.is_sealed(attribute) => {
            unknown("marked sensitive, so it is not read", references)
        }
        Some(reason) => Unknown { reason: reason.clone(), references: Vec::new() },
        None => unknown("not known until apply", references),
    }
}

/// An unknown with its references, each once.
pub(super) fn unknown(reason: &str, references: &[String]) -> Unknown {
    let references = leaves(references).into_iter().map(Arc::from).collect();
    Unknown { reason: reason.into(), references }
}
