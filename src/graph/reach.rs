//! Who comes to control whom, over pooled control: everything that the controlled identities may do
//! together.

use super::edge::{Edge, Graph};
use super::premise::{self, Premise};
use super::prepare::Space;
use super::set::{Both, Node, SetId};
use super::technique::{Link, Shape, Technique};
use crate::diag::limits;
use crate::iam::truth::Truth;
use crate::model::Store;
use crate::model::names::Name;
use rustc_hash::{FxHashMap, FxHashSet};

/// Which edges count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// Those that surely hold.
    Must,
    /// Those that may hold.
    May,
}

impl Mode {
    /// The set of this mode.
    pub fn of(self, both: Both) -> SetId {
        match self {
            Self::Must => both.must,
            Self::May => both.may,
        }
    }

    /// Whether a truth counts.
    pub fn takes(self, truth: Truth) -> bool {
        match self {
            Self::Must => truth.must(),
            Self::May => truth.may(),
        }
    }
}

/// What a start comes to control.
#[derive(Debug, Clone, Default)]
pub struct Control {
    /// Controlled nodes from which something leaves, in order of discovery; the start first.
    pub active: Vec<Node>,
    /// Sets of controlled nodes: all of their members.
    pub sets: Vec<SetId>,
    /// Accounts over which it has administrator power.
    pub admin: Vec<Name>,
}

impl Control {
    /// Whether a node is controlled.
    pub fn holds(&self, node: Node, space: &Space) -> bool {
        self.active.contains(&node) || self.sets.iter().any(|set| space.sets.contains(*set, node))
    }
}

/// Remembered answers of a side.
#[derive(Debug, Default)]
pub struct Reach {
    admin: FxHashMap<(Node, Mode), Vec<Name>>,
    uncapped: FxHashMap<Node, Truth>,
    /// By node and whether by its own policies.
    unbound: FxHashMap<(Node, bool), Truth>,
    undenied: FxHashMap<(Node, Link), Truth>,
}

/// Rounds in which worth or power is carried one step back; a longer chain is searched node by node.
const ROUNDS_MAX: usize = 4_096;

