//! Conversion of values to types, and the one type that several types have in common.
//!
//! A conversion is safe if it succeeds for every value (number to string) and unsafe if it depends
//! on the value (string to number). Whether there is one is decided by types alone, as Terraform
//! does it: `[1, "a"]` has none to a list of bool even where its elements would convert.

mod common;
mod prefer;

use super::number::Number;
use super::types::{Attribute, Type};
use super::value::{Data, Fields, Unknown, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

pub use common::{unify, unify_safe};

/// Which conversions count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Safe,
    Unsafe,
}

type Attributes = BTreeMap<Arc<str>, Attribute>;

/// The value as one of type `want`, safely or not. Marks stay where they are.
///
/// # Errors
/// Why it cannot be: one sentence for the reader.
pub fn convert(value: &Value, want: &Type) -> Result<Value, String> {
    let have = value.type_of();
    if have == want.without_optional() {
        return Ok(value.clone());
    }
    if !possible(&have, want, Mode::Unsafe) {
        return Err(mismatch(&have, want));
    }
    apply(value, want, Mode::Unsafe)
}

/// Why no value of type `have` is one of type `want`.
fn mismatch(have: &Type, want: &Type) -> String {
    match (have, want) {
        (Type::Object(have), Type::Object(want)) => {
            let missing: Vec<String> = want
                .iter()
                .filter(|(name, one)| !one.optional && !have.contains_key(*name))
                .map(|(name, _)| format!("`{name}`"))
                .collect();
            if missing.is_empty() {
                return "an attribute is of a wrong type".to_owned();
            }
            format!("attribute {} is required", missing.join(", "))
        }
        _ => format!("{} required, but this is {}", want.name(), have.name()),
    }
}

/// Whether there is a conversion from one type to another.
fn possible(have: &Type, want: &Type, mode: Mode) -> bool {
    let unsafe_too = mode == Mode::Unsafe;
    match (have, want) {
        (_, Type::Any) => true,
        (Type::Any, _) => unsafe_too,
        (Type::Number | Type::Bool, Type::Text) => true,
        (Type::Text, Type::Number | Type::Bool) => unsafe_too,
        (Type::Object(have), Type::Object(want)) => want.iter().all(|(name, want)| {
            have.get(name).map_or(want.optional, |have| same_or(&have.of, &want.of, mode))
        }),
        (Type::Tuple(have), Type::Tuple(want)) => {
            have.len() == want.len() && have.iter().zip(&**want).all(|(a, b)| same_or(a, b, mode))
        }
        (Type::List(have) | Type::Set(have), Type::List(want))
        | (Type::Set(have), Type::Set(want)) => same_or(have, want, mode),
        (Type::List(have), Type::Set(want)) => unsafe_too && same_or(have, want, mode),
        (Type::Map(have), Type::Map(want)) => possible_in_map(have, want, mode),
        (Type::Tuple(have), Type::List(want)) => element_type(have.iter(), want, mode).is_some(),
        (Type::Tuple(have), Type::Set(want)) => element_type(have.iter(), want, mode).is_some(),
        (Type::Object(have), Type::Map(want)) => {
            attribute_type(have.values().map(|one| &one.of), want, mode).is_some()
        }
        (Type::Map(have), Type::Object(want)) => {
            let fits = |want: &Attribute| want.optional || same_or(have, &want.of, mode);
            unsafe_too && want.values().all(fits)
        }
        _ => false,
    }
}

fn same_or(have: &Type, want: &Type, mode: Mode) -> bool {
    have == want || possible(have, want, mode)
}

/// A map converts to a map of the same elements only where those convert to themselves, which
/// primitive ones do not: nobody asks, since equal types need no conversion.
fn possible_in_map(have: &Type, want: &Type, mode: Mode) -> bool {
    same_or(have, want, mode)
}

/// The element type when `have`, attributes of an object, become elements of a map.
fn attribute_type<'a>(
    have: impl Iterator<Item = &'a Type> + Clone,
    want: &Type,
    mode: Mode,
) -> Option<Type> {
    if *want != Type::Any || have.clone().next().is_none() {
        return element_type(have, want, mode);
    }
    let all: Vec<Type> = have.cloned().collect();
    common::of(&all, mode)
}

