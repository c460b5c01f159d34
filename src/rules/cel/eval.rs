//! What an expression gives for a finding.

use super::parse::{Expression, Order, Quantity, Search};
use crate::diag::limits;
use crate::diff::finding::Finding;

/// What an expression gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value<'v> {
    Bool(bool),
    Number(i64),
    Text(&'v str),
    List(Vec<&'v str>),
}

impl<'v> Value<'v> {
    pub(super) fn of_count(count: usize) -> Self {
        Self::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }

    fn list(self) -> Vec<&'v str> {
        if let Self::List(list) = self { list } else { Vec::new() }
    }

    fn text(&self) -> &'v str {
        if let Self::Text(text) = self { text } else { "" }
    }
}

/// Whether a condition holds. What takes more steps than the limit holds.
pub(super) fn holds(expression: &Expression, finding: &Finding) -> bool {
    let mut run = Run { finding, bound: Vec::new(), steps: 0 };
    run.truth(expression).unwrap_or(true)
}

/// One evaluation. Nothing is given where it takes too many steps.
struct Run<'v> {
    finding: &'v Finding,
    /// What `exists` and `all` have bound, the outermost first.
    bound: Vec<&'v str>,
    steps: usize,
}

impl<'v> Run<'v> {
    fn truth(&mut self, expression: &'v Expression) -> Option<bool> {
        Some(matches!(self.value(expression)?, Value::Bool(true)))
    }

    fn spend(&mut self, steps: usize) -> Option<()> {
        self.steps += steps;
        (self.steps <= limits::CEL_STEPS_MAX).then_some(())
    }

    fn value(&mut self, expression: &'v Expression) -> Option<Value<'v>> {
        self.spend(1)?;
        Some(match expression {
            Expression::Bool(truth) => Value::Bool(*truth),
            Expression::Number(number) => Value::Number(*number),
            Expression::Text(text) => Value::Text(text),
            Expression::List(texts) => {
                self.spend(texts.len())?;
                Value::List(texts.iter().map(String::as_str).collect())
            }
            Expression::Field(field) => {
                let value = (field.of)(self.finding);
                if let Value::List(list) = &value {
                    self.spend(list.len())?;
                }
                value
            }
            Expression::Bound(number) => {
                Value::Text(self.bound.get(*number).copied().unwrap_or_default())
            }
            Expression::Not(one) => Value::Bool(!self.truth(one)?),
            Expression::Every(all) => Value::Bool(self.joined(all, false)?),
            Expression::Any(all) => Value::Bool(self.joined(all, true)?),
            Expression::Compare(order, left, right) => {
                let (left, right) = (self.value(left)?, self.value(right)?);
                Value::Bool(compared(*order, &left, &right))
            }
            Expression::In(one, list) => {
                let one = self.value(one)?;
                let list = self.value(list)?.list();
                self.spend(list.len())?;
                Value::Bool(list.contains(&one.text()))
            }
            Expression::Size(one) => match self.value(one)? {
                Value::List(list) => Value::of_count(list.len()),
                other => Value::of_count(other.text().chars().count()),
            },
            Expression::Search(search, text, part) => {
                let (text, part) = (self.value(text)?, self.value(part)?);
                self.spend(text.text().len() / limits::CEL_LETTERS_PER_STEP)?;
                Value::Bool(search.finds(text.text(), part.text()))
            }
            Expression::Each(quantity, list, test) => {
                let list = self.value(list)?.list();
                Value::Bool(self.each(*quantity, &list, test)?)
            }
        })
    }

    /// `&&` and `||`: whether one of them is `wanted`, or none.
    fn joined(&mut self, all: &'v [Expression], wanted: bool) -> Option<bool> {
        for one in all {
            if self.truth(one)? == wanted {
                return Some(wanted);
            }
        }
        Some(!wanted)
    }

    fn each(&mut self, quantity: Quantity, list: &[&'v str], test: &'v Expression) -> Option<bool> {
        let wanted = quantity == Quantity::Exists;
        for one in list {
            self.bound.push(one);
            let truth = self.truth(test);
            self.bound.pop();
            if truth? == wanted {
                return Some(wanted);
            }
        }
        Some(!wanted)
    }
}

fn compared(order: Order, left: &Value<'_>, right: &Value<'_>) -> bool {
    let number = |value: &Value<'_>| if let Value::Number(number) = value { *number } else { 0 };
    match order {
        Order::Equal => left == right,
        Order::Other => left != right,
        Order::Less => number(left) < number(right),
        Order::AtMost => number(left) <= number(right),
        Order::More => number(left) > number(right),
        Order::AtLeast => number(left) >= number(right),
    }
}

impl Search {
    fn finds(self, text: &str, part: &str) -> bool {
        match self {
            Self::Contains => text.contains(part),
            Self::EndsWith => text.ends_with(part),
            Self::StartsWith => text.starts_with(part),
        }
    }
}
