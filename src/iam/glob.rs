//! `*` and `?` over text, linear in practice and never exponential; symbols in either are matched
//! by identity.

use super::truth::Truth;
use crate::model::value::{LITERAL_ONE, LITERAL_STAR, SYMBOL_BEGIN, SYMBOL_END, is_marked};

/// Whether `pattern` covers `text`; `*` is any run of characters, `?` one character.
///
/// A symbol in `text` equals the same symbol in the pattern and is covered by `*`; against anything
/// else the answer is unknown, unless what is known already contradicts.
pub fn covers(pattern: &str, text: &str) -> Truth {
    if !is_marked(text) && !is_marked(pattern) {
        return matches(pattern.as_bytes(), text.as_bytes()).into();
    }
    let (pattern, text) = (tokens(pattern), literal(tokens(text)));
    if matches(&pattern, &text) {
        return Truth::Yes;
    }
    if overlaps(&loosened(pattern), &loosened(text)) { Truth::Unknown } else { Truth::No }
}

/// What the matcher needs to know of a character.
trait Letter: Copy + PartialEq {
    const STAR: Self;
    const ONE: Self;
    /// Whether `?` may stand for it.
    fn single(self) -> bool {
        true
    }
}

impl Letter for u8 {
    const STAR: Self = b'*';
    const ONE: Self = b'?';
    // A character of several bytes is matched by one `?` through its first byte; AWS names are ASCII.
}

/// A character, or a symbol by the hash of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Char(char),
    Symbol(u64),
    Star,
    One,
}

impl Letter for Token {
    const STAR: Self = Self::Star;
    const ONE: Self = Self::One;
    fn single(self) -> bool {
        !matches!(self, Self::Symbol(_))
    }
}

/// The classic two-pointer match: remembers the last star and retries from there.
fn matches<L: Letter>(pattern: &[L], text: &[L]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while let Some(&letter) = text.get(t) {
        match pattern.get(p) {
            Some(&star) if star == L::STAR => {
                retry = Some((p + 1, t));
                p += 1;
            }
            Some(&want) if want == letter || (want == L::ONE && letter.single()) => {
                p += 1;
                t += 1;
            }
            _ => match retry {
                Some((after_star, from)) => {
                    p = after_star;
                    t = from + 1;
                    retry = Some((after_star, t));
                }
                None => return false,
            },
        }
    }
    pattern.get(p..).is_some_and(|rest| rest.iter().all(|letter| *letter == L::STAR))
}

fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut symbol: Option<String> = None;
    for letter in text.chars() {
        match (&mut symbol, letter) {
            (_, SYMBOL_BEGIN) => symbol = Some(String::new()),
            (Some(name), SYMBOL_END) => {
                out.push(Token::Symbol(fingerprint(name)));
                symbol = None;
            }
            (Some(name), _) => name.push(letter),
            (None, '*') => out.push(Token::Star),
            (None, '?') => out.push(Token::One),
            (None, LITERAL_STAR) => out.push(Token::Char('*')),
            (None, LITERAL_ONE) => out.push(Token::Char('?')),
            (None, _) => out.push(Token::Char(letter)),
        }
    }
    out
}

fn fingerprint(text: &str) -> u64 {
    use std::hash::{Hash, Hasher};
    let mut hasher = rustc_hash::FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

/// In a text that is not a pattern, `*` and `?` are themselves.
fn literal(tokens: Vec<Token>) -> Vec<Token> {
    let plain = |token| match token {
        Token::Star => Token::Char('*'),
        Token::One => Token::Char('?'),
        other => other,
    };
    tokens.into_iter().map(plain).collect()
}

/// A symbol may be any text.
fn loosened(tokens: Vec<Token>) -> Vec<Token> {
    let loose = |token| if matches!(token, Token::Symbol(_)) { Token::Star } else { token };
    tokens.into_iter().map(loose).collect()
}

/// Whether some text matches both patterns: reachability over pairs of positions.
fn overlaps(left: &[Token], right: &[Token]) -> bool {
    let width = right.len() + 1;
    let mut seen = vec![false; (left.len() + 1) * width];
    let mut open = vec![(0usize, 0usize)];
    while let Some((l, r)) = open.pop() {
        match seen.get_mut(l * width + r) {
            Some(mark) if !*mark => *mark = true,
            _ => continue,
        }
        match (left.get(l), right.get(r)) {
            (None, None) => return true,
            (Some(Token::Star), other) => {
                open.push((l + 1, r));
                if other.is_some() {
                    open.push((l, r + 1));
                }
            }
            (other, Some(Token::Star)) => {
                open.push((l, r + 1));
                if other.is_some() {
                    open.push((l + 1, r));
                }
            }
            (Some(a), Some(b)) if a == b || *a == Token::One || *b == Token::One => {
                open.push((l + 1, r + 1));
            }
            _ => {}
        }
    }
    false
}

/// Whether some text matches both globs. Linear in the product of their lengths.
pub fn intersect(left: &str, right: &str) -> bool {
    overlaps(&loosened(tokens(left)), &loosened(tokens(right)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::value::symbol;

    #[test]
    fn covers_known_text() {
        let table = [
            ("*", "", true),
            ("*", "a:b/c", true),
            ("s3:get*", "s3:getobject", true),
            ("s3:get*", "s3:putobject", false),
            ("s3:get?bject", "s3:getobject", true),
            ("s3:get?bject", "s3:getbject", false),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false),
            ("", "a", false),
        ];
        for (pattern, text, want) in table {
            assert_eq!(covers(pattern, text), want.into(), "`{pattern}` over `{text}`");
        }
    }

    #[test]
    fn symbols_equal_themselves_and_nothing_else_for_sure() {
        let id = symbol("account");
        let text = format!("arn:aws:iam::{id}:role/x");
        assert_eq!(covers(&text, &text), Truth::Yes);
        assert_eq!(covers("arn:aws:iam::*:role/x", &text), Truth::Yes);
        assert_eq!(covers("arn:aws:iam::123456789012:role/x", &text), Truth::Unknown);
        assert_eq!(covers("arn:aws:iam::123456789012:role/y", &text), Truth::No);
        assert_eq!(covers(&text, "arn:aws:iam::123456789012:role/x"), Truth::Unknown);
    }

    #[test]
    fn many_stars_end_soon() {
        let pattern = "*a".repeat(3_000);
        assert_eq!(covers(&pattern, &"a".repeat(6_000)), Truth::Yes);
        assert_eq!(covers(&pattern, &"b".repeat(6_000)), Truth::No);
    }
}
