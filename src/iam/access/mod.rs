//! What policies allow, as a set of requests: whether one set has requests that another has not.

mod bits;
mod caller;
mod made_on;
mod point;
mod show;
mod space;
pub(in crate::iam) mod text;
pub(in crate::iam) mod value;
mod variable;

pub use point::Point;

use super::policies::PolicyType;
use super::statement::{Compiled, Engine};
use crate::diag::limits;
use crate::model::policy::{Effect, StatementId};
use made_on::Piece;
use space::{Found, Part, Space, may_meet};

/// The requests that some policies allow: each layer allows them, and none denies them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Access {
    /// The statements of each layer, in order.
    pub layers: Vec<(PolicyType, Vec<StatementId>)>,
}

/// What one set of requests has that another has not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excess {
    /// For each statement of the first that adds something, a request that shows it.
    pub points: Vec<(StatementId, Point)>,
    /// Statements for which a limit was reached before anything was shown.
    pub undecided: Vec<StatementId>,
}

impl Excess {
    /// Whether it is certain that there is nothing.
    pub fn is_nothing(&self) -> bool {
        self.points.is_empty() && self.undecided.is_empty()
    }
}

impl Access {
    /// What policies of one type allow.
    pub fn of(kind: PolicyType, statements: Vec<StatementId>) -> Self {
        Self { layers: vec![(kind, statements)] }
    }

    /// The requests of `self` that `other` does not allow. Exact: a statement is listed with a request
    /// that shows what it adds, or as undecided where a limit was reached, or it adds nothing.
    pub fn minus(&self, other: &Self, engine: &Engine) -> Excess {
        let [own, other] = [self, other].map(|access| made_on::whole(access, engine));
        Side::new(&own).minus(&Side::new(&other))
    }

    /// The same of requests that can be made: `s3:GetObject` with the ARN of a bucket is none, and no
    /// request shows that it is newly allowed.
    pub fn newly_made(&self, other: &Self, engine: &Engine) -> Excess {
        let [own, other] = [self, other].map(|access| made_on::pieces(access, engine));
        Side::new(&own).minus(&Side::new(&other))
    }
}

/// A statement with its id.
type Told<'a> = (StatementId, Part<'a>);

/// One layer, taken apart.
struct Layer<'a> {
    allows: Vec<Told<'a>>,
    /// Whether it allows everything.
    open: bool,
}

impl Layer<'_> {
    fn allow_ids(&self) -> impl Iterator<Item = StatementId> {
        self.allows.iter().map(|(id, _)| *id)
    }
}

/// The layers of one side and its denies.
struct Side<'a> {
    layers: Vec<Layer<'a>>,
    denies: Vec<Told<'a>>,
}

impl<'a> Side<'a> {
    /// What this side allows and the other does not.
    fn minus(&self, other: &Self) -> Excess {
        let mut out = Excess { points: Vec::new(), undecided: Vec::new() };
        let (combinations, complete) = self.combinations();
        for chosen in &combinations {
            let Some(first) = chosen.first() else { continue };
            match self.minus_one(chosen, other) {
                Found::Nothing => {}
                Found::Point(point) => out.points.push((first.0, *point)),
                Found::Limit => out.undecided.push(first.0),
            }
        }
        if !complete {
            out.undecided
                .extend(self.layers.first().into_iter().flat_map(|layer| layer.allow_ids()));
        }
        out.points.dedup_by_key(|(id, _)| *id);
        out
    }

