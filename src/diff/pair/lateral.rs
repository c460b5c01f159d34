//! New control of principals that is not administrator power, and who outside comes to it.

use super::{Novelty, Pair, Search};
use crate::diff::Ground;
use crate::graph::reach::{self, Control, Mode};
use crate::graph::set::Node;
use crate::graph::trust::Outside;
use crate::graph::witness::Goal;
use crate::graph::{Sink, door, sink};
use crate::iam::contains::globs_contain;
use crate::model::arn::Arn;
use crate::model::names::Name;

impl Search<'_, '_, '_> {
    /// New control of principals that is not administrator power.
    pub(super) fn laterals(&mut self, admins: &[Pair]) -> Vec<Pair> {
        let mut out = Vec::new();
        for start in self.starts() {
            let store = self.ground.store;
            let new = &mut *self.new;
            let power = new.reach.admin(start, Mode::May, &mut new.graph, store, self.space);
            if !power.is_empty() || !self.was_there(start) {
                continue;
            }
            if self.new.graph.outside.contains_key(&start) {
                out.extend(self.admitted_from(start));
            } else {
                out.extend(self.controlled_by(start));
            }
        }
        out.retain(|pair| !admins.iter().any(|admin| admin.from == pair.from));
        out.retain(|pair| !self.was_above(pair));
        out
    }

    /// Whether the start was administrator of the account of what it now controls, and so of more.
    pub(super) fn was_above(&mut self, pair: &Pair) -> bool {
        let Goal::Control(target) = pair.goal else { return false };
        let account = self.new.graph.world.account(target);
        let had = self.admin_before(pair.from, pair.mode);
        account.is_some_and(|account| had.contains(&account))
    }

    fn controlled_by(&mut self, start: Node) -> Vec<Pair> {
        let edges = self.new.graph.outs.get(&start).map(|out| out.becomes.clone());
        let mut fresh_may = self.space.sets.empty();
        let mut fresh_must = fresh_may;
        for edge in edges.unwrap_or_default() {
            let was = self.old_targets(start, edge.technique.id, Mode::May);
            let may = self.space.sets.subtract(edge.targets.may, was);
            fresh_may = self.space.sets.union(fresh_may, may);
            let was = self.old_targets(start, edge.technique.id, Mode::Must);
            let must = self.space.sets.subtract(edge.targets.must, was);
            fresh_must = self.space.sets.union(fresh_must, must);
        }
        let all = self.space.sets.union(fresh_may, fresh_must);
        if all == self.space.sets.empty() {
            return vec![];
        }
        let (was_may, was_must) = (self.before(start, Mode::May), self.before(start, Mode::Must));
        let mut out = Vec::new();
        for target in self.space.sets.members(all).iter().copied() {
            if target == start {
                continue;
            }
            let sure = self.space.sets.contains(fresh_must, target);
            let novelty = if !was_may.holds(target, self.space) {
                Novelty::Added
            } else if sure && !was_must.holds(target, self.space) {
                Novelty::Widened
            } else {
                continue;
            };
            let sink = self.worth(target, &was_may);
            if !self.ground.compared && sink < Sink::Sensitive {
                continue;
            }
            let mode = if sure { Mode::Must } else { Mode::May };
            out.extend(self.pair(start, Goal::Control(target), sink, mode, novelty));
        }
        out
    }

    pub(super) fn before(&mut self, start: Node, mode: Mode) -> Control {
        let store = self.ground.store;
        self.old.reach.control(start, mode, &mut self.old.graph, store, self.space)
    }

    /// How much a target is worth, with all that it leads to and that was not reached before.
    fn worth(&mut self, target: Node, was: &Control) -> Sink {
        let own = self.own_worth(target);
        if self.leads_to.is_empty() {
            let all =
                reach::carried(&self.new.graph, Mode::May, |node| self.own_worth(node), self.space);
            self.leads_to = all;
        }
        let most = self.leads_to.get(&target).copied().unwrap_or(own);
        if most <= own {
            return own;
        }
        // Something better lies behind it: it counts unless it was reached before.
        let store = self.ground.store;
        let new = &mut *self.new;
        let control = new.reach.control(target, Mode::May, &mut new.graph, store, self.space);
        let further = control.active.iter().copied().filter(|node| !was.holds(*node, self.space));
        let behind: Vec<Node> = further.collect();
        behind.into_iter().map(|node| self.own_worth(node)).max().map_or(own, |best| best.max(own))
    }

    /// Whether the user names a principal sensitive.
    fn is_named(&self, node: Node, tags: &[(Name, Name)]) -> bool {
        let names = &self.ground.store.names;
        let arn = names.text(node);
        self.ground.sensitive.iter().any(|one| one.selects(arn, tags, names))
    }

    /// How much a principal is worth by its own policies, or because the user names it.
    fn own_worth(&self, node: Node) -> Sink {
        let Some(holder) = self.new.graph.world.holder(node) else { return Sink::Lateral };
        let named = self.is_named(node, &holder.identity.tags);
        sink::worth(self.space.stacks.stack(holder.stack), named, self.space)
    }

    /// New roles for a source outside, unless a wider source had them before.
    fn admitted_from(&mut self, start: Node) -> Vec<Pair> {
        let list = self.new.graph.outside.get(&start).cloned().unwrap_or_default();
        let mut out = Vec::new();
        for (outside, edge) in list {
            for target in self.space.sets.members(edge.targets.may).iter().copied() {
                let sure = self.space.sets.contains(edge.targets.must, target);
                let (may, must, narrower) = self.outside_before(outside, target);
                let novelty = match (may, must) {
                    (false, _) if narrower => Novelty::Widened,
                    (false, _) => Novelty::Added,
                    (true, false) if sure => Novelty::Widened,
                    _ => continue,
                };
                let nobody = Control::default();
                let sink = self.worth(target, &nobody);
                let mode = if sure { Mode::Must } else { Mode::May };
                out.extend(self.pair(start, Goal::Control(target), sink, mode, novelty));
            }
        }
        out
    }

    /// Whether a source as wide had the role before, perhaps and surely; and whether a narrower one
    /// had it.
    fn outside_before(&self, outside: Outside, role: Node) -> (bool, bool, bool) {
        let (mut may, mut must, mut narrower) = (false, false, false);
        for (known, edge) in self.old.graph.outside.values().flatten() {
            if !self.space.sets.contains(edge.targets.may, role) {
                continue;
            }
            if covers(*known, outside, self.ground) {
                may = true;
                must |= self.space.sets.contains(edge.targets.must, role);
            }
            narrower |= covers(outside, *known, self.ground);
        }
        (may, must, narrower)
    }
}

/// Whether every principal of `narrow` is one of `wide`.
pub fn covers(wide: Outside, narrow: Outside, ground: Ground<'_>) -> bool {
    let text = |name| ground.store.names.text(name);
    match (wide, narrow) {
        _ if wide == narrow => true,
        (Outside::Anyone, Outside::Account(_) | Outside::Principal(_)) => true,
        (Outside::Account(account), Outside::Principal(arn)) => {
            Arn::parse(text(arn)).is_some_and(|arn| arn.account == text(account))
        }
        (Outside::Federated(provider, wide), Outside::Federated(other, narrow)) => {
            let (wide, narrow) = (text(wide), text(narrow));
            provider == other && (globs_contain(&[wide], narrow) || door::within(wide, narrow))
        }
        _ => false,
    }
}
