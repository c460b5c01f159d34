//! Resources as elements of the model: what the tables of [`Declares`] and [`Reads`] list.
//!
//! One more resource type is one more entry in the table of its service.

use super::block::Block;
use super::configuration::references;
use super::json::{below, items, scalar};
use super::object::has_mark;
use super::resolve::{Lead, untold};
use crate::model::element::{Element, ElementKind, Setting};
use crate::model::inventory::Origin;
use crate::model::names::Name;
use crate::model::value::Unknown;
use serde_json::value::RawValue;

/// A resource type that is an element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Declares {
    pub(super) resource_type: &'static str,
    pub(super) kind: ElementKind,
    /// The attribute that others refer to it by: `id` or `arn`; another one for what is a setting of
    /// something else and is known by that.
    pub(super) known_by: &'static str,
    pub(super) reads: &'static [Reads],
    /// What else it declares.
    pub(super) more: fn(&mut Block<'_, '_>, Name),
}

/// What entries of the tables leave out.
pub(super) const DECLARES: Declares = Declares {
    resource_type: "",
    kind: ElementKind::Bucket,
    known_by: "id",
    reads: &[],
    more: |_, _| {},
};

/// All tables, each sorted by type.
const SERVICES: &[&[Declares]] = &[
    super::cloudtrail::ELEMENTS,
    super::cloudwatch::ELEMENTS,
    super::config::ELEMENTS,
    super::database::ELEMENTS,
    super::detection::ELEMENTS,
    super::ecs::ELEMENTS,
    super::elb::ELEMENTS,
    super::endpoint::ELEMENTS,
    super::hop::ELEMENTS,
    super::iam::ELEMENTS,
    super::identity_center::ELEMENTS,
    super::kms::ELEMENTS,
    super::organizations::ELEMENTS,
    super::s3::ELEMENTS,
    super::secretsmanager::ELEMENTS,
    super::service_log::ELEMENTS,
    super::ssm::ELEMENTS,
    super::vpc::ELEMENTS,
    super::workload::ELEMENTS,
];

/// The entries of a resource type: what is a host may log its use as well. None for what is no element.
pub(super) fn declares(resource_type: &str) -> impl Iterator<Item = &'static Declares> {
    SERVICES.iter().filter_map(move |table| {
        let at = table.binary_search_by_key(&resource_type, |one| one.resource_type).ok()?;
        table.get(at)
    })
}

/// One setting to read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reads {
    /// Its key in the model.
    pub(super) key: &'static str,
    /// The attribute, and what lies below it: `vpc_config[0].endpoint_public_access`.
    pub(super) attribute: &'static str,
    /// What it is where nobody sets it; nothing if it then is not there.
    pub(super) default: &'static str,
    /// Whether it counts only where the configuration sets it, as far as there is one: otherwise AWS
    /// chose, and what it chose says nothing that the input could explain.
    pub(super) chosen: bool,
}

/// A setting that has to be set to be there.
pub(super) const fn reads(key: &'static str, attribute: &'static str) -> Reads {
    Reads { key, attribute, default: "", chosen: false }
}

/// What the type itself says, and no attribute.
pub(super) const fn always(key: &'static str, text: &'static str) -> Reads {
    Reads { key, attribute: "", default: text, chosen: false }
}

/// A setting with a default.
pub(super) const fn reads_or(
    key: &'static str,
    attribute: &'static str,
    default: &'static str,
) -> Reads {
    Reads { key, attribute, default, chosen: false }
}

/// A setting that counts only where the configuration sets it.
pub(super) const fn reads_chosen(key: &'static str, attribute: &'static str) -> Reads {
    Reads { key, attribute, default: "", chosen: true }
}

impl Block<'_, '_> {
    /// Notes this resource as the elements that the tables say; nothing for one without.
    pub(super) fn declare(&mut self) {
        for entry in declares(&self.object.id.kind) {
            self.declare_as(entry);
        }
        self.note_write_only();
    }

    fn declare_as(&mut self, declares: &Declares) {
        let id = match declares.known_by {
            "arn" => self.arn(),
            "id" => {
                let id = self.side.part(self.object, "id", "id");
                self.intern(&id)
            }
            attribute => self.symbolic(attribute),
        };
        self.element(declares.kind, id, declares.reads);
        let arn = self.side.arn(self.object);
        self.also("arn", &arn);
        (declares.more)(self, id);
    }

    /// Notes this resource as an element that is known by `id`.
    pub(super) fn element(&mut self, kind: ElementKind, id: Name, list: &[Reads]) {
        let settings = list.iter().filter_map(|one| self.setting(one)).collect();
        let origin = self.origin("");
        self.out.inventory.elements.push(Element { kind, id, settings, origin });
    }

    /// Adds to the element just noted what its type says and no attribute does.
    pub(super) fn also(&mut self, key: &str, text: &str) {
        let (key, text, attribute) = (self.intern(key), self.intern(text), Name::EMPTY);
        let setting = Setting { key, known: vec![text], open: None, attribute };
        if let Some(element) = self.out.inventory.elements.last_mut() {
            element.settings.push(setting);
        }
    }

    /// Adds to the element just noted in which account and region it is.
    pub(super) fn placed(&mut self) {
        let account = self.account();
        let account = self.store.names.text(account).to_owned();
        let region = self.side.provider(self.object).region.clone();
        self.also("account", &account);
        self.also("region", &region);
    }

