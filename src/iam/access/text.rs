//! Texts that tell patterns apart: for each way in which a text can match some of the patterns and
//! miss the others, one text that does.

use super::bits::Bits;
use crate::diag::limits;
use crate::iam::action::ActionPattern;
use crate::iam::condition::expected::Expected;
use crate::iam::condition::fold_one;
use crate::iam::pattern::{Fields, Pattern};
use crate::model::value::{LITERAL_ONE, LITERAL_STAR};
use rustc_hash::FxHashMap;

/// A pattern over texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::iam) struct Shape {
    steps: Vec<Step>,
    /// Whether the case of letters does not matter; the steps are in lower case then.
    fold: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// This character.
    Char(char),
    /// One character, which is a colon only if `colon`.
    One { colon: bool },
    /// Any number of them.
    Star { colon: bool },
}

impl Shape {
    /// What a value of a text condition matches; none if it is not about texts.
    pub(super) fn of_value(value: &Expected) -> Option<Self> {
        match value {
            Expected::Text(text) | Expected::Binary(text) => Some(Self::literal(text)),
            Expected::Folded(text) => Some(Self { fold: true, ..Self::literal(text) }),
            Expected::Glob(text) => Some(Self::glob(text)),
            Expected::Arn(Pattern::All) => Some(Self::any_arn()),
            Expected::Arn(pattern) => Self::of_pattern(pattern),
            _ => None,
        }
    }

    /// What a resource pattern matches; none for policy variables, which are to be filled in before.
    pub(super) fn of_pattern(pattern: &Pattern) -> Option<Self> {
        match pattern {
            Pattern::All => Some(Self::any()),
            Pattern::Exact(text) => Some(Self::literal(text)),
            Pattern::Fields(fields) | Pattern::Short(_, fields) => Some(Self::fields(fields)),
            Pattern::Variable(..) => None,
        }
    }

    /// What an action pattern matches.
    pub(super) fn of_action(pattern: &ActionPattern) -> Option<Self> {
        match pattern {
            ActionPattern::All => Some(Self::any()),
            ActionPattern::Exact(text) => Some(Self::literal(text)),
            ActionPattern::Prefix(text) => Some(Self::begins(text)),
            ActionPattern::Glob(service, name) => {
                let mut out = Self::literal(service);
                out.steps.push(Step::Char(':'));
                push(&mut out.steps, name, true);
                Some(out)
            }
            ActionPattern::Nothing => None,
        }
    }

    /// Every text.
    pub(in crate::iam) fn any() -> Self {
        Self { steps: vec![Step::Star { colon: true }], fold: false }
    }

    /// Every ARN.
    pub(super) fn any_arn() -> Self {
        let part = || Box::from("*");
        let head = ["arn".into(), part(), part(), part(), part()];
        Self::fields(&Fields { head, last: part() })
    }

    /// Every action: a service, a colon and a name.
    pub(super) fn any_action() -> Self {
        let (one, star) = (Step::One { colon: false }, Step::Star { colon: false });
        Self { steps: vec![one, star, Step::Char(':'), one, star], fold: false }
    }

    fn literal(text: &str) -> Self {
        Self { steps: text.chars().map(Step::Char).collect(), fold: false }
    }

    fn begins(text: &str) -> Self {
        let mut out = Self::literal(text);
        out.steps.push(Step::Star { colon: true });
        out
    }

    /// What a glob matches.
    pub(in crate::iam) fn glob(text: &str) -> Self {
        let mut steps = Vec::new();
        push(&mut steps, text, true);
        Self { steps, fold: false }
    }

    fn fields(fields: &Fields) -> Self {
        let mut steps = Vec::new();
        for field in &fields.head {
            push(&mut steps, field, false);
            steps.push(Step::Char(':'));
        }
        push(&mut steps, &fields.last, true);
        Self { steps, fold: false }
    }

    /// Whether it matches one text only, whatever the case.
    pub(super) fn is_literal(&self) -> bool {
        self.steps.iter().all(|step| matches!(step, Step::Char(_)))
    }

    /// The text before the last step, if that is the only wildcard or there is none.
    fn as_prefix(&self) -> Option<(String, bool)> {
        let mut text = String::new();
        for (at, step) in self.steps.iter().enumerate() {
            match step {
                Step::Char(letter) => text.push(*letter),
                Step::Star { colon: true } if at + 1 == self.steps.len() => {
                    return Some((text, true));
                }
                _ => return None,
            }
        }
        (!self.fold).then_some((text, false))
    }
}

/// Takes a glob apart; two stars in a row are one.
fn push(steps: &mut Vec<Step>, text: &str, colon: bool) {
    for letter in text.chars() {
        let step = match letter {
            '*' => Step::Star { colon },
            '?' => Step::One { colon },
            LITERAL_STAR => Step::Char('*'),
            LITERAL_ONE => Step::Char('?'),
            other => Step::Char(other),
        };
        if step == (Step::Star { colon }) && steps.last() == Some(&step) {
            continue;
        }
        steps.push(step);
    }
}

