//! Values from YAML.

use super::super::super::convert::convert;
use super::super::super::types::Type;
use super::super::super::value::{Fields, Value};
use super::scalar::{self, Tag};
use crate::diag::limits::{NESTING_MAX, VALUE_PARTS_MAX};
use crate::model::value::without_marks;
use saphyr_parser::{Event, Parser, ScalarStyle, StrInput};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What names of tags of YAML itself begin with.
pub(super) const CORE: &str = "tag:yaml.org,2002:";
/// The key whose value is a mapping that becomes part of the one it stands in.
const MERGE: &str = "<<";

/// The value of the one document of a text.
pub(super) fn decoded(text: &str) -> Result<Value, String> {
    refuse_directives(text)?;
    refuse_controls(text)?;
    let unended = (!text.ends_with('\n')).then(|| text.chars().count());
    let events = Parser::new_from_str(text);
    let mut reader = Reader { events, anchors: BTreeMap::new(), parts: 0, unended };
    match reader.next()? {
        Event::StreamStart => {}
        _ => return Err("there is no document".to_owned()),
    }
    match reader.next()? {
        Event::DocumentStart(_) => {}
        _ => return Err("there is no document".to_owned()),
    }
    let event = reader.next()?;
    let (value, _) = reader.value(event, 0)?;
    match (reader.next()?, reader.next()?) {
        (Event::DocumentEnd, Event::StreamEnd) => Ok(value),
        _ => Err("there must be one document only".to_owned()),
    }
}

/// Only YAML 1.1 may be asked for by name, and tags may be named; there are no other directives.
fn refuse_directives(text: &str) -> Result<(), String> {
    let head =
        text.lines().take_while(|line| line.starts_with(['%', '#']) || line.trim().is_empty());
    for directive in head.filter_map(|line| line.strip_prefix('%')) {
        let mut words = directive.split_whitespace();
        match (words.next(), words.next()) {
            (Some("TAG"), _) | (Some("YAML"), Some("1.1")) => {}
            _ => return Err(format!("`%{}` is not supported", without_marks(directive))),
        }
    }
    Ok(())
}

/// Control characters may stand in a text as escapes only.
fn refuse_controls(text: &str) -> Result<(), String> {
    let refused = |one: &char| one.is_control() && !matches!(one, '\t' | '\n' | '\r' | '\u{85}');
    match text.chars().find(refused) {
        Some(one) => Err(format!("there is a control character: {}", one.escape_unicode())),
        None => Ok(()),
    }
}

struct Reader<'a> {
    events: Parser<'a, StrInput<'a>>,
    /// Values by their anchors, and of how many parts they are; none while one is being read.
    anchors: BTreeMap<usize, Option<(Value, usize)>>,
    parts: usize,
    /// The place of the end if the last line has none of its own: a block there ends without one too,
    /// whatever the parser says.
    unended: Option<usize>,
}

type TagOf<'a> = Option<Cow<'a, saphyr_parser::Tag>>;

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<Event<'a>, String> {
        let (mut event, span) = match self.events.next_event() {
            Some(Ok(found)) => found,
            Some(Err(why)) => return Err(without_marks(&why.to_string()).into_owned()),
            None => return Err("there is no end of the document".to_owned()),
        };
        if let Event::Scalar(text, ScalarStyle::Literal | ScalarStyle::Folded, ..) = &mut event
            && self.unended == Some(span.end.index())
            && text.ends_with('\n')
        {
            text.to_mut().pop();
        }
        Ok(event)
    }

    /// The value that an event begins, and of how many parts it is.
    fn value(&mut self, event: Event<'a>, depth: usize) -> Result<(Value, usize), String> {
        if depth > NESTING_MAX {
            return Err(format!("this is nested more than {NESTING_MAX} levels deep"));
        }
        let before = self.parts;
        self.count(1)?;
        let (anchor, value) = match event {
            Event::Alias(anchor) => return self.alias(anchor),
            Event::Scalar(text, style, anchor, tag) => {
                let value = plain(&text, style, name(tag.as_ref()).as_deref())?;
                (anchor, value)
            }
            Event::SequenceStart(anchor, tag) => {
                self.begin(anchor);
                only("seq", &tag)?;
                (anchor, self.sequence(depth)?)
            }
            Event::MappingStart(anchor, tag) => {
                self.begin(anchor);
                only("map", &tag)?;
                (anchor, self.mapping(depth)?)
            }
            _ => return Err("a value is missing".to_owned()),
        };
        let parts = self.parts - before;
        if anchor != 0 {
            self.anchors.insert(anchor, Some((value.clone(), parts)));
        }
        Ok((value, parts))
    }

    /// Repeated values count each time: they are looked at each time.
    fn count(&mut self, parts: usize) -> Result<(), String> {
        self.parts += parts;
        if self.parts > VALUE_PARTS_MAX {
            return Err(format!("this has more than {VALUE_PARTS_MAX} values"));
        }
        Ok(())
    }

    fn begin(&mut self, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, None);
        }
    }

    fn alias(&mut self, anchor: usize) -> Result<(Value, usize), String> {
        match self.anchors.get(&anchor).cloned() {
            Some(Some((value, parts))) => {
                self.count(parts)?;
                Ok((value, parts))
            }
            Some(None) => Err("a value refers to itself".to_owned()),
            None => Err("a value refers to something that is no value".to_owned()),
        }
    }

    fn sequence(&mut self, depth: usize) -> Result<Value, String> {
        let mut all = Vec::new();
        loop {
            match self.next()? {
                Event::SequenceEnd => return Ok(Value::tuple(all)),
                event => all.push(self.value(event, depth + 1)?.0),
            }
        }
    }

    /// A key that comes again takes the place of the one before.
    fn mapping(&mut self, depth: usize) -> Result<Value, String> {
        let mut all = Fields::new();
        loop {
            let key = match self.next()? {
                Event::MappingEnd => return Ok(Value::object(all)),
                Event::Scalar(text, style, _, tag) => (text, style, name(tag.as_ref())),
                _ => return Err("a key must be a text".to_owned()),
            };
            let (text, style, tag) = key;
            let merged = tag.is_none() && text == MERGE;
            let key = if merged { None } else { Some(key_of(&text, style, tag.as_deref())?) };
            let event = self.next()?;
            let (value, _) = self.value(event, depth + 1)?;
            match key {
                Some(key) => drop(all.insert(key, value)),
                None => {
                    let Some(fields) = value.fields() else {
                        return Err(format!("the value of `{MERGE}` must be a mapping"));
                    };
                    all.extend(fields.iter().map(|(key, one)| (key.clone(), one.clone())));
                }
            }
        }
    }
}

