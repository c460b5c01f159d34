//! Functions of lists.

use super::super::super::convert::{convert, unify};
use super::super::super::number::Number;
use super::super::super::types::Type;
use super::super::super::value::{Data, Value};
use super::super::Call;
use super::{like, sequence};
use crate::diag::limits::RANGE_MAX;
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation;

pub(super) fn truths(call: &Call<'_>, any: bool) -> Result<Value, String> {
    let mut reason: Option<Arc<str>> = None;
    for element in sequence(call, 0)? {
        let truth = convert(element, &Type::Bool)?;
        match truth.data {
            Data::Bool(truth) if truth == any => return Ok(Value::bool(any)),
            Data::Bool(_) => {}
            Data::Null(_) if any => {}
            Data::Null(_) => return Ok(Value::bool(false)),
            _ => reason = reason.or_else(|| truth.reason()),
        }
    }
    Ok(match reason {
        Some(reason) => Value::unknown_not_null(Type::Bool, reason),
        None => Value::bool(!any),
    })
}

pub(super) fn chunks(call: &Call<'_>) -> Result<Value, String> {
    let all = call.elements(0);
    let size = usize::try_from(call.integer(1)?).map_err(|_| "the size must not be negative")?;
    let of = call.value(0).type_of();
    let element = of.element().cloned().unwrap_or(Type::Any);
    let size = if size == 0 { all.len().max(1) } else { size };
    let chunk = |chunk: &[Value]| Value::list(element.clone(), chunk.to_vec());
    Ok(Value::list(of, all.chunks(size).map(chunk).collect()))
}

pub(super) fn coalesce(call: &Call<'_>) -> Result<Value, String> {
    if call.arguments.is_empty() {
        return Err("at least one argument is required".to_owned());
    }
    let types: Vec<Type> = call.arguments.iter().map(Value::type_of).collect();
    let of = unify(&types).ok_or("the arguments have no type in common")?;
    for argument in call.arguments {
        let value = convert(argument, &of)?;
        match &value.data {
            Data::Null(_) => {}
            Data::Text(text) if text.is_empty() => {}
            Data::Unknown(unknown) if !value.never_empty() => {
                return Ok(Value::unknown(of, unknown.reason.clone()));
            }
            _ => return Ok(value),
        }
    }
    Err("all arguments are null or empty".to_owned())
}

pub(super) fn coalesce_list(call: &Call<'_>) -> Result<Value, String> {
    if call.arguments.is_empty() {
        return Err("at least one argument is required".to_owned());
    }
    for argument in call.arguments {
        if let Data::Unknown(unknown) = &argument.data {
            return Ok(Value::unknown(Type::Any, unknown.reason.clone()));
        }
        if argument.is_null() {
            return Err("an argument is null".to_owned());
        }
        let of = argument.type_of();
        let elements = argument.elements().filter(|_| !matches!(of, Type::Set(_)));
        let elements = elements.ok_or_else(|| format!("a {} is no list", of.name()))?;
        if !elements.is_empty() {
            return Ok(argument.clone());
        }
    }
    Err("all lists are empty".to_owned())
}

pub(super) fn compact(call: &Call<'_>) -> Result<Value, String> {
    let mut out = Vec::new();
    for element in call.elements(0) {
        match &element.data {
            Data::Unknown(unknown) if !element.never_empty() => {
                let of = Type::list(Type::Text);
                return Ok(Value::unknown_not_null(of, unknown.reason.clone()));
            }
            Data::Null(_) => {}
            Data::Text(text) if text.is_empty() => {}
            _ => out.push(element.clone()),
        }
    }
    Ok(Value::list(Type::Text, out))
}

pub(super) fn concat(call: &Call<'_>) -> Result<Value, String> {
    if call.arguments.is_empty() {
        return Err("at least one list is required".to_owned());
    }
    let mut all = Vec::new();
    let mut types = Vec::new();
    let mut lists = true;
    for (at, argument) in call.arguments.iter().enumerate() {
        match argument.type_of() {
            Type::List(of) => types.push((*of).clone()),
            Type::Tuple(_) => lists = false,
            other => return Err(format!("a {} is no list", other.name())),
        }
        all.extend_from_slice(sequence(call, at)?);
    }
    let of = if lists { unify(&types) } else { None };
    match of {
        Some(of) => {
            let all: Result<Vec<Value>, String> = all.iter().map(|one| convert(one, &of)).collect();
            Ok(Value::list(of, all?))
        }
        None => Ok(Value::tuple(all)),
    }
}

