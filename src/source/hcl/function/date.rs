//! Functions of points in time.

mod duration;
mod format;
mod timestamp;

use super::super::number::Number;
use super::super::types::Type;
use super::super::value::Value;
use super::{Call, Function, TEXT};
pub(super) use timestamp::Timestamp;

pub(super) const FUNCTIONS: &[Function] = &[
    of_times("formatdate", formatdate),
    Function { parameters: &[], ..of_times("plantimestamp", plantimestamp) },
    of_times("timeadd", timeadd),
    Function { result: |_| Type::Number, ..of_times("timecmp", timecmp) },
    Function { parameters: &[], ..of_times("timestamp", timestamp) },
];

/// A function of two texts that makes a text.
const fn of_times(name: &'static str, run: fn(&Call<'_>) -> Result<Value, String>) -> Function {
    Function { name, parameters: &[TEXT, TEXT], rest: None, result: |_| Type::Text, run }
}

fn formatdate(call: &Call<'_>) -> Result<Value, String> {
    let time = Timestamp::parse_strict(call.text(1))?;
    Ok(Value::text(format::formatted(call.text(0), &time)?))
}

fn timeadd(call: &Call<'_>) -> Result<Value, String> {
    let time = Timestamp::parse_strict(call.text(0))?;
    let nanoseconds = duration::parse(call.text(1))?;
    Ok(Value::text(time.plus(nanoseconds).to_string()))
}

fn timecmp(call: &Call<'_>) -> Result<Value, String> {
    let (left, right) = (Timestamp::parse(call.text(0))?, Timestamp::parse(call.text(1))?);
    Ok(Value::number(Number::from(left.instant().cmp(&right.instant()) as i64)))
}

fn plantimestamp(_: &Call<'_>) -> Result<Value, String> {
    Ok(Value::unknown_not_null(Type::Text, "`plantimestamp` is the time of the plan"))
}

fn timestamp(_: &Call<'_>) -> Result<Value, String> {
    Ok(Value::unknown_not_null(Type::Text, "`timestamp` is the time of the apply"))
}
