//! What an adapter sees of a resource instance, and where it puts what it learns.
//!
//! Whatever is read is noted, so that the change can be searched for what was not.

use super::configuration::{Expression, references};
use super::json::{fields, items, scalar};
use super::object::Object;
use super::resolve::{Lead, Read, is_null, unknown, untold};
use super::side::Side;
use super::{Facts, ResourcePolicy, Target, document};
use crate::model::inventory::{
    Attached, Attachment, Open, Origin, Resource, ResourceKind, Written,
};
use crate::model::names::Name;
use crate::model::value::{Unknown, symbol};
use crate::model::{Arn, DocId, Store};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// A resource instance on one side.
#[derive(Debug)]
pub(super) struct Block<'s, 'p> {
    pub(super) side: &'s Side<'p>,
    pub(super) object: &'s Object<'p>,
    pub(super) store: &'s mut Store,
    pub(super) out: &'s mut Facts,
    /// Attributes that were read.
    pub(super) consumed: Vec<&'static str>,
    /// What becomes of it, when this is the side before the change.
    pub(super) successor: Option<&'s Object<'p>>,
}

/// A list attribute: what is known of it, and whether that is all.
#[derive(Debug, Default)]
pub(super) struct List {
    pub(super) known: Vec<Name>,
    pub(super) is_whole: bool,
}

