//! What stands, in the terms in which rules ask: who comes to act as whom, who holds what, who has which
//! right.

mod grip;
mod right;

pub use right::Privileges;
pub(super) use right::{ADMIN_EQUIVALENT, Right};

use grip::Grip;

use crate::diff::finding::Hop;
use crate::diff::{Face, Ground, explain, proof};
use crate::graph::Space;
use crate::graph::reach::Mode;
use crate::graph::set::Node;
use std::collections::BTreeMap;
use std::mem;

/// The id of administrator power in reports.
pub(super) const ADMIN: &str = "ADMIN";

/// A side, and what it takes to ask it.
#[derive(Debug)]
pub struct Side<'e, 'i> {
    /// Its graph.
    pub face: &'e mut Face<'i>,
    grips: Option<Vec<Grip>>,
}

/// Both sides.
#[derive(Debug)]
pub struct Estate<'e, 'i> {
    /// What stands after the change, or stands at all.
    pub new: Side<'e, 'i>,
    /// What stood before.
    pub old: Side<'e, 'i>,
    /// Names and places.
    pub ground: Ground<'i>,
    /// What both sides share.
    pub space: &'e mut Space,
}

/// Which side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// After the change.
    New,
    /// Before.
    Old,
}

impl<'e, 'i> Estate<'e, 'i> {
    /// What stands, and what stood.
    pub fn new(
        new: &'e mut Face<'i>,
        old: &'e mut Face<'i>,
        ground: Ground<'i>,
        space: &'e mut Space,
    ) -> Self {
        let side = |face| Side { face, grips: None };
        Self { new: side(new), old: side(old), ground, space }
    }

    fn side(&mut self, stand: Stand) -> &mut Side<'e, 'i> {
        match stand {
            Stand::New => &mut self.new,
            Stand::Old => &mut self.old,
        }
    }

    /// The graph of a side.
    pub(super) fn face(&self, stand: Stand) -> &Face<'i> {
        match stand {
            Stand::New => self.new.face,
            Stand::Old => self.old.face,
        }
    }

    /// Whether all principals are of one account.
    pub(super) fn is_single(&self, stand: Stand) -> bool {
        self.face(stand).graph.world.accounts.len() < 2
    }

    /// The id of a node in reports.
    pub(super) fn id(&self, node: Node, stand: Stand) -> String {
        proof::node(node, self.face(stand).scene(self.ground.store, self.space), self.ground)
    }

    /// Everybody who may start: principals, and sources outside.
    pub(super) fn starts(&mut self, stand: Stand) -> Vec<(Node, String)> {
        let graph = &self.side(stand).face.graph;
        let outside = graph.outside.keys().copied();
        let nodes: Vec<Node> = graph.world.nodes.iter().copied().chain(outside).collect();
        nodes.into_iter().map(|node| (node, self.id(node, stand))).collect()
    }

    /// As whom a start comes to act, itself included, and whether surely; [`ADMIN`] where it comes to
    /// administrator power.
    pub(super) fn reached(&mut self, start: Node, stand: Stand) -> BTreeMap<String, bool> {
        let mut out = BTreeMap::new();
        for mode in [Mode::May, Mode::Must] {
            let Self { new, old, ground, space } = self;
            let Face { graph, reach } = &mut *match stand {
                Stand::New => new,
                Stand::Old => old,
            }
            .face;
            let control = reach.control(start, mode, graph, ground.store, space);
            let mut nodes: Vec<Node> = control.active.clone();
            nodes.extend(control.sets.iter().flat_map(|set| space.sets.members(*set).to_vec()));
            nodes.sort_unstable();
            nodes.dedup();
            // The search ends at an administrator, who acts as whomever it likes in its account.
            let world = &graph.world;
            let of_admin =
                |node: &Node| world.account(*node).is_some_and(|one| control.admin.contains(&one));
            nodes.extend(world.nodes.iter().copied().filter(of_admin));
            let admin = !control.admin.is_empty();
            for node in nodes {
                out.insert(self.id(node, stand), mode == Mode::Must);
            }
            if admin {
                out.insert(ADMIN.to_owned(), mode == Mode::Must);
            }
        }
        out
    }

    /// The same as if nothing left some nodes.
    pub(super) fn reached_without(
        &mut self,
        start: Node,
        without: &[Node],
    ) -> BTreeMap<String, bool> {
        let face = &mut *self.new.face;
        let graph = &mut face.graph;
        let taken: Vec<_> =
            without.iter().filter_map(|node| Some((*node, graph.outs.remove(node)?))).collect();
        let remembered = mem::take(&mut face.reach);
        let out = self.reached(start, Stand::New);
        let face = &mut *self.new.face;
        face.reach = remembered;
        face.graph.outs.extend(taken);
        out
    }

    /// How a start gets to a principal or to administrator power, step by step.
    pub(super) fn steps(&mut self, start: Node, to: &str) -> Vec<Hop> {
        let Self { new, ground, space, .. } = self;
        let targets = explain::resolve(to, new.face, *ground);
        for target in targets {
            let path = explain::explain(start, target, new.face, *ground, space).path;
            if !path.is_empty() {
                return path;
            }
        }
        Vec::new()
    }
}
