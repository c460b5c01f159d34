//! Terraform's built-in functions, one file a family, each a sorted table.
//!
//! What all functions have in common is done here: arguments are counted and converted, null is
//! refused, marks are gathered, and what is not known makes the result unknown. A function says in its
//! table where it wants it otherwise.
//!
//! Source: Terraform 1.11 language reference, "Built-in functions", read 2026-11-23.

mod collection;
mod conversion;
mod date;
mod encoding;
mod file;
mod hash;
mod ip;
mod json;
mod number;
mod text;
mod yaml;

use super::context::FunctionContext;
use super::convert::convert;
use super::types::Type;
use super::value::{Data, IDENTITY_BYTES_MAX, Marks, Value};

/// All families. `try` and `can` are no functions of values: see `eval::call`.
const FAMILIES: &[&[Function]] = &[
    collection::FUNCTIONS,
    conversion::FUNCTIONS,
    date::FUNCTIONS,
    encoding::FUNCTIONS,
    file::FUNCTIONS,
    hash::FUNCTIONS,
    ip::FUNCTIONS,
    json::FUNCTIONS,
    number::FUNCTIONS,
    text::FUNCTIONS,
    yaml::FUNCTIONS,
];

/// A function.
struct Function {
    name: &'static str,
    parameters: &'static [Parameter],
    /// What further arguments are, if there may be any.
    rest: Option<Parameter>,
    /// The type of the result when an argument is not known.
    result: fn(&[Value]) -> Type,
    /// Works on converted arguments without marks, unless a parameter says otherwise.
    run: fn(&Call<'_>) -> Result<Value, String>,
}

/// A parameter.
#[derive(Debug, Clone, Copy)]
struct Parameter {
    /// What it is converted to.
    of: Want,
    /// Whether it may be null.
    null: bool,
    /// What else it may be.
    open: Open,
    /// Whether the function deals with marks itself.
    marked: bool,
}

/// What of an argument may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// Nothing: an unknown part of it makes the result unknown.
    Nothing,
    /// Its parts: elements pass through the function as they are.
    Parts,
    /// It may also be a text with symbols, whose known parts the function keeps.
    Symbols,
    /// Anything.
    All,
}

/// What a parameter is converted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Want {
    Any,
    Number,
    Text,
    ListOfAny,
    ListOfText,
    SetOfAny,
    MapOfListOfText,
}

impl Want {
    fn of(self) -> Type {
        match self {
            Self::Any => Type::Any,
            Self::Number => Type::Number,
            Self::Text => Type::Text,
            Self::ListOfAny => Type::list(Type::Any),
            Self::ListOfText => Type::list(Type::Text),
            Self::SetOfAny => Type::set(Type::Any),
            Self::MapOfListOfText => Type::map(Type::list(Type::Text)),
        }
    }
}

impl Parameter {
    /// A parameter that must be known and not null.
    const fn plain(of: Want) -> Self {
        Self { of, null: false, open: Open::Nothing, marked: false }
    }

    /// The same of which this may be unknown.
    const fn open(self, open: Open) -> Self {
        Self { open, ..self }
    }

    /// The same that may be null.
    const fn nullable(self) -> Self {
        Self { null: true, ..self }
    }

    /// The same whose marks the function deals with.
    const fn marked(self) -> Self {
        Self { marked: true, ..self }
    }
}

/// Anything known.
const ANY: Parameter = Parameter::plain(Want::Any);
/// A text without symbols.
const TEXT: Parameter = Parameter::plain(Want::Text);
/// A number.
const NUMBER: Parameter = Parameter::plain(Want::Number);

/// What a function is given.
struct Call<'a> {
    arguments: &'a [Value],
    context: &'a dyn FunctionContext,
}

impl Call<'_> {
    /// The argument at this place; null if there is none.
    fn value(&self, at: usize) -> Value {
        self.arguments.get(at).cloned().unwrap_or_else(|| Value::null(Type::Any))
    }

    /// The arguments from this place on.
    fn rest(&self, from: usize) -> &[Value] {
        self.arguments.get(from..).unwrap_or_default()
    }

    /// The text of an argument.
    fn text(&self, at: usize) -> &str {
        self.arguments.get(at).and_then(Value::as_text).map_or("", |text| text)
    }

    /// The elements of an argument that is a list, set or tuple.
    fn elements(&self, at: usize) -> &[Value] {
        self.arguments.get(at).and_then(Value::elements).unwrap_or_default()
    }

    /// A whole number that an argument is.
    fn integer(&self, at: usize) -> Result<i64, String> {
        let number = self.arguments.get(at).and_then(Value::as_number);
        let whole = number.filter(|number| number.is_integer()).and_then(|one| one.to_i64());
        whole.ok_or_else(|| "a whole number is required".to_owned())
    }
}

