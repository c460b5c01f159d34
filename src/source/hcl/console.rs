//! Expressions in, values out: what `console` answers.

use super::error::Error;
use super::expand::{self, Options};
use super::files::Files;
use super::value::{Data, Value};
use serde_json::Value as Json;

/// What stands for a value that is not known.
pub const UNKNOWN: &str = r#"{"unknown":true}"#;
/// What stands for a value that must not be shown.
pub const SENSITIVE: &str = r#"{"sensitive":true}"#;

/// An answer to one expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Its value as JSON. What is not known is [`UNKNOWN`], what must not be shown [`SENSITIVE`].
    Value(String),
    /// What is wrong with it.
    Error(String),
}

/// Answers expressions in the root module of `files`, one after the other, until `tell` has enough.
///
/// # Errors
/// When there is no configuration.
pub fn answer(
    files: &dyn Files,
    options: &Options<'_>,
    expressions: &mut (dyn Iterator<Item = String> + Send),
    tell: &mut (dyn FnMut(Answer) -> bool + Send),
) -> Result<(), Error> {
    expand::expressions(files, options, expressions, &mut |result| {
        tell(match result {
            Ok(value) => {
                let mut json = String::new();
                write(&value, &mut json);
                Answer::Value(json)
            }
            Err(errors) => Answer::Error(
                errors.first().map(|error| error.message.to_string()).unwrap_or_default(),
            ),
        })
    })
}

/// A value as JSON, numbers exact.
fn write(value: &Value, out: &mut String) {
    let quoted = |text: &str| Json::from(text).to_string();
    if value.marks.any() {
        return out.push_str(SENSITIVE);
    }
    if !value.is_known() {
        return out.push_str(UNKNOWN);
    }
    let (open, close) = match &value.data {
        Data::Unknown(_) | Data::Null(_) => return out.push_str("null"),
        Data::Bool(value) => return out.push_str(if *value { "true" } else { "false" }),
        Data::Number(number) => return out.push_str(&number.to_string()),
        Data::Text(text) => return out.push_str(&quoted(text)),
        Data::Map(..) | Data::Object(_) => ('{', '}'),
        _ => ('[', ']'),
    };
    out.push(open);
    let mut keys = value.fields().into_iter().flat_map(|all| all.keys());
    for (at, part) in value.parts().enumerate() {
        if at > 0 {
            out.push(',');
        }
        if let Some(key) = keys.next() {
            out.push_str(&quoted(key));
            out.push(':');
        }
        write(part, out);
    }
    out.push(close);
}

/// The expressions of a text: one a line, but a heredoc goes on to the line that ends it.
#[must_use]
pub fn split(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut rest = lines.as_slice();
    let mut out = Vec::new();
    while let Some((first, after)) = rest.split_first() {
        let more = heredoc(first, after);
        let (taken, left) = rest.split_at_checked(1 + more).unwrap_or((rest, &[]));
        if !first.trim().is_empty() {
            out.push(taken.iter().map(|line| format!("{line}\n")).collect());
        }
        rest = left;
    }
    out
}

/// How many lines after the first belong to it.
fn heredoc(first: &str, after: &[&str]) -> usize {
    let Some((_, marker)) = first.rsplit_once("<<") else { return 0 };
    let marker = marker.strip_prefix('-').unwrap_or(marker);
    let is_name =
        !marker.is_empty() && marker.chars().all(|one| one.is_alphanumeric() || one == '_');
    let end = after.iter().position(|line| line.trim() == marker).filter(|_| is_name);
    let Some(end) = end else { return 0 };
    // Brackets that were open before the heredoc are closed after it.
    let mut whole: String = after.iter().take(end + 1).map(|line| format!("{line}\n")).collect();
    whole.insert_str(0, &format!("{first}\n"));
    let mut more = end + 1;
    while super::syntax::expression(&whole, 0, 0).is_err() {
        let Some(line) = after.get(more) else { return end + 1 };
        whole.push_str(line);
        whole.push('\n');
        more += 1;
        if more > end + 4 {
            return end + 1;
        }
    }
    more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_expression_a_line() {
        let text = "1\n\nf(<<-A\n  x\n  A\n)\n\"<<A\"\n<<B\n2";
        assert_eq!(split(text), ["1\n", "f(<<-A\n  x\n  A\n)\n", "\"<<A\"\n", "<<B\n", "2\n"]);
    }
}
