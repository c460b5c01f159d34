//! Where an element of a JSON text stands.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// Line and column, from 1, of the value that `Statement[1].Condition` means; of the nearest element
/// around it where it is not there. A list of one may stand as the bare value.
pub fn locate(text: &str, pointer: &str) -> (u32, u32) {
    let mut at = text.trim_start();
    for step in pointer.split(['.', '[']).filter(|step| !step.is_empty()) {
        let next = match step.strip_suffix(']') {
            Some(index) => element(at, index),
            None => member(at, step),
        };
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    // `at` is a part of `text`: how far in is the difference of their begins.
    position(text, (at.as_ptr() as usize).saturating_sub(text.as_ptr() as usize))
}

/// Line and column, from 1, of a byte.
fn position(text: &str, offset: usize) -> (u32, u32) {
    let before = text.get(..offset).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
    (number(line), number(column))
}

/// The last member of this name; the last wins where it is repeated.
fn member<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let Members(members) = serde_json::from_str(text).ok()?;
    members.into_iter().rfind(|(key, _)| key == name).map(|(_, value)| value.get())
}

fn element<'t>(text: &'t str, index: &str) -> Option<&'t str> {
    let index: usize = index.parse().ok()?;
    if !text.starts_with('[') {
        return (index == 0).then_some(text);
    }
    let list: Vec<&RawValue> = serde_json::from_str(text).ok()?;
    list.get(index).map(|value| value.get())
}

struct Members<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Members<'de>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut out = Vec::new();
                while let Some(key) = map.next_key::<Cow<'de, str>>()? {
                    out.push((key, map.next_value()?));
                }
                Ok(Members(out))
            }
        }
        from.deserialize_map(All)
    }
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn places() {
        let text = "{\n  \"Statement\": [\n    {\"Effect\": \"Allow\"},\n    {\"Action\":\n      \"*\"}\n  ]\n}";
        let table = [
            ("", (1, 1)),
            ("Statement", (2, 16)),
            ("Statement[0]", (3, 5)),
            ("Statement[1].Action", (5, 7)),
            ("Statement[1].Condition", (4, 5)),
            ("Statement[7]", (2, 16)),
        ];
        for (pointer, want) in table {
            assert_eq!(locate(text, pointer), want, "{pointer}");
        }
        assert_eq!(locate("{\"Statement\":{\"Sid\":1}}", "Statement[0].Sid"), (1, 21));
        assert_eq!(locate("not JSON", "Statement[0]"), (1, 1));
    }
}
