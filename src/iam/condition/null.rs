//! `Null`: whether a key is there at all. An empty text and an empty list count as not there.

use super::Fact;
use super::expected::Expected;
use crate::iam::truth::Truth;

/// What is wanted of the key: `true` is absent.
pub(super) fn read(text: &str) -> Expected {
    super::boolean::truth(text).map_or(Expected::Never, Expected::Bool)
}

pub(super) fn holds<'v>(fact: &Fact<'_>, mut values: impl Iterator<Item = &'v Expected>) -> Truth {
    let absent = match fact {
        Fact::Absent => true,
        Fact::Is(value) => value.is_empty(),
        Fact::Many(values) => values.iter().all(|value| value.is_empty()),
        Fact::Present(_) | Fact::Since(_) => false,
        Fact::Chosen
        | Fact::OneOf(_)
        | Fact::Removable(_)
        | Fact::Unknown(_)
        | Fact::PerhapsSince(_) => return Truth::Unknown,
    };
    values.any(|value| *value == Expected::Bool(absent)).into()
}