/// The element type when `have` become elements of a collection of `want`; `Any` asks for what
/// they have in common.
fn element_type<'a>(
    have: impl Iterator<Item = &'a Type> + Clone,
    want: &Type,
    mode: Mode,
) -> Option<Type> {
    if have.clone().next().is_none() {
        return Some(want.clone());
    }
    let element = if *want == Type::Any {
        let all: Vec<Type> = have.clone().cloned().collect();
        let common = common::of(&all, mode)?;
        if common == Type::Any && all.iter().any(|one| *one != Type::Any) {
            return None;
        }
        common
    } else {
        want.clone()
    };
    have.into_iter().all(|one| same_or(one, &element, mode)).then_some(element)
}

/// Converts a value for whose type there is a conversion.
fn apply(value: &Value, want: &Type, mode: Mode) -> Result<Value, String> {
    if *want == Type::Any || value.type_of() == *want {
        return Ok(value.clone());
    }
    let data = match &value.data {
        Data::Unknown(unknown) => {
            let of = settle(&unknown.of, &want.without_optional());
            Data::Unknown(Box::new(Unknown { of, ..(**unknown).clone() }))
        }
        Data::Null(of) => Data::Null(settle(of, &want.without_optional())),
        Data::Bool(_) | Data::Number(_) | Data::Text(_) => primitive(value, want)?,
        Data::Object(have) => match want {
            Type::Object(want) => object(have, want, mode)?,
            Type::Map(want) => object_to_map(have, want, mode)?,
            _ => return Err(mismatch(&value.type_of(), want)),
        },
        Data::Map(of, have) => match want {
            Type::Object(want) => map_to_object(of, have, want, mode)?,
            Type::Map(want) => map_to_map(of, have, want, mode)?,
            _ => return Err(mismatch(&value.type_of(), want)),
        },
        Data::Tuple(have) => sequence(None, have, want, mode)?,
        Data::List(of, have) | Data::Set(of, have) => sequence(Some(of), have, want, mode)?,
    };
    let marks = match &data {
        // Marks of what becomes an element of a set are marks of the set.
        Data::Set(..) => value.parts().fold(value.marks, |marks, one| marks.or(one.deep_marks())),
        _ => value.marks,
    };
    Ok(Value { data, marks, origin: value.origin, encodes: None })
}

fn primitive(value: &Value, want: &Type) -> Result<Data, String> {
    match (&value.data, want) {
        (Data::Number(number), Type::Text) => Ok(Data::Text(number.to_string().into())),
        (Data::Bool(truth), Type::Text) => Ok(Data::Text(truth.to_string().into())),
        (Data::Text(_), Type::Number | Type::Bool) if value.is_symbolic() => {
            let reason = value.reason().unwrap_or_default();
            let of = want.clone();
            Ok(Data::Unknown(Box::new(Unknown { of, not_null: true, reason, identity: None })))
        }
        (Data::Text(text), Type::Number) => {
            let number = Number::parse(text).ok_or("a number is required")?;
            Ok(Data::Number(Box::new(number)))
        }
        (Data::Text(text), Type::Bool) => match &**text {
            "true" | "1" => Ok(Data::Bool(true)),
            "false" | "0" => Ok(Data::Bool(false)),
            _ => Err("a bool is required".to_owned()),
        },
        _ => Err(mismatch(&value.type_of(), want)),
    }
}

fn object(have: &Fields, want: &Attributes, mode: Mode) -> Result<Data, String> {
    let mut out = Fields::new();
    for (name, attribute) in want {
        let value = match have.get(name) {
            Some(value) => apply(value, &attribute.of, mode).map_err(|why| within(name, &why))?,
            None => Value::null(attribute.of.without_optional()),
        };
        out.insert(name.clone(), value);
    }
    Ok(Data::Object(Arc::new(out)))
}

fn within(name: &str, why: &str) -> String {
    format!("attribute `{name}`: {why}")
}

fn object_to_map(have: &Fields, want: &Type, mode: Mode) -> Result<Data, String> {
    if have.is_empty() {
        return Ok(Data::Map(want.without_optional(), Arc::default()));
    }
    let types: Vec<Type> = have.values().map(Value::type_of).collect();
    let element =
        attribute_type(types.iter(), want, mode).ok_or("the attributes have no type in common")?;
    let fields = each_field(have, &element, mode)?;
    map_of(&fields, &element, mode)
}

