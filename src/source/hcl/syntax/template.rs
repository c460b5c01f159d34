//! Texts with interpolations and directives.

use super::super::error::Error;
use super::super::value::Value;
use super::cursor::{Cursor, Parsed};
use super::expression;
use super::tree::{Conditional, Expression, For, Kind};
use crate::diag::Span;
use std::sync::Arc;

/// What a template is made of, before directives are matched with one another.
pub(super) enum Piece {
    Text(String, Span),
    Interpolation(Expression),
    If(Expression, Span),
    For(Box<Loop>, Span),
    Else(Span),
    EndIf(Span),
    EndFor(Span),
}

/// `for key, value in collection`
pub(super) struct Loop {
    key: Option<Arc<str>>,
    value: Arc<str>,
    collection: Expression,
}

/// What ends a template.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends<'a> {
    /// A quote; backslashes are escapes and a newline is an error.
    Quote,
    /// A line that holds this word alone.
    Marker(&'a str),
    /// The end of the text.
    File,
}

/// Reads a text that is a template, such as that of a file.
///
/// # Errors
/// What is wrong with it, and where.
pub fn template(text: &str, file: u32, base: usize) -> Result<Expression, Error> {
    let mut cursor = Cursor::new(text, file, base);
    let pieces = pieces(&mut cursor, Ends::File)?;
    build(&cursor, 0, pieces)
}

/// `"..."`
pub(super) fn quoted(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    let start = cursor.position();
    cursor.advance(1);
    let pieces = cursor.deeper(|cursor| pieces(cursor, Ends::Quote))?;
    build(cursor, start, pieces)
}

/// A quoted text without interpolations, as labels of blocks are.
pub(super) fn label(cursor: &mut Cursor<'_>) -> Parsed<Arc<str>> {
    let at = cursor.position();
    match quoted(cursor)?.kind {
        Kind::Literal(value) => Ok(value.as_text().cloned().unwrap_or_default()),
        _ => Err(Error::at(cursor.span(at), "no template can stand here")),
    }
}

/// All pieces up to the end, which is read as well.
pub(super) fn pieces(cursor: &mut Cursor<'_>, ends: Ends<'_>) -> Parsed<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut line_begins = true;
    let mut trim = false;
    loop {
        if at_end(cursor, ends, line_begins)? {
            return Ok(pieces);
        }
        line_begins = false;
        let start = cursor.position();
        if cursor.sees("${") || cursor.sees("%{") {
            if cursor.rest().as_bytes().get(2) == Some(&b'~')
                && let Some(Piece::Text(text, _)) = pieces.last_mut()
            {
                text.truncate(text.trim_end().len());
            }
            let (piece, strip) = cursor.within(false, sequence)?;
            pieces.push(piece);
            trim = strip;
            continue;
        }
        let mut text = literal(cursor, ends)?;
        line_begins = text.ends_with('\n');
        if trim {
            text = text.trim_start().to_owned();
            trim = false;
        }
        pieces.push(Piece::Text(text, cursor.span(start)));
    }
}

fn at_end(cursor: &mut Cursor<'_>, ends: Ends<'_>, line_begins: bool) -> Parsed<bool> {
    match ends {
        Ends::Quote if cursor.eat("\"") => Ok(true),
        Ends::File if cursor.rest().is_empty() => Ok(true),
        Ends::Marker(marker) if line_begins => {
            let Some((line, _)) = cursor.rest().split_once('\n') else { return Ok(false) };
            let found = line.trim() == marker;
            if found {
                cursor.advance(line.strip_suffix('\r').unwrap_or(line).len());
            }
            Ok(found)
        }
        Ends::Quote | Ends::Marker(_) if cursor.rest().is_empty() => {
            Err(cursor.error("the text is not closed before the end of the file"))
        }
        _ => Ok(false),
    }
}

/// What may mean more than itself in a text.
const SIGNS: &[char] = &['$', '%', '"', '\\', '\n', '\r'];

