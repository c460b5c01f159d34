//! From the text of a rule pack to its meaning, or an error that says where and what was likely meant.

use super::pack::Pack;
use crate::diag::{Code, Error, Place};
use serde::de::DeserializeOwned;
use std::ops::Range;

/// Letters that a word may differ from the one that is suggested, per letters that it has.
const LETTERS_PER_SLIP: usize = 4;
/// Letters of a message.
const MESSAGE_LETTERS_MAX: usize = 600;
/// Bytes of a word that anything is suggested for.
const WORD_BYTES_MAX: usize = 120;
/// How the reader begins what is better said otherwise.
const WORDINGS: &[(&str, &str)] = &[
    ("cannot recurse further", "this nests too deep"),
    ("recursion limit", "this nests too deep"),
    (
        "invalid type: map, expected a sequence",
        "this may stand several times, so its head has two brackets: `[[gate]]`, not `[gate]`",
    ),
];

/// Reads a pack. `file` is its name in messages.
///
/// # Errors
/// `rules-invalid` with line and column, and the accepted word that is nearest to an unknown one.
pub fn pack(file: &str, text: &str) -> Result<Pack, Error> {
    toml(file, text)
}

/// Reads a file whose keys are known. `file` is its name in messages.
///
/// # Errors
/// `rules-invalid` with line and column, and the accepted word that is nearest to an unknown one.
pub fn toml<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|error| {
        let place = place(text, &error.span().unwrap_or_default());
        let message = error.message().lines().collect::<Vec<_>>().join("; ");
        let message = brief(&plain(suggested(message)));
        Error::new(Code::RulesInvalid, file, message).at(place)
    })
}

/// Line and column of a piece of a text, both from 1.
pub fn place(text: &str, span: &Range<usize>) -> Place {
    let before = text.get(..span.start).unwrap_or(text);
    let number = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
    let line = number(before.matches('\n').count());
    let column = number(before.chars().rev().take_while(|letter| *letter != '\n').count());
    Place { line, column, ..Place::default() }
}

/// The word of `known` that is most like `word`, as a question; empty when none is near.
pub fn suggestion<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    if word.len() > WORD_BYTES_MAX {
        return String::new();
    }
    let slips = |one: &str| strsim::damerau_levenshtein(word, one);
    // Of equally near ones the one that is as long.
    let longer = |one: &str| one.chars().count().abs_diff(word.chars().count());
    let best = known.filter(|one| *one != word).map(|one| (slips(one), longer(one), one)).min();
    match best {
        Some((slips, _, one)) if slips <= 1 + word.chars().count() / LETTERS_PER_SLIP => {
            format!("; did you mean `{one}`?")
        }
        _ => String::new(),
    }
}

/// A message of which no hostile word makes a page.
pub fn brief(message: &str) -> String {
    let mut letters = message.chars();
    let begin: String = letters.by_ref().take(MESSAGE_LETTERS_MAX).collect();
    if letters.next().is_some() { begin + "..." } else { begin }
}

/// What the reader says in words of its own, in ours.
fn plain(message: String) -> String {
    let found = WORDINGS.iter().find(|(begin, _)| message.starts_with(begin));
    found.map_or(message, |(_, says)| (*says).to_owned())
}

/// The reader's message names the unknown word first and the accepted ones after it, each in
/// backticks.
fn suggested(message: String) -> String {
    if !message.starts_with("unknown ") {
        return message;
    }
    let mut words = message.split('`').skip(1).step_by(2);
    let Some(unknown) = words.next() else { return message };
    let question = suggestion(unknown, words);
    message + &question
}