fn each_field(have: &Fields, want: &Type, mode: Mode) -> Result<Fields, String> {
    let one = |(key, value): (&Arc<str>, &Value)| -> Result<(Arc<str>, Value), String> {
        Ok((key.clone(), apply(value, want, mode).map_err(|why| within(key, &why))?))
    };
    have.iter().map(one).collect()
}

fn map_to_map(of: &Type, have: &Fields, want: &Type, mode: Mode) -> Result<Data, String> {
    if have.is_empty() {
        let element = if *want == Type::Any { of.clone() } else { want.without_optional() };
        return Ok(Data::Map(element, Arc::default()));
    }
    map_of(&each_field(have, want, mode)?, want, Mode::Safe)
}

/// A map of elements that were converted one by one and may still differ where the wanted type was
/// not settled.
fn map_of(fields: &Fields, want: &Type, mode: Mode) -> Result<Data, String> {
    let types: Vec<Type> = fields.values().map(Value::type_of).collect();
    let unifies = !want.is_primitive() && *want != Type::Any;
    let element = common_element(&types, want, unifies.then_some(mode))?;
    let fields = each_field(fields, &element, mode)?;
    Ok(Data::Map(element, Arc::new(fields)))
}

/// The type that elements have, or, with a mode, have in common.
fn common_element(types: &[Type], want: &Type, mode: Option<Mode>) -> Result<Type, String> {
    let differ = || "the elements must all be of one type".to_owned();
    match types {
        [] => Ok(want.without_optional()),
        [first, rest @ ..] if rest.iter().all(|one| one == first) => Ok(first.clone()),
        _ => mode.and_then(|mode| common::of(types, mode)).ok_or_else(differ),
    }
}

fn map_to_object(of: &Type, have: &Fields, want: &Attributes, mode: Mode) -> Result<Data, String> {
    let mut out = Fields::new();
    for (name, attribute) in want {
        let value = match have.get(name) {
            Some(_) if !same_or(of, &attribute.of, mode) => {
                return Err(within(name, &mismatch(of, &attribute.of)));
            }
            Some(value) => apply(value, &attribute.of, mode).map_err(|why| within(name, &why))?,
            None if attribute.optional => Value::null(attribute.of.without_optional()),
            None => return Err(format!("map has no element for required attribute `{name}`")),
        };
        out.insert(name.clone(), value);
    }
    Ok(Data::Object(Arc::new(out)))
}

/// Lists, sets and tuples. `of`: the element type of a list or set.
fn sequence(of: Option<&Type>, have: &[Value], want: &Type, mode: Mode) -> Result<Data, String> {
    if let Type::Tuple(want) = want {
        let pairs = have.iter().zip(&**want);
        let all: Result<_, _> = pairs.map(|(value, want)| apply(value, want, mode)).collect();
        return all.map(|all| Data::Tuple(Arc::new(all)));
    }
    let element = want.element().ok_or_else(|| format!("{} required", want.name()))?;
    if have.is_empty() {
        let element = match of {
            Some(of) if *element == Type::Any => of.clone(),
            _ => element.without_optional(),
        };
        return Ok(collect(want, element, Vec::new()));
    }
    let types: Vec<Type> = have.iter().map(Value::type_of).collect();
    let element = match of {
        Some(_) => element.clone(),
        None => element_type(types.iter(), element, mode)
            .ok_or("the elements have no type in common")?,
    };
    let one = |(index, value): (usize, &Value)| {
        apply(value, &element, mode).map_err(|why| format!("element {index}: {why}"))
    };
    let all: Vec<Value> = have.iter().enumerate().map(one).collect::<Result<_, _>>()?;
    let types: Vec<Type> = all.iter().map(Value::type_of).collect();
    let unifies = of.is_none() && !matches!(want, Type::Set(_));
    let element = common_element(&types, &element, unifies.then_some(mode))?;
    let all = all.iter().map(|one| apply(one, &element, mode)).collect::<Result<_, _>>()?;
    Ok(collect(want, element, all))
}

