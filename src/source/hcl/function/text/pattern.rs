//! Regular expressions as Go writes them.

use super::super::super::types::Type;
use super::super::super::value::{Fields, Value};
use crate::diag::limits::{REGEX_BYTES_MAX, TEXT_BYTES_MAX};
use regex::{Captures, Regex, RegexBuilder};
use std::fmt::Write as _;

fn compiled(pattern: &str) -> Result<Regex, String> {
    let text = translated(pattern);
    RegexBuilder::new(&text)
        .size_limit(REGEX_BYTES_MAX)
        .build()
        .map_err(|error| format!("this is no regular expression: {error}"))
}

/// The pattern with Go's meaning of `\d`, `\s`, `\w` and `\b`, which know ASCII only, and of
/// `\Q...\E`.
fn translated(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut letters = pattern.chars().peekable();
    let mut class = 0usize;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('Q') if class == 0 => quoted(&mut letters, &mut out),
                Some(kind) => escaped(kind, class > 0, &mut out),
                None => out.push('\\'),
            },
            '[' if class == 0 => {
                class = 1;
                out.push('[');
                if letters.peek() == Some(&'^') {
                    out.extend(letters.next());
                }
                // A bracket that comes first stands for itself.
                if letters.peek() == Some(&']') {
                    letters.next();
                    out.push_str("\\]");
                }
            }
            '[' if letters.peek() == Some(&':') => {
                class = 2;
                out.push('[');
            }
            '[' => out.push_str("\\["),
            ']' if class > 0 => {
                class -= 1;
                out.push(']');
            }
            // These have a meaning in classes that Go does not know.
            '&' | '~' | '-' if class > 0 && letters.peek() == Some(&letter) => {
                let _ = write!(out, "\\{letter}");
            }
            other => out.push(other),
        }
    }
    out
}

/// What `\Q` quotes, up to `\E` or the end.
fn quoted(letters: &mut std::iter::Peekable<std::str::Chars<'_>>, out: &mut String) {
    let mut text = String::new();
    while let Some(letter) = letters.next() {
        if letter == '\\' && letters.peek() == Some(&'E') {
            letters.next();
            break;
        }
        text.push(letter);
    }
    out.push_str(&regex::escape(&text));
}

fn escaped(kind: char, class: bool, out: &mut String) {
    let (inside, negated) = match kind {
        'd' => ("0-9", false),
        'D' => ("0-9", true),
        's' => ("\\t\\n\\f\\r ", false),
        'S' => ("\\t\\n\\f\\r ", true),
        'w' => ("0-9A-Za-z_", false),
        'W' => ("0-9A-Za-z_", true),
        'b' | 'B' if !class => {
            let _ = write!(out, "(?-u:\\{kind})");
            return;
        }
        other => {
            out.push('\\');
            out.push(other);
            return;
        }
    };
    match (class, negated) {
        (true, false) => out.push_str(inside),
        (_, true) => {
            let _ = write!(out, "[^{inside}]");
        }
        (false, false) => {
            let _ = write!(out, "[{inside}]");
        }
    }
}

/// The type of what a pattern captures.
pub(super) fn result(arguments: &[Value]) -> Type {
    let pattern = arguments.first().and_then(Value::as_text);
    match pattern.and_then(|pattern| compiled(pattern).ok()) {
        Some(regex) => kind(&regex).unwrap_or(Type::Any),
        None => Type::Any,
    }
}

fn kind(regex: &Regex) -> Result<Type, String> {
    let groups = regex.captures_len() - 1;
    let names: Vec<&str> = regex.capture_names().flatten().collect();
    if groups == 0 {
        return Ok(Type::Text);
    }
    if names.is_empty() {
        return Ok(Type::tuple(vec![Type::Text; groups]));
    }
    if names.len() != groups {
        return Err("groups must either all have names or none".to_owned());
    }
    Ok(Type::object(names.into_iter().map(|name| (name.into(), Type::Text))))
}

fn captured(regex: &Regex, found: &Captures<'_>) -> Value {
    let group = |at: usize| match found.get(at) {
        Some(group) => Value::text(group.as_str()),
        None => Value::null(Type::Text),
    };
    let names: Vec<Option<&str>> = regex.capture_names().collect();
    if names.len() == 1 {
        return group(0);
    }
    if names.iter().all(Option::is_none) {
        return Value::tuple((1..names.len()).map(group).collect());
    }
    let named =
        names.iter().enumerate().filter_map(|(at, name)| Some(((*name)?.into(), group(at))));
    Value::object(named.collect::<Fields>())
}

/// What the first match captures.
pub(super) fn first(pattern: &str, text: &str) -> Result<Value, String> {
    let regex = compiled(pattern)?;
    kind(&regex)?;
    let found = regex.captures(text).ok_or("the pattern matches nothing in the text")?;
    Ok(captured(&regex, &found))
}

/// What all matches capture.
pub(super) fn all(pattern: &str, text: &str) -> Result<Value, String> {
    let regex = compiled(pattern)?;
    let of = kind(&regex)?;
    let found = regex.captures_iter(text).map(|found| captured(&regex, &found));
    Ok(Value::list(of, found.collect()))
}

/// Replaces all matches; `$1` and `${name}` stand for groups.
pub(super) fn replace(text: &str, pattern: &str, with: &str) -> Result<Value, String> {
    let regex = compiled(pattern)?;
    let mut length = text.len();
    for found in regex.captures_iter(text) {
        let mut piece = String::new();
        found.expand(with, &mut piece);
        length += piece.len();
        if length > TEXT_BYTES_MAX {
            return Err("the text becomes too long to be handled".to_owned());
        }
    }
    Ok(Value::text(regex.replace_all(text, with).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::translated;

    #[test]
    fn classes_of_go() {
        let table = [
            (r"\d+", "[0-9]+"),
            (r"[\d.]", "[0-9.]"),
            (r"\\d", r"\\d"),
            (r"\Qa.b\E.", r"a\.b."),
            ("[]a]", r"[\]a]"),
            ("[[:alpha:]]x", "[[:alpha:]]x"),
            ("[a[b]", r"[a\[b]"),
            (r"\bx", r"(?-u:\b)x"),
        ];
        for (pattern, want) in table {
            assert_eq!(translated(pattern), want, "{pattern}");
        }
    }
}
