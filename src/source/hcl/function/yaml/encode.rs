//! Values as YAML: in blocks, two spaces a level, all texts quoted or, with several lines, literal.

use super::super::super::value::{Data, Fields, Value};
use super::quote::{Analysis, escape, is_break};
use crate::diag::limits::TEXT_BYTES_MAX;

/// Columns after which a quoted text goes on in the next line, at the next space.
const WIDTH: usize = 80;
/// Columns of a level.
const INDENT: usize = 2;
/// Bytes of a key that stands before its colon on one line.
const SIMPLE_KEY_MAX: usize = 128;

/// A value as YAML.
pub(super) fn encoded(value: &Value) -> Result<String, String> {
    let mut emitter = Emitter { whitespace: true, indention: true, ..Emitter::default() };
    emitter.node(value, Place::Root)?;
    emitter.line(None);
    if emitter.open_ended {
        emitter.out.push_str("...\n");
    }
    Ok(emitter.out)
}

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Root,
    Item,
    /// A key on one line with its colon.
    SimpleKey,
    Key,
    Value,
}

/// The text so far, and how it ends.
#[derive(Debug, Default)]
struct Emitter {
    out: String,
    column: usize,
    /// The level of what is written; none before the outermost.
    indent: Option<usize>,
    /// Whether what comes next needs no space before it.
    whitespace: bool,
    /// Whether nothing but indentation and `-`, `?`, `:` stands in this line.
    indention: bool,
    /// Whether only a line with `...` shows where the text ends.
    open_ended: bool,
}

impl Emitter {
    fn node(&mut self, value: &Value, place: Place) -> Result<(), String> {
        if self.out.len() > TEXT_BYTES_MAX {
            return Err("the text is too long".to_owned());
        }
        match &value.data {
            Data::Unknown(unknown) => return Err(unknown.reason.to_string()),
            Data::Null(_) => self.plain("null", place),
            Data::Bool(truth) => self.plain(if *truth { "true" } else { "false" }, place),
            Data::Number(number) => self.plain(&number.to_string(), place),
            Data::Text(text) => self.text(text, place),
            Data::List(_, all) | Data::Set(_, all) | Data::Tuple(all) => {
                self.sequence(all, place)?;
            }
            Data::Map(_, all) | Data::Object(all) => self.mapping(all)?,
        }
        Ok(())
    }

    fn sequence(&mut self, all: &[Value], place: Place) -> Result<(), String> {
        if all.is_empty() {
            self.indicator("[]", true, false);
            return Ok(());
        }
        let outer = self.indent;
        // A list below its key is not indented.
        if place != Place::Value || self.indention {
            self.indent = Some(outer.map_or(0, |outer| outer + INDENT));
        }
        for one in all {
            self.line(self.indent);
            self.indicator("-", true, true);
            self.node(one, Place::Item)?;
        }
        self.indent = outer;
        Ok(())
    }

    fn mapping(&mut self, all: &Fields) -> Result<(), String> {
        if all.is_empty() {
            self.indicator("{}", true, false);
            return Ok(());
        }
        let outer = self.indent;
        self.indent = Some(outer.map_or(0, |outer| outer + INDENT));
        for (key, value) in all {
            self.line(self.indent);
            if key.len() <= SIMPLE_KEY_MAX && !key.contains(is_break) {
                self.text(key, Place::SimpleKey);
                self.indicator(":", false, false);
            } else {
                self.indicator("?", true, true);
                self.text(key, Place::Key);
                self.line(self.indent);
                self.indicator(":", true, true);
            }
            self.node(value, Place::Value)?;
        }
        self.indent = outer;
        Ok(())
    }

    /// Begins a line at a level, unless this one has nothing in it yet.
    fn line(&mut self, indent: Option<usize>) {
        let indent = indent.unwrap_or(0);
        let used = self.column > indent || self.column == indent && !self.whitespace;
        if !self.indention || used {
            self.end_line();
        }
        while self.column < indent {
            self.put(' ');
        }
        self.whitespace = true;
        self.indention = true;
    }

    fn end_line(&mut self) {
        self.out.push('\n');
        self.column = 0;
    }

    fn put(&mut self, one: char) {
        self.out.push(one);
        self.column += 1;
    }

