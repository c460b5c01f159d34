//! What a scalar of YAML is: the core schema of YAML 1.2 with the truth values of 1.1, and times,
//! which become texts.

use super::super::super::number::Number;
use super::super::super::types::Type;
use super::super::super::value::Value;
use super::super::date::Timestamp;
use super::super::encoding::from_base64;
use crate::model::value::without_marks;
use dashu_int::UBig;

/// Words that are true or false.
const TRUTHS: &[(&[&str], bool)] = &[
    (&["y", "Y", "yes", "Yes", "YES"], true),
    (&["true", "True", "TRUE"], true),
    (&["on", "On", "ON"], true),
    (&["n", "N", "no", "No", "NO"], false),
    (&["false", "False", "FALSE"], false),
    (&["off", "Off", "OFF"], false),
];
const NULLS: &[&str] = &["", "~", "null", "Null", "NULL"];
/// Numbers that are none here.
const INFINITIES: &[&str] =
    &[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"];
const NANS: &[&str] = &[".nan", ".NaN", ".NAN"];

/// What is written before a scalar to say what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    None,
    Text,
    Bool,
    Number,
    Null,
    Time,
    Binary,
}

/// Tags by what follows `tag:yaml.org,2002:`.
const TAGS: &[(&str, Tag)] = &[
    ("binary", Tag::Binary),
    ("bool", Tag::Bool),
    ("float", Tag::Number),
    ("int", Tag::Number),
    ("null", Tag::Null),
    ("str", Tag::Text),
    ("timestamp", Tag::Time),
];

impl Tag {
    /// The tag of this whole name.
    pub(super) fn find(name: &str) -> Result<Self, String> {
        let core = name.strip_prefix(super::decode::CORE).unwrap_or_default();
        let found = TAGS.iter().find(|(name, _)| *name == core).map(|(_, tag)| *tag);
        found.ok_or_else(|| format!("there is no tag `{name}`"))
    }
}

/// The value of a scalar. What stands in quotes is a text, unless a tag says otherwise and its first
/// character leaves no doubt.
pub(super) fn value(text: &str, tag: Tag, quoted: bool) -> Result<Value, String> {
    let verbatim = || Ok(Value::text(without_marks(text).into_owned()));
    let wrong = || Err(format!("`{}` is not what its tag says", without_marks(text)));
    let telling =
        text.is_empty() || text.starts_with(|one| "+-.0123456789yYnNtTfFoO~".contains(one));
    if telling && !matches!(tag, Tag::Text | Tag::Binary) {
        if quoted {
            return verbatim();
        }
        if let Some(value) = implied(text, tag)? {
            return Ok(value);
        }
    }
    match tag {
        Tag::None | Tag::Text => verbatim(),
        Tag::Binary => from_base64(text).and_then(|_| verbatim()),
        Tag::Null => Ok(Value::null(Type::Any)),
        Tag::Number => match number(&text.replace('_', "")) {
            Some(number) => Ok(Value::number(number)),
            None => wrong(),
        },
        // Truth values and times were found above.
        Tag::Bool | Tag::Time => wrong(),
    }
}

/// What a scalar that is not quoted is by itself; nothing for a text.
fn implied(text: &str, tag: Tag) -> Result<Option<Value>, String> {
    if let Some((_, truth)) = TRUTHS.iter().find(|(words, _)| words.contains(&text)) {
        return Ok(Some(Value::bool(*truth)));
    }
    if NULLS.contains(&text) {
        return Ok(Some(Value::null(Type::Any)));
    }
    if INFINITIES.contains(&text) || tag == Tag::None && NANS.contains(&text) {
        return Err(format!("`{text}` is no number here"));
    }
    if text.starts_with('.') {
        return Ok(decimal(text).map(Value::number));
    }
    if matches!(tag, Tag::None | Tag::Time)
        && let Some(time) = Timestamp::parse_yaml(text)
    {
        return Ok(Some(Value::text(time.to_string())));
    }
    if !is_integer(text) && !is_decimal(text) {
        return Ok(None);
    }
    match number(text) {
        Some(number) => Ok(Some(Value::number(number))),
        None => Err(format!("`{text}` is too large")),
    }
}

