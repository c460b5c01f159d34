//! Files and blocks.

use super::super::error::Error;
use super::cursor::{Cursor, Parsed};
use super::expression;
use super::template::label;
use super::tree::{Attribute, Block, Body};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Reads a file.
///
/// # Errors
/// The first thing that is wrong, and where.
pub fn file(text: &str, number: u32) -> Result<Body, Error> {
    let content = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut cursor = Cursor::new(content, number, text.len() - content.len());
    body(&mut cursor, None)
}

/// Attributes and blocks up to a closing brace, or to the end of the file.
fn body(cursor: &mut Cursor<'_>, close: Option<&str>) -> Parsed<Body> {
    let mut body = Body::default();
    let mut names = BTreeSet::new();
    loop {
        cursor.skip_lines();
        match close {
            Some(close) if cursor.eat(close) => return Ok(body),
            None if cursor.at_end() => return Ok(body),
            _ => {}
        }
        let start = cursor.position();
        let Some(name) = cursor.name() else {
            return Err(cursor.error("an argument or a block is required here"));
        };
        cursor.skip();
        if cursor.sees("=") && !cursor.sees("==") {
            let attribute = attribute(cursor, name, start)?;
            end_of_line(cursor, "an argument must end with a newline")?;
            if !names.insert(attribute.name.clone()) {
                let why = format!("`{}` is set a second time", attribute.name);
                return Err(Error::at(attribute.name_span, why));
            }
            body.attributes.push(attribute);
        } else {
            body.blocks.push(block(cursor, name, start)?);
            end_of_line(cursor, "a block must end with a newline")?;
        }
    }
}

fn end_of_line(cursor: &mut Cursor<'_>, what: &str) -> Parsed<()> {
    if cursor.eat_newline() || cursor.at_end() { Ok(()) } else { Err(cursor.error(what)) }
}

fn attribute(cursor: &mut Cursor<'_>, name: Arc<str>, start: usize) -> Parsed<Attribute> {
    let mut name_span = cursor.span(start);
    let length = u32::try_from(name.len()).unwrap_or_default();
    name_span.end = name_span.start.saturating_add(length);
    cursor.advance(1);
    let expression = expression::parse(cursor)?;
    Ok(Attribute { name, name_span, expression })
}

fn block(cursor: &mut Cursor<'_>, kind: Arc<str>, start: usize) -> Parsed<Block> {
    let mut labels = Vec::new();
    while !cursor.take("{") {
        let at = cursor.position();
        let text = if cursor.sees("\"") { Some(label(cursor)?) } else { cursor.name() };
        let Some(text) = text else {
            return Err(cursor.error("a block needs names and `{` after its kind"));
        };
        labels.push((text, cursor.span(at)));
    }
    let body = cursor.deeper(|cursor| {
        cursor.skip();
        let at = cursor.position();
        if cursor.sees("}") || cursor.at_end() || cursor.eat_newline() {
            return body(cursor, Some("}"));
        }
        let Some(name) = cursor.name() else {
            return Err(cursor.error("an argument is required here"));
        };
        cursor.skip();
        if !cursor.sees("=") || cursor.sees("==") {
            return Err(cursor.error("a block on one line can hold one argument only"));
        }
        let attributes = vec![attribute(cursor, name, at)?];
        cursor.expect("}", "a block on one line must be closed on it")?;
        Ok(Body { attributes, blocks: Vec::new() })
    })?;
    Ok(Block { kind, labels, body, span: cursor.span(start) })
}
