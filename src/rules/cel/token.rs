//! From letters to words and signs.

use std::iter::Peekable;
use std::str::CharIndices;

/// A word, a value or a sign, and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) at: usize,
    pub(super) what: What,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    Name(String),
    Text(String),
    Number(i64),
    Sign(&'static str),
}

/// What is wrong with a condition, and from which byte on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) says: String,
}

impl Fault {
    pub(super) fn new(at: usize, says: impl Into<String>) -> Self {
        Self { at, says: says.into() }
    }
}

/// Signs, the longer before those that they begin with.
const SIGNS: &[&str] =
    &["&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")", "[", "]", ",", "."];

/// The tokens of a condition.
///
/// # Errors
/// A letter that begins nothing, a text that does not end, a number that is too great.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Fault> {
    let mut out = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some(&(at, letter)) = letters.peek() {
        if letter.is_whitespace() {
            letters.next();
            continue;
        }
        let what = match letter {
            '\'' | '"' => quoted(&mut letters)?,
            '-' | '0'..='9' => number(at, &mut letters)?,
            'a'..='z' | 'A'..='Z' | '_' => What::Name(word(&mut letters)),
            _ => sign(text, at, &mut letters)?,
        };
        out.push(Token { at, what });
    }
    Ok(out)
}

fn word(letters: &mut Peekable<CharIndices<'_>>) -> String {
    let mut out = String::new();
    while let Some((_, letter)) =
        letters.next_if(|(_, letter)| letter.is_ascii_alphanumeric() || *letter == '_')
    {
        out.push(letter);
    }
    out
}

fn number(at: usize, letters: &mut Peekable<CharIndices<'_>>) -> Result<What, Fault> {
    let minus = letters.next_if(|(_, letter)| *letter == '-').map_or("", |_| "-");
    let text = format!("{minus}{}", word(letters));
    text.parse().map(What::Number).map_err(|_| Fault::new(at, format!("`{text}` is no number")))
}

fn quoted(letters: &mut Peekable<CharIndices<'_>>) -> Result<What, Fault> {
    let Some((begin, quote)) = letters.next() else { return Ok(What::Text(String::new())) };
    let mut out = String::new();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some((_, escaped @ ('\\' | '\'' | '"'))) => out.push(escaped),
                _ => {
                    let why = "after `\\` stands a quote or another `\\`, nothing else";
                    return Err(Fault::new(at, why));
                }
            },
            _ if letter == quote => return Ok(What::Text(out)),
            _ => out.push(letter),
        }
    }
    Err(Fault::new(begin, "this text does not end"))
}

fn sign(text: &str, at: usize, letters: &mut Peekable<CharIndices<'_>>) -> Result<What, Fault> {
    let rest = text.get(at..).unwrap_or_default();
    let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) else {
        let letter = rest.chars().next().unwrap_or_default();
        let meant = match letter {
            '=' => "; equality is `==`",
            '&' => "; and is `&&`",
            '|' => "; or is `||`",
            _ => "",
        };
        return Err(Fault::new(at, format!("`{letter}` begins nothing{meant}")));
    };
    for _ in 0..sign.len() {
        letters.next();
    }
    Ok(What::Sign(sign))
}