/// Carries what nodes are worth back along the plain edges of a mode: to each node the most that it
/// leads to. Works on sets, so that a product of actors and targets costs its sides.
pub fn carried<T: Copy + Ord>(
    graph: &Graph<'_>,
    mode: Mode,
    own: impl Fn(Node) -> T,
    space: &Space,
) -> FxHashMap<Node, T> {
    let nodes = &graph.world.nodes;
    let mut worth: FxHashMap<Node, T> = nodes.iter().map(|node| (*node, own(*node))).collect();
    for _ in 0..ROUNDS_MAX {
        let mut changed = false;
        let mut sets: FxHashMap<SetId, Option<T>> = FxHashMap::default();
        for node in nodes.iter().rev() {
            let edges = graph.outs.get(node).map(|out| out.becomes.as_slice());
            let best = edges.unwrap_or_default().iter().filter_map(|edge| {
                *sets.entry(mode.of(edge.targets)).or_insert_with_key(|set| {
                    let members = space.sets.members(*set);
                    members.iter().filter_map(|one| worth.get(one).copied()).max()
                })
            });
            let best = best.max();
            if let (Some(best), Some(known)) = (best, worth.get_mut(node))
                && best > *known
            {
                *known = best;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    worth
}

impl Reach {
    /// Remembers at once who is administrator over plain edges, so that no search walks through them.
    pub fn seed(&mut self, graph: &Graph<'_>, space: &Space) {
        let [account] = graph.world.accounts.as_slice() else { return };
        for mode in [Mode::Must, Mode::May] {
            let own = |node: Node| {
                graph.outs.get(&node).is_some_and(|out| {
                    mode.takes(out.admin) || out.creates.iter().any(|(_, one)| mode.takes(*one))
                })
            };
            let power = carried(graph, mode, own, space);
            for node in graph.world.nodes.iter().filter(|node| power.get(*node) == Some(&true)) {
                self.admin.insert((*node, mode), vec![*account]);
            }
        }
    }

    /// The accounts over which `start` has administrator power.
    pub fn admin(
        &mut self,
        start: Node,
        mode: Mode,
        graph: &mut Graph<'_>,
        store: &Store,
        space: &mut Space,
    ) -> Vec<Name> {
        if let Some(known) = self.admin.get(&(start, mode)) {
            return known.clone();
        }
        let control = self.control(start, mode, graph, store, space);
        self.admin.insert((start, mode), control.admin.clone());
        control.admin
    }

    /// Whether rights given to `node` stay with it.
    pub fn uncapped(
        &mut self,
        node: Node,
        graph: &Graph<'_>,
        store: &Store,
        space: &Space,
    ) -> Truth {
        *self.uncapped.entry(node).or_insert_with(|| {
            let scene = graph.scene(store, space);
            let uncapped = Premise::Uncapped { who: node, unbound: false };
            premise::check(&uncapped, scene).truth
        })
    }

    /// Whether rights given to `node` stay with it once its boundary is lifted.
    pub fn uncapped_unbound(
        &mut self,
        node: Node,
        graph: &Graph<'_>,
        store: &Store,
        space: &Space,
    ) -> Truth {
        *self.unbound.entry((node, false)).or_insert_with(|| {
            let uncapped = Premise::Uncapped { who: node, unbound: true };
            premise::check(&uncapped, graph.scene(store, space)).truth
        })
    }

    /// Whether `node` is administrator once its boundary is lifted.
    pub fn power_unbound(
        &mut self,
        node: Node,
        graph: &Graph<'_>,
        store: &Store,
        space: &Space,
    ) -> Truth {
        *self.unbound.entry((node, true)).or_insert_with(|| {
            let power = Premise::PowerUnbound { who: node };
            premise::check(&power, graph.scene(store, space)).truth
        })
    }

    /// Whether `node` is administrator once a Deny is taken off it.
    fn power_undenied(
        &mut self,
        node: Node,
        link: Link,
        graph: &Graph<'_>,
        store: &Store,
        space: &Space,
    ) -> Truth {
        *self.undenied.entry((node, link)).or_insert_with(|| {
            let power = Premise::PowerUndenied { who: node, link };
            premise::check(&power, graph.scene(store, space)).truth
        })
    }

    /// All that `start` controls. Ends at administrators: what they control in their account is all
    /// of it and is not listed.
    pub fn control(
        &mut self,
        start: Node,
        mode: Mode,
        graph: &mut Graph<'_>,
        store: &Store,
        space: &mut Space,
    ) -> Control {
        let mut search = Search { mode, control: Control::default(), seen: FxHashSet::default() };
        search.visit(start);
        for edge in outside_edges(graph, start) {
            search.follow(edge, graph, space);
        }
        let mut next = 0;
        loop {
            while let Some(&node) = search.control.active.get(next) {
                next += 1;
                if let Some(known) = self.admin.get(&(node, mode)).filter(|known| !known.is_empty())
                {
                    search.control.admin.extend(known);
                    if graph.world.accounts.len() < 2 {
                        break;
                    }
                }
                let Some(out) = graph.outs.get(&node) else { continue };
                if mode.takes(out.admin) {
                    search.control.admin.extend(graph.world.account(node));
                    continue;
                }
                if out.creates.iter().any(|(_, truth)| mode.takes(*truth)) {
                    search.control.admin.extend(graph.world.account(node));
                }
                for edge in &out.becomes {
                    search.follow(*edge, graph, space);
                }
            }
            // One power over one account is the most there is to find.
            if graph.world.accounts.len() < 2 && !search.control.admin.is_empty() {
                break;
            }
            if search.control.active.len() > limits::CONTROL_MAX {
                break;
            }
            let before = search.control.sets.len();
            search.pooled(graph, store, space);
            if search.control.sets.len() == before && next == search.control.active.len() {
                break;
            }
        }
        if graph.world.accounts.len() > 1 || search.control.admin.is_empty() {
            self.granted(&mut search, graph, store, space);
        }
        search.control.admin.sort_unstable();
        search.control.admin.dedup();
        search.control
    }

    /// Grants on what is controlled make it administrator.
    fn granted(
        &mut self,
        search: &mut Search,
        graph: &Graph<'_>,
        store: &Store,
        space: &mut Space,
    ) {
        let single = graph.world.accounts.len() < 2;
        for node in search.control.active.clone() {
            let Some(out) = graph.outs.get(&node) else { continue };
            for edge in out.deciding() {
                let targets = search.mode.of(edge.targets);
                if space.sets.contains(targets, node) {
                    self.decided(edge.technique, node, search, graph, store, space);
                }
                for set in search.control.sets.clone() {
                    let common = space.sets.intersect(targets, set);
                    for target in space.sets.members(common).iter() {
                        if single && !search.control.admin.is_empty() {
                            return;
                        }
                        self.decided(edge.technique, *target, search, graph, store, space);
                    }
                }
            }
        }
    }

    /// Any right may be given to a controlled principal, or its boundary lifted: administrator power,
    /// unless something else caps it.
    fn decided(
        &mut self,
        by: &Technique,
        target: Node,
        search: &mut Search,
        graph: &Graph<'_>,
        store: &Store,
        space: &Space,
    ) {
        let account = graph.world.account(target);
        if account.is_some_and(|one| search.control.admin.contains(&one)) {
            return;
        }
        let pool = &search.control.active;
        if self.gives_power(by, target, pool, search.mode, graph, store, space) {
            search.control.admin.extend(account);
        }
    }

    /// Whether an edge that decides what a controlled principal may do makes it administrator, with
    /// the help of the other identities under control.
    #[expect(clippy::too_many_arguments, reason = "a question about a side and a pool")]
    pub fn gives_power(
        &mut self,
        by: &Technique,
        target: Node,
        pool: &[Node],
        mode: Mode,
        graph: &Graph<'_>,
        store: &Store,
        space: &Space,
    ) -> bool {
        if let Shape::Undeny(_, link) = by.shape {
            return mode.takes(self.power_undenied(target, link, graph, store, space));
        }
        if by.shape == Shape::Unguard {
            let power = Premise::PowerUnguarded { who: target };
            return mode.takes(premise::check(&power, graph.scene(store, space)).truth);
        }
        if matches!(by.shape, Shape::Unbind(_)) {
            return mode.takes(self.power_unbound(target, graph, store, space));
        }
        if mode.takes(self.uncapped(target, graph, store, space)) {
            return true;
        }
        let lifts = |edge: &Edge| space.sets.contains(mode.of(edge.targets), target);
        let outs = pool.iter().filter_map(|node| graph.outs.get(node));
        outs.flat_map(|out| &out.unbinds).any(lifts)
            && mode.takes(self.uncapped_unbound(target, graph, store, space))
    }
}

/// Edges that leave a source outside.
pub fn outside_edges(graph: &Graph<'_>, node: Node) -> Vec<Edge> {
    graph.outside.get(&node).into_iter().flatten().map(|(_, edge)| *edge).collect()
}

struct Search {
    mode: Mode,
    control: Control,
    seen: FxHashSet<Node>,
}

impl Search {
    fn visit(&mut self, node: Node) {
        if self.seen.insert(node) {
            self.control.active.push(node);
        }
    }

    /// Takes all targets of an edge under control; those from which something leaves are searched.
    fn follow(&mut self, edge: Edge, graph: &Graph<'_>, space: &mut Space) {
        let targets = self.mode.of(edge.targets);
        if targets == space.sets.empty() || self.control.sets.contains(&targets) {
            return;
        }
        self.control.sets.push(targets);
        let active = space.sets.intersect(targets, graph.active);
        for node in space.sets.members(active).iter() {
            self.visit(*node);
        }
    }

    /// Edges that one identity begins and another completes.
    fn pooled(&mut self, graph: &mut Graph<'_>, store: &Store, space: &mut Space) {
        let outs = |node: &Node| graph.outs.get(node);
        let actives = || self.control.active.iter().filter_map(outs);
        if !actives().any(|out| !out.partial.is_empty()) {
            return;
        }
        let partials: Vec<_> = actives().flat_map(|out| out.partial.clone()).collect();
        let provides: Vec<_> = actives().flat_map(|out| out.provides.clone()).collect();
        for partial in partials {
            let domain = partial.domain(&provides, &mut space.sets);
            let targets = graph.completed(&partial, domain, store, space);
            self.follow(Edge { targets, ..partial.edge }, graph, space);
        }
    }
}