/// Text up to the next sequence, to the end of a line, or to a sign that could begin a sequence: as
/// far as `~` reaches.
fn literal(cursor: &mut Cursor<'_>, ends: Ends<'_>) -> Parsed<String> {
    let mut text = String::new();
    loop {
        let plain = cursor.rest().find(SIGNS).unwrap_or(cursor.rest().len());
        text.push_str(cursor.rest().get(..plain).unwrap_or_default());
        cursor.advance(plain);
        if cursor.sees("${") || cursor.sees("%{") {
            return Ok(text);
        }
        let Some(next) = cursor.peek() else {
            return if ends == Ends::Quote || text.is_empty() && ends != Ends::File {
                Err(cursor.error("the text is not closed before the end of the file"))
            } else {
                Ok(text)
            };
        };
        match next {
            '$' | '%' => {
                if !text.is_empty() {
                    return Ok(text);
                }
                cursor.advance(1);
                text.push(next);
                let again = next.to_string() + "{";
                if cursor.eat(&again) {
                    text.push('{');
                }
                return Ok(text);
            }
            '"' if ends == Ends::Quote => return Ok(text),
            '\n' | '\r' if ends == Ends::Quote => {
                return Err(cursor.error("a quoted text must end on the line it begins on"));
            }
            '\\' if ends == Ends::Quote => {
                text.push(escape(cursor)?);
                continue;
            }
            _ => {}
        }
        cursor.advance(next.len_utf8());
        text.push(next);
        if next == '\n' {
            return Ok(text);
        }
    }
}

fn escape(cursor: &mut Cursor<'_>) -> Parsed<char> {
    const ESCAPES: &[(&str, char)] =
        &[("\\n", '\n'), ("\\r", '\r'), ("\\t", '\t'), ("\\\"", '"'), ("\\\\", '\\')];
    if let Some((escape, meant)) = ESCAPES.iter().find(|(escape, _)| cursor.sees(escape)) {
        cursor.advance(escape.len());
        return Ok(*meant);
    }
    let wrong = cursor.error("this is no escape sequence");
    let digits = match cursor.rest().as_bytes().get(1) {
        Some(b'u') => 4,
        Some(b'U') => 8,
        _ => return Err(wrong),
    };
    let text = cursor.rest().get(2..2 + digits).ok_or_else(|| wrong.clone())?;
    if !text.bytes().all(|one| one.is_ascii_hexdigit()) {
        return Err(wrong);
    }
    let code = u32::from_str_radix(text, 16).map_err(|_| wrong.clone())?;
    cursor.advance(2 + digits);
    // No text can forge a symbol.
    let marked = |one: &char| crate::model::value::is_marked(&one.to_string());
    let meant = char::from_u32(code).ok_or(wrong)?;
    Ok(if marked(&meant) { char::REPLACEMENT_CHARACTER } else { meant })
}

/// `${...}` or `%{...}`, and whether `~` stands at its end.
fn sequence(cursor: &mut Cursor<'_>) -> Parsed<(Piece, bool)> {
    let start = cursor.position();
    let directive = cursor.sees("%");
    cursor.advance(2);
    cursor.eat("~");
    let piece = if directive {
        self::directive(cursor, start)?
    } else {
        Piece::Interpolation(expression::parse(cursor)?)
    };
    let strip = cursor.take("~");
    cursor
        .expect("}", "`}` is required here; write `$${` or `%%{` for the characters themselves")?;
    Ok((piece, strip))
}

fn directive(cursor: &mut Cursor<'_>, start: usize) -> Parsed<Piece> {
    let unknown = cursor.error("`if`, `else`, `endif`, `for` or `endfor` is required here");
    let keyword = cursor.name().ok_or_else(|| unknown.clone())?;
    let span = cursor.span(start);
    match &*keyword {
        "if" => Ok(Piece::If(expression::parse(cursor)?, span)),
        "else" => Ok(Piece::Else(span)),
        "endif" => Ok(Piece::EndIf(span)),
        "endfor" => Ok(Piece::EndFor(span)),
        "for" => {
            let unnamed = cursor.error("`for` needs a name here");
            let mut value = cursor.name().ok_or_else(|| unnamed.clone())?;
            let mut key = None;
            if cursor.take(",") {
                key = Some(std::mem::replace(&mut value, cursor.name().ok_or(unnamed)?));
            }
            if !cursor.sees_word("in") {
                return Err(cursor.error("`for` needs `in` after its names"));
            }
            cursor.name();
            let collection = expression::parse(cursor)?;
            Ok(Piece::For(Box::new(Loop { key, value, collection }), span))
        }
        _ => Err(unknown),
    }
}

