//! Operators.

use super::super::convert::convert;
use super::super::error::Error;
use super::super::number::Number;
use super::super::syntax::{Expression, Operator, Unary};
use super::super::types::Type;
use super::super::value::Value;
use super::{Evaluator, Scope, reason};
use crate::diag::Span;
use std::cmp::Ordering;

/// What an operator needs and gives.
fn types(operator: Operator) -> (Type, Type) {
    use Operator::{
        Add, And, Divide, Equal, Greater, GreaterOrEqual, Less, LessOrEqual, Modulo, Multiply,
        NotEqual, Or, Subtract,
    };
    match operator {
        Or | And => (Type::Bool, Type::Bool),
        Equal | NotEqual => (Type::Any, Type::Bool),
        Greater | GreaterOrEqual | Less | LessOrEqual => (Type::Number, Type::Bool),
        Add | Subtract | Multiply | Divide | Modulo => (Type::Number, Type::Number),
    }
}

impl Evaluator<'_> {
    /// `-a` and `!a`
    pub(super) fn unary(
        &self,
        operator: Unary,
        operand: &Expression,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> Value {
        let of = if operator == Unary::Not { Type::Bool } else { Type::Number };
        let before = errors.len();
        let value = self.value(operand, scope, errors);
        let value = operand_of(&value, &of, operand.span, errors);
        if errors.len() > before {
            return Value::unknown(of, "its operand is wrong");
        }
        let marks = value.marks;
        let result = match operator {
            _ if !value.is_known() => Value::unknown_not_null(of, reason(&value)),
            Unary::Not => value.as_bool().map_or(value, |value| Value::bool(!value)),
            Unary::Negate => {
                value.as_number().map(|number| Value::number(number.negated())).unwrap_or(value)
            }
        };
        result.marked(marks)
    }

    /// `a + b - c`: from left to right.
    pub(super) fn binary(
        &self,
        first: &Expression,
        more: &[(Operator, Expression)],
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> Value {
        let before = errors.len();
        let mut left = self.value(first, scope, errors);
        let mut span = first.span;
        for (operator, expression) in more {
            let right = self.value(expression, scope, errors);
            let (of, gives) = types(*operator);
            left = operand_of(&left, &of, span, errors);
            let right = operand_of(&right, &of, expression.span, errors);
            span = span.to(expression.span);
            left = if errors.len() > before {
                Value::unknown(gives, "an operand is wrong")
            } else {
                operate(*operator, &left, &right).unwrap_or_else(|why| {
                    errors.push(Error::at(span, why));
                    Value::unknown(gives, "the operation failed")
                })
            };
        }
        left
    }
}

/// The operand as the operator needs it, which is never null except for `==`.
fn operand_of(value: &Value, of: &Type, span: Span, errors: &mut Vec<Error>) -> Value {
    let converted = convert(value, of);
    match converted {
        Ok(value) if value.is_null() && *of != Type::Any => {
            errors.push(Error::at(span, "an operand must not be null"));
            value
        }
        Ok(value) => value,
        Err(why) => {
            errors.push(Error::at(span, format!("this operand does not fit: {why}")));
            value.clone()
        }
    }
}

/// The result for operands of the types that are needed.
fn operate(operator: Operator, left: &Value, right: &Value) -> Result<Value, String> {
    let marks = left.deep_marks().or(right.deep_marks());
    let (_, gives) = types(operator);
    let unknown = || {
        let why = if left.is_wholly_known() { reason(right) } else { reason(left) };
        Value::unknown_not_null(gives.clone(), why)
    };
    let result = match operator {
        Operator::Equal => left.equals(right).map(Value::bool),
        Operator::NotEqual => left.equals(right).map(|equal| Value::bool(!equal)),
        _ => known(operator, left, right)?,
    };
    Ok(result.unwrap_or_else(unknown).marked(marks))
}

/// The result; none where an operand is not known.
fn known(operator: Operator, left: &Value, right: &Value) -> Result<Option<Value>, String> {
    if let (Some(left), Some(right)) = (left.as_bool(), right.as_bool()) {
        let result = if operator == Operator::And { left && right } else { left || right };
        return Ok(Some(Value::bool(result)));
    }
    let (Some(left), Some(right)) = (left.as_number(), right.as_number()) else { return Ok(None) };
    let order = left.cmp(right);
    let holds = match operator {
        Operator::Greater => order == Ordering::Greater,
        Operator::GreaterOrEqual => order != Ordering::Less,
        Operator::Less => order == Ordering::Less,
        Operator::LessOrEqual => order != Ordering::Greater,
        _ => return arithmetic(operator, left, right).map(|number| Some(Value::number(number))),
    };
    Ok(Some(Value::bool(holds)))
}

fn arithmetic(operator: Operator, left: &Number, right: &Number) -> Result<Number, String> {
    let result = match operator {
        Operator::Add => left.plus(right),
        Operator::Subtract => left.minus(right),
        Operator::Multiply => left.times(right),
        Operator::Divide if right.is_zero() => return Err("this divides by zero".to_owned()),
        Operator::Divide => left.over(right),
        _ => left.remainder(right),
    };
    result.ok_or_else(|| "the number is too large or too small to be handled".to_owned())
}
