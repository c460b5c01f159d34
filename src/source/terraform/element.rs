//! Settings of a resource as an element of the model: what an adapter's table of [`Reads`] lists.

use super::block::Block;
use super::configuration::references;
use super::json::{below, items, scalar};
use super::object::has_mark;
use super::resolve::{Lead, untold};
use crate::model::element::{Element, ElementKind, Setting};
use crate::model::names::Name;
use crate::model::value::Unknown;
use serde_json::value::RawValue;

/// One setting to read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reads {
    /// Its key in the model.
    pub(super) key: &'static str,
    /// The attribute, and what lies below it: `vpc_config[0].endpoint_public_access`.
    pub(super) attribute: &'static str,
    /// What it is where nobody sets it; nothing if it then is not there.
    pub(super) default: &'static str,
}

/// A setting that has to be set to be there.
pub(super) const fn reads(key: &'static str, attribute: &'static str) -> Reads {
    Reads { key, attribute, default: "" }
}

/// A setting with a default.
pub(super) const fn reads_or(
    key: &'static str,
    attribute: &'static str,
    default: &'static str,
) -> Reads {
    Reads { key, attribute, default }
}

impl Block<'_, '_> {
    /// Notes this resource as an element that is known by `id`.
    pub(super) fn element(&mut self, kind: ElementKind, id: Name, list: &[Reads]) {
        let settings = list.iter().filter_map(|one| self.setting(one)).collect();
        let origin = self.origin("");
        self.out.inventory.elements.push(Element { kind, id, settings, origin });
    }

    /// A setting of this resource; none if it is not set and has no default.
    pub(super) fn setting(&mut self, one: &Reads) -> Option<Setting> {
        let (top, path) = match one.attribute.find(['.', '[']) {
            Some(at) => one.attribute.split_at(at),
            None => (one.attribute, ""),
        };
        self.consumed.push(top);
        let raw = self.object.field(top).and_then(|raw| below(raw, path));
        let mut texts = raw.map(texts).unwrap_or_default();
        let open = self.not_known(top, path, &mut texts);
        if texts.is_empty() && open.is_none() {
            if one.default.is_empty() {
                return None;
            }
            texts.push(one.default.to_owned());
        }
        let known = texts.iter().map(|text| self.intern(text)).collect();
        Some(Setting {
            key: self.intern(one.key),
            known,
            open,
            attribute: self.intern(one.attribute),
        })
    }

    /// Adds what the unknown part of an attribute refers to; says why, if that may not be all.
    fn not_known(&mut self, top: &str, path: &str, texts: &mut Vec<String>) -> Option<Unknown> {
        if self.object.is_sealed(top) {
            return Some(untold(self.object, top, &[]));
        }
        let mark = self.object.mark(top)?;
        let is_open = mark.get() == "true" || below(mark, path).is_some_and(has_mark);
        // What nobody set AWS fills in.
        let expression = self.object.expression(top).filter(|_| is_open)?;
        let references = references(below(expression, path).unwrap_or(expression));
        let leads = self.side.leads(self.object, &references);
        let told = texts.len();
        for lead in &leads {
            if let Lead::Object(there, attribute) = lead {
                texts.push(self.side.referred(there, attribute));
            }
        }
        let is_dead = leads.iter().any(|lead| matches!(lead, Lead::Dead));
        (is_dead || texts.len() == told).then(|| untold(self.object, top, &references))
    }
}

/// The text of a scalar, or those of a list.
fn texts(raw: &RawValue) -> Vec<String> {
    let list = if raw.get().starts_with('[') { items(raw) } else { vec![raw] };
    let texts = list.into_iter().filter_map(scalar).map(|text| text.into_owned());
    texts.filter(|text| !text.is_empty()).collect()
}
