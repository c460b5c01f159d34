//! What an expression refers to.

use super::tree::{Expression, Kind, Step, StepKind};
use crate::diag::Span;
use std::sync::Arc;

/// What is found in an expression.
pub enum Found<'a> {
    /// A reference: the name that it begins with, and its steps.
    Reference(&'a Arc<str>, &'a [Step], Span),
    /// The function that is called.
    Call(&'a str, Span),
}

/// Tells `see` of every reference and call in an expression. Names that a `for` binds are none.
pub fn each(expression: &Expression, see: &mut dyn FnMut(Found<'_>)) {
    Walk { see, bound: Vec::new() }.expression(expression);
}

struct Walk<'a, 'b> {
    see: &'b mut dyn FnMut(Found<'_>),
    bound: Vec<&'a Arc<str>>,
}

impl<'a> Walk<'a, '_> {
    fn reference(&mut self, name: &Arc<str>, steps: &[Step], span: Span) {
        if !self.bound.contains(&name) {
            (self.see)(Found::Reference(name, steps, span));
        }
    }

    fn expression(&mut self, expression: &'a Expression) {
        match &expression.kind {
            Kind::Literal(_) => {}
            Kind::Variable(name) => self.reference(name, &[], expression.span),
            Kind::Traverse(on, steps) => {
                match &on.kind {
                    Kind::Variable(name) => self.reference(name, steps, expression.span),
                    _ => self.expression(on),
                }
                self.steps(steps);
            }
            Kind::Wrap(one) | Kind::Parentheses(one) | Kind::Join(one) | Kind::Unary(_, one) => {
                self.expression(one);
            }
            Kind::Template(all) | Kind::Tuple(all) => {
                for one in all {
                    self.expression(one);
                }
            }
            Kind::Object(items) => {
                for item in items {
                    self.expression(&item.key);
                    self.expression(&item.value);
                }
            }
            Kind::Call(call) => {
                (self.see)(Found::Call(&call.name, expression.span));
                for one in &call.arguments {
                    self.expression(one);
                }
            }
            Kind::Binary(first, more) => {
                self.expression(first);
                for (_, one) in more {
                    self.expression(one);
                }
            }
            Kind::Conditional(arms) => {
                self.expression(&arms.condition);
                self.expression(&arms.yes);
                self.expression(&arms.no);
            }
            Kind::For(each) => {
                self.expression(&each.collection);
                let before = self.bound.len();
                self.bound.extend(each.key_name.as_ref());
                self.bound.push(&each.value_name);
                for one in each.key.iter().chain([&each.value]).chain(&each.condition) {
                    self.expression(one);
                }
                self.bound.truncate(before);
            }
        }
    }

    fn steps(&mut self, steps: &'a [Step]) {
        for step in steps {
            match &step.kind {
                StepKind::Attribute(_) => {}
                StepKind::Index(key) => self.expression(key),
                StepKind::Splat(each) => self.steps(each),
            }
        }
    }
}
