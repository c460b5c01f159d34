//! An instance as a plan shows it: its values as JSON, and trees of what is unknown and sensitive.

use super::number::Number;
use super::types::Type;
use super::value::{Data, Fields, Value};
use crate::model::value::symbol;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Three JSON texts of one shape, as in a plan: `after`, `after_unknown`, `after_sensitive`.
#[derive(Debug, Default)]
pub struct Shown {
    /// The values. What is not known is left out of objects and `null` in lists; what is only known by
    /// identity is a symbol.
    pub values: String,
    /// `true` where something is not known.
    pub unknown: String,
    /// `true` where something must not be shown.
    pub sensitive: String,
    /// Why something of an attribute is not known, by its name.
    pub reasons: Reasons,
}

/// Why attributes are not known, by their names.
pub type Reasons = BTreeMap<Box<str>, Arc<str>>;

/// The attributes of an instance.
pub fn shown(fields: &Fields) -> Shown {
    let mut out = Shown::default();
    object(fields, &mut out);
    let open =
        fields.iter().filter_map(|(name, value)| Some((name.as_ref().into(), reason(value)?)));
    out.reasons = open.collect();
    out
}

impl Shown {
    fn each(&mut self, text: &str) {
        self.values.push_str(text);
        self.unknown.push_str(text);
        self.sensitive.push_str(text);
    }

    /// A text, as JSON.
    fn text(&mut self, text: &str, sensitive: bool) {
        quote(text, &mut self.values);
        self.unknown.push_str("false");
        self.sensitive.push_str(if sensitive { "true" } else { "false" });
    }

    fn leaf(&mut self, value: &str, unknown: bool, sensitive: bool) {
        self.values.push_str(value);
        self.unknown.push_str(if unknown { "true" } else { "false" });
        self.sensitive.push_str(if sensitive { "true" } else { "false" });
    }
}

fn object(fields: &Fields, out: &mut Shown) {
    out.each("{");
    let mut first = true;
    let mut key = String::new();
    for (name, value) in fields {
        // The entry that stands for all other attributes is none of its own.
        if crate::model::value::is_symbolic(name) {
            continue;
        }
        if !std::mem::take(&mut first) {
            out.each(",");
        }
        key.clear();
        quote(name, &mut key);
        out.each(&key);
        out.each(":");
        write(value, out);
    }
    out.each("}");
}

/// The first reason in a value for which something of it is not known at all.
fn reason(value: &Value) -> Option<Arc<str>> {
    match &value.data {
        Data::Unknown(unknown) if unknown.identity.is_none() => value.reason(),
        _ => value.parts().find_map(reason),
    }
}

fn write(value: &Value, out: &mut Shown) {
    let sealed = value.marks.any();
    match &value.data {
        Data::Unknown(unknown) => match &unknown.identity {
            Some(identity) => out.text(&symbol(identity), sealed),
            None => out.leaf("null", true, sealed),
        },
        Data::Null(_) => out.leaf("null", false, sealed),
        Data::Bool(truth) => out.leaf(if *truth { "true" } else { "false" }, false, sealed),
        Data::Number(number) => out.leaf(&number.to_string(), false, sealed),
        Data::Text(text) => out.text(text, sealed),
        _ if sealed => {
            let open = value.clone().without_deep_marks();
            let mut inner = Shown::default();
            write(&open, &mut inner);
            out.values.push_str(&inner.values);
            out.unknown.push_str(&inner.unknown);
            out.sensitive.push_str("true");
        }
        Data::Map(_, fields) | Data::Object(fields) => object(fields, out),
        Data::List(_, list) | Data::Set(_, list) | Data::Tuple(list) => {
            out.each("[");
            for (at, one) in list.iter().enumerate() {
                if at > 0 {
                    out.each(",");
                }
                write(one, out);
            }
            out.each("]");
        }
    }
}

/// The value of a JSON text, as `jsondecode` gives it; none for what is no JSON. Numbers are exact.
///
/// The depth is that of the input, which is limited when it is read.
pub fn value(raw: &RawValue) -> Option<Value> {
    let text = raw.get();
    Some(match text.as_bytes().first()? {
        b'n' => Value::null(Type::Any),
        b't' | b'f' => Value::bool(text == "true"),
        b'"' => Value::text(serde_json::from_str::<String>(text).ok()?),
        b'[' => {
            let list: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            Value::tuple(list.into_iter().map(value).collect::<Option<_>>()?)
        }
        b'{' => {
            let fields: BTreeMap<String, &RawValue> = serde_json::from_str(text).ok()?;
            let one = |(name, raw): (String, &RawValue)| Some((name.into(), value(raw)?));
            Value::object(fields.into_iter().map(one).collect::<Option<_>>()?)
        }
        _ => Value::number(Number::parse(text)?),
    })
}

/// Adds a text as JSON.
fn quote(text: &str, out: &mut String) {
    let plain = |one: u8| one >= b' ' && one != b'"' && one != b'\\';
    if text.bytes().all(plain) {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        out.push_str(&serde_json::Value::from(text).to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::hcl::value::Marks;

    #[test]
    fn three_trees_of_one_shape() {
        let unknown = || Value::unknown(Type::Any, "it is made later");
        let fields: Fields = [
            ("a".into(), Value::tuple(vec![Value::text("x"), unknown()])),
            ("b".into(), unknown().identified("id of aws_x.y")),
            ("c".into(), Value::text("s").marked(Marks::SENSITIVE)),
        ]
        .into();
        let got = shown(&fields);
        let id = symbol("id of aws_x.y");
        assert_eq!(got.values, format!(r#"{{"a":["x",null],"b":"{id}","c":"s"}}"#));
        assert_eq!(got.unknown, r#"{"a":[false,true],"b":false,"c":false}"#);
        assert_eq!(got.sensitive, r#"{"a":[false,false],"b":false,"c":true}"#);
        assert_eq!(got.reasons, [("a".into(), "it is made later".into())].into());
    }
}
