//! The `Condition` block: AND over operators and keys, OR over values.
//!
//! User guide, "Condition operators", "Set operators for multivalued context keys" and
//! "Conditions with multiple context keys or values".

use serde_json::Value;

use super::document::texts;
use super::operator::{Operator, operator, passes};
use super::variable::Reader;

/// What a set prefix asks of the values of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Set {
    /// No prefix: the key must have one value.
    Single,
    All,
    Any,
}

/// An operator as a policy writes it, taken apart.
pub(crate) struct Written {
    pub(crate) set: Set,
    /// None for `Null`.
    pub(crate) operator: Option<&'static Operator>,
    pub(crate) if_exists: bool,
}

/// Reads `[ForAllValues:|ForAnyValue:]Operator[IfExists]`; none when there is no such operator.
/// `Null` takes neither prefix nor `IfExists`.
pub(crate) fn written(name: &str) -> Option<Written> {
    let name = name.to_ascii_lowercase();
    let (set, rest) = match name.split_once(':') {
        Some(("forallvalues", rest)) => (Set::All, rest),
        Some(("foranyvalue", rest)) => (Set::Any, rest),
        Some(_) => return None,
        None => (Set::Single, name.as_str()),
    };
    if name == "null" {
        return Some(Written { set, operator: None, if_exists: false });
    }
    let base = rest.strip_suffix("ifexists");
    let operator = operator(base.unwrap_or(rest))?;
    Some(Written { set, operator: Some(operator), if_exists: base.is_some() })
}

/// Does the whole block hold?
pub(crate) fn matches_condition(block: &Value, reader: Reader<'_>) -> bool {
    let Some(block) = block.as_object() else { return false };
    block.iter().all(|(name, keys)| match (written(name), keys.as_object()) {
        (Some(operator), Some(keys)) => {
            keys.iter().all(|(key, wanted)| holds(&operator, key, &texts(wanted), reader))
        }
        _ => false,
    })
}

/// Does one line of the block hold?
fn holds(written: &Written, key: &str, wanted: &[String], reader: Reader<'_>) -> bool {
    let actual = reader.context.values(key);
    let empty = actual.iter().all(String::is_empty);
    let Some((_, negated, test)) = written.operator else {
        return wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(&empty.to_string()));
    };
    // An empty text is a value, but not for ForAllValues (nor for Null).
    if actual.is_empty() || (empty && written.set == Set::All) {
        return written.if_exists
            || match written.set {
                Set::Single => *negated,
                Set::All => true,
                Set::Any => false,
            };
    }
    let good = |actual: &String| {
        *negated != wanted.iter().any(|wanted| passes(test, wanted, actual, reader))
    };
    match (written.set, actual) {
        (Set::Single, [only]) => good(only),
        (Set::Single, _) => false,
        (Set::All, values) => values.iter().all(good),
        (Set::Any, values) => values.iter().any(good),
    }
}
