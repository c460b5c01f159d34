//! Patterns of metric filters: which events of a log they count.
//!
//! Source: CloudWatch Logs user guide, "Filter pattern syntax for metric filters", read 2026-11-23.

/// Letters of which operators are made.
const OPERATORS: &[char] = &['=', '!', '<', '>', '&', '|'];
/// Letters that stand alone.
const MARKS: &[char] = &['{', '}', '(', ')', ','];
/// Between these a text is as it is written.
const QUOTES: &[char] = &['"', '%'];

/// Whether a text is a pattern of fields.
pub(super) fn is_pattern(text: &str) -> bool {
    text.starts_with('{')
}

/// A pattern with one space between its parts, however it is spaced.
pub(in crate::graph::surface) fn spaced(pattern: &str) -> String {
    if !is_pattern(pattern.trim_start()) {
        return pattern.trim().to_owned();
    }
    parts(pattern).join(" ").replace("( ", "(").replace(" )", ")")
}

/// Whether every event that the narrow pattern counts the wide one counts as well.
pub(super) fn holds(wide: &str, narrow: &str) -> bool {
    let (wide, narrow) = (choices(wide), choices(narrow));
    let within = |one: &Vec<String>| {
        wide.iter().any(|other| other.iter().all(|condition| one.contains(condition)))
    };
    narrow.iter().all(within)
}

/// The conditions of a pattern: each list is one choice, joined by `&&`.
fn choices(pattern: &str) -> Vec<Vec<String>> {
    let all = parts(pattern);
    let inner = all.get(1..all.len().saturating_sub(1)).unwrap_or_default();
    let conditions = |one: &[String]| split(one, "&&").iter().map(|one| one.join(" ")).collect();
    split(bare(inner), "||").into_iter().map(|one| conditions(bare(one))).collect()
}

/// What stands between operators outside of parentheses.
fn split<'p>(parts: &'p [String], operator: &str) -> Vec<&'p [String]> {
    let mut depth = 0_usize;
    let between = |part: &String| {
        match part.as_str() {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && part == operator
    };
    parts.split(between).map(bare).collect()
}

/// Parts without the parentheses around all of them.
fn bare(parts: &[String]) -> &[String] {
    let [first, inner @ .., last] = parts else { return parts };
    let mut depth = 0_usize;
    let closes_early = inner.iter().any(|part| match part.as_str() {
        "(" => {
            depth += 1;
            false
        }
        ")" if depth == 0 => true,
        ")" => {
            depth -= 1;
            false
        }
        _ => false,
    });
    if first == "(" && last == ")" && !closes_early { inner } else { parts }
}

/// The parts of a pattern: marks, operators, quoted texts and words.
fn parts(pattern: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = pattern.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            _ if MARKS.contains(&first) => Some(first.len_utf8()),
            _ if QUOTES.contains(&first) => {
                rest.match_indices(first).nth(1).map(|(at, quote)| at + quote.len())
            }
            _ if OPERATORS.contains(&first) => rest.find(|one| !OPERATORS.contains(&one)),
            _ => rest.find(|one: char| {
                one.is_whitespace() || [MARKS, QUOTES, OPERATORS].concat().contains(&one)
            }),
        };
        let (part, after) = rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, ""));
        out.push(part.to_owned());
        rest = after.trim_start();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{holds, spaced};

    #[test]
    fn spaces_outside_of_quotes_mean_nothing() {
        let table = [
            (r#"{$.a="x"}"#, r#"{ $.a = "x" }"#),
            (r#"{ ( $.a="x  y" )&&($.b!=1)}"#, r#"{ ($.a = "x  y") && ($.b != 1) }"#),
            ("{  $.a   IS TRUE }", "{ $.a IS TRUE }"),
            (" ERROR -Timeout ", "ERROR -Timeout"),
            (r#"{ $.a = "x"#, r#"{ $.a = "x"#),
        ];
        for (text, want) in table {
            assert_eq!(spaced(text), want);
        }
    }

    #[test]
    fn fewer_conditions_count_more_events() {
        let table = [
            ("{ $.a = 1 }", "{ $.a = 1 && $.b = 2 }", true),
            ("{ $.a = 1 && $.b = 2 }", "{ $.a = 1 }", false),
            ("{ $.b = 2 && $.a = 1 }", "{ ($.a = 1) && ($.b = 2) }", true),
            ("{ ($.a = 1) || ($.b = 2) }", "{ $.a = 1 }", true),
            ("{ $.a = 1 }", "{ ($.a = 1) || ($.b = 2) }", false),
            ("{ ($.b = 2 || $.c = 3) && $.a = 1 }", "{ $.a = 1 }", false),
            ("{ (($.a = 1)) }", "{ $.a = 1 }", true),
            ("{ $.a = 1 }", "{ $.a = 2 }", false),
        ];
        for (wide, narrow, want) in table {
            assert_eq!(holds(wide, narrow), want, "{wide} over {narrow}");
        }
    }
}
