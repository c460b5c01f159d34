//! The order in which Terraform iterates over a set.

use super::{Data, Value};
use std::cmp::Ordering;
use std::fmt::Write as _;

/// The values in the order of a set, each once. Unknown values are never the same.
#[must_use]
pub fn sorted(mut values: Vec<Value>) -> Vec<Value> {
    let plain = values.iter().all(|one| one.parts().next().is_none());
    if plain {
        values.sort_by(compare);
    } else {
        // Compound values are ordered by a digest that is costly to make: once each.
        values.sort_by_cached_key(|one| (rank(one), digest(one)));
    }
    values.dedup_by(|later, earlier| earlier.equals(later) == Some(true));
    values
}

/// Known values come first, then unknown ones, then null.
fn rank(value: &Value) -> u8 {
    match &value.data {
        Data::Null(_) => 2,
        _ if !value.is_known() => 1,
        _ => 0,
    }
}

fn compare(one: &Value, two: &Value) -> Ordering {
    match (&one.data, &two.data) {
        (Data::Text(a), Data::Text(b)) if rank(one) == rank(two) => a.cmp(b),
        (Data::Bool(a), Data::Bool(b)) => a.cmp(b),
        (Data::Number(a), Data::Number(b)) => a.cmp(b),
        _ => rank(one).cmp(&rank(two)),
    }
}

/// A text that orders compound values.
fn digest(value: &Value) -> String {
    let mut out = String::new();
    write_digest(value, &mut out);
    out
}

fn write_digest(value: &Value, out: &mut String) {
    let (open, close) = match &value.data {
        Data::Null(_) => return out.push('~'),
        _ if !value.is_known() => return out.push('?'),
        Data::Bool(value) => return out.push(if *value { 'T' } else { 'F' }),
        Data::Number(number) => return out.push_str(&number.short()),
        Data::Text(text) => return write_quoted(text, out),
        Data::Map(..) => ('{', '}'),
        Data::List(..) | Data::Set(..) => ('[', ']'),
        _ => ('<', '>'),
    };
    out.push(open);
    if let Data::Map(_, all) = &value.data {
        for (key, one) in all.iter() {
            write_quoted(key, out);
            out.push(':');
            write_digest(one, out);
            out.push(';');
        }
    } else {
        for one in value.parts() {
            write_digest(one, out);
            out.push(';');
        }
    }
    out.push(close);
}

/// Quoted, with the escapes that are usual in programs.
fn write_quoted(text: &str, out: &mut String) {
    const SHORT: &[(char, char)] = &[
        ('"', '"'),
        ('\\', '\\'),
        ('\u{7}', 'a'),
        ('\u{8}', 'b'),
        ('\u{c}', 'f'),
        ('\n', 'n'),
        ('\r', 'r'),
        ('\t', 't'),
        ('\u{b}', 'v'),
    ];
    out.push('"');
    for one in text.chars() {
        match SHORT.iter().find(|(plain, _)| *plain == one) {
            Some((_, letter)) => out.extend(['\\', *letter]),
            None if (one as u32) < 0x20 || one as u32 == 0x7F => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\x{:02x}", one as u32);
            }
            None => out.push(one),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iteration_order() {
        let text =
            |all: &[&str]| -> Vec<Value> { all.iter().map(|one| Value::text(*one)).collect() };
        assert_eq!(sorted(text(&["b", "a", "b", "B"])), text(&["B", "a", "b"]));
        let number =
            |all: &[i64]| -> Vec<Value> { all.iter().map(|one| Value::number(*one)).collect() };
        assert_eq!(sorted(number(&[10, 9, -1, 9])), number(&[-1, 9, 10]));
        let tuple = |one: i64| Value::tuple(number(&[one]));
        // Compound values are ordered by their text: 10 before 9.
        assert_eq!(sorted(vec![tuple(9), tuple(10)]), [tuple(10), tuple(9)]);
    }
}
