//! Calls of functions.

use super::super::error::Error;
use super::super::function;
use super::super::syntax::{Call, Expression};
use super::super::types::Type;
use super::super::value::{Data, Value};
use super::{Evaluator, Scope, failed, reason};
use crate::diag::Span;

/// Functions that look at whether their arguments can be evaluated at all.
const LAZY: &[&str] = &["can", "try"];

impl Evaluator<'_> {
    /// The result of a function.
    pub(super) fn call(
        &self,
        call: &Call,
        span: Span,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> Value {
        let name = call.name.strip_prefix("core::").unwrap_or(&call.name);
        if name.starts_with("provider::") {
            let why = format!("`{name}` is a function of a provider");
            return Value::unknown(Type::Any, why);
        }
        if LAZY.contains(&name) {
            return self.lazy(name, call, span, scope, errors);
        }
        let before = errors.len();
        let Some((plain, expanded)) = self.arguments(call, scope, errors) else {
            return Value::unknown(Type::Any, "its arguments are not known");
        };
        if errors.len() > before {
            return Value::unknown(Type::Any, "an argument is wrong");
        }
        let arguments: Vec<Value> = plain.into_iter().chain(expanded).collect();
        match function::call(name, &arguments, self.functions) {
            Ok(value) => {
                let origin = value.origin.unwrap_or(span);
                value.at(origin)
            }
            Err(why) => failed(errors, span, format!("`{name}`: {why}")),
        }
    }

    /// The arguments, and those that the last of them stands for; none where that is not known.
    fn arguments(
        &self,
        call: &Call,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> Option<(Vec<Value>, Vec<Value>)> {
        let (last, plain) = match call.arguments.split_last() {
            Some((last, plain)) if call.expand => (Some(last), plain),
            _ => (None, call.arguments.as_slice()),
        };
        let expanded = match last {
            Some(last) => self.expanded(last, scope, errors)?,
            None => Vec::new(),
        };
        let plain = plain.iter().map(|one| self.value(one, scope, errors)).collect();
        Some((plain, expanded))
    }

    /// The elements of an argument with `...`; none where they are not known.
    fn expanded(
        &self,
        last: &Expression,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> Option<Vec<Value>> {
        let value = self.value(last, scope, errors);
        let of = value.type_of();
        if value.is_null() {
            failed(errors, last.span, "what is expanded with `...` must not be null");
            return Some(Vec::new());
        }
        if let Some(elements) = value.elements() {
            return Some(elements.iter().map(|one| one.clone().marked(value.marks)).collect());
        }
        if !matches!(of, Type::Any | Type::List(_) | Type::Set(_) | Type::Tuple(_)) {
            let why = format!("`...` expands a list, set or tuple, not a {}", of.name());
            failed(errors, last.span, why);
            return Some(Vec::new());
        }
        None
    }

    /// `try` and `can`: what fails is no error.
    fn lazy(
        &self,
        name: &str,
        call: &Call,
        span: Span,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> Value {
        if name == "can" && call.arguments.len() != 1 || call.arguments.is_empty() {
            return failed(errors, span, format!("`{name}` needs another number of arguments"));
        }
        let mut tried: Vec<Error> = Vec::new();
        for (at, argument) in call.arguments.iter().enumerate() {
            if call.expand && at + 1 == call.arguments.len() {
                return self.lazy_expanded(name, argument, span, scope, errors);
            }
            let mut failures = Vec::new();
            let value = self.value(argument, scope, &mut failures);
            let works = failures.is_empty();
            if name == "can" {
                return can(works, &value);
            }
            if works {
                return settled(value);
            }
            tried.extend(failures);
        }
        let why = tried.first().map_or_else(String::new, |one| format!(": {}", one.message));
        failed(errors, span, format!("no expression of `try` succeeds{why}"))
    }

    /// What is expanded is evaluated at once: its elements are values.
    fn lazy_expanded(
        &self,
        name: &str,
        argument: &Expression,
        span: Span,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> Value {
        let before = errors.len();
        let Some(all) = self.expanded(argument, scope, errors) else {
            return Value::unknown(Type::Any, "its arguments are not known");
        };
        match all.into_iter().next() {
            _ if errors.len() > before => Value::unknown(Type::Any, "an argument is wrong"),
            None => failed(errors, span, format!("`{name}` needs an argument")),
            Some(first) if name == "can" => can(true, &first),
            Some(first) => settled(first),
        }
    }
}

fn can(works: bool, value: &Value) -> Value {
    let marks = value.deep_marks();
    if !works {
        return Value::bool(false);
    }
    if !holds_unknown(value) {
        return Value::bool(true).marked(marks);
    }
    Value::unknown(Type::Bool, reason(value)).marked(marks)
}

/// What `try` makes of a value that could be evaluated. Terraform says nothing of one that is not
/// wholly known, as it may still come to fail; a text with a symbol or an attribute that the provider
/// will tell will not.
fn settled(value: Value) -> Value {
    if may_fail(&value) {
        return Value::unknown(Type::Any, reason(&value)).marked(value.marks);
    }
    value
}

fn may_fail(value: &Value) -> bool {
    match &value.data {
        Data::Unknown(unknown) => {
            let what = unknown.identity.as_deref().and_then(|identity| identity.split_once(" of "));
            what.is_none_or(|(name, _)| name.contains(['.', '[', '(']))
        }
        _ => value.parts().any(may_fail),
    }
}

fn holds_unknown(value: &Value) -> bool {
    matches!(value.data, Data::Unknown(_)) || value.parts().any(holds_unknown)
}