    fn indicator(&mut self, text: &str, apart: bool, indention: bool) {
        if apart && !self.whitespace {
            self.put(' ');
        }
        text.chars().for_each(|one| self.put(one));
        self.whitespace = false;
        self.indention = self.indention && indention;
        self.open_ended = false;
    }

    fn plain(&mut self, text: &str, place: Place) {
        if !self.whitespace {
            self.put(' ');
        }
        text.chars().for_each(|one| self.put(one));
        self.whitespace = false;
        self.indention = false;
        self.open_ended |= place == Place::Root;
    }

    fn text(&mut self, text: &str, place: Place) {
        let outer = self.indent;
        self.indent = Some(outer.map_or(INDENT, |outer| outer + INDENT));
        let simple_key = place == Place::SimpleKey;
        if text.contains('\n') && !simple_key && Analysis::of(text).may_be_literal() {
            self.literal(text);
        } else {
            self.quoted(text, !simple_key);
        }
        self.indent = outer;
    }

    fn quoted(&mut self, text: &str, may_break: bool) {
        self.indicator("\"", true, false);
        let mut after_space = false;
        for (at, one) in text.char_indices() {
            if one != ' ' {
                match escape(one) {
                    Some(escaped) => escaped.chars().for_each(|one| self.put(one)),
                    None => self.put(one),
                }
                after_space = false;
                continue;
            }
            let inside = at > 0 && at + 1 < text.len();
            if may_break && !after_space && self.column > WIDTH && inside {
                self.line(self.indent);
                let next_too = text.as_bytes().get(at + 1) == Some(&b' ');
                if next_too {
                    self.put('\\');
                }
            } else {
                self.put(one);
            }
            after_space = true;
        }
        self.indicator("\"", false, false);
    }

    fn literal(&mut self, text: &str) {
        self.indicator("|", true, false);
        if text.starts_with([' ', '\n', '\u{2028}', '\u{2029}']) {
            self.indicator("2", false, false);
        }
        let mut back = text.chars().rev();
        let keeps = match (back.next().is_some_and(is_break), back.next().is_none_or(is_break)) {
            (false, _) => "-",
            (true, true) => "+",
            (true, false) => "",
        };
        self.indicator(keeps, false, false);
        self.end_line();
        self.indention = true;
        self.whitespace = true;
        let mut begins = true;
        for one in text.chars() {
            if is_break(one) {
                self.out.push(one);
                self.column = 0;
            } else {
                if begins {
                    self.line(self.indent);
                }
                self.put(one);
            }
            begins = is_break(one);
            self.indention = begins;
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that fails may panic")]
    use super::super::super::super::types::Type;
    use super::*;

    #[test]
    fn values() {
        let text = |text: &str| Value::text(text.to_owned());
        let list = || Value::tuple(vec![text("a"), Value::tuple(vec![]), Value::number(1_u64)]);
        let object = |key: &str, value| Value::object([(key.into(), value)].into());
        let table = [
            (Value::null(Type::Any), "null\n...\n"),
            (text("x"), "\"x\"\n"),
            (text("x\ny\n"), "|\n  x\n  y\n"),
            (text(" x\ny"), "|2-\n   x\n  y\n"),
            (text("\tx\n"), "\"\\tx\\n\"\n"),
            (text("\u{1F600}"), "\"\\U0001F600\"\n"),
            (list(), "- \"a\"\n- []\n- 1\n"),
            (Value::tuple(vec![list()]), "- - \"a\"\n  - []\n  - 1\n"),
            (object("k", list()), "\"k\":\n- \"a\"\n- []\n- 1\n"),
            (object("k", object("l", text("a\nb"))), "\"k\":\n  \"l\": |-\n    a\n    b\n"),
            (object("k", object("l", Value::object([].into()))), "\"k\":\n  \"l\": {}\n"),
            (object("a\nb", Value::number(1_u64)), "? |-\n  a\n  b\n: 1\n"),
        ];
        for (value, want) in table {
            assert_eq!(encoded(&value).unwrap(), want, "{value:?}");
        }
        let long = text(&"abcd ".repeat(20));
        let want = format!("\"{}abcd\n  abcd abcd abcd \"\n", "abcd ".repeat(16));
        assert_eq!(encoded(&long).unwrap(), want);
    }
}
