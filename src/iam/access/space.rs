//! Whether some request lies in all of some statements and in none of others.
//!
//! A statement is a box: a product of what it says of the caller, the action, the resource and each
//! condition key. For each of these dimensions the values are listed that tell the boxes apart, each
//! with the boxes that it lies in. A request is one value of each dimension; it lies in the boxes that
//! all its values lie in.

use super::bits::Bits;
use super::caller::callers;
use super::point::Point;
use super::text::{Shape, tell_apart};
use super::value::{State, states};
use crate::diag::limits;
use crate::iam::action::{ActionPattern, Asked};
use crate::iam::condition::{Context, Fact, Plain, Test};
use crate::iam::pattern::Pattern;
use crate::iam::policies::PolicyType;
use crate::iam::principal::Caller;
use crate::iam::statement::Compiled;
use std::collections::BTreeMap;

/// A statement in a policy of a type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) statement: &'a Compiled,
    pub(super) of: PolicyType,
}

/// What the search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// No request lies there.
    Nothing,
    /// This one does.
    Point(Box<Point>),
    /// A limit was reached before either was shown.
    Limit,
}

/// The boxes that a request must lie in, and those that it must not.
pub(super) struct Space<'a> {
    pub(super) inside: Vec<Part<'a>>,
    outside: Vec<Part<'a>>,
    /// The values of the keys that policy variables use; these dimensions are fixed.
    pub(super) variables: &'a Plain,
    /// Keys that policy variables use and that are absent.
    absent: &'a [Box<str>],
}

/// A value of one dimension and the boxes of `outside` that it lies in.
pub(super) struct Value<V> {
    pub(super) value: V,
    boxes: Bits,
}

impl<'a> Space<'a> {
    pub(super) fn new(
        inside: Vec<Part<'a>>,
        outside: &[Part<'a>],
        variables: &'a Plain,
        absent: &'a [Box<str>],
    ) -> Self {
        Self { inside, outside: outside.to_vec(), variables, absent }
    }

    /// A request inside of all and outside of all, if there is one.
    pub(super) fn find(&self) -> Found {
        let covered = |part: &Part<'_>| self.inside.iter().any(|one| covers(part, one));
        if self.outside.iter().any(covered) {
            return Found::Nothing;
        }
        let mut exact = true;
        let Some(callers) = self.callers() else { return Found::Nothing };
        let keys = self.keys(&mut exact);
        if keys.iter().any(|(_, values)| values.is_empty()) {
            return nothing(exact);
        }
        let actions = self.actions(&mut exact);
        let mut later = None;
        // Actions without a resource are asked for on `*`, all others on an ARN.
        for wildcard_only in [false, true] {
            let resources = self.resources(wildcard_only, &mut exact);
            let mut actions: Vec<&Value<Asked>> =
                actions.iter().filter(|one| one.value.wildcard_only == wildcard_only).collect();
            while let Some(choice) = self.choose(&callers, &actions, &resources, &keys, &mut exact)
            {
                let point = self.point(&choice, &callers, &actions, &resources, &keys);
                if !point.future {
                    return Found::Point(Box::new(point));
                }
                // Perhaps an action that exists today shows it as well.
                later = later.or(Some(point));
                actions.remove(choice.action);
            }
        }
        match later {
            Some(point) => Found::Point(Box::new(point)),
            None => nothing(exact),
        }
    }

    pub(super) fn parts(&self) -> impl Iterator<Item = &Part<'a>> {
        self.inside.iter().chain(&self.outside)
    }

    /// Keeps the values that lie in all boxes of `inside`, and of those the ones that lie in the
    /// fewest boxes of `outside`.
    fn values<V>(
        &self,
        candidates: impl IntoIterator<Item = V>,
        lies: impl Fn(&Part<'_>, &V) -> bool,
    ) -> Vec<Value<V>> {
        let mut out: Vec<Value<V>> = Vec::new();
        for value in candidates {
            if !self.inside.iter().all(|part| lies(part, &value)) {
                continue;
            }
            let mut boxes = Bits::none(self.outside.len());
            for (at, part) in self.outside.iter().enumerate() {
                if lies(part, &value) {
                    boxes.add(at);
                }
            }
            if out.iter().any(|known| known.boxes.within(&boxes)) {
                continue;
            }
            out.retain(|known| !boxes.within(&known.boxes));
            out.push(Value { value, boxes });
        }
        out.sort_by_key(|value| value.boxes.count());
        out
    }

    /// The callers; none if no caller lies in all boxes. Policies of identities do not say.
    fn callers(&self) -> Option<Vec<Value<Option<String>>>> {
        let lies = |part: &Part<'_>, caller: &Option<String>| {
            !part.of.has_principals()
                || part.statement.whom.means(&Caller::read(caller.as_deref()), false).is_some()
        };
        let says = |part: &&Part<'a>| part.of.has_principals();
        let candidates = if self.parts().any(|part| says(&part)) {
            callers(self.parts().filter(says).map(|part| &part.statement.whom))
        } else {
            vec![Some("arn:aws:iam::111122223333:user/x".to_owned())]
        };
        Some(self.values(candidates, lies)).filter(|values| !values.is_empty())
    }

