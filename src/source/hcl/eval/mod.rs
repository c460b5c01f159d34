//! The value of an expression.
//!
//! An evaluation goes on after an error, as Terraform does: what failed is a value that is not
//! known, and errors are listed beside it. So an arm of a conditional that is not taken may fail,
//! and still has a type with which the other arm must agree.

mod call;
mod conditional;
mod iterate;
mod operate;
mod template;
mod traverse;

use super::context::FunctionContext;
use super::error::Error;
use super::syntax::{Expression, Item, Kind, Step, StepKind};
use super::types::Type;
use super::value::{Data, Fields, Value};
use crate::diag::Span;
use crate::diag::limits::{EVALUATION_DEPTH_MAX, EVALUATION_STEPS_MAX};
use std::cell::Cell;
use std::sync::Arc;

/// What names mean where an expression stands.
pub(super) trait Names {
    /// The value that `root` and the first of `steps` name, and how many of the steps those are.
    fn resolve(
        &self,
        evaluator: &Evaluator<'_>,
        root: &str,
        steps: &[Step],
        span: Span,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> (Value, usize);
}

/// Names that a `for` expression binds.
pub(super) struct Scope<'a> {
    parent: Option<&'a Self>,
    bound: [Option<(&'a str, Value)>; 2],
}

impl<'a> Scope<'a> {
    /// One name bound to a value.
    pub(super) fn one(name: &'a str, value: Value, parent: Option<&'a Self>) -> Self {
        Scope { parent, bound: [Some((name, value)), None] }
    }

    /// What a name is bound to.
    pub(super) fn find(&self, name: &str) -> Option<&Value> {
        let mut scope = Some(self);
        while let Some(one) = scope {
            let here = one.bound.iter().flatten().find(|(bound, _)| *bound == name);
            if let Some((_, value)) = here {
                return Some(value);
            }
            scope = one.parent;
        }
        None
    }
}

/// How much has been evaluated, over all evaluators of one run.
#[derive(Default)]
pub(super) struct Budget {
    steps: Cell<u64>,
    depth: Cell<usize>,
}

impl Budget {
    /// Spends some; false when there is none left.
    pub(super) fn spend(&self, steps: u64) -> bool {
        self.steps.set(self.steps.get().saturating_add(steps));
        self.steps.get() <= EVALUATION_STEPS_MAX
    }
}

/// Evaluates expressions in one place: with its names, its functions and its share of the budget.
pub(super) struct Evaluator<'a> {
    pub(super) names: &'a dyn Names,
    pub(super) functions: &'a dyn FunctionContext,
    pub(super) budget: &'a Budget,
}

impl Evaluator<'_> {
    /// The value of an expression. What is wrong is added to `errors`.
    pub(super) fn value(
        &self,
        expression: &Expression,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> Value {
        if !self.budget.spend(1) {
            return failed(errors, expression.span, "there is too much to evaluate here");
        }
        let depth = self.budget.depth.get();
        if depth >= EVALUATION_DEPTH_MAX {
            return failed(errors, expression.span, "this rests on too long a chain of references");
        }
        self.budget.depth.set(depth + 1);
        let value = self.value_of(expression, scope, errors);
        self.budget.depth.set(depth);
        value
    }

    fn value_of(
        &self,
        expression: &Expression,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> Value {
        let span = expression.span;
        match &expression.kind {
            Kind::Literal(value) => match value.data {
                Data::Text(_) => value.clone().at(span),
                _ => value.clone(),
            },
            Kind::Wrap(inner) | Kind::Parentheses(inner) => self.value(inner, scope, errors),
            Kind::Variable(name) => self.traverse(name, &[], span, scope, errors),
            Kind::Traverse(on, steps) => {
                if let Kind::Variable(name) = &on.kind {
                    return self.traverse(name, steps, span, scope, errors);
                }
                let before = errors.len();
                let value = self.value(on, scope, errors);
                let splat =
                    steps.first().is_some_and(|step| matches!(step.kind, StepKind::Splat(_)));
                if splat && errors.len() > before {
                    return Value::unknown(Type::Any, "what it is applied to is wrong");
                }
                self.steps(value, steps, scope, errors)
            }
            Kind::Tuple(all) => {
                let all = all.iter().map(|one| self.value(one, scope, errors)).collect();
                Value::tuple(all).at(span)
            }
            Kind::Object(items) => self.object(items, span, scope, errors),
            Kind::Template(parts) => self.template(parts, span, scope, errors),
            Kind::Join(tuple) => self.join(tuple, scope, errors),
            Kind::For(each) => self.for_each(each, span, scope, errors),
            Kind::Call(call) => self.call(call, span, scope, errors),
            Kind::Unary(operator, operand) => self.unary(*operator, operand, scope, errors),
            Kind::Binary(first, more) => self.binary(first, more, scope, errors),
            Kind::Conditional(arms) => self.conditional(arms, span, scope, errors),
        }
    }

    fn object(
        &self,
        items: &[Item],
        span: Span,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> Value {
        let mut fields = Fields::new();
        let mut unknown: Option<Arc<str>> = None;
        let mut marks = super::value::Marks::NONE;
        for item in items {
            let before = errors.len();
            if item.key.is_bare_reference() {
                let why = "a reference as a key must be in parentheses, a name with dots in quotes";
                errors.push(Error::at(item.key.span, why));
            }
            let key = self.value(&item.key, scope, errors);
            let failed = errors.len() > before;
            let value = self.value(&item.value, scope, errors);
            marks = marks.or(key.marks);
            match super::convert::convert(&key, &Type::Text).map(|key| key.data) {
                _ if failed => unknown = Some("a key is wrong".into()),
                Ok(Data::Text(key)) => {
                    fields.insert(key, value);
                }
                Ok(Data::Null(_)) => {
                    errors.push(Error::at(item.key.span, "a key must not be null"));
                    unknown = Some("a key is wrong".into());
                }
                Ok(_) => unknown = Some(reason(&key)),
                Err(why) => {
                    errors.push(Error::at(item.key.span, format!("this is no key: {why}")));
                    unknown = Some("a key is wrong".into());
                }
            }
        }
        match unknown {
            Some(reason) => Value::unknown(Type::Any, reason),
            None => Value::object(fields).at(span).marked(marks),
        }
    }
}

/// Whether an index that was written means the key of an instance.
pub(super) fn same_key(key: &Value, written: &Value) -> bool {
    let of = key.type_of();
    let written = super::convert::convert(written, &of);
    written.is_ok_and(|written| key.equals(&written) == Some(true))
}

/// Why a value is not known.
pub(super) fn reason(value: &Value) -> Arc<str> {
    value.reason().unwrap_or_else(|| "it is not known".into())
}

/// Notes an error; the value is not known.
pub(super) fn failed(errors: &mut Vec<Error>, span: Span, message: impl Into<Arc<str>>) -> Value {
    let message: Arc<str> = message.into();
    errors.push(Error::at(span, message.clone()));
    Value::unknown(Type::Any, message)
}