/// Texts that tell shapes apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::iam) struct Texts {
    /// One for each way, the shortest.
    pub(in crate::iam) texts: Vec<String>,
    /// Whether all ways were found; the search has a limit.
    pub(in crate::iam) exact: bool,
}

/// Texts of `within` that tell the `shapes` apart. `needed` lists groups of shapes of which a text
/// must match some: others are not looked for.
pub(in crate::iam) fn tell_apart(shapes: &[Shape], within: &Shape, needed: &[Vec<usize>]) -> Texts {
    if let Some(texts) = prefixes(shapes, within) {
        return Texts { texts, exact: true };
    }
    Search::new(shapes, within, needed).run()
}

/// The easy case: only literals and beginnings.
fn prefixes(shapes: &[Shape], within: &Shape) -> Option<Vec<String>> {
    let all: Vec<(String, bool)> = shapes.iter().map(Shape::as_prefix).collect::<Option<_>>()?;
    let fresh = fresh(shapes);
    let begin = match within.as_prefix() {
        Some((begin, _)) => begin,
        None if *within == Shape::any_arn() => format!("arn:aws:{fresh}:::"),
        None => format!("{fresh}:"),
    };
    let mut out = vec![format!("{begin}{fresh}")];
    for (text, open) in all {
        if open {
            out.push(complete(&text, fresh, within));
        } else {
            out.push(text);
        }
    }
    out.sort_unstable();
    out.dedup();
    Some(out)
}

/// The beginning, made a text of `within` by fresh characters.
fn complete(begin: &str, fresh: char, within: &Shape) -> String {
    let colons = begin.matches(':').count();
    let wanted = within.steps.iter().filter(|step| **step == Step::Char(':')).count();
    let mut out = begin.to_owned();
    for _ in colons..wanted {
        // Fields that the beginning does not reach.
        out.push(fresh);
        out.push(':');
    }
    out.push(fresh);
    out
}

/// A character that no shape names.
fn fresh(shapes: &[Shape]) -> char {
    let used = |letter: char| {
        shapes.iter().any(|shape| {
            shape.steps.iter().any(|step| {
                matches!(step, Step::Char(one) if *one == letter || (shape.fold && fold_one(letter) == *one))
            })
        })
    };
    let likely = "xzqvkwyjuhgfbpmn0123456789ldcotsriae-_XZQVKWYJUHGFBPMN";
    likely.chars().chain('\u{100}'..='\u{24F}').find(|letter| !used(*letter)).unwrap_or('\u{250}')
}

/// A walk over all texts at once: a state is the set of positions that each shape may be in.
struct Search<'s> {
    shapes: Vec<&'s Shape>,
    /// The first position of each shape in a state.
    begins: Vec<usize>,
    positions: usize,
    needed: &'s [Vec<usize>],
    fresh: char,
}

impl<'s> Search<'s> {
    fn new(shapes: &'s [Shape], within: &'s Shape, needed: &'s [Vec<usize>]) -> Self {
        let fresh = fresh(shapes);
        let shapes: Vec<&Shape> = shapes.iter().chain([within]).collect();
        let mut positions = 0;
        let begins = shapes
            .iter()
            .map(|shape| {
                let begin = positions;
                positions += shape.steps.len() + 1;
                begin
            })
            .collect();
        Self { shapes, begins, positions, needed, fresh }
    }

    fn run(&self) -> Texts {
        let mut known: FxHashMap<Bits, usize> = FxHashMap::default();
        let mut states: Vec<(Bits, usize, char)> = Vec::new();
        let mut seen: FxHashMap<Bits, ()> = FxHashMap::default();
        let mut out = Texts { texts: Vec::new(), exact: true };
        let first = self.first();
        known.insert(first.clone(), 0);
        states.push((first, 0, '\0'));
        let (mut at, mut work) = (0, 0);
        let mut letters = Vec::new();
        while let Some((state, ..)) = states.get(at).cloned() {
            let accepted = self.accepted(&state);
            if accepted.has(self.shapes.len() - 1) && seen.insert(accepted, ()).is_none() {
                out.texts.push(spell(&states, at));
            }
            self.letters(&state, &mut letters);
            for &letter in &letters {
                let next = self.step(&state, letter);
                work += self.positions;
                if !self.is_alive(&next) || known.contains_key(&next) {
                    continue;
                }
                if states.len() >= limits::CELL_STATES_MAX || work > limits::CELL_WORK_MAX {
                    out.exact = false;
                    return out;
                }
                known.insert(next.clone(), states.len());
                states.push((next, at, letter));
            }
            at += 1;
        }
        out
    }

    fn first(&self) -> Bits {
        let mut out = Bits::none(self.positions);
        for at in 0..self.shapes.len() {
            self.enter(&mut out, at, 0);
        }
        out
    }

    /// Adds a position of a shape, and those that it reaches without a character.
    fn enter(&self, state: &mut Bits, shape: usize, position: usize) {
        let (Some(one), Some(begin)) = (self.shapes.get(shape), self.begins.get(shape)) else {
            return;
        };
        state.add(begin + position);
        if matches!(one.steps.get(position), Some(Step::Star { .. })) {
            self.enter(state, shape, position + 1);
        }
    }

