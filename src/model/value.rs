//! A value is known, symbolic or unknown; unknown is a value and carries its reason.

use super::names::{Name, Names};
use std::sync::Arc;

/// Marks the begin of a symbol inside a text; private-use characters that no AWS name may hold.
pub const SYMBOL_BEGIN: char = '\u{E000}';
/// Marks the end of a symbol inside a text.
pub const SYMBOL_END: char = '\u{E001}';
/// Stands for a `*` that is no wildcard in a pattern, after the variables were put in.
pub const LITERAL_STAR: char = '\u{E002}';
/// Stands for a `?` that is no wildcard in a pattern, after the variables were put in.
pub const LITERAL_ONE: char = '\u{E003}';
/// All characters with a meaning of our own.
const MARKS: [char; 4] = [SYMBOL_BEGIN, SYMBOL_END, LITERAL_STAR, LITERAL_ONE];

/// What is known of a text attribute.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// Not set.
    Absent,
    /// This text. With [`SYMBOL_BEGIN`] inside, some part of it is only known by identity.
    Known(Name),
    /// Nothing is known but why, and what it refers to.
    Unknown(Unknown),
}

/// Why a value is not known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unknown {
    /// One sentence.
    pub reason: Arc<str>,
    /// The Terraform references of the expression, if it was given.
    pub references: Vec<Arc<str>>,
}

impl Value {
    /// The text, if there is one.
    pub fn known(&self) -> Option<Name> {
        if let Self::Known(name) = self { Some(*name) } else { None }
    }
}

/// A text that stands for one value that is not known: equal symbols are equal values.
/// `what` names it for readers, such as `account of provider aws`.
pub fn symbol(what: &str) -> String {
    format!("{SYMBOL_BEGIN}{what}{SYMBOL_END}")
}

/// What begins the symbol of a range of addresses that lies inside, whichever it is.
pub const INNER_RANGE: &str = "inner range";

/// Whether some part of `text` is only known by identity.
pub fn is_symbolic(text: &str) -> bool {
    // Most texts are ASCII: one scan for the first byte of the mark settles them.
    text.as_bytes().contains(&MARK_BYTE) && text.contains(SYMBOL_BEGIN)
}

/// Whether some character of `text` has a meaning of our own.
pub fn is_marked(text: &str) -> bool {
    text.as_bytes().contains(&MARK_BYTE) && text.contains(MARKS)
}

/// First byte of all marks in UTF-8.
const MARK_BYTE: u8 = 0xEE;

/// The text as a reader should see it: symbols in angle brackets.
pub fn readable(text: &str) -> String {
    text.replace(SYMBOL_BEGIN, "<").replace(SYMBOL_END, ">")
}

/// A name as a title has it: of one that has letters of its own, symbols are cut to `…`.
pub fn abridged(name: &str) -> String {
    let begin = name.rsplit('/').next().unwrap_or(name);
    if begin.starts_with(SYMBOL_BEGIN) && begin.ends_with(SYMBOL_END) {
        return readable(name);
    }
    let mut out = String::new();
    let mut inside = false;
    for letter in name.chars() {
        match letter {
            SYMBOL_BEGIN => inside = true,
            SYMBOL_END => {
                inside = false;
                out.push('…');
            }
            _ if !inside => out.push(letter),
            _ => {}
        }
    }
    out
}

/// Takes our marks out of input, so that no file can forge a symbol.
pub fn without_marks(text: &str) -> std::borrow::Cow<'_, str> {
    if text.as_bytes().contains(&MARK_BYTE) && text.contains(MARKS) {
        text.replace(MARKS, "\u{FFFD}").into()
    } else {
        text.into()
    }
}

/// The marks as JSON may write them.
const ESCAPED: [&str; 8] =
    ["\\ue000", "\\uE000", "\\ue001", "\\uE001", "\\ue002", "\\uE002", "\\ue003", "\\uE003"];

/// The same for JSON text, where marks can also be written as escapes.
pub fn harmless_json(json: &str) -> std::borrow::Cow<'_, str> {
    match without_marks(json) {
        std::borrow::Cow::Borrowed(json) => without_escaped_marks(json),
        std::borrow::Cow::Owned(json) => without_escaped_marks(&json).into_owned().into(),
    }
}

/// JSON text without marks that are written as escapes.
pub fn without_escaped_marks(json: &str) -> std::borrow::Cow<'_, str> {
    // All of them begin alike: one search settles nearly every text.
    let any = json.contains("\\ue00") || json.contains("\\uE00");
    if !any {
        return json.into();
    }
    ESCAPED.iter().fold(json.to_owned(), |text, escape| text.replace(escape, "\\ufffd")).into()
}

/// The readable text of a name.
pub fn shown(names: &Names, name: Name) -> String {
    readable(names.text(name))
}

#[cfg(test)]
mod tests {
    use super::{abridged, symbol};

    #[test]
    fn titles_cut_symbols() {
        let unknown = symbol("name of aws_iam_role.x");
        let table = [
            (format!("role/app-{unknown}"), "role/app-…"),
            (format!("role/{unknown}"), "role/<name of aws_iam_role.x>"),
            ("role/app".to_owned(), "role/app"),
        ];
        for (name, want) in table {
            assert_eq!(abridged(&name), want);
        }
    }
}
