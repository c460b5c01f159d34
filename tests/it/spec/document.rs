//! The shape of a policy document: every list may be a bare value.
//!
//! User guide, "Grammar of the IAM JSON policy language".

use serde_json::Value;

/// A value that may be a list or one bare item.
pub(crate) fn items(value: &Value) -> Vec<&Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(list) => list.iter().collect(),
        one => vec![one],
    }
}

/// The texts of a value or list; numbers and booleans are read as they are written.
pub(crate) fn texts(value: &Value) -> Vec<String> {
    let text = |item: &Value| match item {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    };
    items(value).into_iter().filter_map(text).collect()
}

/// The statements of a document.
pub(crate) fn statements(document: &Value) -> Vec<&Value> {
    document.get("Statement").map(items).unwrap_or_default()
}

/// Does this document's version know policy variables? Without a version it is that of 2008.
pub(crate) fn has_variables(document: &Value) -> bool {
    document.get("Version").and_then(Value::as_str) == Some("2012-10-17")
}

/// One of a pair of elements, as `Action` and `NotAction`.
pub(crate) enum Element<'p> {
    Positive(&'p Value),
    Negated(&'p Value),
    Missing,
}

/// Which of the pair a statement holds. Both at once is no policy: read as missing.
pub(crate) fn element<'p>(statement: &'p Value, name: &str) -> Element<'p> {
    match (statement.get(name), statement.get(format!("Not{name}"))) {
        (Some(value), None) => Element::Positive(value),
        (None, Some(value)) => Element::Negated(value),
        _ => Element::Missing,
    }
}
