//! Values of a condition key that tell its tests apart.

use super::text::{Shape, tell_apart};
use crate::diag::limits;
use crate::iam::condition::date::Instant;
use crate::iam::condition::expected::Expected;
use crate::iam::condition::ip::{Block, address};
use crate::iam::condition::number::Decimal;
use crate::iam::condition::{Set, Test};

/// What a key can hold: nothing, or values.
pub(in crate::iam) type State = Option<Vec<String>>;

/// Everything that a key can hold, as far as tests tell it apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::iam) struct States {
    /// One of each kind; the absent key is the last.
    pub(in crate::iam) states: Vec<State>,
    /// Whether nothing is left out.
    pub(in crate::iam) exact: bool,
}

/// The states that tell `tests` on one key apart. `filled` are values of tests with policy variables,
/// `more` are values of interest elsewhere.
pub(in crate::iam) fn states(tests: &[&Test], filled: &[Expected], more: &[String]) -> States {
    let fixed = tests.iter().filter(|test| !test.is_null()).flat_map(|test| test.fixed());
    let wanted: Vec<&Expected> = fixed.chain(filled).collect();
    let (mut singles, mut exact) = singles(&wanted);
    singles.extend(more.iter().cloned());
    singles.sort_unstable();
    singles.dedup();
    let together = tests.iter().filter(|test| test.set != Set::One).count();
    let mut states: Vec<State> = singles.iter().map(|one| Some(vec![one.clone()])).collect();
    // As many members as there are tests of sets: each needs at most one of its own.
    for size in 2..=together.min(limits::SET_MEMBERS_MAX) {
        exact &= subsets(&singles, size, &mut states);
    }
    exact &= together <= limits::SET_MEMBERS_MAX || singles.len() <= limits::SET_MEMBERS_MAX;
    states.push(None);
    States { states, exact }
}

/// Adds all sets of `size` values; no if there are too many.
fn subsets(singles: &[String], size: usize, out: &mut Vec<State>) -> bool {
    let mut chosen: Vec<usize> = (0..size).collect();
    if size > singles.len() {
        return true;
    }
    loop {
        if out.len() >= limits::KEY_STATES_MAX {
            return false;
        }
        out.push(Some(chosen.iter().filter_map(|at| singles.get(*at).cloned()).collect()));
        // The next choice in the order of the alphabet.
        let last = (0..size)
            .rev()
            .find(|at| chosen.get(*at).is_some_and(|value| *value < singles.len() - size + at));
        let Some(at) = last else { return true };
        let next = chosen.get(at).map_or(0, |value| value + 1);
        for (offset, slot) in chosen.iter_mut().skip(at).enumerate() {
            *slot = next + offset;
        }
    }
}

/// Single values that tell what is wanted apart.
fn singles(wanted: &[&Expected]) -> (Vec<String>, bool) {
    let mut out = Vec::new();
    let mut exact = true;
    let shapes: Vec<Shape> = wanted.iter().filter_map(|one| Shape::of_value(one)).collect();
    let kinds = [numbers(wanted), dates(wanted), addresses(wanted), truths(wanted)];
    let others = kinds.iter().filter(|kind| !kind.is_empty()).count();
    kinds.into_iter().for_each(|kind| out.extend(kind));
    if !shapes.is_empty() || others == 0 {
        let texts = tell_apart(&shapes, &Shape::any(), &[]);
        exact &= texts.exact;
        // What a number or a date reads the same as, and no text condition names.
        out.extend(
            out.clone().iter().filter(|one| texts.texts.contains(one)).map(|one| respelled(one)),
        );
        out.extend(texts.texts);
        // Patterns of texts and numbers on one key: what is both is not looked for.
        exact &= others == 0 || shapes.iter().all(Shape::is_literal);
    }
    (out, exact && others <= 1)
}

/// Another spelling of a number, a date, an address or a truth.
fn respelled(value: &str) -> String {
    if value == "true" || value == "false" {
        value.to_uppercase()
    } else if let Some(date) = value.strip_suffix('Z') {
        format!("{date}+00:00")
    } else if value.parse::<std::net::IpAddr>().is_ok() {
        format!("{value}/{}", if value.contains(':') { 128 } else { 32 })
    } else if value.contains('.') {
        format!("{value}0")
    } else {
        format!("{value}.0")
    }
}

fn numbers(wanted: &[&Expected]) -> Vec<String> {
    let mut points: Vec<Decimal> = wanted
        .iter()
        .filter_map(|one| if let Expected::Number(_, number) = one { Some(*number) } else { None })
        .collect();
    points.sort_unstable();
    points.dedup();
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return vec![] };
    let mut out = vec![first.beside(-1), last.beside(1)];
    for (low, high) in points.iter().zip(points.iter().skip(1)) {
        let whole = low.beside(1);
        out.extend(if whole < *high { Some(whole) } else { low.between(*high) });
    }
    out.extend(points);
    out.iter().map(ToString::to_string).collect()
}

fn dates(wanted: &[&Expected]) -> Vec<String> {
    let mut points: Vec<Instant> = wanted
        .iter()
        .filter_map(|one| if let Expected::Date(_, instant) = one { Some(*instant) } else { None })
        .collect();
    points.sort_unstable();
    points.dedup();
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return vec![] };
    let mut out = vec![first.beside(-1), last.beside(1)];
    for (low, high) in points.iter().zip(points.iter().skip(1)) {
        out.extend(low.between(*high));
    }
    out.extend(points);
    out.iter().map(ToString::to_string).collect()
}

fn addresses(wanted: &[&Expected]) -> Vec<String> {
    let blocks: Vec<Block> = wanted
        .iter()
        .filter_map(|one| if let Expected::Block(block) = one { Some(*block) } else { None })
        .collect();
    if blocks.is_empty() {
        return vec![];
    }
    let mut out = Vec::new();
    for wide in [false, true] {
        let of_family = || blocks.iter().filter(|block| block.wide == wide);
        let mut begins = vec![0];
        begins.extend(of_family().map(|block| block.first));
        begins.extend(of_family().filter_map(|block| block.last.checked_add(1)));
        begins.sort_unstable();
        begins.dedup();
        for (at, begin) in begins.iter().enumerate() {
            // A host reads better than the address of the network.
            let host = begin + 1;
            let room = begins.get(at + 1).is_none_or(|next| host < *next);
            let one = if room { address(wide, host) } else { None };
            out.extend(one.or_else(|| address(wide, *begin)).map(|one| one.to_string()));
        }
    }
    out
}

fn truths(wanted: &[&Expected]) -> Vec<String> {
    let some = wanted.iter().any(|one| matches!(one, Expected::Bool(_)));
    if some { vec!["true".to_owned(), "false".to_owned()] } else { vec![] }
}
