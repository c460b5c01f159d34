//! JSON read one level at a time: what nobody asks for is scanned, never built.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// The members of an object, sorted by key; empty for `null`. Of a repeated key the last counts, as
/// in every reader of JSON.
#[derive(Debug)]
pub(in crate::source) struct Pairs<'j, T>(pub(in crate::source) Vec<(Cow<'j, str>, T)>);

/// The members of an object, none of them read.
pub(in crate::source) type Fields<'j> = Pairs<'j, &'j RawValue>;

/// A text that borrows from the input where it has no escapes.
#[derive(Debug, serde::Deserialize)]
pub(in crate::source) struct Text<'j>(#[serde(borrow)] pub(in crate::source) Cow<'j, str>);

impl<T> Default for Pairs<'_, T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Pairs<'_, T> {
    /// The member `key`.
    pub(in crate::source) fn get(&self, key: &str) -> Option<&T> {
        let at = self.0.binary_search_by(|(known, _)| known.as_ref().cmp(key)).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }
}

impl<'de: 'j, 'j, T: Deserialize<'de>> Deserialize<'de> for Pairs<'j, T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Members(PhantomData))
    }
}

struct Members<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Members<T> {
    type Value = Pairs<'de, T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Pairs::default())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut out = Vec::with_capacity(map.size_hint().unwrap_or_default());
        while let Some((Text(key), value)) = map.next_entry::<Text<'de>, T>()? {
            out.push((key, value));
        }
        // Terraform writes keys in order; others may not.
        if !out.is_sorted_by(|(one, _), (next, _)| one < next) {
            out.reverse();
            out.sort_by(|(one, _), (next, _)| one.cmp(next));
            out.dedup_by(|(later, _), (kept, _)| later == kept);
        }
        Ok(Pairs(out))
    }
}

/// The members of an object; empty for anything else.
pub(in crate::source) fn fields(raw: &RawValue) -> Fields<'_> {
    serde_json::from_str(raw.get()).unwrap_or_default()
}

/// The members of a list; empty for anything else.
pub(super) fn items(raw: &RawValue) -> Vec<&RawValue> {
    serde_json::from_str(raw.get()).unwrap_or_default()
}

/// The text of a scalar; none for `null`, lists and objects.
pub(in crate::source) fn scalar(raw: &RawValue) -> Option<Cow<'_, str>> {
    let json = raw.get();
    if !json.starts_with('"') {
        let is_scalar = json != "null" && !json.starts_with(['[', '{']);
        return is_scalar.then_some(Cow::Borrowed(json));
    }
    serde_json::from_str(json).ok().map(|Text(text)| text)
}

/// Whether a value says nothing: providers write unset attributes in all these ways.
pub(super) fn is_empty(raw: &RawValue) -> bool {
    matches!(raw.get(), "null" | "\"\"" | "[]" | "{}" | "false" | "0")
}

/// The value below `path` such as `roots[0].id`.
pub(super) fn below<'j>(raw: &'j RawValue, path: &str) -> Option<&'j RawValue> {
    let mut at = raw;
    for step in path.split(['.', '[', ']']).filter(|step| !step.is_empty()) {
        at = match step.parse::<usize>() {
            Ok(index) => items(at).get(index).copied()?,
            Err(_) => fields(at).get(step.trim_matches('"')).copied()?,
        };
    }
    Some(at)
}

/// Calls `found` with the text of every scalar at any depth.
///
/// The depth is bounded by [`limits::JSON_DEPTH_MAX`](crate::diag::limits::JSON_DEPTH_MAX).
pub(super) fn each_scalar(raw: &RawValue, found: &mut dyn FnMut(&str)) {
    walk(raw, crate::diag::limits::JSON_DEPTH_MAX, found);
}

fn walk(raw: &RawValue, depth: usize, found: &mut dyn FnMut(&str)) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match raw.get().as_bytes().first() {
        Some(b'{') => fields(raw).0.iter().for_each(|(_, value)| walk(value, depth, found)),
        Some(b'[') => items(raw).into_iter().for_each(|value| walk(value, depth, found)),
        _ => {
            if let Some(text) = scalar(raw) {
                found(&text);
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_a_repeated_key_counts() {
        let table = [
            (r#"{"a":1,"b":2}"#, Some("1")),
            (r#"{"b":2,"a":1,"a":3,"c":4}"#, Some("3")),
            (r#"{"a":1,"a":3}"#, Some("3")),
            (r#"{"b":2}"#, None),
            ("null", None),
        ];
        for (text, want) in table {
            let fields: Fields<'_> = serde_json::from_str(text).unwrap();
            assert_eq!(fields.get("a").map(|raw| raw.get()), want, "{text}");
        }
    }

    #[test]
    fn values_below() {
        let raw: &RawValue = serde_json::from_str(r#"[{"id":"r","k":{"x":1}}]"#).unwrap();
        let table =
            [("[0].id", Some("\"r\"")), ("[0].k.x", Some("1")), ("[1].id", None), ("[0].y", None)];
        for (path, want) in table {
            assert_eq!(below(raw, path).map(RawValue::get), want, "{path}");
        }
    }
}