/// Pieces as an expression: a text, a template, or what the only interpolation is.
pub(super) fn build(cursor: &Cursor<'_>, start: usize, pieces: Vec<Piece>) -> Parsed<Expression> {
    let pieces = melded(pieces);
    let alone = matches!(pieces.as_slice(), [Piece::Interpolation(_)]);
    let literal = matches!(pieces.as_slice(), [Piece::Text(..)]);
    let mut parts = Parts { pieces: pieces.into_iter(), depth: 0 };
    let (mut parts, _) = parts.until(&[])?;
    let kind = match (alone, parts.len()) {
        (_, 0) => Kind::Literal(Value::text("")),
        (true, _) => Kind::Wrap(Box::new(parts.remove(0))),
        (false, 1) if literal => parts.remove(0).kind,
        _ => Kind::Template(parts),
    };
    Ok(cursor.node(start, kind))
}

/// Matches directives with one another.
struct Parts {
    pieces: std::vec::IntoIter<Piece>,
    depth: usize,
}

/// The directive that ended a part of a template.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Close {
    Else,
    EndIf,
    EndFor,
}

impl Parts {
    /// Expressions up to one of the directives, or to the end where none is given.
    fn until(&mut self, closes: &[Close]) -> Parsed<(Vec<Expression>, Option<Close>)> {
        let mut parts: Vec<Expression> = Vec::new();
        while let Some(piece) = self.pieces.next() {
            match piece {
                Piece::Text(text, span) => {
                    parts.push(Expression { kind: Kind::Literal(Value::text(text)), span });
                }
                Piece::Interpolation(expression) => parts.push(expression),
                Piece::If(condition, span) => parts.push(self.conditional(condition, span)?),
                Piece::For(head, span) => parts.push(self.repeated(*head, span)?),
                Piece::Else(span) => return closed(parts, Close::Else, closes, span),
                Piece::EndIf(span) => return closed(parts, Close::EndIf, closes, span),
                Piece::EndFor(span) => return closed(parts, Close::EndFor, closes, span),
            }
        }
        if closes.is_empty() {
            Ok((parts, None))
        } else {
            Err(Error::new("a directive is not closed"))
        }
    }

    fn nested(&mut self, closes: &[Close], span: Span) -> Parsed<(Expression, Option<Close>)> {
        if self.depth >= crate::diag::limits::NESTING_MAX {
            return Err(Error::at(span, "this is nested too deep to be analysed"));
        }
        self.depth += 1;
        let (parts, close) = self.until(closes)?;
        self.depth -= 1;
        Ok((Expression { kind: Kind::Template(parts), span }, close))
    }

    fn conditional(&mut self, condition: Expression, span: Span) -> Parsed<Expression> {
        let (yes, close) = self.nested(&[Close::Else, Close::EndIf], span)?;
        let no = match close {
            Some(Close::Else) => self.nested(&[Close::EndIf], span)?.0,
            _ => Expression { kind: Kind::Template(Vec::new()), span },
        };
        let kind = Kind::Conditional(Box::new(Conditional { condition, yes, no }));
        Ok(Expression { kind, span })
    }

    fn repeated(&mut self, head: Loop, span: Span) -> Parsed<Expression> {
        let (value, _) = self.nested(&[Close::EndFor], span)?;
        let each = For {
            key_name: head.key,
            value_name: head.value,
            collection: head.collection,
            key: None,
            value,
            condition: None,
            group: false,
        };
        let tuple = Expression { kind: Kind::For(Box::new(each)), span };
        Ok(Expression { kind: Kind::Join(Box::new(tuple)), span })
    }
}

fn closed(
    parts: Vec<Expression>,
    close: Close,
    closes: &[Close],
    span: Span,
) -> Parsed<(Vec<Expression>, Option<Close>)> {
    if closes.contains(&close) {
        return Ok((parts, Some(close)));
    }
    Err(Error::at(span, "this directive has no begin"))
}

/// Texts in a row are one.
fn melded(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if let (Some(Piece::Text(before, span)), Piece::Text(text, more)) = (out.last_mut(), &piece)
        {
            before.push_str(text);
            *span = span.to(*more);
        } else {
            out.push(piece);
        }
    }
    out
}