    /// The active positions: shape, position, step.
    fn active<'a>(&'a self, state: &'a Bits) -> impl Iterator<Item = (usize, usize, Option<Step>)> {
        let mut shape = 0;
        state.iter().filter_map(move |bit| {
            while self.begins.get(shape + 1).is_some_and(|next| *next <= bit) {
                shape += 1;
            }
            let position = bit - self.begins.get(shape)?;
            Some((shape, position, self.shapes.get(shape)?.steps.get(position).copied()))
        })
    }

    /// The characters that make a difference in this state.
    fn letters(&self, state: &Bits, out: &mut Vec<char>) {
        out.clear();
        let mut add = |letter| {
            if !out.contains(&letter) {
                out.push(letter);
            }
        };
        for (shape, _, step) in self.active(state) {
            match step {
                Some(Step::Char(letter)) => {
                    add(letter);
                    if self.shapes.get(shape).is_some_and(|shape| shape.fold) {
                        letter.to_uppercase().take(1).for_each(&mut add);
                    }
                }
                Some(Step::One { colon: false } | Step::Star { colon: false }) => add(':'),
                _ => {}
            }
        }
        add(self.fresh);
    }

    fn step(&self, state: &Bits, letter: char) -> Bits {
        let mut out = Bits::none(self.positions);
        for (shape, position, step) in self.active(state) {
            let fold = self.shapes.get(shape).is_some_and(|shape| shape.fold);
            match step {
                Some(Step::Char(wanted))
                    if wanted == letter || (fold && wanted == fold_one(letter)) =>
                {
                    self.enter(&mut out, shape, position + 1);
                }
                Some(Step::One { colon }) if colon || letter != ':' => {
                    self.enter(&mut out, shape, position + 1);
                }
                Some(Step::Star { colon }) if colon || letter != ':' => {
                    self.enter(&mut out, shape, position);
                }
                _ => {}
            }
        }
        out
    }

    /// Which shapes the text so far matches.
    fn accepted(&self, state: &Bits) -> Bits {
        let mut out = Bits::none(self.shapes.len());
        for (shape, _, step) in self.active(state) {
            if step.is_none() {
                out.add(shape);
            }
        }
        out
    }

    /// Whether a longer text can still match the domain and what is needed.
    fn is_alive(&self, state: &Bits) -> bool {
        let mut living = Bits::none(self.shapes.len());
        self.active(state).for_each(|(shape, ..)| living.add(shape));
        living.has(self.shapes.len() - 1)
            && self.needed.iter().all(|group| group.iter().any(|shape| living.has(*shape)))
    }
}

/// The text that leads to a state.
fn spell(states: &[(Bits, usize, char)], mut at: usize) -> String {
    let mut letters = Vec::new();
    while at != 0 {
        let Some((_, from, letter)) = states.get(at) else { break };
        letters.push(*letter);
        at = *from;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many ways there are to match the globs.
    fn ways(globs: &[&str]) -> usize {
        let shapes: Vec<Shape> = globs.iter().map(|glob| Shape::glob(glob)).collect();
        let found = tell_apart(&shapes, &Shape::any(), &[]);
        assert!(found.exact);
        let mut masks: Vec<Vec<bool>> = found
            .texts
            .iter()
            .map(|text| {
                let covers = |glob: &&str| crate::iam::glob::covers(glob, text).must();
                globs.iter().map(covers).collect()
            })
            .collect();
        masks.sort_unstable();
        masks.dedup();
        masks.len()
    }

    #[test]
    fn every_way_is_found() {
        assert_eq!(ways(&["a", "b"]), 3);
        assert_eq!(ways(&["a*", "ab"]), 3);
        assert_eq!(ways(&["a*", "*a", "*a*"]), 5);
        assert_eq!(ways(&["*a*", "*b*"]), 4);
        assert_eq!(ways(&["?", "a"]), 3);
        assert_eq!(ways(&["*a*b*", "*b*a*"]), 4);
        assert_eq!(ways(&["a?c*", "ab*", "*d"]), 8);
    }

    #[test]
    fn fields_do_not_cross_colons() {
        let shapes: Vec<Shape> = ["arn:aws:s3:::b*", "arn:aws:sqs:*:q"]
            .iter()
            .filter_map(|text| Shape::of_pattern(&Pattern::new(text, false)))
            .collect();
        let found = tell_apart(&shapes, &Shape::any_arn(), &[vec![1]]);
        for text in found.texts {
            assert!(crate::model::Arn::parse(&text).is_some(), "{text}");
        }
    }

    #[test]
    fn the_limit_is_kept_and_said() {
        let globs: Vec<String> =
            (0..60).map(|at| format!("*{}*{}*", (b'a' + at % 26) as char, at)).collect();
        let shapes: Vec<Shape> = globs.iter().map(|glob| Shape::glob(glob)).collect();
        let found = tell_apart(&shapes, &Shape::any(), &[]);
        assert!(!found.exact);
    }
}
