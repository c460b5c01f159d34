//! Text in several inks, and how it is broken into lines.

use super::ink::Ink;
use super::safe::safe;
use std::fmt;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// After these a word that is wider than a line may be broken; ARNs and addresses are full of them.
const JOINTS: &[char] = &['/', '.', ':', ',', ';', '*', ']', ')'];

/// A paragraph, safe to print.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Text(Vec<Piece>);

/// Characters that stay together, and the spaces that follow unless the line ends there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    text: String,
    ink: Ink,
    spaces: usize,
}

impl Text {
    /// A paragraph in one ink.
    pub(super) fn of(ink: Ink, text: &str) -> Self {
        Self::default().add(ink, text)
    }

    /// The same with more text right behind it. What others wrote is made safe here, so that it
    /// cannot be forgotten.
    pub(super) fn add(mut self, ink: Ink, text: &str) -> Self {
        for word in safe(text).split_inclusive(' ') {
            let bare = word.trim_end_matches(' ');
            match self.0.last_mut() {
                // A run of spaces, or spaces that begin the text, belong to what stands before.
                Some(last) if bare.is_empty() => last.spaces += word.len(),
                _ => {
                    let spaces = word.len() - bare.len();
                    self.0.push(Piece { text: bare.to_owned(), ink, spaces });
                }
            }
        }
        self
    }

    /// The same with a word of ours that stays on the line of what follows it.
    pub(super) fn tie(mut self, ink: Ink, word: &str) -> Self {
        self.0.push(Piece { text: format!("{word} "), ink, spaces: 0 });
        self
    }

    /// The same with a list, its parts between commas.
    pub(super) fn list<'t>(self, ink: Ink, parts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut out = self;
        for (index, part) in parts.into_iter().enumerate() {
            out = out.add(Ink::Plain, if index > 0 { ", " } else { "" }).add(ink, part);
        }
        out
    }

    /// The same with another text behind it.
    pub(super) fn join(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lines, the first no wider than `first` and the others than `rest`: runs of text with
    /// their ink, without spaces at the end. One empty line for an empty text.
    pub(super) fn lines(&self, first: usize, rest: usize) -> Vec<Vec<(Ink, String)>> {
        let limit = first.min(rest).max(1);
        let words: Vec<Word> = self.words().into_iter().flat_map(|word| word.fit(limit)).collect();
        wrap_first_fit(&words, &[float(first.max(1)), float(rest.max(1))])
            .into_iter()
            .map(|line| runs(line.iter().flat_map(|word| &word.0)))
            .collect()
    }

    /// Pieces that no space parts are one word, whatever their inks.
    fn words(&self) -> Vec<Word> {
        let mut out: Vec<Word> = Vec::new();
        let mut open = false;
        for piece in &self.0 {
            match out.last_mut().filter(|_| open) {
                Some(word) => word.0.push(piece.clone()),
                None => out.push(Word(vec![piece.clone()])),
            }
            open = piece.spaces == 0;
        }
        out
    }
}

/// Without inks, on one line.
impl fmt::Display for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| {
            write!(out, "{}{:spaces$}", piece.text, "", spaces = piece.spaces)
        })
    }
}

/// What stays on one line where that is possible.
#[derive(Debug)]
struct Word(Vec<Piece>);

impl Word {
    /// The word, or the parts of a word that is wider than a line: cut behind joints, and anywhere
    /// where that does not do.
    fn fit(self, limit: usize) -> Vec<Self> {
        if self.width() <= float(limit) {
            return vec![self];
        }
        let mut out = Vec::new();
        for Piece { text, ink, spaces } in self.0 {
            let parts = at_joints(&text).into_iter().flat_map(|part| anywhere(&part, limit));
            out.extend(parts.map(|text| Piece { text, ink, spaces: 0 }));
            if let Some(last) = out.last_mut() {
                last.spaces = spaces;
            }
        }
        out.into_iter().map(|piece| Self(vec![piece])).collect()
    }
}

impl Fragment for Word {
    fn width(&self) -> f64 {
        float(self.0.iter().map(|piece| piece.text.width()).sum())
    }