/// The whole name of a tag.
fn name(tag: Option<&Cow<'_, saphyr_parser::Tag>>) -> Option<String> {
    tag.map(|tag| format!("{}{}", tag.handle, tag.suffix))
}

/// Refuses a tag that is not the given one.
fn only(kind: &str, tag: &TagOf<'_>) -> Result<(), String> {
    match name(tag.as_ref()) {
        Some(name) if name.strip_prefix(CORE) != Some(kind) => {
            Err(format!("`{name}` is no tag of a {kind}"))
        }
        _ => Ok(()),
    }
}

/// A scalar that is a value. What stands in a block is a text, but the text of what it looks like.
fn plain(text: &str, style: ScalarStyle, tag: Option<&str>) -> Result<Value, String> {
    let value = resolved(text, style, tag)?;
    let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
    if block && tag.is_none() { convert(&value, &Type::Text) } else { Ok(value) }
}

fn resolved(text: &str, style: ScalarStyle, tag: Option<&str>) -> Result<Value, String> {
    let tag = tag.map_or(Ok(Tag::None), Tag::find)?;
    let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
    scalar::value(text, tag, quoted)
}

fn key_of(text: &str, style: ScalarStyle, tag: Option<&str>) -> Result<Arc<str>, String> {
    let key = convert(&resolved(text, style, tag)?, &Type::Text)?;
    key.as_text().cloned().ok_or_else(|| "a key must not be null".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        let value = decoded(text).ok()?;
        super::super::encode::encoded(&value).ok()
    }

    #[test]
    fn documents() {
        let table = [
            ("a: 1\nb: [x, {y: z}]\n", Some("\"a\": 1\n\"b\":\n- \"x\"\n- \"true\": \"z\"\n")),
            ("- &a {b: 1}\n- *a\n", Some("- \"b\": 1\n- \"b\": 1\n")),
            (
                "d: &d {k: 1, l: 2}\ne:\n  <<: *d\n  k: 3\n",
                Some("\"d\":\n  \"k\": 1\n  \"l\": 2\n\"e\":\n  \"k\": 3\n  \"l\": 2\n"),
            ),
            ("a: |\n  x", Some("\"a\": \"x\"\n")),
            ("a: |\n  5\nb: |-\n  yes\n", Some("\"a\": |\n  5\n\"b\": \"true\"\n")),
            ("a:\n", Some("\"a\": null\n")),
            ("--- 1\n--- 2\n", None),
            ("&a [*a]", None),
            ("*a", None),
            ("? [a]\n: b", None),
            ("~: b", None),
            ("a: !foo b", None),
            ("%YAML 1.2\n---\na", None),
            ("a: b: c", None),
            ("[a", None),
        ];
        for (text, want) in table {
            assert_eq!(shown(text).as_deref(), want, "{text:?}");
        }
    }

    #[test]
    fn what_grows_without_end_is_refused() {
        let mut laughs = "a0: &a0 [x]\n".to_owned();
        for at in 1..40 {
            let before = at - 1;
            laughs.push_str(&format!("a{at}: &a{at} [*a{before}, *a{before}]\n"));
        }
        assert!(decoded(&laughs).is_err());
        assert!(decoded(&"[".repeat(100_000)).is_err());
        assert!(decoded(&"- ".repeat(100_000)).is_err());
    }
}
