//! Functions of maps and objects.

use super::super::super::convert::convert;
use super::super::super::types::Type;
use super::super::super::value::{Data, Fields, Value};
use super::super::Call;
use super::sequence;
use crate::model::value::is_symbolic;
use std::collections::BTreeMap;
use std::sync::Arc;

fn mapping<'a>(call: &Call<'a>, at: usize) -> Result<&'a Fields, String> {
    let value = call.arguments.get(at).ok_or("an argument is missing")?;
    value.fields().ok_or_else(|| format!("a {} is no map", value.type_of().name()))
}

/// Whether a mapping has keys that are not known.
fn is_open(fields: &Fields) -> bool {
    fields.keys().any(|key| is_symbolic(key))
}

const OPEN: &str = "not all keys are known until apply";

pub(super) fn keys(call: &Call<'_>) -> Result<Value, String> {
    let fields = mapping(call, 0)?;
    let keys: Vec<Value> = fields.keys().map(|key| Value::text(key.clone())).collect();
    Ok(match call.value(0).type_of() {
        Type::Map(_) => Value::list(Type::Text, keys),
        _ => Value::tuple(keys),
    })
}

pub(super) fn values(call: &Call<'_>) -> Result<Value, String> {
    let values: Vec<Value> = mapping(call, 0)?.values().cloned().collect();
    Ok(match call.value(0).type_of() {
        Type::Map(of) => Value::list((*of).clone(), values),
        _ => Value::tuple(values),
    })
}

pub(super) fn lookup(call: &Call<'_>) -> Result<Value, String> {
    let (fields, name) = (mapping(call, 0)?, call.text(1));
    if call.arguments.len() > 3 {
        return Err("it takes two or three arguments".to_owned());
    }
    if let Some(found) = fields.get(name) {
        return Ok(found.clone());
    }
    if is_open(fields) {
        return Ok(Value::unknown(Type::Any, OPEN));
    }
    let default = call.arguments.get(2).ok_or_else(|| format!("there is no key `{name}`"))?;
    match call.value(0).type_of() {
        Type::Map(of) => convert(default, &of),
        _ => Ok(default.clone()),
    }
}

pub(super) fn merge(call: &Call<'_>) -> Result<Value, String> {
    let mut fields = Fields::new();
    let mut types: Vec<Type> = Vec::new();
    let mut objects = false;
    for (at, argument) in call.arguments.iter().enumerate() {
        let of = argument.type_of();
        match (&argument.data, of) {
            (Data::Unknown(unknown), Type::Map(_) | Type::Object(_) | Type::Any) => {
                return Ok(Value::unknown(Type::Any, unknown.reason.clone()));
            }
            (Data::Null(_), Type::Map(_) | Type::Object(_) | Type::Any) => continue,
            (_, Type::Map(of)) => types.push((*of).clone()),
            (_, Type::Object(_)) => objects = true,
            (_, other) => return Err(format!("a {} is no map", other.name())),
        }
        fields.extend(mapping(call, at)?.iter().map(|(key, one)| (key.clone(), one.clone())));
    }
    let same = types.first().filter(|first| types.iter().all(|one| one == *first));
    Ok(match same.filter(|_| !objects) {
        Some(of) => Value::map(of.clone(), fields),
        None => Value::object(fields),
    })
}

pub(super) fn transpose(call: &Call<'_>) -> Result<Value, String> {
    let mut out: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
    for (key, list) in mapping(call, 0)? {
        for element in list.elements().ok_or("an element is null")? {
            let text = element.as_text().cloned().ok_or("an element is null")?;
            out.entry(text).or_default().push(Value::text(key.clone()));
        }
    }
    let one = |(key, list)| (key, Value::list(Type::Text, list));
    Ok(Value::map(Type::list(Type::Text), out.into_iter().map(one).collect()))
}

pub(super) fn zip(call: &Call<'_>) -> Result<Value, String> {
    let values = sequence(call, 1)?;
    let mut fields = Fields::new();
    let keys = call.elements(0);
    if keys.len() != values.len() {
        return Err("there must be as many values as keys".to_owned());
    }
    for (key, value) in keys.iter().zip(values) {
        if let Data::Unknown(unknown) = &key.data {
            return Ok(Value::unknown(Type::Any, unknown.reason.clone()));
        }
        fields.insert(key.as_text().cloned().ok_or("a key is null")?, value.clone());
    }
    match call.value(1).type_of() {
        Type::List(of) => Ok(Value::map((*of).clone(), fields)),
        Type::Tuple(_) => Ok(Value::object(fields)),
        other => Err(format!("a {} is no list", other.name())),
    }
}
