//! A time in a format of the user's own: letters stand for its parts, texts in quotes for themselves.

use super::timestamp::{Civil, Timestamp};
use std::fmt::Write;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// The time as `format` asks for it.
pub(super) fn formatted(format: &str, time: &Timestamp) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        if first == '\'' {
            rest = quoted(rest, &mut out)?;
            continue;
        }
        let same =
            |one: char| if first.is_ascii_alphabetic() { one == first } else { !special(one) };
        let end = rest.find(|one| !same(one)).unwrap_or(rest.len());
        let (token, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if first.is_ascii_alphabetic() {
            out.push_str(&verb(first, token.len(), time).ok_or_else(|| {
                format!("`{token}` stands for no part of a time; texts stand in quotes")
            })?);
        } else {
            out.push_str(token);
        }
        rest = after;
    }
    Ok(out)
}

fn special(one: char) -> bool {
    one == '\'' || one.is_ascii_alphabetic()
}

/// Copies what stands in quotes, where two quotes are one, and tells what follows.
fn quoted<'a>(text: &'a str, out: &mut String) -> Result<&'a str, String> {
    let inner = text.strip_prefix('\'').unwrap_or(text);
    if let Some(after) = inner.strip_prefix('\'') {
        out.push('\'');
        return Ok(after);
    }
    let mut rest = inner;
    loop {
        let (before, after) = rest.split_once('\'').ok_or("a quote is not closed")?;
        out.push_str(before);
        match after.strip_prefix('\'') {
            Some(more) => {
                out.push('\'');
                // Two quotes at the end are one that is written and one that closes.
                if more.is_empty() {
                    return Ok(more);
                }
                rest = more;
            }
            None => return Ok(after),
        }
    }
}

/// What a letter, so many times, stands for.
fn verb(letter: char, count: usize, time: &Timestamp) -> Option<String> {
    let Civil { year, month, day, weekday, hour, minute, second } = time.civil();
    let half = if hour % 12 == 0 { 12 } else { hour % 12 };
    let name = |names: &[&str], at: i64| -> Option<String> {
        Some((*names.get(usize::try_from(at).ok()?)?).to_owned())
    };
    match (letter, count) {
        ('Y', 2) => Some(format!("{:02}", year % 100)),
        ('Y', 4) => Some(format!("{year:04}")),
        ('M', 3) => name(&MONTHS, month - 1)?.get(..3).map(str::to_owned),
        ('M', 4) => name(&MONTHS, month - 1),
        ('E', 3) => name(&DAYS, weekday)?.get(..3).map(str::to_owned),
        ('E', 4) => name(&DAYS, weekday),
        ('M', _) => number(month, count),
        ('D', _) => number(day, count),
        ('h', _) => number(hour, count),
        ('H', _) => number(half, count),
        ('m', _) => number(minute, count),
        ('s', _) => number(second, count),
        ('A', 2) => Some(if hour < 12 { "AM" } else { "PM" }.to_owned()),
        ('a', 2) => Some(if hour < 12 { "am" } else { "pm" }.to_owned()),
        ('Z', 1) if time.offset() == 0 => Some("Z".to_owned()),
        ('Z', 3) if time.written_offset("") == "+0000" => Some("UTC".to_owned()),
        ('Z', 3 | 4) => Some(time.written_offset("")),
        ('Z', 1 | 5) => Some(time.written_offset(":")),
        _ => None,
    }
}

/// A number of at least so many digits.
fn number(value: i64, count: usize) -> Option<String> {
    let mut out = String::new();
    // Writing to a text does not fail.
    let _ = write!(out, "{value:0count$}");
    (count <= 2).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        let table = [
            ("YYYY-MM-DD'T'hh:mm:ssZ", Some("2006-01-02T15:04:05Z")),
            ("EEEE, D MMM YY H:mm aa ZZZ", Some("Monday, 2 Jan 06 3:04 pm UTC")),
            ("h 'o''clock'", Some("15 o'clock")),
            ("''", Some("'")),
            ("'it''", Some("it'")),
            ("ZZZZ ZZZZZ é", Some("+0000 +00:00 é")),
            ("'open", None),
            ("'", None),
            ("ZZ", None),
            ("DDD", None),
            ("x", None),
        ];
        let time = Timestamp::parse("2006-01-02T15:04:05Z");
        for (format, want) in table {
            let got = time.as_ref().ok().and_then(|time| formatted(format, time).ok());
            assert_eq!(got.as_deref(), want, "{format}");
        }
    }
}
