//! `for` expressions.

use super::super::convert::convert;
use super::super::error::Error;
use super::super::syntax::{Expression, For};
use super::super::types::Type;
use super::super::value::{Data, Fields, Marks, Value};
use super::{Evaluator, Scope, failed, reason};
use crate::diag::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a `for` expression has built so far.
struct Built {
    elements: Vec<Value>,
    groups: BTreeMap<Arc<str>, Vec<Value>>,
    marks: Marks,
    /// Why it cannot be said what there will be.
    unknown: Option<Arc<str>>,
}

impl Built {
    /// Notes what is wrong, unless it was settled before that the result is not known.
    fn wrong(&mut self, span: Span, why: String, errors: &mut Vec<Error>) {
        if self.unknown.is_none() {
            self.unknown = Some(reason(&failed(errors, span, why)));
        }
    }
}

impl Evaluator<'_> {
    /// A tuple or an object of what is made of each element.
    pub(super) fn for_each(
        &self,
        each: &For,
        span: Span,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> Value {
        let collection = self.value(&each.collection, scope, errors);
        let place = each.collection.span;
        if collection.is_null() {
            return failed(errors, place, "a `for` expression cannot go through null");
        }
        let of = collection.type_of();
        if of == Type::Any {
            return Value::unknown(Type::Any, reason(&collection));
        }
        if of.is_primitive() {
            let why = format!("a `for` expression cannot go through a {}", of.name());
            return failed(errors, place, why);
        }
        let mut built = Built {
            elements: Vec::new(),
            groups: BTreeMap::new(),
            marks: collection.marks,
            unknown: None,
        };
        if let Some(condition) = &each.condition {
            let before = errors.len();
            let marks = self.check_condition(each, condition, scope, errors);
            if errors.len() > before {
                return Value::unknown(Type::Any, "its condition is wrong");
            }
            if !collection.is_known() {
                built.marks = built.marks.or(marks);
            }
        }
        if !collection.is_known() {
            return Value::unknown(Type::Any, reason(&collection)).marked(built.marks);
        }
        for (key, value) in pairs(&collection) {
            let scope = bind(each, key, value, scope);
            self.element(each, &scope, &mut built, errors);
        }
        finish(built, each, span)
    }

    /// Whether the condition can be one at all, whatever the elements are.
    fn check_condition(
        &self,
        each: &For,
        condition: &Expression,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> Marks {
        let open = || Value::unknown(Type::Any, "it stands for any element");
        let scope = bind(each, open(), open(), scope);
        let value = self.value(condition, Some(&scope), errors);
        match convert(&value, &Type::Bool) {
            _ if value.is_null() => {
                errors.push(Error::at(condition.span, "a condition must not be null"));
            }
            Ok(_) => {}
            Err(why) => {
                errors.push(Error::at(condition.span, format!("this is no condition: {why}")))
            }
        }
        value.marks
    }

    /// Whether an element is wanted. None: not known, or wrong.
    fn wanted(
        &self,
        each: &For,
        scope: &Scope<'_>,
        built: &mut Built,
        errors: &mut Vec<Error>,
    ) -> Option<bool> {
        let Some(condition) = &each.condition else { return Some(true) };
        let value = self.value(condition, Some(scope), errors);
        built.marks = built.marks.or(value.marks);
        let converted = convert(&value, &Type::Bool);
        let wrong = match &converted {
            Ok(value) if value.is_null() => Some("a condition must not be null".to_owned()),
            Ok(_) => None,
            Err(why) => Some(format!("this is no condition: {why}")),
        };
        if let Some(why) = wrong {
            built.wrong(condition.span, why, errors);
        }
        let wanted = converted.ok().and_then(|value| value.as_bool());
        if wanted.is_none() {
            built.unknown.get_or_insert_with(|| reason(&value));
        }
        wanted
    }

    fn element(&self, each: &For, scope: &Scope<'_>, built: &mut Built, errors: &mut Vec<Error>) {
        if self.wanted(each, scope, built, errors) != Some(true) {
            return;
        }
        let Some(key) = &each.key else {
            let value = self.value(&each.value, Some(scope), errors);
            built.elements.push(value);
            return;
        };
        let name = self.value(key, Some(scope), errors);
        built.marks = built.marks.or(name.marks);
        let text = match convert(&name, &Type::Text).map(|name| name.data) {
            Ok(Data::Text(text)) => text,
            Ok(Data::Null(_)) => {
                return built.wrong(key.span, "a key must not be null".to_owned(), errors);
            }
            Ok(_) => {
                built.unknown.get_or_insert_with(|| reason(&name));
                return;
            }
            Err(why) => {
                return built.wrong(key.span, format!("this is no key: {why}"), errors);
            }
        };
        let value = self.value(&each.value, Some(scope), errors);
        let group = built.groups.entry(text.clone()).or_default();
        if each.group || group.is_empty() {
            group.push(value);
        } else {
            // A key may be what must not be shown, so it is not named.
            failed(
                errors,
                key.span,
                "two elements have the same key; `...` after the value groups them",
            );
        }
    }
}

fn bind<'a>(each: &'a For, key: Value, value: Value, parent: Option<&'a Scope<'a>>) -> Scope<'a> {
    let key = each.key_name.as_deref().map(|name| (name, key));
    // The name of the value hides that of the key where they are the same.
    Scope { parent, bound: [Some((&*each.value_name, value)), key] }
}

/// Keys and values, in the order of iteration.
fn pairs(collection: &Value) -> Vec<(Value, Value)> {
    match &collection.data {
        Data::Set(_, all) => all.iter().map(|one| (one.clone(), one.clone())).collect(),
        Data::List(_, all) | Data::Tuple(all) => {
            all.iter().enumerate().map(|(at, one)| (Value::number(at), one.clone())).collect()
        }
        Data::Map(_, all) | Data::Object(all) => {
            all.iter().map(|(key, one)| (Value::text(key.clone()), one.clone())).collect()
        }
        _ => Vec::new(),
    }
}

fn finish(built: Built, each: &For, span: Span) -> Value {
    if let Some(reason) = built.unknown {
        return Value::unknown(Type::Any, reason).marked(built.marks);
    }
    let value = if each.key.is_none() {
        Value::tuple(built.elements)
    } else {
        let entry = |(key, mut all): (Arc<str>, Vec<Value>)| {
            let one = if each.group { None } else { all.pop() };
            (key, one.unwrap_or_else(|| Value::tuple(all)))
        };
        Value::object(built.groups.into_iter().map(entry).collect::<Fields>())
    };
    value.at(span).marked(built.marks)
}
