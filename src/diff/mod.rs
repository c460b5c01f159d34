//! Two sides compared: what is new, what opened it, what is gone.

mod admission;
pub mod cause;
pub mod explain;
mod fact;
pub mod finding;
mod fingerprint;
pub mod fix;
mod group;
mod label;
pub mod map;
pub mod pair;
pub mod proof;
mod reader;
mod rename;
mod says;
mod severity;

pub use finding::Finding;

use fact::Stated;

use crate::graph::allow::Scene;
use crate::graph::prepare::Provided;
use crate::graph::reach::Reach;
use crate::graph::sink::Selector;
use crate::graph::surface::View;
use crate::graph::{Graph, Side, Space};
use crate::model::inventory::{ChangeKind, Inventory};
use crate::model::{Name, Places, Store};
use std::collections::BTreeMap;

/// The rules by which paths, admissions and readers are told, sorted. Each surface is a rule of its own.
pub const RULES: &[&str] = &[
    group::ADMINISTRATOR,
    group::ANOTHER_WAY,
    "confused-deputy",
    group::NEW_IDENTITY,
    "outside-to-admin",
    "outside-to-role",
    group::FROM_NOBODY,
    "path-to-admin",
    "path-to-control",
    "path-to-data",
    "path-to-principal",
    "resource-public",
    "resource-public-but-blocked",
    "resource-shared",
    "secret-reader",
    "secret-rewriter",
    "trust-widened",
];

/// One side with its graph and what is remembered of it.
#[derive(Debug)]
pub struct Face<'i> {
    /// The graph.
    pub graph: Graph<'i>,
    /// Remembered reach.
    pub reach: Reach,
}

impl<'i> Face<'i> {
    /// Builds the graph of a side.
    pub fn new(
        inventory: &'i Inventory,
        side: Side,
        store: &'i Store,
        space: &mut Space,
        provided: &'i Provided,
    ) -> Self {
        let graph = Graph::build(inventory, side, store, space, provided);
        let mut reach = Reach::default();
        reach.seed(&graph, space);
        Self { graph, reach }
    }

    /// For evaluation.
    pub fn scene<'s>(&'s self, store: &'s Store, space: &'s Space) -> Scene<'s, 'i> {
        self.graph.scene(store, space)
    }
}

/// What comparing reads besides the two sides.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'g> {
    /// Names and documents.
    pub store: &'g Store,
    /// What the plan says it does to each resource; empty without a plan.
    pub changed: &'g BTreeMap<Name, ChangeKind>,
    /// Whether there is a before at all: without one everything is merely present.
    pub compared: bool,
    /// What the user names sensitive.
    pub sensitive: &'g [Selector],
    /// Where things are written, after and before: what is gone has a place only there.
    pub places: [&'g Places; 2],
}

/// What a comparison finds.
#[derive(Debug, Default)]
pub struct Comparison {
    /// What the after side adds.
    pub findings: Vec<Finding>,
    /// What it takes away.
    pub resolved: Vec<Finding>,
}

/// Compares two sides. Without a before (`ground.compared` false) all that stands is listed.
pub fn compare<'i>(
    before: &mut Face<'i>,
    after: &mut Face<'i>,
    ground: Ground<'i>,
    space: &mut Space,
) -> Comparison {
    let mut findings = opened(before, after, ground, space);
    let mut resolved =
        if ground.compared { opened(after, before, ground, space) } else { Vec::new() };
    resolved.retain(|one| {
        one.drift != finding::Drift::Widened
            && ![group::ANOTHER_WAY, group::NEW_IDENTITY, group::FROM_NOBODY].contains(&one.rule)
    });
    let was = Stated::new(View::new(&before.graph, space, ground.store));
    let is = Stated::new(View::new(&after.graph, space, ground.store));
    tell(&was, &is, &mut findings, ground, space);
    if ground.compared {
        tell(&is, &was, &mut resolved, ground, space);
    }
    for one in &mut resolved {
        one.drift = finding::Drift::Removed;
        one.lane = finding::Lane::Note;
    }
    Comparison { findings, resolved }
}

/// Adds to the paths what else `new` has and `old` has not, and puts all in order, the worst first.
fn tell<'i>(
    old: &Stated<'_, 'i>,
    new: &Stated<'_, 'i>,
    out: &mut Vec<Finding>,
    ground: Ground<'_>,
    space: &Space,
) {
    let mut facts = fact::weakened(old, new, !out.is_empty(), ground);
    facts.retain(|fact| !is_told_by_path(fact, out));
    out.extend(facts);
    let inventory = old.view.graph.world.inventory;
    let widened = admission::widened(inventory, &new.view, out, ground, space);
    out.extend(widened);
    group::sort(out);
}

/// Paths that `new` has and `old` has not, as findings.
fn opened(
    old: &mut Face<'_>,
    new: &mut Face<'_>,
    ground: Ground<'_>,
    space: &mut Space,
) -> Vec<Finding> {
    let pairs = pair::new_pairs(old, new, ground, space);
    let mut out = group::findings(pairs, old, new, ground, space);
    out.extend(reader::news(old, new, ground, space));
    out
}

/// Whether paths tell what comes of a lost guardrail, a crossed wall or a copy of an access key, so that
/// it is no news by itself.
fn is_told_by_path(fact: &Finding, paths: &[Finding]) -> bool {
    let is_wall = matches!(fact.class, finding::Class::Guardrail | finding::Class::Isolation)
        || fact.rule == "secret-copy";
    let told = |cause: &finding::Cause| {
        let mut causes = paths.iter().flat_map(|path| &path.cause);
        causes.any(|one| one.address == cause.address && one.attribute == cause.attribute)
    };
    is_wall && fact.cause.iter().all(told)
}
