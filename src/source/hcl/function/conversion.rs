//! Conversions between types, and marks.

use super::super::convert::{convert, unify};
use super::super::types::Type;
use super::super::value::{Data, Marks, Value};
use super::{ANY, Call, Function, Open, Parameter};

/// Anything, of which anything may be unknown.
const WHATEVER: Parameter = ANY.open(Open::All).nullable();
const MARKED: Parameter = WHATEVER.marked();

const fn to(name: &'static str, result: fn(&[Value]) -> Type, run: Run) -> Function {
    Function { name, parameters: &[WHATEVER], rest: None, result, run }
}

const fn marking(name: &'static str, run: Run) -> Function {
    Function { name, parameters: &[MARKED], rest: None, result: |_| Type::Any, run }
}

type Run = fn(&Call<'_>) -> Result<Value, String>;

pub(super) const FUNCTIONS: &[Function] = &[
    marking("ephemeralasnull", |call| Ok(ephemeral_as_null(call.value(0)))),
    marking("issensitive", is_sensitive),
    marking("nonsensitive", non_sensitive),
    marking("sensitive", |call| Ok(call.value(0).marked(Marks::SENSITIVE))),
    to("tobool", |_| Type::Bool, |call| convert(&call.value(0), &Type::Bool)),
    to("tolist", |_| Type::list(Type::Any), |call| collected(call, Type::list)),
    to("tomap", |_| Type::map(Type::Any), to_map),
    to("tonumber", |_| Type::Number, |call| convert(&call.value(0), &Type::Number)),
    to("toset", |_| Type::set(Type::Any), |call| collected(call, Type::set)),
    to("tostring", |_| Type::Text, |call| convert(&call.value(0), &Type::Text)),
];

/// A list or set of elements of one type, which they have in common.
fn collected(call: &Call<'_>, of: fn(Type) -> Type) -> Result<Value, String> {
    let value = call.value(0);
    let element = match value.type_of() {
        Type::Tuple(all) if all.is_empty() => Type::Any,
        Type::Tuple(all) => unify(&all).ok_or("the elements have no type in common")?,
        Type::List(of) | Type::Set(of) => (*of).clone(),
        _ => Type::Any,
    };
    convert(&value, &of(element))
}

fn to_map(call: &Call<'_>) -> Result<Value, String> {
    let value = call.value(0);
    let element = match value.type_of() {
        Type::Object(all) if all.is_empty() => Type::Any,
        Type::Object(all) => {
            let types: Vec<Type> = all.values().map(|one| one.of.clone()).collect();
            unify(&types).ok_or("the attributes have no type in common")?
        }
        Type::Map(of) => (*of).clone(),
        _ => Type::Any,
    };
    convert(&value, &Type::map(element))
}

fn is_sensitive(call: &Call<'_>) -> Result<Value, String> {
    let value = call.value(0);
    if value.marks.sensitive {
        return Ok(Value::bool(true));
    }
    Ok(match &value.data {
        Data::Unknown(unknown) => Value::unknown_not_null(Type::Bool, unknown.reason.clone()),
        _ => Value::bool(false),
    })
}

fn non_sensitive(call: &Call<'_>) -> Result<Value, String> {
    let mut value = call.value(0);
    value.marks.sensitive = false;
    Ok(value)
}

fn ephemeral_as_null(value: Value) -> Value {
    value.each(&|one| {
        if one.marks.ephemeral {
            let marks = Marks { ephemeral: false, ..one.marks };
            Value::null(one.type_of()).marked(marks)
        } else {
            one
        }
    })
}