/// The result of a function.
///
/// # Errors
/// Why it fails.
pub fn call(
    name: &str,
    arguments: &[Value],
    context: &dyn FunctionContext,
) -> Result<Value, String> {
    let function = find(name).ok_or_else(|| format!("there is no function `{name}`"))?;
    let mut marks = Marks::NONE;
    let mut converted = Vec::with_capacity(arguments.len());
    let mut unknown = None;
    function.check_count(arguments.len())?;
    for (at, argument) in arguments.iter().enumerate() {
        let parameter = function.parameter(at);
        let mut value = convert(argument, &parameter.of.of())
            .map_err(|why| format!("argument {}: {why}", at + 1))?;
        if value.is_null() && !parameter.null {
            return Err(format!("argument {} must not be null", at + 1));
        }
        if !parameter.marked {
            marks = marks.or(value.deep_marks());
            value = value.without_deep_marks();
        }
        if !parameter.admits(&value) {
            unknown = unknown.or_else(|| value.reason());
        }
        converted.push(value);
    }
    if let Some(reason) = unknown {
        let of = (function.result)(&converted);
        return Ok(identified(Value::unknown_not_null(of, reason), name, &converted).marked(marks));
    }
    let call = Call { arguments: &converted, context };
    Ok(identified((function.run)(&call)?, name, &converted).marked(marks))
}

/// A result that is not known for an argument that is not known, with the identity that it has by
/// that. `uuid()` is not known for itself, and another one each time.
fn identified(value: Value, name: &str, arguments: &[Value]) -> Value {
    let open = matches!(&value.data, Data::Unknown(unknown) if unknown.identity.is_none());
    if !open || arguments.iter().all(Value::is_wholly_known) {
        return value;
    }
    match identity(name, arguments) {
        Some(identity) => value.identified(identity),
        None => value,
    }
}

/// What a function of values that have an identity is called: it gives the same for the same.
fn identity(name: &str, arguments: &[Value]) -> Option<String> {
    let mut out = format!("{name}(");
    for (at, argument) in arguments.iter().enumerate() {
        let text = match &argument.data {
            Data::Unknown(unknown) => unknown.identity.as_deref()?.to_owned(),
            Data::Text(text) if text.len() > IDENTITY_BYTES_MAX => condensed(text)?,
            Data::Text(text) => format!("\"{}\"", crate::model::value::readable(text)),
            Data::Number(number) => number.to_string(),
            Data::Bool(truth) => truth.to_string(),
            _ => within(argument)?,
        };
        let comma = if at > 0 { ", " } else { "" };
        out.push_str(comma);
        out.push_str(&text);
        if out.len() > IDENTITY_BYTES_MAX || argument.marks.any() {
            return None;
        }
    }
    Some(out + ")")
}

/// What stands for a list or an object: itself as JSON.
fn within(value: &Value) -> Option<String> {
    let Ok(Value { data: Data::Text(text), .. }) = json::encoded(value) else { return None };
    if text.len() > IDENTITY_BYTES_MAX {
        condensed(&text)
    } else {
        Some(crate::model::value::readable(&text))
    }
}

/// What stands for a text that is too long to be a part of a name: how long it is, and what it holds that
/// has an identity. None if it holds nothing of the kind.
fn condensed(text: &str) -> Option<String> {
    use crate::model::value::{SYMBOL_BEGIN, SYMBOL_END};
    let parts = text.split(SYMBOL_BEGIN).skip(1).filter_map(|rest| rest.split(SYMBOL_END).next());
    let parts: Vec<String> = parts.map(|part| format!("<{part}>")).collect();
    (!parts.is_empty()).then(|| format!("{} bytes with {}", text.len(), parts.join(" ")))
}

fn find(name: &str) -> Option<&'static Function> {
    FAMILIES.iter().find_map(|family| {
        let at = family.binary_search_by(|function| function.name.cmp(name)).ok()?;
        family.get(at)
    })
}

impl Function {
    fn check_count(&self, count: usize) -> Result<(), String> {
        let least = self.parameters.len();
        if count < least || (count > least && self.rest.is_none()) {
            let at_least = if self.rest.is_some() { "at least " } else { "" };
            return Err(format!("it takes {at_least}{least} arguments, not {count}"));
        }
        Ok(())
    }

    fn parameter(&self, at: usize) -> Parameter {
        self.parameters.get(at).copied().or(self.rest).unwrap_or(ANY)
    }
}

impl Parameter {
    fn admits(&self, value: &Value) -> bool {
        match self.open {
            Open::All => true,
            Open::Parts => value.is_known(),
            Open::Symbols => known_but_for_symbols(value),
            Open::Nothing => value.is_wholly_known(),
        }
    }
}

fn known_but_for_symbols(value: &Value) -> bool {
    !matches!(value.data, Data::Unknown(_)) && value.parts().all(known_but_for_symbols)
}

#[cfg(test)]
mod tests {
    use super::FAMILIES;

    #[test]
    fn families_are_sorted_and_name_each_function_once() {
        let mut all: Vec<&str> = Vec::new();
        for family in FAMILIES {
            let names: Vec<&str> = family.iter().map(|function| function.name).collect();
            assert!(names.is_sorted(), "{names:?}");
            all.extend(names);
        }
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
