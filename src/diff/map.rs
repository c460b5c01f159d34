//! The privilege graph as it is drawn: its nodes, and a line for each actor, technique and target, with
//! the statements that it stands on before and after.
//!
//! Edges are sets and may stand for millions of pairs, so each is drawn as a bounded number of lines,
//! what is new first, and what is not drawn is counted. Of who is administrator only that is drawn: it
//! reaches all of its account.

use super::finding::{Because, Certainty};
use super::{Face, Ground, label, proof};
use crate::diag::limits;
use crate::graph::edge::{Edge, admin_node};
use crate::graph::premise::check;
use crate::graph::set::Node;
use crate::graph::technique::{Shape, Technique};
use crate::graph::trust::Outside;
use crate::graph::witness::{IS_ADMIN, Step};
use crate::graph::{SetId, Space};
use crate::iam::Truth;
use crate::model::inventory::IdentityKind;
use std::collections::{BTreeMap, BTreeSet};

/// A drawn graph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Map {
    /// Principals, sources outside and administrator power, sorted by id.
    pub spots: Vec<Spot>,
    /// From whom to whom, sorted.
    pub lines: Vec<Line>,
    /// How many lines more there would be.
    pub left_out: usize,
}

/// A node.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Node id of the contract; administrator power is `ADMIN:` and the account.
    pub id: String,
    /// `role/deploy`.
    pub label: String,
    /// `user`, `role`, `group`, `admin`, `outside`.
    pub kind: &'static str,
    /// Its account; nothing for sources outside.
    pub account: String,
}

/// One way from one node to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Position of the actor.
    pub from: usize,
    /// Position of the target.
    pub to: usize,
    /// Id of the technique.
    pub technique: &'static str,
    /// Family and name of the technique.
    pub name: &'static str,
    /// What happens, in words.
    pub title: String,
    /// What the actor then has.
    pub gives: Gives,
    /// How it stood before; none if it did not, or nothing is compared.
    pub before: Option<Stand>,
    /// How it stands; none if it is gone.
    pub after: Option<Stand>,
}

/// What an actor has at the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gives {
    /// It acts as the target.
    Acts,
    /// It decides what the target may do.
    Decides,
    /// It is administrator.
    Power,
}

crate::words!(Gives: Acts => "acts-as", Decides => "decides", Power => "administers");

/// How surely a line holds on a side, and on what it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stand {
    /// Proven or conditional.
    pub certainty: Certainty,
    /// Statements and facts; empty where the graph is too large to name them for each line.
    pub because: Vec<Because>,
    /// What must hold, in words.
    pub requires: Vec<String>,
}

/// A line before it is put in words.
#[derive(Debug, Clone, Copy)]
struct Stroke {
    from: Node,
    to: Node,
    technique: &'static Technique,
    gives: Gives,
    outside: Option<Outside>,
    before: Truth,
    after: Truth,
}

impl Stroke {
    fn is_new(&self) -> bool {
        self.before < self.after
    }
}

/// Draws both sides in one; where nothing is compared, `old` is the side without anything.
pub fn draw(old: &Face<'_>, new: &Face<'_>, ground: Ground<'_>, space: &mut Space) -> Map {
    let mut pen = Pen { old, new, ground, strokes: Vec::new(), left_out: 0 };
    let ends = [(old, new), (new, old)];
    let nodes: BTreeSet<Node> =
        ends.iter().flat_map(|(face, _)| face.graph.world.nodes.iter().copied()).collect();
    for node in &nodes {
        // A group holds policies for its members and never acts itself.
        let acts = |face: &Face<'_>| {
            face.graph
                .world
                .holder(*node)
                .is_some_and(|one| one.identity.kind != IdentityKind::Group)
        };
        if acts(old) || acts(new) {
            pen.node(*node, space);
        }
    }
    pen.outside(space);
    pen.finish(nodes, space)
}

struct Pen<'p, 'o, 'n> {
    old: &'p Face<'o>,
    new: &'p Face<'n>,
    ground: Ground<'p>,
    strokes: Vec<Stroke>,
    left_out: usize,
}

