//! Functions of sets.

use super::super::super::convert::{convert, unify};
use super::super::super::types::Type;
use super::super::super::value::Value;
use super::super::Call;
use super::sequence;
use crate::diag::limits::PRODUCT_MAX;

type Combine = fn(Vec<Value>, &[Value]) -> Vec<Value>;

fn has(set: &[Value], value: &Value) -> bool {
    set.iter().any(|one| one.equals(value) == Some(true))
}

pub(super) fn both(one: Vec<Value>, other: &[Value]) -> Vec<Value> {
    one.into_iter().filter(|value| has(other, value)).collect()
}

pub(super) fn either(mut one: Vec<Value>, other: &[Value]) -> Vec<Value> {
    one.extend_from_slice(other);
    one
}

pub(super) fn without(one: Vec<Value>, other: &[Value]) -> Vec<Value> {
    one.into_iter().filter(|value| !has(other, value)).collect()
}

/// The sets, brought to one type and combined from the first on.
pub(super) fn combined(call: &Call<'_>, with: Combine) -> Result<Value, String> {
    let element = |value: &Value| value.type_of().element().cloned().unwrap_or(Type::Any);
    let types: Vec<Type> = call.arguments.iter().map(element).collect();
    let settled: Vec<Type> = types.into_iter().filter(|of| *of != Type::Any).collect();
    let of = if settled.is_empty() { Some(Type::Any) } else { unify(&settled) };
    let of = of.ok_or("the sets have no type in common")?;
    let mut all: Option<Vec<Value>> = None;
    for argument in call.arguments {
        let set = convert(argument, &Type::set(of.clone()))?;
        let elements = set.elements().unwrap_or_default();
        all = Some(match all {
            None => elements.to_vec(),
            Some(all) => with(all, elements),
        });
    }
    Ok(Value::set(of, all.unwrap_or_default()))
}

pub(super) fn product(call: &Call<'_>) -> Result<Value, String> {
    if call.arguments.len() < 2 {
        return Err("at least two sets are required".to_owned());
    }
    let mut rows: Vec<Vec<Value>> = vec![vec![]];
    let mut types = Vec::new();
    let mut ordered = false;
    for (at, argument) in call.arguments.iter().enumerate() {
        let of = match argument.type_of() {
            Type::Set(of) => (*of).clone(),
            Type::List(of) => {
                ordered = true;
                (*of).clone()
            }
            Type::Tuple(all) => {
                ordered = true;
                let of = if all.is_empty() { Some(Type::Any) } else { unify(&all) };
                of.ok_or("the elements have no type in common")?
            }
            other => return Err(format!("a {} is no list or set", other.name())),
        };
        let list = sequence(call, at)?;
        if rows.len().saturating_mul(list.len()) > PRODUCT_MAX {
            return Err(format!("the product has more than {PRODUCT_MAX} elements"));
        }
        let list: Result<Vec<Value>, String> = list.iter().map(|one| convert(one, &of)).collect();
        let list = list?;
        let longer =
            |row: &Vec<Value>, one: &Value| [row.as_slice(), std::slice::from_ref(one)].concat();
        rows = rows.iter().flat_map(|row| list.iter().map(move |one| longer(row, one))).collect();
        types.push(of);
    }
    let of = Type::tuple(types);
    let rows = rows.into_iter().map(Value::tuple).collect();
    Ok(if ordered { Value::list(of, rows) } else { Value::set(of, rows) })
}