    fn new(layers: &'a [(PolicyType, Vec<Piece<'_>>)]) -> Self {
        let mut denies = Vec::new();
        let layers = layers.iter().map(|(of, list)| {
            let parts = list.iter().map(|(id, statement)| (*id, Part { statement, of: *of }));
            let (allows, own): (Vec<Told<'a>>, Vec<Told<'a>>) =
                parts.partition(|(_, part)| part.statement.effect == Effect::Allow);
            denies.extend(own);
            let open = allows.iter().any(|(_, part)| is_everything(part));
            Layer { allows, open }
        });
        Self { layers: layers.collect(), denies }
    }

    /// One allow of each layer, in every combination; layers that allow everything add none. Whether
    /// the list is complete: it has a limit.
    fn combinations(&self) -> (Vec<Vec<Told<'a>>>, bool) {
        let mut out: Vec<Vec<Told<'a>>> = vec![vec![]];
        let binding = self.layers.iter().filter(|layer| !layer.open);
        // If all are open, the first one's allow of everything is what is looked at.
        let everything = self.layers.first().filter(|_| self.layers.iter().all(|one| one.open));
        for layer in binding.chain(everything) {
            if out.len().saturating_mul(layer.allows.len()) > limits::COMBINATIONS_MAX {
                return (out.into_iter().filter(|one| !one.is_empty()).collect(), false);
            }
            out = out
                .iter()
                .flat_map(|chosen| {
                    layer.allows.iter().map(move |one| {
                        let mut longer = chosen.clone();
                        longer.push(*one);
                        longer
                    })
                })
                .collect();
        }
        (out, true)
    }

    /// What the chosen allows have that the other side has not.
    fn minus_one(&self, chosen: &[Told<'a>], other: &Self) -> Found {
        if other.surely_has(chosen, &self.denies) {
            return Found::Nothing;
        }
        let inside: Vec<Part<'_>> = chosen.iter().map(|(_, part)| *part).collect();
        let denied: Vec<Part<'_>> = self.denies.iter().map(|(_, part)| *part).collect();
        let mut limit = false;
        // The other side does not allow because a layer is silent, or because it denies.
        for layer in other.layers.iter().filter(|layer| !layer.open) {
            let silent = layer.allows.iter().map(|(_, part)| *part);
            let outside: Vec<_> = denied.iter().copied().chain(silent).collect();
            match search(&inside, &outside) {
                Found::Nothing => {}
                Found::Limit => limit = true,
                found @ Found::Point(_) => return found,
            }
        }
        for (id, deny) in &other.denies {
            if self.denies.iter().any(|(own, _)| own == id) {
                continue;
            }
            let inside: Vec<_> = inside.iter().copied().chain([*deny]).collect();
            match search(&inside, &denied) {
                Found::Nothing => {}
                Found::Limit => limit = true,
                found @ Found::Point(_) => return found,
            }
        }
        if limit { Found::Limit } else { Found::Nothing }
    }

    /// Whether it has the same allows, and no deny that the others do not have: then nothing can be
    /// new. Most statements of a change are of this kind.
    fn surely_has(&self, chosen: &[Told<'a>], denies: &[Told<'a>]) -> bool {
        let has = |layer: &Layer<'_>| {
            layer.open || layer.allow_ids().any(|id| chosen.iter().any(|(one, _)| *one == id))
        };
        self.layers.iter().all(has)
            && self.denies.iter().all(|(id, _)| denies.iter().any(|(own, _)| own == id))
    }
}

/// Whether a statement allows everything.
fn is_everything(part: &Part<'_>) -> bool {
    use super::action::ActionPattern;
    use super::pattern::Pattern;
    let Compiled { action_patterns, not_actions, resources, not_resources, tests, .. } =
        part.statement;
    !part.of.has_principals()
        && tests.is_empty()
        && !not_actions
        && !not_resources
        && action_patterns.contains(&ActionPattern::All)
        && resources.contains(&Pattern::All)
}

/// A request in all of `inside` and none of `outside`, whatever the policy variables hold.
fn search(inside: &[Part<'_>], outside: &[Part<'_>]) -> Found {
    // What surely lies apart cannot take anything away.
    let meets = |part: &&Part<'_>| inside.iter().all(|one| may_meet(one, part));
    let outside: Vec<Part<'_>> = outside.iter().filter(meets).copied().collect();
    let ways = variable::ways(inside.iter().chain(&outside).map(|part| part.statement));
    let mut limit = !ways.exact;
    for way in &ways.ways {
        let space = Space::new(inside.to_vec(), &outside, &way.values, &way.absent);
        match space.find() {
            Found::Nothing => {}
            Found::Limit => limit = true,
            found @ Found::Point(_) => return found,
        }
    }
    if limit { Found::Limit } else { Found::Nothing }
}