impl Pen<'_, '_, '_> {
    /// All that leaves a principal on either side.
    fn node(&mut self, node: Node, space: &mut Space) {
        let sides = [self.old.graph.outs.get(&node), self.new.graph.outs.get(&node)];
        let admin = sides.map(|out| out.map_or(Truth::No, |out| out.admin));
        // An administrator reaches all of its account: there is nothing more to draw of that side.
        let open = |side: usize| {
            let all = admin.get(side).is_some_and(|one| one.must());
            sides.get(side).copied().flatten().filter(|_| !all)
        };
        let [old, new] = [open(0), open(1)];
        let account = [self.old, self.new].iter().find_map(|face| face.graph.world.account(node));
        let power = account.and_then(|account| admin_node(account, self.ground.store));
        if let Some(power) = power {
            self.stroke(node, power, &IS_ADMIN, Gives::Power, None, admin);
            let mut creates: BTreeMap<&str, (&'static Technique, [Truth; 2])> = BTreeMap::new();
            for (side, out) in [old, new].into_iter().enumerate() {
                for (technique, truth) in out.iter().flat_map(|out| &out.creates) {
                    let entry = creates.entry(technique.id).or_insert((technique, [Truth::No; 2]));
                    if let Some(one) = entry.1.get_mut(side) {
                        *one = *truth;
                    }
                }
            }
            for (technique, truths) in creates.into_values() {
                self.stroke(node, power, technique, Gives::Power, None, truths);
            }
        }
        let edges = |out: Option<&crate::graph::edge::Out>, gives| -> Vec<Edge> {
            match (out, gives) {
                (Some(out), Gives::Acts) => out.becomes.clone(),
                (Some(out), _) => out.deciding().copied().collect(),
                (None, _) => Vec::new(),
            }
        };
        for gives in [Gives::Acts, Gives::Decides] {
            self.edges(node, gives, None, [edges(old, gives), edges(new, gives)], space);
        }
    }

    /// The edges of one actor: those of a technique on both sides together.
    fn edges(
        &mut self,
        from: Node,
        gives: Gives,
        outside: Option<Outside>,
        sides: [Vec<Edge>; 2],
        space: &mut Space,
    ) {
        let mut pairs: BTreeMap<&str, (&'static Technique, [Vec<Edge>; 2])> = BTreeMap::new();
        for (side, edges) in sides.into_iter().enumerate() {
            for edge in edges {
                let entry = pairs
                    .entry(edge.technique.id)
                    .or_insert_with(|| (edge.technique, [Vec::new(), Vec::new()]));
                if let Some(list) = entry.1.get_mut(side) {
                    list.push(edge);
                }
            }
        }
        for (technique, [old, new]) in pairs.into_values() {
            let pick = |edges: &[Edge], must: bool, space: &mut Space| {
                let empty = space.sets.empty();
                edges.iter().fold(empty, |set, edge| {
                    let more = if must { edge.targets.must } else { edge.targets.may };
                    space.sets.union(set, more)
                })
            };
            let old = [pick(&old, true, space), pick(&old, false, space)];
            let new = [pick(&new, true, space), pick(&new, false, space)];
            self.fan(from, technique, gives, outside, [old, new], space);
        }
    }

    /// The pairs of a set edge, what is not on both sides first.
    fn fan(
        &mut self,
        from: Node,
        technique: &'static Technique,
        gives: Gives,
        outside: Option<Outside>,
        [old, new]: [[SetId; 2]; 2],
        space: &mut Space,
    ) {
        let truth = |[must, may]: [SetId; 2], node: Node, space: &Space| {
            if space.sets.contains(must, node) {
                Truth::Yes
            } else if space.sets.contains(may, node) {
                Truth::Unknown
            } else {
                Truth::No
            }
        };
        let ([_, old_may], [_, new_may]) = (old, new);
        let all = space.sets.union(old_may, new_may);
        let members = space.sets.members(all);
        let mut targets: Vec<(bool, Node)> = members
            .iter()
            .filter(|to| **to != from)
            .map(|to| (truth(old, *to, space) == truth(new, *to, space), *to))
            .collect();
        targets.sort_unstable();
        self.left_out += targets.len().saturating_sub(limits::FAN_MAX);
        for (_, to) in targets.into_iter().take(limits::FAN_MAX) {
            let truths = [truth(old, to, space), truth(new, to, space)];
            self.stroke(from, to, technique, gives, outside, truths);
        }
    }

    /// What sources outside may take.
    fn outside(&mut self, space: &mut Space) {
        let sides = [self.old, self.new];
        let sources: BTreeSet<Node> =
            sides.iter().flat_map(|face| face.graph.outside.keys().copied()).collect();
        for source in sources {
            let edges =
                sides.map(|face| face.graph.outside.get(&source).cloned().unwrap_or_default());
            let outside = edges.iter().flatten().map(|(outside, _)| *outside).next();
            let edges = edges.map(|list| list.into_iter().map(|(_, edge)| edge).collect());
            self.edges(source, Gives::Acts, outside, edges, space);
        }
    }

    fn stroke(
        &mut self,
        from: Node,
        to: Node,
        technique: &'static Technique,
        gives: Gives,
        outside: Option<Outside>,
        [before, after]: [Truth; 2],
    ) {
        if before.may() || after.may() {
            self.strokes.push(Stroke { from, to, technique, gives, outside, before, after });
        }
    }

    /// Puts nodes and lines in words and in order. What is too much goes: first what did not change.
    fn finish(mut self, nodes: BTreeSet<Node>, space: &Space) -> Map {
        self.strokes.sort_by_key(|one| (!one.is_new(), one.before == one.after));
        self.left_out += self.strokes.len().saturating_sub(limits::LINES_MAX);
        self.strokes.truncate(limits::LINES_MAX);
        let ends = self.strokes.iter().flat_map(|one| [one.from, one.to]);
        let nodes: BTreeSet<Node> = nodes.into_iter().chain(ends).collect();
        let mut spots: Vec<(Spot, Node)> =
            nodes.into_iter().map(|node| (self.spot(node), node)).collect();
        spots.sort();
        let at: BTreeMap<Node, usize> =
            spots.iter().enumerate().map(|(index, (_, node))| (*node, index)).collect();
        let place = |node: Node| at.get(&node).copied().unwrap_or_default();
        let mut lines: Vec<Line> = Vec::new();
        for (index, stroke) in self.strokes.iter().enumerate() {
            let proven = index < limits::PROVEN_LINES_MAX;
            lines.push(Line {
                from: place(stroke.from),
                to: place(stroke.to),
                technique: stroke.technique.id,
                name: stroke.technique.name,
                title: stroke.technique.title.replace("TO", &label::short(stroke.to, self.ground)),
                gives: stroke.gives,
                before: self.stand(stroke, stroke.before, self.old, proven, space),
                after: self.stand(stroke, stroke.after, self.new, proven, space),
            });
        }
        lines.sort_by_key(|one| (one.from, one.to, one.technique, one.gives));
        let spots = spots.into_iter().map(|(spot, _)| spot).collect();
        Map { spots, lines, left_out: self.left_out }
    }

    fn spot(&self, node: Node) -> Spot {
        let sides = [self.new, self.old];
        let holder = sides.iter().find_map(|face| face.graph.world.holder(node));
        let names = &self.ground.store.names;
        let text = names.text(node);
        let kind = match holder.map(|holder| holder.identity.kind) {
            Some(IdentityKind::Group) => "group",
            Some(IdentityKind::Role) => "role",
            Some(IdentityKind::User) => "user",
            None if text.starts_with("ADMIN:") => "admin",
            None => "outside",
        };
        let account = match (holder, text.strip_prefix("ADMIN:")) {
            (Some(holder), _) => names.text(holder.identity.account),
            (None, account) => account.unwrap_or_default(),
        };
        let account = crate::model::value::readable(account);
        let id = match kind {
            "admin" => format!("ADMIN:{account}"),
            _ => {
                label::node(node, holder.map(|holder| holder.identity.origin.address), self.ground)
            }
        };
        Spot { id, label: label::short(node, self.ground), kind, account }
    }

    fn stand(
        &self,
        stroke: &Stroke,
        truth: Truth,
        face: &Face<'_>,
        proven: bool,
        space: &Space,
    ) -> Option<Stand> {
        let certainty = match truth {
            Truth::Yes => Certainty::Proven,
            Truth::Unknown => Certainty::Conditional,
            Truth::No => return None,
        };
        let mut stand = Stand { certainty, because: Vec::new(), requires: Vec::new() };
        if proven {
            self.prove(stroke, face, space, &mut stand);
        }
        Some(stand)
    }

    /// The statements behind a line.
    fn prove(&self, stroke: &Stroke, face: &Face<'_>, space: &Space, stand: &mut Stand) {
        let scene = face.scene(self.ground.store, space);
        let on = Some(stroke.to).filter(|_| matches!(stroke.technique.shape, Shape::Grant(_)));
        let Stroke { from, to, technique, outside, .. } = *stroke;
        let step = Step { from, to, technique, on };
        for premise in proof::premises(&step, outside, &[from], scene, None) {
            let checked = check(&premise, scene);
            for one in proof::proof_of(&checked, scene, self.ground) {
                if !stand.because.contains(&one) {
                    stand.because.push(one);
                }
            }
            stand.requires.extend(checked.requires);
        }
        stand.requires.sort();
        stand.requires.dedup();
    }
}
