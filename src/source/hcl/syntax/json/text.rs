//! JSON with the place of everything in it.

use crate::diag::Span;
use crate::diag::limits::JSON_DEPTH_MAX;
use crate::source::hcl::error::Error;
use crate::source::hcl::number::Number;
use std::sync::Arc;

/// A value and where it stands.
pub(super) struct Node {
    pub(super) json: Json,
    pub(super) span: Span,
}

/// A value.
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(Number),
    Text(Arc<str>),
    Array(Vec<Node>),
    Object(Vec<Property>),
}

/// An entry of an object; the same name may come again.
pub(super) struct Property {
    pub(super) name: Arc<str>,
    pub(super) span: Span,
    pub(super) value: Node,
}

/// Reads a text that is one value.
pub(super) fn parse(text: &str, file: u32) -> Result<Node, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { text, at: 0, file };
    let node = reader.value(0)?;
    reader.skip();
    if reader.rest().is_empty() {
        Ok(node)
    } else {
        Err(reader.error("there is something after the end"))
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    file: u32,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn span(&self, start: usize) -> Span {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { file: self.file, start: place(start), end: place(self.at) }
    }

    fn error(&self, message: &str) -> Error {
        Error::at(self.span(self.at), message)
    }

    fn skip(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
    }

    fn take(&mut self, text: &str) -> bool {
        self.skip();
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    fn value(&mut self, depth: usize) -> Result<Node, Error> {
        self.skip();
        let start = self.at;
        if depth > JSON_DEPTH_MAX {
            return Err(self.error("this is nested too deep to be analysed"));
        }
        let json = if self.take("{") {
            Json::Object(self.properties(depth)?)
        } else if self.take("[") {
            Json::Array(self.elements(depth)?)
        } else if self.rest().starts_with('"') {
            Json::Text(self.text()?)
        } else if self.take("null") {
            Json::Null
        } else if self.take("true") {
            Json::Bool(true)
        } else if self.take("false") {
            Json::Bool(false)
        } else {
            Json::Number(self.number()?)
        };
        Ok(Node { json, span: self.span(start) })
    }

    fn properties(&mut self, depth: usize) -> Result<Vec<Property>, Error> {
        let mut all = Vec::new();
        if self.take("}") {
            return Ok(all);
        }
        loop {
            self.skip();
            let start = self.at;
            if !self.rest().starts_with('"') {
                return Err(self.error("a property's name in quotes is required here"));
            }
            let name = self.text()?;
            let span = self.span(start);
            if !self.take(":") {
                return Err(self.error("`:` is required here"));
            }
            all.push(Property { name, span, value: self.value(depth + 1)? });
            if self.take("}") {
                return Ok(all);
            }
            if !self.take(",") {
                return Err(self.error("`,` or `}` is required here"));
            }
        }
    }

    fn elements(&mut self, depth: usize) -> Result<Vec<Node>, Error> {
        let mut all = Vec::new();
        if self.take("]") {
            return Ok(all);
        }
        loop {
            all.push(self.value(depth + 1)?);
            if self.take("]") {
                return Ok(all);
            }
            if !self.take(",") {
                return Err(self.error("`,` or `]` is required here"));
            }
        }
    }

    /// A quoted text. Where it ends is seen here, what it says is left to the JSON library.
    fn text(&mut self) -> Result<Arc<str>, Error> {
        let rest = self.rest().as_bytes();
        let mut end = 1;
        loop {
            match rest.get(end) {
                Some(b'"') => break,
                Some(b'\\') => end += 2,
                Some(_) => end += 1,
                None => return Err(self.error("the text is not closed before the end of the file")),
            }
        }
        let raw = self.rest().get(..=end).unwrap_or_default();
        let text: String =
            serde_json::from_str(raw).map_err(|_| self.error("this is no text of JSON"))?;
        self.at += raw.len();
        Ok(text.into())
    }

    fn number(&mut self) -> Result<Number, Error> {
        let rest = self.rest();
        let signs = ['-', '+', '.', 'e', 'E'];
        let end = rest
            .find(|one: char| !one.is_ascii_digit() && !signs.contains(&one))
            .unwrap_or(rest.len());
        let raw = rest.get(..end).unwrap_or_default();
        let number = Number::parse(raw).ok_or_else(|| self.error("a value is required here"))?;
        self.at += raw.len();
        Ok(number)
    }
}
