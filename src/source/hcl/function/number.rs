//! Numbers.

use super::super::number::Number;
use super::super::types::Type;
use super::super::value::Value;
use super::{Call, Function, NUMBER, Parameter};

const fn of_number(name: &'static str, run: fn(&Call<'_>) -> Result<Value, String>) -> Function {
    Function { name, parameters: &[NUMBER], rest: None, result: |_| Type::Number, run }
}

const fn of_numbers(
    name: &'static str,
    parameters: &'static [Parameter],
    rest: Option<Parameter>,
    run: fn(&Call<'_>) -> Result<Value, String>,
) -> Function {
    Function { name, parameters, rest, result: |_| Type::Number, run }
}

pub(super) const FUNCTIONS: &[Function] = &[
    of_number("abs", |call| Ok(Value::number(first(call).absolute()))),
    of_number("ceil", |call| Ok(Value::number(first(call).ceil()))),
    of_number("floor", |call| Ok(Value::number(first(call).floor()))),
    of_numbers("log", &[NUMBER, NUMBER], None, log),
    of_numbers("max", &[], Some(NUMBER), |call| extreme(call, |one, best| one > best)),
    of_numbers("min", &[], Some(NUMBER), |call| extreme(call, |one, best| one < best)),
    of_numbers("parseint", &[super::ANY, NUMBER], None, parse),
    of_numbers("pow", &[NUMBER, NUMBER], None, pow),
    of_number("signum", signum),
];

fn number(call: &Call<'_>, at: usize) -> Number {
    call.arguments.get(at).and_then(Value::as_number).cloned().unwrap_or_else(Number::zero)
}

fn first(call: &Call<'_>) -> Number {
    number(call, 0)
}

fn extreme(call: &Call<'_>, better: fn(&Number, &Number) -> bool) -> Result<Value, String> {
    let mut all = call.arguments.iter().filter_map(Value::as_number);
    let first = all.next().ok_or("at least one number is required")?;
    let best = all.fold(first, |best, one| if better(one, best) { one } else { best });
    Ok(Value::number(best.clone()))
}

/// A result of arithmetic in floating point, as Terraform has it.
fn rounded(value: f64) -> Result<Value, String> {
    Number::from_f64(value).map(Value::number).ok_or_else(|| "there is no such number".to_owned())
}

fn log(call: &Call<'_>) -> Result<Value, String> {
    let (value, base) = (number(call, 0).to_f64(), number(call, 1).to_f64());
    rounded(value.ln() / base.ln())
}

fn pow(call: &Call<'_>) -> Result<Value, String> {
    rounded(number(call, 0).to_f64().powf(number(call, 1).to_f64()))
}

fn signum(call: &Call<'_>) -> Result<Value, String> {
    let number = first(call);
    if !number.is_integer() {
        return Err("a whole number is required".to_owned());
    }
    let one = Number::from_integer(number.is_negative(), dashu_int::UBig::ONE);
    Ok(Value::number(if number.is_zero() { Number::zero() } else { one }))
}

fn parse(call: &Call<'_>) -> Result<Value, String> {
    let text = call.value(0);
    let text = text.as_text().ok_or("the first argument must be a string")?;
    let base = call.integer(1)?;
    let base = u32::try_from(base).ok().filter(|base| (2..=62).contains(base));
    let base = base.ok_or("the base must be a whole number from 2 to 62")?;
    integer(text, base).map(Value::number).ok_or_else(|| {
        let shown = crate::model::value::readable(text);
        format!("cannot read `{shown}` as a number of base {base}")
    })
}

/// The number written in a base; letters are digits, small ones before great ones beyond base 36.
fn integer(text: &str, base: u32) -> Option<Number> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() {
        return None;
    }
    let mut value = dashu_int::UBig::ZERO;
    for letter in digits.chars() {
        let digit = match letter {
            '0'..='9' => letter as u32 - '0' as u32,
            'a'..='z' => letter as u32 - 'a' as u32 + 10,
            'A'..='Z' if base <= 36 => letter as u32 - 'A' as u32 + 10,
            'A'..='Z' => letter as u32 - 'A' as u32 + 36,
            _ => return None,
        };
        if digit >= base {
            return None;
        }
        value = value * base + digit;
    }
    Some(Number::from_integer(negative, value))
}
