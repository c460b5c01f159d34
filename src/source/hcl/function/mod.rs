//! Placeholder until the functions are there.

use super::context::FunctionContext;
use super::value::Value;

/// The result of a function.
///
/// # Errors
/// Why it fails.
pub fn call(name: &str, _: &[Value], _: &dyn FunctionContext) -> Result<Value, String> {
    Err(format!("there is no function `{name}`"))
}