fn collect(want: &Type, element: Type, all: Vec<Value>) -> Data {
    if matches!(want, Type::Set(_)) {
        return Value::set(element, all).data;
    }
    Data::List(element, Arc::new(all))
}

/// `want` with what it leaves open filled from `have`, the type of the value that is converted.
fn settle(have: &Type, want: &Type) -> Type {
    let element = |want: &Type| -> Type {
        match have {
            Type::List(have) | Type::Set(have) | Type::Map(have) => settle(have, want),
            Type::Tuple(all) => settle(&unify(all).unwrap_or(Type::Any), want),
            Type::Object(all) => {
                let all: Vec<Type> = all.values().map(|one| one.of.clone()).collect();
                settle(&unify(&all).unwrap_or(Type::Any), want)
            }
            _ => want.clone(),
        }
    };
    match (have, want) {
        (Type::Any, _) => want.clone(),
        (_, Type::Any) => have.clone(),
        (_, Type::List(want)) => Type::list(element(want)),
        (_, Type::Set(want)) => Type::set(element(want)),
        (_, Type::Map(want)) => Type::map(element(want)),
        (Type::Tuple(have), Type::Tuple(want)) => {
            Type::tuple(have.iter().zip(&**want).map(|(have, want)| settle(have, want)).collect())
        }
        (Type::Object(have), Type::Object(want)) => {
            Type::object(want.iter().map(|(name, want)| {
                let settled = have.get(name).map(|have| settle(&have.of, &want.of));
                (name.clone(), settled.unwrap_or_else(|| want.of.clone()))
            }))
        }
        (Type::Map(have), Type::Object(want)) => {
            Type::object(want.iter().map(|(name, want)| (name.clone(), settle(have, &want.of))))
        }
        _ => want.clone(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that fails may panic")]
    use super::*;

    fn number(value: i64) -> Value {
        Value::number(value)
    }

    #[test]
    fn conversions() {
        let mixed = Value::tuple(vec![number(1), Value::text("a"), Value::bool(true)]);
        let texts = ["1", "a", "true"].map(Value::text).to_vec();
        let with_null = Value::tuple(vec![number(1), Value::null(Type::Any)]);
        let table = [
            (number(1), Type::Text, Some(Value::text("1"))),
            (Value::text("1.50"), Type::Number, Some(Value::number(Number::parse("1.5").unwrap()))),
            (Value::text("yes"), Type::Bool, None),
            (Value::text("1"), Type::Bool, Some(Value::bool(true))),
            (number(1), Type::Bool, None),
            (mixed.clone(), Type::list(Type::Text), Some(Value::list(Type::Text, texts.clone()))),
            (mixed.clone(), Type::list(Type::Any), Some(Value::list(Type::Text, texts))),
            (mixed, Type::list(Type::Number), None),
            (
                with_null,
                Type::list(Type::Any),
                Some(Value::list(Type::Number, vec![number(1), Value::null(Type::Number)])),
            ),
            (Value::tuple(vec![]), Type::list(Type::Any), Some(Value::list(Type::Any, vec![]))),
            (Value::tuple(vec![]), Type::map(Type::Text), None),
            (Value::null(Type::Any), Type::Text, Some(Value::null(Type::Text))),
        ];
        for (value, want, expected) in table {
            assert_eq!(convert(&value, &want).ok(), expected, "{value:?} as {want}");
        }
    }

    #[test]
    fn an_object_loses_what_is_not_asked_for_and_gains_what_is_optional() {
        let attribute = |of: Type, optional: bool| Attribute { of, optional };
        let want = Type::Object(Arc::new(BTreeMap::from([
            (Arc::from("a"), attribute(Type::Text, false)),
            (Arc::from("b"), attribute(Type::Number, true)),
        ])));
        let have = Fields::from([(Arc::from("a"), number(1)), (Arc::from("z"), number(2))]);
        let expected = Fields::from([
            (Arc::from("a"), Value::text("1")),
            (Arc::from("b"), Value::null(Type::Number)),
        ]);
        assert_eq!(convert(&Value::object(have), &want), Ok(Value::object(expected)));
        assert!(convert(&Value::object(Fields::new()), &want).is_err());
    }
}