fn all(text: &str, is: impl Fn(&u8) -> bool) -> bool {
    !text.is_empty() && text.as_bytes().iter().all(is)
}

fn without_sign(text: &str) -> &str {
    text.strip_prefix(['+', '-']).unwrap_or(text)
}

/// `10`, `0x1F` or `0o17`.
fn is_integer(text: &str) -> bool {
    let octal = |one: &u8| (b'0'..=b'7').contains(one);
    all(without_sign(text), u8::is_ascii_digit)
        || text.strip_prefix("0o").is_some_and(|digits| all(digits, octal))
        || text.strip_prefix("0x").is_some_and(|digits| all(digits, u8::is_ascii_hexdigit))
}

/// `1`, `1.5`, `.5`, `5.`, each with an exponent or without.
fn is_decimal(text: &str) -> bool {
    let plain = without_sign(text);
    let (mantissa, exponent) = match plain.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (plain, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|one| one.is_ascii_digit());
    exponent.is_none_or(|exponent| all(without_sign(exponent), u8::is_ascii_digit))
        && digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
}

fn decimal(text: &str) -> Option<Number> {
    let plain = text.strip_prefix('+').unwrap_or(text);
    is_decimal(text).then(|| Number::parse(plain)).flatten()
}

/// Bases of whole numbers by what they begin with.
const BASES: &[(&str, u32)] = &[("0x", 16), ("0X", 16), ("0o", 8), ("0O", 8), ("0b", 2), ("0B", 2)];

/// A number in decimal, or a whole one of up to 64 bits in another base.
fn number(text: &str) -> Option<Number> {
    if let Some(number) = decimal(text) {
        return Some(number);
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let based = |(prefix, base): &(&str, u32)| Some((digits.strip_prefix(prefix)?, *base));
    let (digits, base) = BASES.iter().find_map(based)?;
    let magnitude = all(digits, u8::is_ascii_alphanumeric)
        .then(|| u64::from_str_radix(digits, base).ok())
        .flatten()?;
    Some(Number::from_integer(negative, UBig::from(magnitude)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars() {
        let text = |text: &str| Some(Value::text(text.to_owned()));
        let whole = |number: i64| Some(Value::number(number));
        let table = [
            ("yes", Tag::None, Some(Value::bool(true))),
            ("yEs", Tag::None, text("yEs")),
            ("~", Tag::None, Some(Value::null(Type::Any))),
            ("010", Tag::None, whole(10)),
            ("+5", Tag::None, whole(5)),
            ("0x1F", Tag::None, whole(31)),
            ("-0x1F", Tag::None, text("-0x1F")),
            ("0o17", Tag::None, whole(15)),
            ("1_000", Tag::None, text("1_000")),
            ("1_000", Tag::Number, whole(1000)),
            ("0b11", Tag::Number, whole(3)),
            ("5.", Tag::None, whole(5)),
            ("2020-1-2", Tag::None, text("2020-01-02T00:00:00Z")),
            ("2020-13-02", Tag::None, text("2020-13-02")),
            ("5", Tag::Text, text("5")),
            ("abc", Tag::Number, None),
            ("abc", Tag::Bool, None),
            ("abc", Tag::Null, Some(Value::null(Type::Any))),
            (".nan", Tag::None, None),
            (".inf", Tag::None, None),
            ("aGk=", Tag::Binary, text("aGk=")),
            ("a", Tag::Binary, None),
        ];
        for (source, tag, want) in table {
            assert_eq!(value(source, tag, false).ok(), want, "{source} as {tag:?}");
        }
        assert_eq!(value("5", Tag::Number, true).ok(), text("5"));
    }
}
