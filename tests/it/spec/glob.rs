//! Patterns: `*` stands for any run of characters, `?` for exactly one.
//!
//! User guide, "IAM JSON policy elements: Resource" and "String condition operators".

/// One place of a pattern. Text that a policy variable brought in is only ever `Char`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Char(char),
    One,
    Many,
}

/// The pieces of a pattern as a policy writes it.
pub(crate) fn pieces(pattern: &str) -> Vec<Piece> {
    let piece = |c| match c {
        '*' => Piece::Many,
        '?' => Piece::One,
        other => Piece::Char(other),
    };
    pattern.chars().map(piece).collect()
}

/// The pieces of a text in which `*` and `?` are ordinary characters.
pub(crate) fn literal(text: &str) -> Vec<Piece> {
    text.chars().map(Piece::Char).collect()
}

/// The text of pieces where wildcards mean themselves, as in `StringEquals`.
pub(crate) fn plain(pieces: &[Piece]) -> String {
    let letter = |piece: &Piece| match piece {
        Piece::Char(c) => *c,
        Piece::One => '?',
        Piece::Many => '*',
    };
    pieces.iter().map(letter).collect()
}

/// Does the pattern match the whole text?
pub(crate) fn glob(pattern: &str, text: &str) -> bool {
    covers(&pieces(pattern), text)
}

/// Do the pieces match the whole text?
pub(crate) fn covers(pieces: &[Piece], text: &str) -> bool {
    match pieces {
        [] => text.is_empty(),
        [Piece::Char(wanted), rest @ ..] => {
            text.strip_prefix(*wanted).is_some_and(|tail| covers(rest, tail))
        }
        [Piece::One, rest @ ..] => tail(text).is_some_and(|tail| covers(rest, tail)),
        [Piece::Many, rest @ ..] => {
            covers(rest, text) || tail(text).is_some_and(|tail| covers(pieces, tail))
        }
    }
}

/// Does the first pattern match every text that the second matches? Wildcards of the second are
/// matched as if they were letters, so `?*` does not include `*?`.
pub(crate) fn includes(outer: &[Piece], inner: &[Piece]) -> bool {
    match (outer, inner) {
        ([], []) => true,
        ([Piece::Many, rest @ ..], _) => {
            includes(rest, inner) || matches!(inner, [_, more @ ..] if includes(outer, more))
        }
        ([Piece::One, rest @ ..], [piece, more @ ..]) => {
            *piece != Piece::Many && includes(rest, more)
        }
        ([letter, rest @ ..], [piece, more @ ..]) => letter == piece && includes(rest, more),
        _ => false,
    }
}

/// The text without its first character.
fn tail(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    chars.next()?;
    Some(chars.as_str())
}

/// A text that both patterns match, if there is one.
pub(crate) fn common(a: &[Piece], b: &[Piece]) -> Option<String> {
    match (a, b) {
        ([], []) => Some(String::new()),
        ([Piece::Many, rest @ ..], _) => common(rest, b).or_else(|| match b {
            [] => None,
            [Piece::Many, more @ ..] => common(a, more),
            [piece, more @ ..] => led_by(letter(piece, piece)?, common(a, more)),
        }),
        (_, [Piece::Many, ..]) => common(b, a),
        ([p, rest @ ..], [q, more @ ..]) => led_by(letter(p, q)?, common(rest, more)),
        _ => None,
    }
}

/// The letter that two one-character pieces share.
fn letter(p: &Piece, q: &Piece) -> Option<char> {
    match (p, q) {
        (Piece::Char(a), Piece::Char(b)) => (a == b).then_some(*a),
        (Piece::Char(c), _) | (_, Piece::Char(c)) => Some(*c),
        _ => Some('q'),
    }
}

fn led_by(first: char, rest: Option<String>) -> Option<String> {
    rest.map(|rest| format!("{first}{rest}"))
}

/// Is there a text that both patterns match?
pub(crate) fn glob_intersects(a: &str, b: &str) -> bool {
    common(&pieces(a), &pieces(b)).is_some()
}

#[test]
fn a_common_text_is_found_whenever_a_short_one_exists() {
    fn words(letters: &[char], length: usize) -> Vec<String> {
        if length == 0 {
            return vec![String::new()];
        }
        let shorter = words(letters, length - 1);
        let longer = shorter.iter().filter(|word| word.chars().count() == length - 1);
        let longer: Vec<String> =
            longer.flat_map(|word| letters.iter().map(move |c| format!("{word}{c}"))).collect();
        shorter.into_iter().chain(longer).collect()
    }
    let patterns = words(&['a', 'b', '*', '?'], 4);
    let texts = words(&['a', 'b', 'q'], 5);
    for a in patterns.iter().step_by(3) {
        for b in patterns.iter().step_by(5) {
            let found = common(&pieces(a), &pieces(b));
            let exists = texts.iter().any(|text| glob(a, text) && glob(b, text));
            assert!(found.is_some() || !exists, "{a} {b}");
            let inside = includes(&pieces(a), &pieces(b));
            assert!(!inside || texts.iter().all(|text| glob(a, text) || !glob(b, text)), "{a} {b}");
            assert!(found.iter().all(|text| glob(a, text) && glob(b, text)), "{a} {b} {found:?}");
        }
    }
}