/// Where in a list a value stands first; unknown if it may stand earlier.
fn find(list: &[Value], value: &Value) -> Result<Option<usize>, Arc<str>> {
    for (at, element) in list.iter().enumerate() {
        match element.equals(value) {
            Some(true) => return Ok(Some(at)),
            Some(false) => {}
            None => return Err(element.reason().or_else(|| value.reason()).unwrap_or_default()),
        }
    }
    Ok(None)
}

pub(super) fn contains(call: &Call<'_>) -> Result<Value, String> {
    let (list, value) = (sequence(call, 0)?, call.value(1));
    // What comes later settles it as well.
    if list.iter().any(|element| element.equals(&value) == Some(true)) {
        return Ok(Value::bool(true));
    }
    Ok(match find(list, &value) {
        Ok(found) => Value::bool(found.is_some()),
        Err(reason) => Value::unknown_not_null(Type::Bool, reason),
    })
}

pub(super) fn distinct(call: &Call<'_>) -> Result<Value, String> {
    let of = call.value(0).type_of();
    let mut out: Vec<Value> = Vec::new();
    for element in call.elements(0) {
        match find(&out, element) {
            Ok(None) => out.push(element.clone()),
            Ok(Some(_)) => {}
            Err(reason) => return Ok(Value::unknown_not_null(of, reason)),
        }
    }
    Ok(Value::list(of.element().cloned().unwrap_or(Type::Any), out))
}

pub(super) fn element(call: &Call<'_>) -> Result<Value, String> {
    let list = sequence(call, 0)?;
    if matches!(call.value(0).type_of(), Type::Set(_)) {
        return Err("elements of a set have no order".to_owned());
    }
    let at = usize::try_from(call.integer(1)?).map_err(|_| "the index must not be negative")?;
    if list.is_empty() {
        return Err("the list is empty".to_owned());
    }
    list.get(at % list.len()).cloned().ok_or_else(|| "there is no such element".to_owned())
}

pub(super) fn flatten(call: &Call<'_>) -> Result<Value, String> {
    let mut out = Vec::new();
    Ok(match flat(sequence(call, 0)?, &mut out) {
        Ok(()) => Value::tuple(out),
        Err(reason) => Value::unknown(Type::Any, reason),
    })
}

/// Lists nest no deeper than expressions may.
fn flat(list: &[Value], out: &mut Vec<Value>) -> Result<(), Arc<str>> {
    for element in list {
        let of = element.type_of();
        let nested = matches!(of, Type::List(_) | Type::Set(_) | Type::Tuple(_));
        match (&element.data, element.elements()) {
            // It may be a list.
            (Data::Unknown(unknown), _)
                if nested || of == Type::Any && unknown.identity.is_none() =>
            {
                return Err(unknown.reason.clone());
            }
            (_, Some(inner)) => flat(inner, out)?,
            _ => out.push(element.clone()),
        }
    }
    Ok(())
}

pub(super) fn index(call: &Call<'_>) -> Result<Value, String> {
    if matches!(call.value(0).type_of(), Type::Set(_)) {
        return Err("elements of a set have no order".to_owned());
    }
    match find(sequence(call, 0)?, &call.value(1)) {
        Ok(Some(at)) => Ok(Value::number(at)),
        Ok(None) => Err("the list does not have this value".to_owned()),
        Err(reason) => Ok(Value::unknown_not_null(Type::Number, reason)),
    }
}

pub(super) fn length(call: &Call<'_>) -> Result<Value, String> {
    let value = call.value(0);
    let count = match (&value.data, value.elements(), value.fields()) {
        (Data::Text(text), ..) => text.graphemes(true).count(),
        (_, Some(list), _) => list.len(),
        (_, _, Some(fields)) => fields.len(),
        _ => return Err(format!("a {} has no length", value.type_of().name())),
    };
    Ok(Value::number(count))
}

pub(super) fn match_keys(call: &Call<'_>) -> Result<Value, String> {
    let (values, keys, wanted) = (call.elements(0), call.elements(1), call.elements(2));
    if values.len() != keys.len() {
        return Err("there must be as many values as keys".to_owned());
    }
    let of = call.value(0).type_of();
    let types = [1, 2].map(|at| call.value(at).type_of().element().cloned().unwrap_or(Type::Any));
    let common = unify(&types).ok_or("keys and values to look for have no type in common")?;
    let brought = |list: &[Value]| -> Result<Vec<Value>, String> {
        list.iter().map(|one| convert(one, &common)).collect()
    };
    let (keys, wanted) = (brought(keys)?, brought(wanted)?);
    let mut out = Vec::new();
    for (value, key) in values.iter().zip(&keys) {
        match find(&wanted, key) {
            Ok(Some(_)) => out.push(value.clone()),
            Ok(None) => {}
            Err(reason) => return Ok(Value::unknown_not_null(of, reason)),
        }
    }
    Ok(Value::list(of.element().cloned().unwrap_or(Type::Any), out))
}