    fn whitespace_width(&self) -> f64 {
        float(self.0.last().map_or(0, |piece| piece.spaces))
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

fn float(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

/// The parts of a text, each but the last ending with joints and none but the first beginning with
/// one: so no line begins with `::`.
fn at_joints(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut part = String::new();
    let mut rest = text.chars().peekable();
    while let Some(one) = rest.next() {
        part.push(one);
        let joint = |next: &char| JOINTS.contains(&one) && !JOINTS.contains(next);
        // What stands behind a `#` belongs together with it: `#Statement[0]`.
        if rest.peek().is_some_and(|next| joint(next) || *next == '#') {
            out.push(std::mem::take(&mut part));
        }
    }
    out.push(part);
    out
}

/// The parts of a text that has too few joints, none wider than `limit`.
fn anywhere(text: &str, limit: usize) -> Vec<String> {
    let mut out = Vec::new();
    let mut part = String::new();
    let mut width = 0;
    for one in text.chars() {
        let wide = one.width().unwrap_or(0);
        if width + wide > limit {
            let next = if one == ':' { split_off_colons(&mut part) } else { String::new() };
            width = next.width();
            out.push(std::mem::replace(&mut part, next));
        }
        part.push(one);
        width += wide;
    }
    out.push(part);
    out.retain(|part| !part.is_empty());
    out
}

/// Takes the colons at the end and what they follow: the line to come must not begin with them.
fn split_off_colons(part: &mut String) -> String {
    let mut out = Vec::new();
    while let Some(one) = part.pop() {
        out.push(one);
        if one != ':' {
            break;
        }
    }
    out.into_iter().rev().collect()
}

/// The pieces of a line as runs of one ink each.
fn runs<'p>(pieces: impl Iterator<Item = &'p Piece>) -> Vec<(Ink, String)> {
    let mut out: Vec<(Ink, String)> = Vec::new();
    let mut spaces = 0;
    for piece in pieces {
        match out.last_mut() {
            Some((ink, run)) if *ink == piece.ink => {
                run.push_str(&" ".repeat(spaces));
                run.push_str(&piece.text);
            }
            Some((_, run)) => {
                run.push_str(&" ".repeat(spaces));
                out.push((piece.ink, piece.text.clone()));
            }
            None => out.push((piece.ink, piece.text.clone())),
        }
        spaces = piece.spaces;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::ink::Ink;
    use super::Text;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    fn lines(text: &str, limit: usize) -> Vec<String> {
        let lines = Text::of(Ink::Plain, text).lines(limit, limit);
        lines.into_iter().map(|line| line.into_iter().map(|run| run.1).collect()).collect()
    }

    #[test]
    fn words_break_at_spaces_then_at_joints_then_anywhere() {
        let table: &[(&str, usize, &[&str])] = &[
            ("", 10, &[""]),
            ("one two three", 8, &["one two", "three"]),
            ("at arn:aws:iam::1:role/x", 20, &["at arn:aws:iam::1:", "role/x"]),
            ("aws_iam_role.deploy", 12, &["aws_iam_role", ".deploy"]),
            ("repo:org/ledger:*", 15, &["repo:org/", "ledger:*"]),
            ("a.b.policy#Statement[0]", 14, &["a.b.policy", "#Statement[0]"]),
            ("abcdefghij", 4, &["abcd", "efgh", "ij"]),
            ("abcd::error::", 5, &["abc", "d::", "erro", "r::"]),
            ("漢字漢字", 5, &["漢字", "漢字"]),
        ];
        for (text, limit, want) in table {
            assert_eq!(lines(text, *limit), *want, "{text:?} in {limit}");
        }
    }

    proptest! {
        #[test]
        fn no_line_is_wider_and_none_begins_a_command(text in "(\\PC|[:#/. \u{1b}\n])*", limit in 8_usize..40) {
            for line in lines(&text, limit) {
                prop_assert!(line.width() <= limit, "{line:?} is wider than {limit}");
                prop_assert!(!line.starts_with("::"), "{line:?}");
                prop_assert!(!line.contains("##") && !line.contains(char::is_control), "{line:?}");
            }
        }
    }
}
