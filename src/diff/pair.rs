//! New pairs of a start and what it comes to reach, with the dominance rules that keep one fact one
//! finding: who was administrator before is no news (D1), administrator power hides lesser targets
//! of the same account (D2), who only gets there through another new one is listed with that one
//! (D3), a second way to a place already reached is no news (D4), a path from where nobody can be is
//! for information (D5), a new identity counts when somebody who was there before, or from outside, can
//! act as it (D6).

mod lateral;

pub use lateral::covers;

use super::{Face, Ground};
use crate::graph::edge::{Edge, admin_node};
use crate::graph::reach::Mode;
use crate::graph::set::Node;
use crate::graph::trust::Outside;
use crate::graph::witness::{self, Goal, Step, Witness};
use crate::graph::{Sink, Space, entry};
use crate::model::inventory::IdentityKind;
use crate::model::names::Name;
use rustc_hash::FxHashMap;

/// How a pair compares with before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Novelty {
    /// It is new.
    Added,
    /// It was there on a condition, or for a narrower source.
    Widened,
    /// The start had administrator power already, by another path: for information.
    Another,
    /// The start itself is new, and nobody who was there is said to control it: for information.
    Created,
    /// The start is administrator by its own policies, and there is no before: for information.
    Standing,
}

/// Starts and targets.
pub type Suppressed = Vec<(Node, Node)>;

/// A start, what it newly reaches, and one path.
#[derive(Debug, Clone)]
pub struct Pair {
    /// Who.
    pub from: Node,
    /// What.
    pub goal: Goal,
    /// How much that means.
    pub sink: Sink,
    /// Whether every step is sure.
    pub mode: Mode,
    /// Whether it is new or firmer.
    pub novelty: Novelty,
    /// The source, if it is outside.
    pub outside: Option<Outside>,
    /// A path with the fewest new steps.
    pub witness: Witness,
    /// Starts that get there only through this one.
    pub upstream: Vec<Node>,
    /// Starts for whom the same new step opens though it tells nothing new of them, with its target.
    pub suppressed: Suppressed,
    /// Techniques by which the start gets there.
    pub techniques: Vec<&'static str>,
    /// Whether somebody can be the start at all; a path from where nobody can be is for information.
    pub entered: bool,
}

/// All new pairs, in order of the start's text, dominance applied.
pub fn new_pairs(
    old: &mut Face<'_>,
    new: &mut Face<'_>,
    ground: Ground<'_>,
    space: &mut Space,
) -> Vec<Pair> {
    let mut search = Search {
        old,
        new,
        ground,
        space,
        openings: FxHashMap::default(),
        leads_to: FxHashMap::default(),
    };
    let mut pairs = search.administrators();
    pairs.extend(search.laterals(&pairs));
    let mut pairs = search.gathered(pairs);
    if pairs.iter().any(|pair| pair.outside.is_none()) {
        let entered = entry::entered(&new.graph, ground.store, space);
        for pair in &mut pairs {
            pair.entered = pair.outside.is_some() || entered.contains(&pair.from);
        }
    }
    pairs
}

struct Search<'s, 'o, 'n> {
    old: &'s mut Face<'o>,
    new: &'s mut Face<'n>,
    ground: Ground<'s>,
    space: &'s mut Space,
    /// For whom a step by a technique to a target is new.
    openings: FxHashMap<(&'static str, Node, Mode), Suppressed>,
    /// The most that each principal of the new side leads to.
    leads_to: FxHashMap<Node, Sink>,
}

