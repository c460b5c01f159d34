//! What a snapshot is made of: texts, numbers, lists, and what is known or not.

use crate::model::inventory::{Attached, Origin};
use crate::model::value::{SYMBOL_BEGIN, SYMBOL_END, Unknown};
use crate::model::{DocId, Name, Store};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Writes parts.
pub(super) struct Writer<'s> {
    pub(super) store: &'s Store,
    /// Numbers of the documents met so far.
    pub(super) numbers: BTreeMap<DocId, usize>,
    pub(super) out: String,
}

impl Writer<'_> {
    pub(super) fn text(&mut self, text: &str) {
        // Writing a text cannot fail.
        let json = serde_json::to_string(text).unwrap_or_default();
        if json.contains([SYMBOL_BEGIN, SYMBOL_END]) {
            let escaped = json.replace(SYMBOL_BEGIN, "\\ue000").replace(SYMBOL_END, "\\ue001");
            self.out.push_str(&escaped);
        } else {
            self.out.push_str(&json);
        }
    }

    /// `"key":` of an object.
    pub(super) fn key(&mut self, key: &str, first: bool) {
        self.out.push_str(if first { "{\"" } else { ",\"" });
        self.out.push_str(key);
        self.out.push_str("\":");
    }

    /// An object with one member.
    pub(super) fn tagged(&mut self, tag: &str, part: &impl Part) {
        self.key(tag, true);
        part.put(self);
        self.out.push('}');
    }

    /// A list, sorted by the text of its members.
    pub(super) fn list<T: Part>(&mut self, list: &[T], break_lines: bool) {
        let before = std::mem::take(&mut self.out);
        let mut texts = Vec::with_capacity(list.len());
        for part in list {
            part.put(self);
            texts.push(std::mem::take(&mut self.out));
        }
        self.out = before;
        texts.sort_unstable();
        let line = if break_lines && !texts.is_empty() { "\n" } else { "" };
        self.out.push('[');
        for (index, text) in texts.iter().enumerate() {
            self.out.push_str(if index == 0 { "" } else { "," });
            self.out.push_str(line);
            self.out.push_str(text);
        }
        self.out.push_str(line);
        self.out.push(']');
    }
}

/// Reads parts.
pub(super) struct Reader<'s> {
    pub(super) store: &'s mut Store,
    /// The documents by number.
    pub(super) documents: Vec<DocId>,
}