    fn actions(&self, exact: &mut bool) -> Vec<Value<Asked>> {
        let patterns = |parts: &[Part<'a>]| {
            let all = parts.iter().flat_map(|part| part.statement.action_patterns.iter());
            all.cloned().collect::<Vec<ActionPattern>>()
        };
        let all = [patterns(&self.inside), patterns(&self.outside)].concat();
        let shapes: Vec<Shape> = all.iter().filter_map(Shape::of_action).collect();
        let found = tell_apart(&shapes, &Shape::any_action(), &[]);
        *exact &= found.exact;
        let asked = found.texts.into_iter().map(|text| Asked::new(&text));
        // Of values in equal boxes one stays, but both kinds of actions are needed.
        let (only, with): (Vec<_>, Vec<_>) = asked.partition(|one| one.wildcard_only);
        let lies = |part: &Part<'_>, asked: &Asked| part.statement.names(&asked.name);
        let mut out = self.values(with, lies);
        out.extend(self.values(only, lies));
        out
    }

    fn resources(&self, wildcard_only: bool, exact: &mut bool) -> Vec<Value<String>> {
        let context = Overlay { space: self, key: "", state: &None };
        let lies = |part: &Part<'_>, resource: &String| {
            part.statement.covers(resource, part.of, &context).must()
        };
        if wildcard_only {
            return self.values(["*".to_owned()], lies);
        }
        let mut shapes = Vec::new();
        let mut needed = Vec::new();
        for (at, part) in self.parts().enumerate() {
            let begin = shapes.len();
            for pattern in &part.statement.resources {
                shapes.extend(Shape::of_pattern(&pattern.filled(&context)));
            }
            if at < self.inside.len() && !part.statement.not_resources {
                needed.push((begin..shapes.len()).collect());
            }
        }
        let found = tell_apart(&shapes, &Shape::any_arn(), &needed);
        *exact &= found.exact;
        self.values(found.texts, lies)
    }

    /// The condition keys with their values.
    fn keys(&self, exact: &mut bool) -> Vec<(Box<str>, Vec<Value<State>>)> {
        let mut tests: BTreeMap<&str, Vec<&Test>> = BTreeMap::new();
        for part in self.parts() {
            for test in &part.statement.tests {
                tests.entry(&test.key).or_default().push(test);
            }
        }
        let mut out = Vec::new();
        for (key, tests) in tests {
            let candidates = match self.fixed(key) {
                Some(state) => vec![state],
                None => {
                    let context = Overlay { space: self, key: "", state: &None };
                    let filled: Vec<_> =
                        tests.iter().flat_map(|test| test.filled(&context)).collect();
                    let found = states(&tests, &filled, &[]);
                    *exact &= found.exact;
                    found.states
                }
            };
            let lies = |part: &Part<'_>, state: &State| {
                let context = Overlay { space: self, key, state };
                let mut own = part.statement.tests.iter().filter(|test| &*test.key == key);
                own.all(|test| test.holds(part.statement.effect, &context).must())
            };
            out.push((key.into(), self.values(candidates, lies)));
        }
        out
    }

    /// What a key that policy variables use holds.
    fn fixed(&self, key: &str) -> Option<State> {
        if self.absent.iter().any(|one| **one == *key) {
            return Some(None);
        }
        match self.variables.fact(key) {
            Fact::Is(value) => Some(Some(vec![value.into_owned()])),
            _ => None,
        }
    }

    /// One value of each dimension that together lie in no box of `outside`.
    fn choose(
        &self,
        callers: &[Value<Option<String>>],
        actions: &[&Value<Asked>],
        resources: &[Value<String>],
        keys: &[(Box<str>, Vec<Value<State>>)],
        exact: &mut bool,
    ) -> Option<Choice> {
        let mut dimensions: Vec<Vec<&Bits>> = vec![
            callers.iter().map(|one| &one.boxes).collect(),
            actions.iter().map(|one| &one.boxes).collect(),
            resources.iter().map(|one| &one.boxes).collect(),
        ];
        dimensions
            .extend(keys.iter().map(|(_, values)| values.iter().map(|one| &one.boxes).collect()));
        if dimensions.iter().any(Vec::is_empty) {
            return None;
        }
        let mut budget = limits::CHOICES_MAX;
        let mut chosen = Vec::new();
        let all = Bits::all(self.outside.len());
        if !pick(&dimensions, &all, &mut chosen, &mut budget) {
            *exact &= budget > 0;
            return None;
        }
        let mut chosen = chosen.into_iter();
        let mut next = || chosen.next().unwrap_or_default();
        Some(Choice { caller: next(), action: next(), resource: next(), keys: chosen.collect() })
    }
}