impl Search<'_, '_, '_> {
    /// Starts of the new side, sorted by text: principals from which something leaves, then sources
    /// outside.
    fn starts(&self) -> Vec<Node> {
        let nodes = &self.new.graph.world.nodes;
        let active = nodes.iter().copied().filter(|node| self.new.graph.outs.contains_key(node));
        let mut starts: Vec<Node> = active.filter(|node| !self.is_group(*node)).collect();
        let mut outside: Vec<Node> = self.new.graph.outside.keys().copied().collect();
        outside.sort_by_key(|node| self.ground.store.names.text(*node));
        starts.extend(outside);
        starts
    }

    fn is_group(&self, node: Node) -> bool {
        let holder = self.new.graph.world.holder(node);
        holder.is_some_and(|one| one.identity.kind == IdentityKind::Group)
    }

    /// Whether somebody was there before: a source outside always is.
    fn was_there(&self, node: Node) -> bool {
        !self.ground.compared
            || self.old.graph.world.holder(node).is_some()
            || self.new.graph.world.holder(node).is_none()
    }

    /// Accounts over which a start had power before; a source outside also by any wider source.
    fn admin_before(&mut self, start: Node, mode: Mode) -> Vec<Name> {
        let store = self.ground.store;
        let mut all: Vec<Node> = vec![start];
        if let Some(list) = self.new.graph.outside.get(&start) {
            let outsides: Vec<Outside> = list.iter().map(|(outside, _)| *outside).collect();
            for (node, known) in &self.old.graph.outside {
                let wider = |(wide, _): &(Outside, Edge)| {
                    outsides.iter().any(|narrow| covers(*wide, *narrow, self.ground))
                };
                if known.iter().any(wider) {
                    all.push(*node);
                }
            }
        }
        let mut out = Vec::new();
        for node in all {
            out.extend(self.old.reach.admin(node, mode, &mut self.old.graph, store, self.space));
        }
        out
    }

    /// New ways to administrator power, each at its head.
    fn administrators(&mut self) -> Vec<Pair> {
        let mut found: Vec<Pair> = Vec::new();
        let mut behind: Vec<(Node, Node, Name)> = Vec::new();
        for start in self.starts() {
            let store = self.ground.store;
            let (new, space) = (&mut *self.new, &mut *self.space);
            let may = new.reach.admin(start, Mode::May, &mut new.graph, store, space);
            if may.is_empty() {
                continue;
            }
            if self.is_plain_admin(start) {
                found.extend(self.standing(start));
                continue;
            }
            let must =
                self.new.reach.admin(start, Mode::Must, &mut self.new.graph, store, self.space);
            let was_may = self.admin_before(start, Mode::May);
            let was_must =
                if was_may.is_empty() { vec![] } else { self.admin_before(start, Mode::Must) };
            for account in may {
                let sure = must.contains(&account);
                let novelty = match (was_may.contains(&account), was_must.contains(&account)) {
                    _ if !self.was_there(start) => Novelty::Created,
                    (false, _) => Novelty::Added,
                    (true, false) if sure => Novelty::Widened,
                    _ => {
                        found.extend(self.another(start, account));
                        continue;
                    }
                };
                let mode = if sure { Mode::Must } else { Mode::May };
                let Some(admin) = admin_node(account, store) else { continue };
                let goal = Goal::Admin(account, admin);
                let Some(pair) = self.pair(start, goal, Sink::Admin, mode, novelty) else {
                    continue;
                };
                match self.head(&pair.witness) {
                    Some(head) if head != start => behind.push((start, head, account)),
                    _ => found.push(pair),
                }
            }
        }
        let mut found = self.settle(found, behind);
        let named: Vec<Node> = found
            .iter()
            .filter(|pair| pair.novelty != Novelty::Created)
            .flat_map(|pair| pair.witness.steps.iter().map(|step| step.from))
            .collect();
        // Who is on the path of somebody that was there before is told there.
        found.retain(|pair| pair.novelty != Novelty::Created || !named.contains(&pair.from));
        found
    }

    /// A new way to power for somebody who had it already by some other path, not by policies of its
    /// own: closing the first would leave this one open. The first such target by text.
    fn another(&mut self, start: Node, account: Name) -> Option<Pair> {
        let plain = |face: &Face<'_>| face.graph.outs.get(&start).is_none_or(|out| out.admin.may());
        if !self.ground.compared || plain(self.old) || plain(self.new) {
            return None;
        }
        let edges = self.new.graph.outs.get(&start).map(|out| out.becomes.clone())?;
        let mut steps: Vec<Step> = Vec::new();
        for Edge { technique, targets } in edges {
            let was = self.old_targets(start, technique.id, Mode::May);
            let fresh = self.space.sets.subtract(targets.must, was);
            let fresh = self.space.sets.intersect(fresh, self.new.graph.active);
            let members = self.space.sets.members(fresh);
            let others = members.iter().filter(|node| **node != start);
            steps.extend(others.map(|to| Step { from: start, to: *to, technique, on: None }));
        }
        if steps.is_empty() {
            return None;
        }
        let was = self.before(start, Mode::May);
        let store = self.ground.store;
        steps.retain(|step| {
            let new = &mut *self.new;
            let power = new.reach.admin(step.to, Mode::Must, &mut new.graph, store, self.space);
            power.contains(&account) && !was.holds(step.to, self.space)
        });
        let step = steps.into_iter().min_by_key(|step| store.names.text(step.to))?;
        let witness = Witness { steps: vec![step.clone()], pool: vec![start] };
        Some(Pair {
            from: start,
            goal: Goal::Control(step.to),
            sink: Sink::Lateral,
            mode: Mode::Must,
            novelty: Novelty::Another,
            outside: None,
            suppressed: self.suppressed(&witness, Mode::Must),
            techniques: vec![step.technique.name],
            witness,
            upstream: Vec::new(),
            entered: true,
        })
    }

    /// Puts starts that go through another new one under that one; those whose head is not itself
    /// reported stand alone.
    fn settle(&mut self, mut found: Vec<Pair>, behind: Vec<(Node, Node, Name)>) -> Vec<Pair> {
        let heads: FxHashMap<(Node, Name), usize> = found
            .iter()
            .enumerate()
            .filter_map(|(at, pair)| match pair.goal {
                Goal::Admin(account, _) => Some(((pair.from, account), at)),
                Goal::Control(_) => None,
            })
            .collect();
        for (start, head, account) in behind {
            if let Some(pair) = heads.get(&(head, account)).and_then(|at| found.get_mut(*at)) {
                pair.upstream.push(start);
                continue;
            }
            let Some(admin) = admin_node(account, self.ground.store) else { continue };
            let goal = Goal::Admin(account, admin);
            let must = self.new.reach.admin(
                start,
                Mode::Must,
                &mut self.new.graph,
                self.ground.store,
                self.space,
            );
            let mode = if must.contains(&account) { Mode::Must } else { Mode::May };
            found.extend(self.pair(start, goal, Sink::Admin, mode, Novelty::Added));
        }
        found
    }

    /// Who is administrator by its own policies, which in an audit is no path but worth a list.
    fn standing(&mut self, start: Node) -> Option<Pair> {
        let account = self.new.graph.world.account(start)?;
        let goal = Goal::Admin(account, admin_node(account, self.ground.store)?);
        self.pair(start, goal, Sink::Admin, Mode::Must, Novelty::Standing)
    }

    /// In an audit, who is administrator by its own policies is no path.
    fn is_plain_admin(&self, node: Node) -> bool {
        !self.ground.compared && self.new.graph.outs.get(&node).is_some_and(|out| out.admin.must())
    }

    /// Where a path becomes new: who makes its first new step. Without a before, who makes the last
    /// step into power.
    fn head(&self, witness: &Witness) -> Option<Node> {
        let by_self = |step: &&Step| step.technique.id == witness::IS_ADMIN.id;
        if !self.ground.compared {
            return witness.steps.iter().rev().find(|step| !by_self(step)).map(|step| step.from);
        }
        let old = &self.old.graph;
        let new = |step: &&Step| !step_was_there(old, step, self.space);
        let first = witness.steps.iter().find(new).map(|step| step.from)?;
        self.was_there(first).then_some(first)
    }

    fn pair(
        &mut self,
        from: Node,
        goal: Goal,
        sink: Sink,
        mode: Mode,
        novelty: Novelty,
    ) -> Option<Pair> {
        let new = &mut *self.new;
        let old = self.ground.compared.then_some(&self.old.graph);
        let witness = witness::find(
            from,
            goal,
            mode,
            &mut new.graph,
            old,
            &mut new.reach,
            self.ground.store,
            self.space,
        )?;
        let outside = new.graph.outside.get(&from).and_then(|list| list.first()).map(|one| one.0);
        let mut techniques: Vec<&'static str> =
            witness.steps.iter().map(|step| step.technique.name).collect();
        techniques.extend(self.also_by(from, goal, mode));
        techniques.sort_unstable();
        techniques.dedup();
        if techniques.len() > 1 {
            // How one gets there is the news, not that the place is administrator.
            techniques.retain(|name| *name != witness::IS_ADMIN.name);
        }
        let suppressed = match goal {
            Goal::Admin(..) => self.suppressed(&witness, mode),
            Goal::Control(_) => Vec::new(),
        };
        let upstream = Vec::new();
        Some(Pair {
            from,
            goal,
            sink,
            mode,
            novelty,
            outside,
            witness,
            upstream,
            suppressed,
            techniques,
            entered: true,
        })
    }

    /// Everybody for whom the first new step of a path is new too, administrators included.
    fn suppressed(&mut self, witness: &Witness, mode: Mode) -> Suppressed {
        if !self.ground.compared {
            return vec![];
        }
        let new = |step: &&Step| !step_was_there(&self.old.graph, step, self.space);
        let Some(step) = witness.steps.iter().find(new) else { return vec![] };
        let key = (step.technique.id, step.to, mode);
        if let Some(known) = self.openings.get(&key) {
            return known.clone();
        }
        let mut out = Vec::new();
        for node in &self.new.graph.world.nodes {
            // An administrator could do it anyway, and a group does nothing itself.
            let acts = |out: &&crate::graph::edge::Out| !out.admin.may() && !self.is_group(*node);
            let acting = self.new.graph.outs.get(node).filter(acts);
            let edges = acting.map(|out| out.becomes.as_slice());
            let same = |edge: &&Edge| edge.technique.id == step.technique.id;
            for edge in edges.unwrap_or_default().iter().filter(same) {
                let opens = self.space.sets.contains(mode.of(edge.targets), step.to)
                    && self.was_there(*node)
                    && *node != step.to
                    && !self.had(*node, step, Mode::May);
                if opens {
                    out.push((*node, step.to));
                }
            }
        }
        self.openings.insert(key, out.clone());
        out
    }

    fn had(&self, node: Node, step: &Step, mode: Mode) -> bool {
        let was = self.old_targets(node, step.technique.id, mode);
        self.space.sets.contains(was, step.to)
    }

    /// Other techniques by which the first step reaches the same power and that are new too.
    fn also_by(&mut self, from: Node, goal: Goal, mode: Mode) -> Vec<&'static str> {
        let Goal::Admin(account, _) = goal else { return vec![] };
        if !self.ground.compared {
            return vec![];
        }
        let store = self.ground.store;
        let edges = self.new.graph.outs.get(&from).map(|out| out.becomes.clone());
        let mut out = Vec::new();
        for edge in edges.unwrap_or_default() {
            let targets = mode.of(edge.targets);
            let was = self.old_targets(from, edge.technique.id, mode);
            let fresh = self.space.sets.subtract(targets, was);
            let fresh = self.space.sets.intersect(fresh, self.new.graph.active);
            for target in self.space.sets.members(fresh).iter().filter(|target| **target != from) {
                let new = &mut *self.new;
                let power = new.reach.admin(*target, mode, &mut new.graph, store, self.space);
                if power.contains(&account) {
                    out.push(edge.technique.name);
                    break;
                }
            }
        }
        out
    }

    fn old_targets(&self, from: Node, technique: &str, mode: Mode) -> crate::graph::SetId {
        let edges = self.old.graph.outs.get(&from).map(|out| out.becomes.as_slice());
        let same = edges.unwrap_or_default().iter().find(|edge| edge.technique.id == technique);
        same.map_or(self.space.sets.empty(), |edge| mode.of(edge.targets))
    }

    /// Who newly gets there as a member of a group that newly does is told with the group.
    fn gathered(&self, pairs: Vec<Pair>) -> Vec<Pair> {
        let doors = &self.new.graph.world.doors;
        let is_person = |pair: &Pair| matches!(pair.outside, Some(Outside::Person(_)));
        let (people, mut out): (Vec<Pair>, Vec<Pair>) = pairs.into_iter().partition(is_person);
        let with = |pair: &Pair, group: &Pair| {
            pair.goal == group.goal && doors.is_member(pair.from, group.from)
        };
        for pair in &people {
            if people.iter().any(|other| with(pair, other)) {
                continue;
            }
            let members = people.iter().filter(|other| with(other, pair)).map(|one| one.from);
            let upstream = pair.upstream.iter().copied().chain(members).collect();
            out.push(Pair { upstream, ..pair.clone() });
        }
        out
    }
}

/// Whether a step surely held before.
fn step_was_there(old: &crate::graph::Graph<'_>, step: &Step, space: &Space) -> bool {
    let Some(out) = old.outs.get(&step.from) else {
        return witness::has_edge(old, step.from, step.technique, step.to, Mode::Must, space);
    };
    if step.technique.id == witness::IS_ADMIN.id {
        return out.admin.must();
    }
    if let Some(on) = step.on {
        return out.deciding().any(|edge| {
            edge.technique.id == step.technique.id && space.sets.contains(edge.targets.must, on)
        });
    }
    if out.creates.iter().any(|(one, truth)| one.id == step.technique.id && truth.must()) {
        return true;
    }
    witness::has_edge(old, step.from, step.technique, step.to, Mode::Must, space)
}
