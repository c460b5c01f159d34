//! A place in a text, and how to go on from it.

use super::super::error::Error;
use super::tree::{Expression, Kind};
use crate::diag::Span;
use crate::diag::limits::NESTING_MAX;
use std::sync::Arc;

/// Why a text is no configuration.
pub(super) type Parsed<T> = Result<T, Error>;

/// A place in a text. Positions are bytes.
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
    file: u32,
    /// What to add to a position for one in the file, where the text is a part of it.
    base: usize,
    /// Whether a newline ends something here; between brackets it does not.
    newlines: bool,
    depth: usize,
    /// Where space was last skipped, from and to: what ends there ended before the space.
    skipped: (usize, usize),
}

impl<'a> Cursor<'a> {
    /// The begin of a text.
    pub(super) fn new(text: &'a str, file: u32, base: usize) -> Self {
        Self { text, at: 0, file, base, newlines: true, depth: 0, skipped: (0, 0) }
    }

    /// What follows.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The position.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The text since a position.
    pub(super) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Goes on by so many bytes.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes).min(self.text.len());
    }

    /// The next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Whether this follows.
    pub(super) fn sees(&self, text: &str) -> bool {
        self.rest().starts_with(text)
    }

    /// Goes past this if it follows.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let sees = self.sees(text);
        if sees {
            self.advance(text.len());
        }
        sees
    }

    /// Goes past space and this, if that follows.
    pub(super) fn take(&mut self, text: &str) -> bool {
        self.skip();
        self.eat(text)
    }

    /// The same, and an error if it does not follow.
    pub(super) fn expect(&mut self, text: &str, what: &str) -> Parsed<()> {
        if self.take(text) { Ok(()) } else { Err(self.error(what)) }
    }

    /// The place from `start` to here.
    pub(super) fn span(&self, start: usize) -> Span {
        let place = |at: usize| u32::try_from(self.base.saturating_add(at)).unwrap_or(u32::MAX);
        let end = if self.at == self.skipped.1 { self.skipped.0 } else { self.at };
        Span { file: self.file, start: place(start), end: place(end.max(start)) }
    }

    /// An error at the next character.
    pub(super) fn error(&self, message: &str) -> Error {
        let length = self.peek().map_or(0, char::len_utf8);
        let span = self.span(self.at);
        let end = span.end.saturating_add(u32::try_from(length).unwrap_or_default());
        Error::at(Span { end, ..span }, message)
    }

    /// An expression that ends here.
    pub(super) fn node(&self, start: usize, kind: Kind) -> Expression {
        Expression { kind, span: self.span(start) }
    }

    /// Does something in which newlines end things, or do not. Counts the depth.
    pub(super) fn within<T>(
        &mut self,
        newlines: bool,
        work: impl FnOnce(&mut Self) -> Parsed<T>,
    ) -> Parsed<T> {
        let before = std::mem::replace(&mut self.newlines, newlines);
        let result = self.deeper(work);
        self.newlines = before;
        result
    }

    /// Does something one level deeper.
    pub(super) fn deeper<T>(&mut self, work: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= NESTING_MAX {
            return Err(self.error("this is nested too deep to be analysed"));
        }
        self.depth += 1;
        let result = work(self);
        self.depth -= 1;
        result
    }

    /// Goes past spaces and comments, and past newlines where they end nothing.
    pub(super) fn skip(&mut self) {
        if self.at != self.skipped.1 {
            self.skipped.0 = self.at;
        }
        self.skip_all();
        self.skipped.1 = self.at;
    }

    fn skip_all(&mut self) {
        loop {
            let rest = self.rest();
            let length = match rest.as_bytes().first() {
                Some(b' ' | b'\t') => {
                    let more = rest.bytes().position(|one| one != b' ' && one != b'\t');
                    more.unwrap_or(rest.len())
                }
                Some(b'#' | b'/') => comment(rest),
                Some(b'\n' | b'\r') if !self.newlines => newline(rest),
                _ => 0,
            };
            if length == 0 {
                return;
            }
            self.advance(length);
        }
    }

    /// Goes past spaces, comments and newlines.
    pub(super) fn skip_lines(&mut self) {
        let before = std::mem::replace(&mut self.newlines, false);
        self.skip();
        self.newlines = before;
    }

    /// Goes past a newline, if one follows.
    pub(super) fn eat_newline(&mut self) -> bool {
        self.skip();
        let length = newline(self.rest());
        self.advance(length);
        length > 0
    }

    /// Whether the text has ended.
    pub(super) fn at_end(&mut self) -> bool {
        self.skip();
        self.rest().is_empty()
    }

    /// A name, if one follows.
    pub(super) fn name(&mut self) -> Option<Arc<str>> {
        self.skip();
        let name = name_of(self.rest())?;
        self.advance(name.len());
        Some(name.into())
    }

    /// Whether this name follows.
    pub(super) fn sees_word(&mut self, word: &str) -> bool {
        self.skip();
        name_of(self.rest()) == Some(word)
    }
}

/// The length of a comment at the begin, without the newline that ends it.
fn comment(rest: &str) -> usize {
    if rest.starts_with('#') || rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if !rest.starts_with("/*") {
        return 0;
    }
    match rest.find("*/") {
        // `/*/` opens a comment and does not close it.
        Some(1) => rest.get(3..).and_then(|rest| rest.find("*/")).map_or(0, |at| at + 5),
        Some(end) => end + 2,
        None => 0,
    }
}

/// The length of a newline at the begin.
fn newline(rest: &str) -> usize {
    if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) }
}

/// The name at the begin of a text.
pub(super) fn name_of(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    if !first.is_alphabetic() && first != '_' {
        return None;
    }
    let goes_on = |one: char| one.is_alphanumeric() || one == '-' || one == '_' || is_mark(one);
    let end = text.find(|one: char| !goes_on(one)).unwrap_or(text.len());
    text.get(..end)
}

/// Combining marks and the like may follow in a name.
fn is_mark(one: char) -> bool {
    !one.is_ascii() && unicode_normalization::char::is_combining_mark(one)
}
