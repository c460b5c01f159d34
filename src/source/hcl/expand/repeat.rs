//! `count` and `for_each`.

use super::super::config::Repeat;
use super::super::convert::convert;
use super::super::error::Error;
use super::super::eval;
use super::super::syntax::Expression;
use super::super::types::Type;
use super::super::value::{Data, Marks, Value};
use super::Run;
use super::address::InstanceKey;
use super::names::Place;
use crate::diag::Span;
use crate::diag::limits::INSTANCES_MAX;
use crate::model::value::{SYMBOL_BEGIN, symbol};

/// What `count.index` or `each` is.
#[derive(Debug, Clone)]
pub(super) enum Repetition {
    None,
    Count(Value),
    Each { key: Value, value: Value },
}

/// An instance that there will be.
pub(super) type Repeated = (InstanceKey, Repetition);

impl Run<'_> {
    /// The instances of a resource or a module call. Where it is not known which there will be, one
    /// stands for all of them; `what` names it.
    pub(super) fn repeat(&self, place: &Place<'_>, repeat: &Repeat, what: &str) -> Vec<Repeated> {
        let (expression, each) = match repeat {
            Repeat::Once => return vec![(InstanceKey::None, Repetition::None)],
            Repeat::Count(expression) => (expression, false),
            Repeat::ForEach(expression) => (expression, true),
        };
        if self.validating {
            return vec![(InstanceKey::Unknown, self.any_repetition(place, expression, each))];
        }
        let mut errors = Vec::new();
        let value = place.value(expression, None, &mut errors);
        let all = if !errors.is_empty() {
            Err(String::new())
        } else if each {
            keys(&value)
        } else {
            count(&value)
        };
        if let Err(why) = &all
            && !why.is_empty()
        {
            errors.push(Error::at(expression.span, why.clone()));
        }
        self.report(errors);
        all.unwrap_or_else(|_| vec![any_instance(&value, each, what, expression.span)])
    }
}

impl Run<'_> {
    /// What `each` or `count` is when nothing is known of it.
    fn any_repetition(&self, place: &Place<'_>, expression: &Expression, each: bool) -> Repetition {
        self.evaluate(place, expression);
        let open = |of: Type| Value::unknown_not_null(of, "it stands for any instance");
        if each {
            let value = Value::unknown(Type::Any, "it stands for any instance");
            Repetition::Each { key: open(Type::Text), value }
        } else {
            Repetition::Count(open(Type::Number))
        }
    }
}

/// The instance that stands for those of which nothing is known.
fn any_instance(value: &Value, each: bool, what: &str, span: Span) -> Repeated {
    let why = eval::reason(value);
    let repetition = if each {
        let key = Value::text(symbol(&format!("each.key of {what}"))).at(span);
        let element = value.type_of().element().cloned().unwrap_or(Type::Any);
        let value = match value.data {
            Data::Unknown(_) if matches!(value.type_of(), Type::Set(_)) => key.clone(),
            _ => Value::unknown(element, why),
        };
        Repetition::Each { key, value }
    } else {
        Repetition::Count(Value::unknown_not_null(Type::Number, why))
    };
    (InstanceKey::Unknown, repetition)
}

fn unfit(value: &Value, marks: Marks, name: &str) -> Result<(), String> {
    if marks.sensitive {
        return Err(format!("`{name}` must not be sensitive: it becomes a part of addresses"));
    }
    if marks.ephemeral {
        return Err(format!("`{name}` must not be ephemeral"));
    }
    if value.is_null() {
        return Err(format!("`{name}` must not be null"));
    }
    if !value.is_known() {
        return Err(format!("`{name}` is not known before apply: {}", eval::reason(value)));
    }
    Ok(())
}

/// What a provider knows of itself before it plans anything.
const OF_PROVIDERS: &[&str] = &["account of provider ", "region of provider "];

/// Whether all that is not known of a text is what Terraform reads before it plans.
fn is_told_by_plan(text: &str) -> bool {
    let mut symbols = text.split(SYMBOL_BEGIN).skip(1);
    symbols.all(|one| OF_PROVIDERS.iter().any(|begin| one.starts_with(begin)))
}

fn count(value: &Value) -> Result<Vec<Repeated>, String> {
    let value = convert(value, &Type::Number).map_err(|why| format!("`count`: {why}"))?;
    unfit(&value, value.marks, "count")?;
    let count = value.as_number().and_then(super::super::number::Number::to_usize);
    let count = count.ok_or("`count` must be a whole number from 0 on")?;
    if count > INSTANCES_MAX {
        return Err("`count` is too large to be handled".to_owned());
    }
    let one = |at: usize| (InstanceKey::Number(at), Repetition::Count(Value::number(at)));
    Ok((0..count).map(one).collect())
}

fn keys(value: &Value) -> Result<Vec<Repeated>, String> {
    unfit(value, value.marks, "for_each")?;
    let each = |key: &std::sync::Arc<str>, value: Value| {
        let text = Value::text(key.clone());
        (InstanceKey::Text(key.clone()), Repetition::Each { key: text, value })
    };
    match &value.data {
        Data::Map(_, all) | Data::Object(all) => {
            Ok(all.iter().map(|(key, value)| each(key, value.clone())).collect())
        }
        Data::Set(of, all) => {
            if all.is_empty() && *of == Type::Any {
                return Ok(Vec::new());
            }
            if *of != Type::Text {
                return Err("`for_each` needs a set of strings".to_owned());
            }
            let one = |value: &Value| match &value.data {
                Data::Text(key) if value.is_known() || is_told_by_plan(key) => {
                    Ok(each(key, value.clone()))
                }
                Data::Null(_) => Err("`for_each` must not hold null".to_owned()),
                _ => Err(format!("`for_each` is not known before apply: {}", eval::reason(value))),
            };
            all.iter().map(one).collect()
        }
        _ => {
            let of = value.type_of().name();
            Err(format!("`for_each` needs a map or a set of strings, this is a {of}"))
        }
    }
}