    /// Adds to the element just noted a setting that was worked out.
    pub(super) fn tell(
        &mut self,
        key: &str,
        texts: &[String],
        open: Option<Unknown>,
        attribute: &str,
    ) {
        let (key, attribute) = (self.intern(key), self.intern(attribute));
        let known = texts.iter().map(|text| self.intern(text)).collect();
        if let Some(element) = self.out.inventory.elements.last_mut() {
            element.settings.push(Setting { key, known, open, attribute });
        }
    }

    /// Notes of the element just noted that its configuration is known, so that what is not set there
    /// is not set.
    pub(super) fn note_configured(&mut self) {
        if self.object.block.is_some() {
            self.also("configured", "true");
        }
    }

    /// Notes each block of an attribute as an element that is known by `of` and what it says.
    pub(super) fn elements_of(
        &mut self,
        attribute: &'static str,
        kind: ElementKind,
        of: Name,
        list: &[Reads],
        given: &[(&'static str, &str)],
    ) {
        self.consumed.push(attribute);
        let blocks = self.object.unsealed(attribute).map(items).unwrap_or_default();
        let count = blocks.len();
        for index in 0..count {
            let block = format!("{attribute}[{index}]");
            let inside = |one: &Reads| (one.key, format!("{block}.{}", one.attribute), one.default);
            let all: Vec<_> = list.iter().map(inside).collect();
            let read = |(key, path, default): &(&str, String, &str)| self.at(key, path, default);
            let settings = all.iter().filter_map(read).collect();
            self.told(kind, of, &block, given, settings);
        }
        let whole = |mark: &RawValue| mark.get() == "true";
        if count == 0
            && self.is_configured(attribute)
            && self.object.mark(attribute).is_some_and(whole)
        {
            let open = list.iter().filter_map(|one| self.at(one.key, attribute, "")).collect();
            self.told(kind, of, attribute, given, open);
        }
    }

    /// Notes an element that is known by what it says of `of`, at an attribute of this resource.
    pub(super) fn told(
        &mut self,
        kind: ElementKind,
        of: Name,
        attribute: &str,
        given: &[(&'static str, &str)],
        mut settings: Vec<Setting>,
    ) {
        let attribute = self.intern(attribute);
        for (key, text) in given {
            let (key, text) = (self.intern(key), self.intern(text));
            settings.push(Setting { key, known: vec![text], open: None, attribute });
        }
        let key = self.intern("of");
        settings.push(Setting { key, known: vec![of], open: None, attribute });
        let id = self.content(&settings);
        let address = self.origin("").address;
        let origin = Origin { address, attribute };
        self.out.inventory.elements.push(Element { kind, id, settings, origin });
    }

    /// What settings say, as one text: an identity for what has no other.
    fn content(&mut self, settings: &[Setting]) -> Name {
        let names = &self.store.names;
        let mut parts: Vec<String> = settings
            .iter()
            .map(|one| {
                let mut texts: Vec<&str> = one.known.iter().map(|text| names.text(*text)).collect();
                texts.sort_unstable();
                let open = if one.open.is_some() { " ?" } else { "" };
                format!("{}={}{open}", names.text(one.key), texts.join(","))
            })
            .collect();
        parts.sort();
        self.intern(&parts.join(" "))
    }

    /// A setting of this resource; none if it is not set and has no default.
    pub(super) fn setting(&mut self, one: &Reads) -> Option<Setting> {
        let top = split(one.attribute).0;
        self.consumed.push(top);
        if one.chosen && self.object.block.is_some() && !self.is_configured(top) {
            return None;
        }
        self.at(one.key, one.attribute, one.default)
    }

    /// The same by its path.
    fn at(&mut self, key: &str, attribute: &str, default: &str) -> Option<Setting> {
        let (top, path) = split(attribute);
        let raw = self.object.part(top, path);
        let mut texts = raw.map(texts).unwrap_or_default();
        let open = self.not_known(top, path, &mut texts);
        if texts.is_empty() && open.is_none() {
            if default.is_empty() {
                return None;
            }
            texts.push(default.to_owned());
        }
        let known = texts.iter().map(|text| self.intern(text)).collect();
        Some(Setting { key: self.intern(key), known, open, attribute: self.intern(attribute) })
    }

    /// Adds what the unknown part of an attribute refers to; says why, if that may not be all.
    fn not_known(&mut self, top: &str, path: &str, texts: &mut Vec<String>) -> Option<Unknown> {
        if self.object.is_sealed_at(top, path) {
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

/// The attribute of a path, and what follows it.
fn split(path: &str) -> (&str, &str) {
    match path.find(['.', '[']) {
        Some(at) => path.split_at(at),
        None => (path, ""),
    }
}

/// The text of a scalar, or those of a list.
fn texts(raw: &RawValue) -> Vec<String> {
    let list = if raw.get().starts_with('[') { items(raw) } else { vec![raw] };
    let texts = list.into_iter().filter_map(scalar).map(|text| text.into_owned());
    texts.filter(|text| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_every_type_is_found() {
        for table in SERVICES {
            let types: Vec<&str> = table.iter().map(|one| one.resource_type).collect();
            assert!(types.is_sorted(), "{types:?}");
            for one in types {
                assert!(declares(one).next().is_some(), "{one}");
            }
        }
        assert!(declares("aws_security").next().is_none());
    }
}