/// The number of the value chosen in each dimension.
pub(super) struct Choice {
    pub(super) caller: usize,
    pub(super) action: usize,
    pub(super) resource: usize,
    pub(super) keys: Vec<usize>,
}

fn nothing(exact: bool) -> Found {
    if exact { Found::Nothing } else { Found::Limit }
}

/// Picks a value of each dimension so that no box holds them all. `left` are the boxes that hold what
/// is chosen so far.
fn pick(
    dimensions: &[Vec<&Bits>],
    left: &Bits,
    chosen: &mut Vec<usize>,
    budget: &mut usize,
) -> bool {
    let Some((values, rest)) = dimensions.split_first() else { return left.is_empty() };
    for (at, boxes) in values.iter().enumerate() {
        *budget = budget.saturating_sub(1);
        if *budget == 0 {
            return false;
        }
        chosen.push(at);
        if pick(rest, &left.both(boxes), chosen, budget) {
            return true;
        }
        chosen.pop();
    }
    false
}

/// Whether two boxes may have a request in common, at first sight.
pub(super) fn may_meet(left: &Part<'_>, right: &Part<'_>) -> bool {
    let (left, right) = (left.statement, right.statement);
    let actions = left.not_actions
        || right.not_actions
        || left
            .action_patterns
            .iter()
            .any(|one| right.action_patterns.iter().any(|other| one.may_meet(other)));
    actions
        && (left.not_resources
            || right.not_resources
            || left
                .resources
                .iter()
                .any(|one| right.resources.iter().any(|other| one.may_meet(other))))
}

/// Whether one box holds all of another, at first sight.
fn covers(wide: &Part<'_>, narrow: &Part<'_>) -> bool {
    // Policies of other types complete short patterns in other ways, and mean others.
    if wide.of != narrow.of {
        return false;
    }
    let (wide, narrow, of) = (wide.statement, narrow.statement, wide.of);
    let actions = match (wide.not_actions, narrow.not_actions) {
        (false, false) => narrow
            .action_patterns
            .iter()
            .all(|one| wide.action_patterns.iter().any(|other| other.holds(one))),
        (false, true) => wide.action_patterns.contains(&ActionPattern::All),
        (true, true) => wide.action_patterns == narrow.action_patterns,
        (true, false) => false,
    };
    let all = wide.resources.contains(&Pattern::All) && !wide.not_resources;
    let resources =
        all || (wide.resources == narrow.resources && wide.not_resources == narrow.not_resources);
    let tests = wide.tests.iter().all(|test| narrow.tests.contains(test));
    let whom = !of.has_principals() || wide.whom == narrow.whom;
    actions && resources && tests && whom
}

/// The context of one key's value, with the values of the policy variables.
pub(super) struct Overlay<'a> {
    pub(super) space: &'a Space<'a>,
    pub(super) key: &'a str,
    pub(super) state: &'a State,
}

impl Context for Overlay<'_> {
    fn fact(&self, key: &str) -> Fact<'_> {
        if key != self.key {
            return self.space.variables.fact(key);
        }
        match self.state.as_deref() {
            None => Fact::Absent,
            Some([one]) => Fact::Is(one.as_str().into()),
            Some(many) => Fact::Many(many),
        }
    }
}
