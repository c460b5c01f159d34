//! Roles that a principal takes by itself.

use super::super::context::Actor;
use super::super::set::{Both, Node};
use super::super::technique::{self, Technique};
use super::super::tenant::Mover;
use super::super::{ASSUME_ROLE, premise, witness};
use super::build::{Asker, Builder};
use super::single;
use crate::iam::Mask;
use crate::iam::truth::Truth;
use crate::model::inventory::IdentityKind;

impl Builder<'_, '_> {
    /// Roles that the actor may assume: by name, or through its account with an allow of its own.
    pub(super) fn assumed(&mut self, asker: Asker<'_>, mask: Mask) -> Both {
        let actor = asker.actor;
        let empty = self.space.sets.empty();
        if actor.identity.kind == IdentityKind::Group {
            return Both::certain(empty);
        }
        let mut out = Both::certain(empty);
        if mask.meets(self.bit(ASSUME_ROLE)) {
            let open = self.graph.world.trusts.admitting_account(actor.account, empty);
            if open.may != empty {
                let allowed = self.allowed(asker, ASSUME_ROLE, open.may, None);
                out = allowed.intersect(open, &mut self.space.sets);
                out = self.personally(out, open, allowed, asker);
            }
        }
        for role in self.graph.world.trusts.naming(actor.node).to_vec() {
            let truth = self.by_name(role, actor);
            let one = single(role, truth, self.space);
            out = out.union(one, &mut self.space.sets);
        }
        out
    }

    /// Roles whose answer differs from principal to principal are asked one by one.
    fn personally(&mut self, out: Both, open: Both, allowed: Both, asker: Asker<'_>) -> Both {
        let Asker { stack, actor } = asker;
        let doubtful = self.space.sets.subtract(out.may, open.must);
        let (mut must, mut may) = (Vec::new(), Vec::new());
        for role in self.space.sets.members(doubtful).iter() {
            let Some(trust) = self.graph.world.trust(*role) else { continue };
            let scene = self.graph.scene(self.store, self.space);
            let mover = Mover::itself(scene, stack, actor);
            let truth = trust.admits(&actor, Some(mover), self.store).truth;
            if truth.may() {
                may.push(*role);
            }
            if truth.must() && self.space.sets.contains(allowed.must, *role) {
                must.push(*role);
            }
        }
        let sure = self.space.sets.intersect(out.may, open.must);
        let (must, may) = (self.space.sets.add(must), self.space.sets.add(may));
        Both { must: self.space.sets.union(out.must, must), may: self.space.sets.union(sure, may) }
    }

    /// Whether a trust policy that names the actor lets it in.
    fn by_name(&mut self, role: Node, actor: Actor<'_>) -> Truth {
        let scene = self.graph.scene(self.store, self.space);
        premise::assumes(scene, actor, role).truth
    }
}

/// How a role is taken.
pub(super) fn technique() -> &'static Technique {
    technique::find("sts-001").unwrap_or(&witness::FOREIGN)
}