/// Something that a snapshot can hold.
pub(super) trait Part: Sized {
    /// Writes it.
    fn put(&self, to: &mut Writer<'_>);
    /// Reads it, or says what it is not.
    fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String>;
    /// Brings a list into the order that the inventory promises.
    fn arrange(_: &mut [Self], _: &Store) {}
}

impl Part for Name {
    fn put(&self, to: &mut Writer<'_>) {
        to.text(to.store.names.text(*self));
    }
    fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String> {
        Ok(reader.store.names.add(from.as_str().ok_or("a text is missing")?))
    }
    fn arrange(list: &mut [Self], _: &Store) {
        list.sort_unstable();
    }
}

impl Part for Arc<str> {
    fn put(&self, to: &mut Writer<'_>) {
        to.text(self);
    }
    fn take(from: &Json, _: &mut Reader<'_>) -> Result<Self, String> {
        Ok(from.as_str().ok_or("a text is missing")?.into())
    }
}

impl Part for DocId {
    fn put(&self, to: &mut Writer<'_>) {
        let next = to.numbers.len();
        let number = *to.numbers.entry(*self).or_insert(next);
        to.out.push_str(&number.to_string());
    }
    fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String> {
        let number = from.as_u64().and_then(|number| usize::try_from(number).ok());
        let known = number.and_then(|number| reader.documents.get(number));
        known.copied().ok_or_else(|| "there is no document of this number".into())
    }
}

impl Part for bool {
    fn put(&self, to: &mut Writer<'_>) {
        to.out.push_str(if *self { "true" } else { "false" });
    }
    fn take(from: &Json, _: &mut Reader<'_>) -> Result<Self, String> {
        from.as_bool().ok_or_else(|| "a boolean is missing".into())
    }
}

impl Part for usize {
    fn put(&self, to: &mut Writer<'_>) {
        to.out.push_str(&self.to_string());
    }
    fn take(from: &Json, _: &mut Reader<'_>) -> Result<Self, String> {
        let number = from.as_u64().and_then(|number| Self::try_from(number).ok());
        number.ok_or_else(|| "a number is missing".into())
    }
}

impl<T: Part> Part for Option<T> {
    fn put(&self, to: &mut Writer<'_>) {
        match self {
            Some(part) => part.put(to),
            None => to.out.push_str("null"),
        }
    }
    fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String> {
        if from.is_null() { Ok(None) } else { T::take(from, reader).map(Some) }
    }
}

impl<T: Part> Part for Vec<T> {
    fn put(&self, to: &mut Writer<'_>) {
        to.list(self, false);
    }
    fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String> {
        if from.is_null() {
            return Ok(Self::new());
        }
        let list = from.as_array().ok_or("a list is missing")?;
        let mut out: Self =
            list.iter().map(|part| T::take(part, reader)).collect::<Result<_, _>>()?;
        T::arrange(&mut out, reader.store);
        Ok(out)
    }
}

impl<T: Part> Part for Result<T, Unknown> {
    fn put(&self, to: &mut Writer<'_>) {
        match self {
            Ok(known) => to.tagged("known", known),
            Err(unknown) => to.tagged("unknown", unknown),
        }
    }
    fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String> {
        match tag(from)? {
            ("known", part) => T::take(part, reader).map(Ok),
            ("unknown", part) => Unknown::take(part, reader).map(Err),
            (other, _) => Err(format!("`{other}` is neither known nor unknown")),
        }
    }
}

/// A tag: key and value.
impl Part for (Name, Name) {
    fn put(&self, to: &mut Writer<'_>) {
        put_pair(&self.0, &self.1, to);
    }
    fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String> {
        take_pair(from, reader)
    }
    fn arrange(list: &mut [Self], store: &Store) {
        list.sort_unstable_by_key(|(key, value)| {
            (store.names.text(*key), store.names.text(*value))
        });
    }
}

/// A boundary and where it is set.
impl Part for (Result<Name, Unknown>, Origin) {
    fn put(&self, to: &mut Writer<'_>) {
        put_pair(&self.0, &self.1, to);
    }
    fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String> {
        take_pair(from, reader)
    }
}

impl Part for Attached {
    fn put(&self, to: &mut Writer<'_>) {
        match self {
            Self::Inline(name, written) => {
                to.key("inline", true);
                put_pair(name, written, to);
                to.out.push('}');
            }
            Self::Managed(arn) => to.tagged("managed", arn),
            Self::Unknown(unknown) => to.tagged("unknown", unknown),
            Self::Lent(resource, written) => {
                to.key("lent", true);
                put_pair(resource, written, to);
                to.out.push('}');
            }
        }
    }
    fn take(from: &Json, reader: &mut Reader<'_>) -> Result<Self, String> {
        match tag(from)? {
            ("lent", part) => {
                let (resource, written) = take_pair(part, reader)?;
                Ok(Self::Lent(resource, written))
            }
            ("inline", part) => {
                let (name, written) = take_pair(part, reader)?;
                Ok(Self::Inline(name, written))
            }
            ("managed", part) => Name::take(part, reader).map(Self::Managed),
            ("unknown", part) => Unknown::take(part, reader).map(Self::Unknown),
            (other, _) => Err(format!("`{other}` is no way to attach a policy")),
        }
    }
}

pub(super) fn put_pair(one: &impl Part, other: &impl Part, to: &mut Writer<'_>) {
    to.out.push('[');
    one.put(to);
    to.out.push(',');
    other.put(to);
    to.out.push(']');
}

pub(super) fn take_pair<A: Part, B: Part>(
    from: &Json,
    reader: &mut Reader<'_>,
) -> Result<(A, B), String> {
    match from.as_array().map(Vec::as_slice) {
        Some([one, other]) => Ok((A::take(one, reader)?, B::take(other, reader)?)),
        _ => Err("a pair is missing".into()),
    }
}

/// The one member of an object.
pub(super) fn tag(from: &Json) -> Result<(&str, &Json), String> {
    let members = from.as_object().filter(|members| members.len() == 1);
    let member = members.and_then(|members| members.iter().next());
    member.map(|(key, part)| (key.as_str(), part)).ok_or_else(|| "a tagged value is missing".into())
}
