//! Two sides compared: what is new, what opened it, what is gone.

mod admission;
pub mod cause;
pub mod explain;
mod fact;
pub mod finding;
mod fingerprint;
mod group;
mod label;
pub mod pair;
pub mod proof;
mod rename;
mod severity;

pub use finding::Finding;

use crate::graph::allow::Scene;
use crate::graph::prepare::Provided;
use crate::graph::reach::Reach;
use crate::graph::surface::View;
use crate::graph::{Graph, Side, Space};
use crate::model::inventory::{ChangeKind, Inventory};
use crate::model::{Name, Places, Store};
use std::collections::BTreeMap;

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
    let findings = opened(before, after, ground, space);
    if !ground.compared {
        return Comparison { findings, resolved: Vec::new() };
    }
    let mut resolved = opened(after, before, ground, space);
    resolved.retain(|one| {
        // Of a path that is there on a condition, the firmer one is only another way to see it.
        let firmer = one.class == finding::Class::Path && one.drift == finding::Drift::Widened;
        !firmer && ![group::ANOTHER_WAY, group::NEW_IDENTITY].contains(&one.rule)
    });
    for one in &mut resolved {
        one.drift = finding::Drift::Removed;
        one.lane = finding::Lane::Note;
    }
    Comparison { findings, resolved }
}

/// What `new` has and `old` has not, as findings, the worst first.
fn opened<'i>(
    old: &mut Face<'i>,
    new: &mut Face<'i>,
    ground: Ground<'i>,
    space: &mut Space,
) -> Vec<Finding> {
    let pairs = pair::new_pairs(old, new, ground, space);
    let mut out = group::findings(pairs, old, new, ground, space);
    let was = View::new(&old.graph, space, ground.store);
    let is = View::new(&new.graph, space, ground.store);
    let facts = fact::weakened(&was, &is, !out.is_empty(), ground);
    out.extend(facts);
    out.extend(admission::widened(old.graph.world.inventory, &is, &out, ground, space));
    group::sort(&mut out);
    out
}
