//! The words that rules may use for what the program says: a rule about a word that is never said would
//! hold for nothing, or for everything.

use super::notice::NOTICES;
use super::read::{brief, suggestion};
use super::select::like;
use crate::diff;
use crate::graph::surface::{Polarity, SURFACES};

/// The ids of all rules: of paths and the like, of surfaces, and of what is said about rules. Sorted.
pub fn rules() -> Vec<&'static str> {
    let mut out: Vec<&str> = diff::RULES.to_vec();
    out.extend(surfaces(None));
    out.extend(NOTICES.iter().map(|notice| notice.rule));
    out.sort_unstable();
    out
}

/// The ids of all surfaces, or of those of a polarity.
pub fn surfaces(polarity: Option<Polarity>) -> impl Iterator<Item = &'static str> {
    let meant = move |own: Polarity| polarity.is_none_or(|polarity| polarity == own);
    SURFACES.iter().filter(move |one| meant(one.polarity)).map(|surface| surface.id)
}

/// What is wrong with a pattern that means none of some words, with the nearest; none if it means one.
pub fn amiss(pattern: &str, sort: &str, words: &[&str]) -> Option<String> {
    let meant = words.iter().any(|word| like(pattern, word));
    let question = || suggestion(pattern, words.iter().copied());
    (!meant).then(|| format!("there is no {sort} `{}`{}", brief(pattern), question()))
}
