//! References, and the steps into values.

use super::super::convert::convert;
use super::super::error::Error;
use super::super::syntax::{Step, StepKind};
use super::super::types::Type;
use super::super::value::{Data, Fields, Value};
use super::{Evaluator, Scope, failed, reason};
use crate::diag::Span;
use crate::model::value::{SYMBOL_BEGIN, SYMBOL_END, is_symbolic, readable};

impl Evaluator<'_> {
    /// The value of a reference.
    pub(super) fn traverse(
        &self,
        root: &str,
        steps: &[Step],
        span: Span,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> Value {
        if let Some(value) = scope.and_then(|scope| scope.find(root)) {
            return self.steps(value.clone(), steps, scope, errors);
        }
        let before = errors.len();
        let (value, named) = self.names.resolve(self, root, steps, span, scope, errors);
        if errors.len() > before {
            return value;
        }
        self.steps(value, steps.get(named..).unwrap_or_default(), scope, errors)
    }

    /// Goes from a value into it, step by step; the first step that is wrong is the last.
    pub(super) fn steps(
        &self,
        value: Value,
        steps: &[Step],
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> Value {
        let mut value = value;
        let begin = errors.len();
        for step in steps {
            let before = errors.len();
            let next = match &step.kind {
                StepKind::Attribute(name) => attribute(&value, name),
                StepKind::Index(key) => {
                    let key = self.value(key, scope, errors);
                    index(&value, &key)
                }
                // A splat gives nothing of what failed before.
                StepKind::Splat(_) if before > begin => {
                    return Value::unknown(Type::Any, "what it is applied to is wrong");
                }
                StepKind::Splat(each) => Ok(self.splat(&value, each, step.span, scope, errors)),
            };
            value = next.unwrap_or_else(|why| failed(errors, step.span, why));
            if errors.len() > before && !matches!(step.kind, StepKind::Splat(_)) {
                return value;
            }
        }
        value
    }

    fn splat(
        &self,
        source: &Value,
        each: &[Step],
        span: Span,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> Value {
        let of = source.type_of();
        let sequence = matches!(of, Type::List(_) | Type::Set(_) | Type::Tuple(_));
        if source.is_null() {
            if sequence {
                return failed(errors, span, "a splat cannot be applied to a null sequence");
            }
            return Value::tuple(Vec::new()).marked(source.marks);
        }
        if of == Type::Any {
            return Value::unknown(Type::Any, reason(source)).marked(source.marks);
        }
        let before = errors.len();
        let mut step = |value: Value| self.steps(value, each, scope, errors);
        if !sequence {
            let may_be_null = matches!(&source.data, Data::Unknown(unknown) if !unknown.not_null);
            let value = Value::tuple(vec![step(source.clone().unmarked())]);
            return if may_be_null && !source.is_symbolic() {
                Value::unknown(Type::Any, reason(source)).marked(source.marks)
            } else {
                value.marked(source.marks)
            };
        }
        let Some(elements) = source.elements() else {
            let mut open = |of: &Type| step(Value::unknown(of.clone(), reason(source))).type_of();
            let of = match &of {
                Type::Tuple(all) => Type::tuple(all.iter().map(open).collect()),
                other => Type::list(open(other.element().unwrap_or(&Type::Any))),
            };
            return Value::unknown_not_null(of, reason(source)).marked(source.marks);
        };
        let all: Vec<Value> = elements.iter().map(|one| step(one.clone())).collect();
        let Some(element) = of.element() else {
            return Value::tuple(all).marked(source.marks);
        };
        let wrong = errors.len() > before;
        let element = match all.first() {
            Some(first) if !wrong => first.type_of(),
            _ => self
                .steps(Value::unknown(element.clone(), "there is no element"), each, scope, errors)
                .type_of(),
        };
        if wrong {
            let of = Type::list(element);
            return Value::unknown(of, "a step of a splat is wrong").marked(source.marks);
        }
        if all.iter().any(|one| one.type_of() != element) {
            return failed(errors, span, "a splat in a splat gives elements of different types");
        }
        Value::list(element, all).marked(source.marks)
    }
}

/// `value.name`
///
/// # Errors
/// Why there is no such attribute.
fn attribute(value: &Value, name: &str) -> Result<Value, String> {
    let unknown = |of: Type| Ok(Value::unknown(of, reason(value)).marked(value.marks));
    match &value.data {
        Data::Null(_) => Err("this value is null and has no attributes".to_owned()),
        Data::Object(all) | Data::Map(_, all) => match all.get(name) {
            Some(found) => Ok(found.clone().marked(value.marks)),
            None => missing(value, all, name),
        },
        Data::Unknown(inside) => match &inside.of {
            Type::Any => {
                let part = Value::unknown(Type::Any, reason(value));
                Ok(part.part_of(value, &format!(".{name}")).marked(value.marks))
            }
            Type::Map(of) => unknown((**of).clone()),
            Type::Object(all) => match all.get(name) {
                Some(found) => unknown(found.of.clone()),
                None => Err(format!("this object has no attribute `{name}`")),
            },
            other => Err(format!("a {} has no attributes", other.name())),
        },
        _ => Err(format!("a {} has no attributes", value.type_of().name())),
    }
}

/// A key that is not there may yet be one of those that are symbols.
fn missing(value: &Value, all: &Fields, name: &str) -> Result<Value, String> {
    if let Some(symbol) = all.keys().find(|key| is_symbolic(key)) {
        // The symbol is the address of the resource: see `expand::provided::value`.
        let address = symbol.trim_matches([SYMBOL_BEGIN, SYMBOL_END]);
        let why = format!("`{address}.{name}` is not known until apply");
        let found = Value::unknown(Type::Any, why).identified(format!("{name} of {address}"));
        return Ok(found.marked(value.marks));
    }
    Err(format!("there is no attribute or element `{}`", readable(name)))
}

/// `value[key]`
///
/// # Errors
/// Why there is no such element.
fn index(value: &Value, key: &Value) -> Result<Value, String> {
    if value.is_null() {
        return Err("this value is null and has no elements".to_owned());
    }
    if key.is_null() {
        return Err("null is no index".to_owned());
    }
    let of = value.type_of();
    if of == Type::Any || key.type_of() == Type::Any {
        let why = if of == Type::Any { reason(value) } else { reason(key) };
        let part = Value::unknown(Type::Any, why);
        let step = match (key.as_number().filter(|_| key.is_known()), key.as_text()) {
            (Some(number), _) => format!("[{number}]"),
            (None, Some(text)) => format!(".{}", readable(text)),
            (None, None) => return Ok(part.marked(value.marks)),
        };
        return Ok(part.part_of(value, &step).marked(value.marks));
    }
    let want = match of {
        Type::List(_) | Type::Tuple(_) => Type::Number,
        Type::Map(_) | Type::Object(_) => Type::Text,
        Type::Set(_) => return Err("elements of a set have no index".to_owned()),
        _ => return Err(format!("a {} has no elements", of.name())),
    };
    let key = convert(key, &want).map_err(|why| format!("this is no index: {why}"))?;
    let marks = value.marks.or(key.marks);
    let found = match &key.data {
        Data::Number(at) => {
            let at = at.to_usize().ok_or("an index must be a whole number from 0 on")?;
            by_position(value, &of, at)?
        }
        Data::Text(name)
            if key.is_known() || value.fields().is_some_and(|all| all.contains_key(name)) =>
        {
            by_name(value, name)?
        }
        _ => {
            let of = of.element().cloned().unwrap_or(Type::Any);
            return Ok(Value::unknown(of, reason(&key)).marked(value.marks));
        }
    };
    Ok(found.marked(marks))
}

fn by_position(value: &Value, of: &Type, at: usize) -> Result<Value, String> {
    let missing = || format!("there is no element {at}");
    if let Some(all) = value.elements() {
        return all.get(at).cloned().ok_or_else(missing);
    }
    let of = match of {
        Type::Tuple(all) => all.get(at).cloned().ok_or_else(missing)?,
        other => other.element().cloned().unwrap_or(Type::Any),
    };
    Ok(Value::unknown(of, reason(value)).part_of(value, &format!("[{at}]")))
}

fn by_name(value: &Value, name: &str) -> Result<Value, String> {
    if let (Data::Unknown(_), Type::Object(_)) = (&value.data, value.type_of()) {
        return Ok(Value::unknown(Type::Any, reason(value)));
    }
    attribute(value, name)
}
