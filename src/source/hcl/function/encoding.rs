//! Functions that encode and decode texts.

mod charset;
mod csv;
mod gzip;

use super::super::types::Type;
use super::super::value::Value;
use super::{Call, Function, TEXT};
use crate::model::value::without_marks;
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use std::fmt::Write;

pub(super) const FUNCTIONS: &[Function] = &[
    of_text("base64decode", base64decode),
    of_text("base64encode", |call| Ok(Value::text(base64(call.text(0).as_bytes())))),
    of_text("base64gzip", base64gzip),
    Function { result: |_| Type::Any, ..of_text("csvdecode", csvdecode) },
    Function { parameters: &[TEXT, TEXT], ..of_text("textdecodebase64", textdecodebase64) },
    Function { parameters: &[TEXT, TEXT], ..of_text("textencodebase64", textencodebase64) },
    of_text("urlencode", urlencode),
];

/// A function of one text that makes a text.
const fn of_text(name: &'static str, run: fn(&Call<'_>) -> Result<Value, String>) -> Function {
    Function { name, parameters: &[TEXT], rest: None, result: |_| Type::Text, run }
}

/// Padding is required, and bits that the last character has too many are not looked at.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireCanonical),
);

/// Bytes in base64.
pub(super) fn base64(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

/// Bytes that a text in base64 stands for. Line breaks within are skipped.
pub(super) fn from_base64(text: &str) -> Result<Vec<u8>, String> {
    let wrong = |_| "this is not base64".to_owned();
    if text.contains(['\r', '\n']) {
        return BASE64.decode(text.replace(['\r', '\n'], "")).map_err(wrong);
    }
    BASE64.decode(text).map_err(wrong)
}

/// A text that came out of an encoding: without anything that stands for what is not known.
fn decoded(text: &str) -> Value {
    Value::text(without_marks(text).into_owned())
}

fn base64decode(call: &Call<'_>) -> Result<Value, String> {
    let bytes = from_base64(call.text(0))?;
    let text = std::str::from_utf8(&bytes).map_err(|_| "what is decoded is no text in UTF-8")?;
    Ok(decoded(text))
}

fn base64gzip(call: &Call<'_>) -> Result<Value, String> {
    Ok(match gzip::compressed(call.text(0).as_bytes()) {
        Some(bytes) => Value::text(base64(&bytes)),
        None => Value::unknown_not_null(Type::Text, "so long a text is not compressed here"),
    })
}

fn textencodebase64(call: &Call<'_>) -> Result<Value, String> {
    let Some(charset) = charset::find(call.text(1))? else { return Ok(unsupported(call)) };
    let bytes = charset.encode(call.text(0));
    let bytes = bytes.ok_or_else(|| format!("`{}` lacks a character of the text", call.text(1)))?;
    Ok(Value::text(base64(&bytes)))
}

fn textdecodebase64(call: &Call<'_>) -> Result<Value, String> {
    let Some(charset) = charset::find(call.text(1))? else { return Ok(unsupported(call)) };
    let text = charset.decode(&from_base64(call.text(0))?);
    let text = text.filter(|text| !text.contains(char::REPLACEMENT_CHARACTER));
    Ok(decoded(&text.ok_or_else(|| format!("this is no text in `{}`", call.text(1)))?))
}

fn unsupported(call: &Call<'_>) -> Value {
    let why = format!("the encoding `{}` is not supported here", call.text(1));
    Value::unknown_not_null(Type::Text, why)
}

/// As in the query of an address: a space is `+`.
fn urlencode(call: &Call<'_>) -> Result<Value, String> {
    let mut out = String::new();
    for byte in call.text(0).bytes() {
        match byte {
            b' ' => out.push('+'),
            b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            // Writing to a text does not fail.
            byte => drop(write!(out, "%{byte:02X}")),
        }
    }
    Ok(Value::text(out))
}

/// A list of one object a row, each attribute named by the first row.
fn csvdecode(call: &Call<'_>) -> Result<Value, String> {
    let mut rows = csv::rows(call.text(0))?.into_iter();
    let header = rows.next().ok_or("there is no line with the names of the columns")?;
    let of = Type::object(header.iter().map(|name| (without_marks(name).into(), Type::Text)));
    if matches!(&of, Type::Object(all) if all.len() < header.len()) {
        return Err("two columns have one name".to_owned());
    }
    let object = |row: Vec<String>| {
        let pairs = header.iter().zip(&row);
        Value::object(pairs.map(|(name, one)| (without_marks(name).into(), decoded(one))).collect())
    };
    Ok(Value::list(of, rows.map(object).collect()))
}