impl<'p> Block<'_, 'p> {
    /// Interns a text.
    pub(super) fn intern(&mut self, text: &str) -> Name {
        self.store.names.add(text)
    }

    pub(super) fn reads(&mut self, attribute: &'static str) {
        self.consumed.push(attribute);
    }

    /// Where an attribute is written.
    pub(super) fn origin(&mut self, attribute: &str) -> Origin {
        let address = self.store.names.add(&self.object.id.address);
        Origin { address, attribute: self.store.names.add(attribute) }
    }

    /// The ARN of this resource.
    pub(super) fn arn(&mut self) -> Name {
        self.reads("arn");
        let arn = self.side.arn(self.object);
        self.intern(&arn)
    }

    /// The account of this resource: that of its ARN, else that of its provider.
    pub(super) fn account(&mut self) -> Name {
        let arn = self.side.arn(self.object);
        let account = Arn::parse(&arn).map(|arn| arn.account).filter(|text| !text.is_empty());
        let account =
            account.map_or_else(|| self.side.provider(self.object).account.clone(), str::to_owned);
        self.intern(&account)
    }

    /// The name of this resource, which is all of it that a replacement keeps.
    pub(super) fn name(&mut self) -> Name {
        for attribute in ["bucket", "family", "function_name", "name", "name_prefix", "path"] {
            self.reads(attribute);
        }
        let name = self.side.name(self.object);
        self.intern(&name)
    }

    /// The plain text of an attribute; none if it is not set or not known.
    pub(super) fn plain(&mut self, attribute: &'static str) -> Option<Cow<'_, str>> {
        self.reads(attribute);
        self.object.field(attribute).and_then(scalar)
    }

    /// Whether an attribute is `true`.
    pub(super) fn flag(&mut self, attribute: &'static str) -> bool {
        self.plain(attribute).is_some_and(|text| text == "true")
    }

    /// The text of an attribute, or the symbol for its value.
    pub(super) fn symbolic(&mut self, attribute: &'static str) -> Name {
        self.reads(attribute);
        let references = self.object.references(attribute);
        let text =
            match (self.object.is_unknown(attribute), self.side.lead(self.object, &references)) {
                (true, Lead::Object(there, below)) => self.side.referred(&there, &below),
                _ => self.side.part(self.object, attribute, attribute),
            };
        self.intern(&text)
    }

    /// Whether the configuration sets an attribute or has blocks of that name. A state has no
    /// configuration: there nobody knows.
    pub(super) fn is_configured(&self, attribute: &str) -> bool {
        self.object.expression(attribute).is_some()
    }

    /// Whether the configuration sets an attribute and this side already has it so. The side before
    /// the change may still have what somebody else put there.
    pub(super) fn is_enforced(&self, attribute: &str) -> bool {
        let text =
            |object: &Object<'_>| object.field(attribute).map(RawValue::get).map(str::to_owned);
        let stays = |after: &&Object<'_>| text(after) == text(self.object);
        self.is_configured(attribute) && self.successor.as_ref().is_none_or(stays)
    }

    /// Tags with those that the provider adds, sorted by key.
    pub(super) fn tags(&mut self) -> Vec<(Name, Name)> {
        self.reads("tags");
        self.reads("tags_all");
        let (all, own) = (self.object.field("tags_all"), self.object.field("tags"));
        let tags = all.into_iter().chain(own).map(fields).find(|tags| !tags.0.is_empty());
        let mut out: Vec<(Cow<'_, str>, Cow<'_, str>)> = Vec::new();
        for (key, value) in tags.map(|tags| tags.0).unwrap_or_default() {
            if let Some(value) = scalar(value) {
                out.push((key, value));
            }
        }
        out.sort_unstable();
        let names = &mut self.store.names;
        out.into_iter().map(|(key, value)| (names.add(&key), names.add(&value))).collect()
    }

    /// The ARN of what an attribute names; none if it is not set.
    pub(super) fn target(
        &mut self,
        attribute: &'static str,
        target: Target,
    ) -> Option<Result<Name, Unknown>> {
        self.reads(attribute);
        match self.side.own(self.object, attribute, target) {
            Read::Absent => None,
            Read::Known(arn) => Some(Ok(self.intern(&arn))),
            Read::Unknown(unknown) => Some(Err(unknown)),
        }
    }

    /// The ARN of what an attribute names. What is not known is left open, so that it shows.
    pub(super) fn subject(&mut self, attribute: &'static str, target: Target) -> Option<Name> {
        match self.target(attribute, target)? {
            Ok(arn) => Some(arn),
            Err(unknown) => {
                self.open(attribute, unknown, &[]);
                None
            }
        }
    }

    /// The ARN of what an attribute names; if it names nothing, of what is called `unnamed`.
    pub(super) fn subject_or(
        &mut self,
        attribute: &'static str,
        target: Target,
        unnamed: &str,
    ) -> Option<Name> {
        match self.target(attribute, target) {
            None if !unnamed.is_empty() => {
                let arn = self.side.spelled(unnamed, self.object, target);
                Some(self.intern(&arn))
            }
            _ => self.subject(attribute, target),
        }
    }

    /// The text of an attribute, or the symbol for what it will be; none if nobody sets it.
    pub(super) fn text_or_symbol(&mut self, attribute: &'static str) -> Option<String> {
        let known = self.plain(attribute).map(Cow::into_owned);
        let set = self.is_configured(attribute) || self.object.is_sealed(attribute);
        let open = set && self.object.is_unknown(attribute);
        let name = (known.is_none() && open).then(|| self.symbolic(attribute));
        known
            .or_else(|| name.map(|name| self.store.names.text(name).to_owned()))
            .filter(|text| !text.is_empty())
    }

    /// The known texts of a list.
    pub(super) fn listed(&mut self, attribute: &'static str) -> Vec<String> {
        self.reads(attribute);
        let list = self.object.field(attribute).map(items).unwrap_or_default();
        list.into_iter().filter_map(scalar).map(Cow::into_owned).collect()
    }

    /// The text of an attribute of the first block of a name; the symbol for it where there is a block
    /// and the text is not known.
    pub(super) fn under(&mut self, block: &'static str, attribute: &str) -> Option<String> {
        self.reads(block);
        let first = self.object.field(block).map(items).unwrap_or_default().into_iter().next()?;
        let text = fields(first).get(attribute).and_then(|raw| scalar(raw)).map(Cow::into_owned);
        let unknown = || symbol(&format!("{attribute} of {block} of {}", self.object.id.address));
        Some(text.unwrap_or_else(unknown))
    }

    /// The ARNs of all that a list names. What is not known is left open.
    pub(super) fn subjects(&mut self, attribute: &'static str, target: Target) -> List {
        self.reads(attribute);
        let mut list = List { known: Vec::new(), is_whole: true };
        for raw in self.object.field(attribute).map(items).unwrap_or_default() {
            match scalar(raw) {
                Some(text) => {
                    let arn = self.side.spelled(&text, self.object, target);
                    list.known.push(self.intern(&arn));
                }
                None => list.is_whole = false,
            }
        }
        let partly = self.object.field(attribute).is_some() || self.is_configured(attribute);
        let sealed = self.object.is_sealed(attribute);
        if sealed || (partly && self.object.mark(attribute).is_some()) {
            list.is_whole = false;
            self.list_references(attribute, target, &mut list);
        }
        list.known.sort_unstable();
        list.known.dedup();
        list
    }

    /// What a list that is not known refers to is in it; what else is in it stays open, for literals
    /// beside references are not in a plan.
    fn list_references(&mut self, attribute: &'static str, target: Target, list: &mut List) {
        let references = self.object.references(attribute);
        for lead in self.side.leads(self.object, &references) {
            let Lead::Object(there, below) = lead else { continue };
            let hops = crate::diag::limits::REFERENCE_HOPS_MAX;
            if let Some(arn) = self.side.named_by(&there, &below, target, hops) {
                list.known.push(self.intern(&arn));
            }
        }
        self.open(attribute, untold(self.object, attribute, &references), &[]);
    }

    /// Notes that something is not known.
    pub(super) fn open(&mut self, attribute: &str, unknown: Unknown, affects: &[Name]) {
        let origin = self.origin(attribute);
        let affects = if affects.is_empty() { vec![origin.address] } else { affects.to_vec() };
        self.out.inventory.open.push(Open { origin, unknown, affects });
    }

    /// The policy document of an attribute, which binds `of`; none if it has none.
    pub(super) fn document(&mut self, attribute: &'static str, of: Name) -> Option<Written> {
        self.reads(attribute);
        if let Some(raw) = self.object.field(attribute) {
            return self.known_document(raw, attribute, of);
        }
        // What nobody set and AWS fills in is no grant that is kept from us.
        let is_set = self.is_configured(attribute) || self.object.is_sealed(attribute);
        if !self.object.is_unknown(attribute) || !is_set {
            return None;
        }
        let references = self.object.references(attribute);
        match self.side.lead(self.object, &references) {
            // Were the expression not `null`, its value would be known.
            Lead::Known if is_null(self.object, attribute) => None,
            lead => Some(self.referred_document(lead, &references, attribute, of)),
        }
    }

    fn known_document(&mut self, raw: &RawValue, attribute: &str, of: Name) -> Option<Written> {
        let text = scalar(raw);
        if text.as_ref().is_some_and(|text| text.is_empty()) {
            return None;
        }
        let document = match text {
            Some(text) => Ok(self.store.documents.add_inner(&text, &mut self.store.names)),
            None => Err(unknown("the document is not a text", &[])),
        };
        Some(self.written(document, attribute, of))
    }

    /// The document that references lead to.
    fn referred_document(
        &mut self,
        lead: Lead<'p>,
        references: &[String],
        attribute: &str,
        of: Name,
    ) -> Written {
        let text = document::text(self.side, lead);
        let document = match text {
            // Rendered by us, from values without marks: its symbols are ours.
            Some(text) => Ok(self.store.documents.add_own(&text, &mut self.store.names)),
            None => Err(untold(self.object, attribute, references)),
        };
        self.written(document, attribute, of)
    }

    fn written(&mut self, document: Result<DocId, Unknown>, attribute: &str, of: Name) -> Written {
        if let Err(unknown) = &document {
            self.open(attribute, unknown.clone(), &[of]);
        }
        Written { document, was: None, origin: self.origin(attribute) }
    }

    /// A resource with data; a policy that it has without being given one is an echo.
    pub(super) fn resource(&mut self, kind: ResourceKind) {
        self.resource_by(kind, "policy");
    }

    /// A resource with data, whose policy stands in this attribute.
    pub(super) fn resource_by(&mut self, kind: ResourceKind, policy: &'static str) {
        self.name();
        let (arn, account) = (self.arn(), Some(self.account()));
        let written = self.document(policy, arn);
        let mirrored = !self.is_configured(policy);
        self.out.policies.extend(written.map(|written| ResourcePolicy {
            kind,
            arn,
            account,
            written,
            mirrored,
        }));
        let (tags, origin) = (self.tags(), self.origin(""));
        self.out.inventory.resources.push(Resource {
            kind,
            arn,
            account,
            policy: None,
            tags,
            origin,
        });
    }

    /// The policy of a resource that is declared elsewhere.
    pub(super) fn resource_policy(
        &mut self,
        kind: ResourceKind,
        attribute: &'static str,
        target: Target,
    ) {
        self.policy_of(kind, (attribute, target), "policy", "");
    }

    /// The policy, in this attribute, of a resource that is declared elsewhere; without any name for
    /// it, of the one that is called `unnamed`.
    pub(super) fn policy_of(
        &mut self,
        kind: ResourceKind,
        (attribute, target): (&'static str, Target),
        policy: &'static str,
        unnamed: &str,
    ) {
        let arn = self.subject_or(attribute, target, unnamed);
        let of = arn.unwrap_or_else(|| self.origin("").address);
        let written = self.document(policy, of);
        if let (Some(arn), Some(written)) = (arn, written) {
            let account = Some(self.account());
            self.out.policies.push(ResourcePolicy { kind, arn, account, written, mirrored: false });
        }
    }

    /// Gives `identity` a policy.
    pub(super) fn attach(&mut self, identity: Name, attached: Attached, attribute: &str) {
        let origin = self.origin(attribute);
        let attachment = Attachment { identity, attached, origin, mirrored: false };
        self.out.inventory.attachments.push(attachment);
    }

    /// The `name` and `policy` of each block of an attribute, such as `inline_policy`.
    pub(super) fn named_documents(
        &mut self,
        attribute: &'static str,
        of: Name,
    ) -> Vec<(Name, Written)> {
        self.reads(attribute);
        if self.object.is_unknown(attribute) {
            return self.configured_documents(attribute, of);
        }
        let blocks = self.object.field(attribute).map(items).unwrap_or_default();
        let marks = self.object.mark(attribute).map(items).unwrap_or_default();
        let mut out = Vec::new();
        for (index, block) in blocks.into_iter().enumerate() {
            let block = fields(block);
            let text = |key| block.get(key).filter(|raw| raw.get() != "null");
            let Some(name) = text("name").and_then(|raw| scalar(raw)) else { continue };
            let is_open = marks.get(index).is_some_and(|tree| super::object::has_mark(tree));
            let written = match text("policy") {
                Some(raw) => self.known_document(raw, attribute, of),
                None if is_open => {
                    let references = self.object.references(attribute);
                    let open = untold(self.object, attribute, &references);
                    Some(self.written(Err(open), attribute, of))
                }
                None => None,
            };
            let name = self.intern(&name);
            out.extend(written.map(|written| (name, written)));
        }
        out
    }

    /// The blocks as the configuration has them, for a set of which one part is not known is not
    /// known at all.
    fn configured_documents(&mut self, attribute: &'static str, of: Name) -> Vec<(Name, Written)> {
        let blocks = self.object.expression(attribute).map(items).unwrap_or_default();
        let mut out = Vec::new();
        for (index, block) in blocks.into_iter().enumerate() {
            let block = fields(block);
            let Some(policy) = block.get("policy") else { continue };
            let constant = |raw: &&'_ RawValue| {
                Expression::read(raw).constant_value.and_then(scalar).map(Cow::into_owned)
            };
            let name = block.get("name").and_then(constant).unwrap_or_else(|| {
                symbol(&format!("name of {attribute}[{index}] of {}", self.object.id.address))
            });
            let written = match constant(policy) {
                Some(text) => {
                    let document = self.store.documents.add_inner(&text, &mut self.store.names);
                    self.written(Ok(document), attribute, of)
                }
                None => {
                    let references = references(policy);
                    let lead = self.side.lead(self.object, &references);
                    self.referred_document(lead, &references, attribute, of)
                }
            };
            out.push((self.intern(&name), written));
        }
        if out.is_empty() && self.object.is_sealed(attribute) {
            self.open(attribute, untold(self.object, attribute, &[]), &[of]);
        }
        out
    }
}
