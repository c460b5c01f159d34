//! JSON.

use super::super::json as document;
use super::super::types::Type;
use super::super::value::{Data, Value};
use super::{ANY, Call, Function, Open, TEXT};
use crate::diag::limits::JSON_DEPTH_MAX;
use crate::model::value::{symbol, without_escaped_marks};
use crate::source::nesting;
use serde_json::value::RawValue;
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "jsondecode",
        parameters: &[TEXT.open(Open::Symbols)],
        rest: None,
        result: |_| Type::Any,
        run: decode,
    },
    Function {
        name: "jsonencode",
        parameters: &[ANY.open(Open::All).nullable()],
        rest: None,
        result: |_| Type::Text,
        run: |call| encoded(&call.value(0)),
    },
];

fn decode(call: &Call<'_>) -> Result<Value, String> {
    // Raw marks are ours; what is written as an escape is not.
    let text = without_escaped_marks(call.text(0));
    if nesting::too_deep(&text).is_some() {
        return Err(format!("the text nests deeper than {JSON_DEPTH_MAX} levels"));
    }
    let raw: &RawValue = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    document::value(raw).ok_or_else(|| "a number is too large".to_owned())
}

/// The text of a value; unknown where some part of it has no identity. It remembers what it encodes.
pub(super) fn encoded(value: &Value) -> Result<Value, String> {
    let mut out = String::new();
    Ok(match write(value, &mut out) {
        Ok(()) => Value { encodes: Some(Arc::new(value.clone())), ..Value::text(out) },
        Err(reason) => Value::unknown_not_null(Type::Text, reason),
    })
}

fn write(value: &Value, out: &mut String) -> Result<(), Arc<str>> {
    match &value.data {
        Data::Unknown(unknown) => match &unknown.identity {
            Some(identity) => quote(&symbol(identity), out),
            None => return Err(unknown.reason.clone()),
        },
        Data::Null(_) => out.push_str("null"),
        Data::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Data::Number(number) => out.push_str(&number.to_string()),
        Data::Text(text) => quote(text, out),
        Data::List(_, all) | Data::Set(_, all) | Data::Tuple(all) => {
            out.push('[');
            for (at, one) in all.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(one, out)?;
            }
            out.push(']');
        }
        Data::Map(_, all) | Data::Object(all) => {
            out.push('{');
            for (at, (name, one)) in all.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                quote(name, out);
                out.push(':');
                write(one, out)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

/// As Go quotes: what means something in HTML or JavaScript is escaped.
fn quote(text: &str, out: &mut String) {
    let json = serde_json::Value::from(text).to_string();
    for letter in json.chars() {
        match letter {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            other => out.push(other),
        }
    }
}
