//! Texts.

mod format;
mod pattern;

use super::super::types::Type;
use super::super::value::{Data, Value};
use super::{ANY, Call, Function, NUMBER, Open, Parameter, TEXT, Want};
use crate::diag::limits::TEXT_BYTES_MAX;
use crate::model::value::{SYMBOL_BEGIN, SYMBOL_END, is_symbolic, symbol};
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation;

/// A text that may have symbols.
const SYMBOLIC: Parameter = TEXT.open(Open::Symbols);
const DEPENDS: &str = "it depends on a part of a text that is not known";
/// A list of texts some of which may be unknown.
const LIST: Parameter = Parameter::plain(Want::ListOfText).open(Open::All);

type Run = fn(&Call<'_>) -> Result<Value, String>;

const fn texts(name: &'static str, parameters: &'static [Parameter], run: Run) -> Function {
    Function { name, parameters, rest: None, result: |_| Type::Text, run }
}

const fn truth(name: &'static str, run: Run) -> Function {
    Function { name, parameters: &[SYMBOLIC, TEXT], rest: None, result: |_| Type::Bool, run }
}

pub(super) const FUNCTIONS: &[Function] = &[
    texts("chomp", &[TEXT], |call| Ok(Value::text(call.text(0).trim_end_matches(['\r', '\n'])))),
    truth("endswith", |call| told(call, |text, end| text.ends_with(end), tail)),
    Function {
        name: "format",
        parameters: &[TEXT],
        rest: Some(ANY.open(Open::All).nullable()),
        result: |_| Type::Text,
        run: |call| format::one(call.text(0), call.rest(1), call.context),
    },
    Function {
        name: "formatlist",
        parameters: &[TEXT],
        rest: Some(ANY.open(Open::All).nullable()),
        result: |_| Type::list(Type::Text),
        run: |call| format::list(call.text(0), call.rest(1), call.context),
    },
    texts("indent", &[NUMBER, SYMBOLIC], indent),
    Function {
        name: "join",
        parameters: &[TEXT],
        rest: Some(LIST),
        result: |_| Type::Text,
        run: join,
    },
    texts("lower", &[TEXT], |call| Ok(Value::text(call.text(0).to_lowercase()))),
    Function {
        name: "regex",
        parameters: &[TEXT, TEXT],
        rest: None,
        result: pattern::result,
        run: |call| pattern::first(call.text(0), call.text(1)),
    },
    Function {
        name: "regexall",
        parameters: &[TEXT, TEXT],
        rest: None,
        result: |arguments| Type::list(pattern::result(arguments)),
        run: |call| pattern::all(call.text(0), call.text(1)),
    },
    texts("replace", &[SYMBOLIC, TEXT, SYMBOLIC], replace),
    Function {
        name: "split",
        parameters: &[TEXT, TEXT],
        rest: None,
        result: |_| Type::list(Type::Text),
        run: split,
    },
    truth("startswith", |call| told(call, |text, begin| text.starts_with(begin), head)),
    Function {
        name: "strcontains",
        parameters: &[TEXT, TEXT],
        rest: None,
        result: |_| Type::Bool,
        run: |call| Ok(Value::bool(call.text(0).contains(call.text(1)))),
    },
    texts("strrev", &[TEXT], |call| {
        Ok(Value::text(call.text(0).graphemes(true).rev().collect::<String>()))
    }),
    texts("substr", &[TEXT, NUMBER, NUMBER], substr),
    texts("title", &[TEXT], |call| Ok(Value::text(title(call.text(0))))),
    texts("trim", &[TEXT, TEXT], |call| {
        let cut: Vec<char> = call.text(1).chars().collect();
        Ok(Value::text(call.text(0).trim_matches(cut.as_slice())))
    }),
    texts("trimprefix", &[SYMBOLIC, TEXT], |call| {
        cut(call, |text, begin| text.strip_prefix(begin), head)
    }),
    texts("trimspace", &[TEXT], |call| Ok(Value::text(call.text(0).trim_matches(is_space)))),
    texts("trimsuffix", &[SYMBOLIC, TEXT], |call| {
        cut(call, |text, end| text.strip_suffix(end), tail)
    }),
    texts("upper", &[TEXT], |call| Ok(Value::text(upper(call.text(0))))),
];

/// White space as Go has it.
fn is_space(letter: char) -> bool {
    letter.is_whitespace()
}

/// Great letters, one for one: `ß` stays.
fn upper(text: &str) -> String {
    text.chars().map(upper_one).collect()
}

fn upper_one(letter: char) -> char {
    let mut all = letter.to_uppercase();
    match (all.next(), all.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

/// The known text before the first symbol.
fn head(text: &str) -> &str {
    text.split(SYMBOL_BEGIN).next().unwrap_or_default()
}

/// The known text after the last symbol.
fn tail(text: &str) -> &str {
    text.rsplit(SYMBOL_END).next().unwrap_or_default()
}

/// Whether what is known of a text settles a question about its begin or end.
fn settled(text: &str, part: &str, known: fn(&str) -> &str) -> bool {
    let known = known(text);
    known.len() == text.len()
        || known.len() >= part.len()
        || !(part.starts_with(known) || part.ends_with(known))
}

fn told(
    call: &Call<'_>,
    test: fn(&str, &str) -> bool,
    known: fn(&str) -> &str,
) -> Result<Value, String> {
    let (text, part) = (call.text(0), call.text(1));
    if settled(text, part, known) {
        return Ok(Value::bool(test(text, part)));
    }
    Ok(Value::unknown_not_null(Type::Bool, DEPENDS))
}

fn cut(
    call: &Call<'_>,
    strip: for<'t> fn(&'t str, &str) -> Option<&'t str>,
    known: fn(&str) -> &str,
) -> Result<Value, String> {
    let (text, part) = (call.text(0), call.text(1));
    if settled(text, part, known) {
        return Ok(Value::text(strip(text, part).unwrap_or(text)));
    }
    Ok(Value::unknown_not_null(Type::Text, DEPENDS))
}

fn indent(call: &Call<'_>) -> Result<Value, String> {
    let count = usize::try_from(call.integer(0)?).map_err(|_| "the number must not be negative")?;
    let lines = call.text(1).matches('\n').count();
    if count.saturating_mul(lines) > TEXT_BYTES_MAX {
        return Err("the text becomes too long to be handled".to_owned());
    }
    let begin = format!("\n{}", " ".repeat(count.min(TEXT_BYTES_MAX)));
    Ok(Value::text(call.text(1).replace('\n', &begin)))
}

/// The text of an element; none if it is not known at all.
fn piece(value: &Value) -> Result<Option<Arc<str>>, String> {
    match &value.data {
        Data::Unknown(unknown) => {
            Ok(unknown.identity.as_ref().map(|identity| symbol(identity).into()))
        }
        Data::Null(_) => Err("an element is null".to_owned()),
        _ => Ok(value.as_text().cloned()),
    }
}

fn join(call: &Call<'_>) -> Result<Value, String> {
    let (separator, lists) = call.arguments.split_first().ok_or("a separator is required")?;
    let separator = separator.as_text().cloned().unwrap_or_default();
    if lists.is_empty() {
        return Err("at least one list is required".to_owned());
    }
    let mut pieces = Vec::new();
    for list in lists {
        let Some(elements) = list.elements() else {
            let reason = list.reason().unwrap_or_default();
            return Ok(Value::unknown_not_null(Type::Text, reason));
        };
        for element in elements {
            match piece(element)? {
                Some(text) => pieces.push(text),
                None => {
                    let reason = element.reason().unwrap_or_default();
                    return Ok(Value::unknown_not_null(Type::Text, reason));
                }
            }
        }
    }
    let length: usize = pieces.iter().map(|piece| piece.len() + separator.len()).sum();
    if length > TEXT_BYTES_MAX {
        return Err("the text becomes too long to be handled".to_owned());
    }
    Ok(Value::text(pieces.join(&separator)))
}

fn split(call: &Call<'_>) -> Result<Value, String> {
    let (separator, text) = (call.text(0), call.text(1));
    let list: Vec<Value> = if separator.is_empty() {
        text.chars().map(|letter| Value::text(letter.to_string())).collect()
    } else {
        text.split(separator).map(Value::text).collect()
    };
    Ok(Value::list(Type::Text, list))
}

fn replace(call: &Call<'_>) -> Result<Value, String> {
    let (text, what, with) = (call.text(0), call.text(1), call.text(2));
    let most = text.len().saturating_add(1).saturating_mul(with.len());
    if most > TEXT_BYTES_MAX
        && text.matches(what).count().saturating_mul(with.len()) > TEXT_BYTES_MAX
    {
        return Err("the text becomes too long to be handled".to_owned());
    }
    if let Some(pattern) = what.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')) {
        if is_symbolic(text) || is_symbolic(with) {
            return Ok(Value::unknown_not_null(Type::Text, DEPENDS));
        }
        return pattern::replace(text, pattern, with);
    }
    if !is_symbolic(text) {
        return Ok(Value::text(text.replace(what, with)));
    }
    if !is_placeholder(what) {
        return Ok(Value::unknown_not_null(Type::Text, DEPENDS));
    }
    Ok(Value::text(known_parts(text, |part| part.replace(what, with))))
}

/// Whether a text is written to be replaced, like `_BUCKET_` or `${id}`: no value that is not known
/// holds a part of it by chance.
fn is_placeholder(what: &str) -> bool {
    const AROUND: &[char] = &['_', '{', '}', '<', '>', '%', '$', '#', '[', ']', '@'];
    what.len() >= 4 && what.starts_with(AROUND) && what.ends_with(AROUND)
}

/// A text with something done to all that lies around its symbols.
fn known_parts(text: &str, change: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    for piece in text.split_inclusive(SYMBOL_END) {
        let at = piece.find(SYMBOL_BEGIN).unwrap_or(piece.len());
        let (known, symbol) = piece.split_at(at);
        out.push_str(&change(known));
        out.push_str(symbol);
    }
    out
}

fn substr(call: &Call<'_>) -> Result<Value, String> {
    let all: Vec<&str> = call.text(0).graphemes(true).collect();
    let (offset, length) = (call.integer(1)?, call.integer(2)?);
    let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let begin = if offset < 0 { offset.saturating_add(count) } else { offset };
    let begin = usize::try_from(begin.max(0)).unwrap_or(usize::MAX).min(all.len());
    let end = match usize::try_from(length) {
        Ok(length) => begin.saturating_add(length).min(all.len()),
        Err(_) => all.len(),
    };
    Ok(Value::text(all.get(begin..end).unwrap_or_default().concat()))
}

/// Great letters at the begins of words, as Go's `strings.Title` finds them.
fn title(text: &str) -> String {
    let mut before = ' ';
    let letter = |letter: char| {
        let begins = is_separator(before);
        before = letter;
        if begins { title_one(letter) } else { letter }
    };
    text.chars().map(letter).collect()
}

/// The title case of the few letters that have one of their own, else the great letter.
fn title_one(letter: char) -> char {
    match letter {
        'Ǆ' | 'ǆ' => 'ǅ',
        'Ǉ' | 'ǉ' => 'ǈ',
        'Ǌ' | 'ǌ' => 'ǋ',
        'Ǳ' | 'ǳ' => 'ǲ',
        other => upper_one(other),
    }
}

fn is_separator(letter: char) -> bool {
    if letter.is_ascii() {
        return !(letter.is_ascii_alphanumeric() || letter == '_');
    }
    !letter.is_alphanumeric() && letter.is_whitespace()
}
