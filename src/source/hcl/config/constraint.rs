//! Type constraints of variables, with the defaults that stand in them.

use super::super::convert::{convert, unify};
use super::super::error::Error;
use super::super::syntax::{Call, Expression, Kind};
use super::super::types::{Attribute, Type};
use super::super::value::{Data, Fields, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The default values in a type constraint, where they apply.
#[derive(Debug, Default, Clone)]
pub(in super::super) struct Defaults {
    /// Of attributes of an object.
    values: BTreeMap<Arc<str>, Value>,
    /// Of what is inside: by attribute's name or element's position; by the empty name in
    /// collections.
    inside: BTreeMap<Arc<str>, Self>,
}

/// Evaluates a default value, in which no reference can stand.
pub(super) type Constant<'a> = &'a dyn Fn(&Expression) -> Result<Value, Error>;

/// Reads a type constraint.
pub(super) fn read(
    expression: &Expression,
    constant: Constant<'_>,
) -> Result<(Type, Defaults), Error> {
    let wrong = |why: &str| Err(Error::at(expression.span, why));
    match &expression.kind {
        Kind::Variable(name) => match &**name {
            "any" => Ok((Type::Any, Defaults::default())),
            "bool" => Ok((Type::Bool, Defaults::default())),
            "number" => Ok((Type::Number, Defaults::default())),
            "string" => Ok((Type::Text, Defaults::default())),
            "list" => Ok((Type::list(Type::Any), Defaults::default())),
            "map" => Ok((Type::map(Type::Any), Defaults::default())),
            _ => wrong("this is no type"),
        },
        Kind::Call(call) => constructed(call, expression, constant),
        _ => wrong("this is no type; types are not quoted"),
    }
}

fn constructed(
    call: &Call,
    expression: &Expression,
    constant: Constant<'_>,
) -> Result<(Type, Defaults), Error> {
    let wrong = |why: &str| Err(Error::at(expression.span, why));
    let [argument] = call.arguments.as_slice() else {
        return wrong("this needs one type in parentheses");
    };
    let collection = |build: fn(Type) -> Type| -> Result<(Type, Defaults), Error> {
        let (of, inside) = read(argument, constant)?;
        Ok((build(of), Defaults::inside([("".into(), inside)])))
    };
    match &*call.name {
        "list" => collection(Type::list),
        "set" => collection(Type::set),
        "map" => collection(Type::map),
        "tuple" => {
            let Kind::Tuple(all) = &argument.kind else {
                return wrong("`tuple` needs a list of types in brackets");
            };
            let all: Vec<_> =
                all.iter().map(|one| read(one, constant)).collect::<Result<_, _>>()?;
            let (types, inside): (Vec<Type>, Vec<Defaults>) = all.into_iter().unzip();
            let named = inside.into_iter().enumerate();
            let inside = Defaults::inside(named.map(|(at, one)| (at.to_string().into(), one)));
            Ok((Type::tuple(types), inside))
        }
        "object" => object(argument, constant),
        "optional" => wrong("`optional` can only stand around an attribute of an object"),
        _ => wrong("this is no type"),
    }
}

fn object(argument: &Expression, constant: Constant<'_>) -> Result<(Type, Defaults), Error> {
    let Kind::Object(items) = &argument.kind else {
        return Err(Error::at(
            argument.span,
            "`object` needs attributes and their types in braces",
        ));
    };
    let mut attributes = BTreeMap::new();
    let mut defaults = Defaults::default();
    for item in items {
        let Kind::Literal(key) = &item.key.kind else {
            return Err(Error::at(item.key.span, "an attribute's name is required here"));
        };
        let Some(name) = key.as_text().cloned() else {
            return Err(Error::at(item.key.span, "an attribute's name is required here"));
        };
        let (of, default, inside, optional) = attribute(&item.value, constant)?;
        if let Some(default) = default {
            defaults.values.insert(name.clone(), default);
        }
        if !inside.is_empty() {
            defaults.inside.insert(name.clone(), inside);
        }
        attributes.insert(name, Attribute { of, optional });
    }
    Ok((Type::Object(Arc::new(attributes)), defaults))
}

/// An attribute's type, its default value, the defaults inside, and whether it is optional.
fn attribute(
    expression: &Expression,
    constant: Constant<'_>,
) -> Result<(Type, Option<Value>, Defaults, bool), Error> {
    let optional = match &expression.kind {
        Kind::Call(call) if &*call.name == "optional" => Some(call),
        _ => None,
    };
    let Some(call) = optional else {
        let (of, inside) = read(expression, constant)?;
        return Ok((of, None, inside, false));
    };
    let (of, default) = match call.arguments.as_slice() {
        [of] => (of, None),
        [of, default] => (of, Some(default)),
        _ => {
            return Err(Error::at(
                expression.span,
                "`optional` needs a type and perhaps a default",
            ));
        }
    };
    let (of, inside) = read(of, constant)?;
    let default = match default {
        None => None,
        Some(expression) => {
            let value = constant(expression)?;
            let value = inside.apply(&value);
            let value = convert(&value, &of)
                .map_err(|why| Error::at(expression.span, format!("the default: {why}")))?;
            Some(value)
        }
    };
    Ok((of, default, inside, true))
}

impl Defaults {
    fn inside(all: impl IntoIterator<Item = (Arc<str>, Self)>) -> Self {
        let inside = all.into_iter().filter(|(_, one)| !one.is_empty()).collect();
        Self { values: BTreeMap::new(), inside }
    }

    fn is_empty(&self) -> bool {
        self.values.is_empty() && self.inside.is_empty()
    }

    /// The value with defaults where attributes are missing or null.
    pub(in super::super) fn apply(&self, value: &Value) -> Value {
        if self.is_empty() {
            return value.clone();
        }
        let data = match &value.data {
            Data::List(_, all) => collected(self.elements(all), Value::list),
            Data::Set(_, all) => collected(self.elements(all), Value::set),
            Data::Tuple(all) => Data::Tuple(Arc::new(self.elements(all))),
            Data::Map(_, all) => {
                let fields = self.fields(all);
                let types: Vec<Type> = fields.values().map(Value::type_of).collect();
                match unify(&types) {
                    Some(of) if types.iter().all(|one| *one == of) => {
                        Data::Map(of, Arc::new(fields))
                    }
                    _ => Data::Object(Arc::new(fields)),
                }
            }
            Data::Object(all) => Data::Object(Arc::new(self.fields(all))),
            _ => return value.clone(),
        };
        Value { data, ..value.clone() }
    }

    fn elements(&self, all: &[Value]) -> Vec<Value> {
        let one = |(at, value): (usize, &Value)| {
            let inside = self.inside.get("").or_else(|| self.inside.get(at.to_string().as_str()));
            inside.map_or_else(|| value.clone(), |inside| inside.apply(value))
        };
        all.iter().enumerate().map(one).collect()
    }

    fn fields(&self, all: &Fields) -> Fields {
        let one = |(name, value): (&Arc<str>, &Value)| {
            let inside = self.inside.get("").or_else(|| self.inside.get(name));
            (name.clone(), inside.map_or_else(|| value.clone(), |inside| inside.apply(value)))
        };
        let mut fields: Fields = all.iter().map(one).collect();
        for (name, default) in &self.values {
            if fields.get(name).is_none_or(Value::is_null) {
                let inside = self.inside.get(name);
                let value = inside.map_or_else(|| default.clone(), |inside| inside.apply(default));
                fields.insert(name.clone(), value);
            }
        }
        fields
    }
}

/// A collection again if its elements are still of one type, else a tuple.
fn collected(all: Vec<Value>, build: fn(Type, Vec<Value>) -> Value) -> Data {
    let types: Vec<Type> = all.iter().map(Value::type_of).collect();
    match unify(&types) {
        Some(of) if types.iter().all(|one| *one == of) => build(of, all).data,
        _ => Data::Tuple(Arc::new(all)),
    }
}