pub(super) fn one(call: &Call<'_>) -> Result<Value, String> {
    match sequence(call, 0)? {
        [] => {
            let of = call.value(0).type_of();
            Ok(Value::null(of.element().cloned().unwrap_or(Type::Any)))
        }
        [one] => Ok(one.clone()),
        _ => Err("there is more than one element".to_owned()),
    }
}

pub(super) fn range(call: &Call<'_>) -> Result<Value, String> {
    let numbers: Vec<Number> =
        call.arguments.iter().filter_map(Value::as_number).cloned().collect();
    let one = || Number::from_f64(1.0).unwrap_or_else(Number::zero);
    let (start, end, step) = match numbers.as_slice() {
        [end] => {
            let step = if end.is_negative() { one().negated() } else { one() };
            (Number::zero(), end.clone(), step)
        }
        [start, end] => {
            let step = if end < start { one().negated() } else { one() };
            (start.clone(), end.clone(), step)
        }
        [start, end, step] => (start.clone(), end.clone(), step.clone()),
        _ => return Err("one to three numbers are required".to_owned()),
    };
    if step.is_zero() {
        return Err("the step must not be zero".to_owned());
    }
    if (step.is_negative() && end > start) || (!step.is_negative() && end < start) {
        return Err("the step leads away from the end".to_owned());
    }
    let mut out = Vec::new();
    let mut at = start;
    while if step.is_negative() { at > end } else { at < end } {
        if out.len() >= RANGE_MAX {
            return Err(format!("more than {RANGE_MAX} numbers"));
        }
        let next = at.plus(&step).ok_or("a number is too large")?;
        out.push(Value::number(at));
        at = next;
    }
    Ok(Value::list(Type::Number, out))
}

pub(super) fn reverse(call: &Call<'_>) -> Result<Value, String> {
    let elements = sequence(call, 0)?.iter().rev().cloned().collect();
    Ok(like(&call.value(0), elements))
}

pub(super) fn slice(call: &Call<'_>) -> Result<Value, String> {
    let whole = call.value(0);
    if matches!(whole.type_of(), Type::Set(_)) {
        return Err("elements of a set have no order".to_owned());
    }
    let (start, end) = (usize::try_from(call.integer(1)?), usize::try_from(call.integer(2)?));
    let (Ok(start), Ok(end)) = (start, end) else {
        return Err("an index must not be negative".to_owned());
    };
    if !whole.is_known() {
        return Ok(open_slice(&whole, start, end));
    }
    let list = sequence(call, 0)?;
    let part = list.get(start..end).ok_or("the indexes lie outside of the list")?;
    Ok(like(&call.value(0), part.to_vec()))
}

/// A slice of a list that is only known by identity: how long it is, and which elements they are. A
/// list that is too short would be an error when it is applied.
fn open_slice(whole: &Value, start: usize, end: usize) -> Value {
    let reason = whole.reason().unwrap_or_default();
    let open = matches!(&whole.data, Data::Unknown(unknown)
        if unknown.of == Type::Any && unknown.identity.is_some());
    if !open || end < start || end - start > OPEN_ELEMENTS_MAX {
        return Value::unknown_not_null(whole.type_of(), reason);
    }
    let one = |at| Value::unknown(Type::Any, reason.clone()).part_of(whole, &format!("[{at}]"));
    Value::tuple((start..end).map(one).collect())
}

/// Elements of a slice that are told apart although their list is not known.
const OPEN_ELEMENTS_MAX: usize = 100;

pub(super) fn sort(call: &Call<'_>) -> Result<Value, String> {
    let mut all = Vec::new();
    for element in call.elements(0) {
        all.push(element.as_text().cloned().ok_or("an element is null")?);
    }
    all.sort_unstable();
    Ok(Value::list(Type::Text, all.into_iter().map(Value::text).collect()))
}

pub(super) fn sum(call: &Call<'_>) -> Result<Value, String> {
    let list = sequence(call, 0)?;
    if list.is_empty() {
        return Err("there is nothing to add up".to_owned());
    }
    let mut total = Number::zero();
    for element in list {
        let number = convert(element, &Type::Number)?;
        let number = number.as_number().ok_or("an element is null")?;
        total = total.plus(number).ok_or("the sum is too large")?;
    }
    Ok(Value::number(total))
}
