//! Calls on something that exists: it runs with a role, is given another one, or shows a credential.

use super::super::fresh;
use super::super::set::{Both, Node};
use super::super::technique::{Call, On, Shape, TECHNIQUES, Technique};
use super::build::{Asker, Builder};
use super::image::Part;
use super::{Edge, Out, Partial, limited};
use crate::model::inventory::CarrierKind;

/// The carriers that calls are asked for, and how the calls are joined.
#[derive(Clone, Copy)]
struct Range {
    kind: CarrierKind,
    part: Part,
    /// Whether all calls must be allowed, or one.
    all: bool,
}

impl Builder<'_, '_> {
    /// Edges by the calls of a technique on existing resources.
    pub(super) fn existing(
        &mut self,
        technique: &'static Technique,
        kind: CarrierKind,
        part: Part,
        asker: Asker<'_>,
        out: &mut Out,
    ) {
        let whole = self.graph.carriers(kind, part, self.space);
        if whole == self.space.sets.empty() {
            return;
        }
        let domain = self.on_carriers(technique.calls, Range { kind, part, all: true }, asker);
        let rest = self.further(technique, Range { kind, part, all: false }, asker, out);
        if domain.is_empty(&self.space.sets) {
            return;
        }
        let empty = Both::certain(self.space.sets.empty());
        let roles = technique.shape.service().map(|service| {
            let roles = self.passable(service, asker);
            self.with_profile(technique.shape, roles, asker)
        });
        if roles.is_some_and(|roles| roles.is_empty(&self.space.sets)) {
            return;
        }
        let needed = self.needed(technique, asker);
        let domain = limited(domain, needed, empty.must);
        let edge = Edge { technique, targets: roles.unwrap_or(empty) };
        let mut partial = Partial { edge, domain, lacks: Vec::new() };
        let complete = domain.intersect(rest, &mut self.space.sets);
        let targets = self.graph.completed(&partial, complete, self.store, self.space);
        self.push(&mut out.becomes, technique, targets);
        let begun = !technique.calls.is_empty() && !technique.then.is_empty();
        if begun && complete != domain {
            partial.lacks = self.lacking(technique, out);
            out.partial.push(partial);
        }
    }

    /// Edges by lists of resources themselves, whatever the policies of the actor say.
    pub(super) fn inside(&mut self, asker: Asker<'_>, out: &mut Out) {
        let listed = self.graph.world.doors.operates(asker.actor.node);
        let listed: Vec<Node> = listed.map(|door| door.to).collect();
        if listed.is_empty() {
            return;
        }
        let domain = Both::certain(self.space.sets.add(listed));
        for technique in TECHNIQUES.iter().filter(|one| matches!(one.shape, Shape::Inside(_))) {
            let needed = self.needed(technique, asker);
            let domain = limited(domain, needed, self.space.sets.empty());
            let targets = self.graph.image_both(technique.shape, domain, self.store, self.space);
            self.push(&mut out.becomes, technique, targets);
        }
    }

    /// Carriers on which the further calls are allowed; notes what the actor provides.
    fn further(
        &mut self,
        technique: &'static Technique,
        range: Range,
        asker: Asker<'_>,
        out: &mut Out,
    ) -> Both {
        let mut all = Both::certain(self.graph.carriers(range.kind, range.part, self.space));
        for (index, group) in technique.then.iter().enumerate() {
            let some = self.on_carriers(group, range, asker);
            if !some.is_empty(&self.space.sets) {
                out.provides.push((technique.id, index, some));
            }
            all = all.intersect(some, &mut self.space.sets);
        }
        all
    }

    /// Carriers on which all (or one) of the calls are allowed.
    fn on_carriers(&mut self, calls: &[Call], range: Range, asker: Asker<'_>) -> Both {
        let universe = self.graph.carriers(range.kind, range.part, self.space);
        let empty = self.space.sets.empty();
        let mut out = Both::certain(if range.all { universe } else { empty });
        for call in calls {
            let allowed = match call.on {
                On::New(_) | On::OneOf(_) => {
                    let scene = self.graph.scene(self.store, self.space);
                    // One name must do for all calls that have to be allowed.
                    let together = if range.all { calls } else { std::slice::from_ref(call) };
                    let truth = fresh::best(scene, asker.stack, asker.actor, together, &[]).0;
                    limited(Both::certain(universe), truth, empty)
                }
                _ => self.allowed(asker, call.action, universe, None),
            };
            out = if range.all {
                out.intersect(allowed, &mut self.space.sets)
            } else {
                out.union(allowed, &mut self.space.sets)
            };
        }
        out
    }
}
