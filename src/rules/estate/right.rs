//! Which rights principals have by their own policies.

use super::{ADMIN, Estate, Stand};
use crate::graph::allow::object;
use crate::graph::context::Call;
use crate::graph::set::Node;
use crate::iam::catalog::actions;
use crate::iam::glob;
use crate::iam::stack::{Request, decide};
use crate::model::{Effect, StatementId};
use crate::rules::pack::Pack;
use crate::rules::ruleset::Ruleset;
use crate::rules::select::like;
use std::collections::{BTreeMap, BTreeSet};

/// The privilege of whoever comes to administrator power, by whatever way.
pub(in crate::rules) const ADMIN_EQUIVALENT: &str = "admin-equivalent";

/// A right, as the statement that gives it names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) struct Right {
    /// Whether nothing is left open about it.
    pub(in crate::rules) sure: bool,
    pub(in crate::rules) action: String,
    pub(in crate::rules) resource: String,
}

/// The privileges that selectors ask for, by the id of who has them.
pub type Privileges = BTreeMap<String, BTreeSet<String>>;

impl Estate<'_, '_> {
    /// Who has the privileges that the selectors of some rules ask for, on either side.
    pub fn privileges(&mut self, rules: &Ruleset) -> Privileges {
        let selectors = rules.packs().flat_map(Pack::selectors);
        let asked: BTreeSet<String> =
            selectors.flat_map(|row| row.select.any_privilege.0.clone()).collect();
        let mut out = Privileges::new();
        if asked.is_empty() {
            return out;
        }
        for stand in [Stand::New, Stand::Old] {
            for (node, id) in self.starts(stand) {
                let has = asked.iter().filter(|one| self.has(node, one, stand));
                let has: Vec<String> = has.cloned().collect();
                out.entry(id).or_default().extend(has);
            }
        }
        out.entry(ADMIN.to_owned()).or_default().insert(ADMIN_EQUIVALENT.to_owned());
        out
    }

    /// Whether a principal has a privilege as a whole: of `iam:*`, not one action alone.
    fn has(&mut self, node: Node, privilege: &str, stand: Stand) -> bool {
        if privilege == ADMIN_EQUIVALENT {
            return self.reached(node, stand).contains_key(ADMIN);
        }
        let rights = self.rights(node, &[privilege.to_owned()], stand);
        rights.iter().any(|right| right.action == privilege)
    }

    /// What a principal may do of some actions: of a pattern, as much as its statements give.
    pub(in crate::rules) fn rights(
        &self,
        node: Node,
        actions: &[String],
        stand: Stand,
    ) -> Vec<Right> {
        let store = self.ground.store;
        let face = self.face(stand);
        let world = &face.graph.world;
        let Some(holder) = world.holder(node) else { return Vec::new() };
        let scene = face.scene(store, self.space);
        let stack = self.space.stacks.stack(holder.stack);
        let actor = Some(world.actor(holder.identity));
        let asked = stack.identity.iter().flat_map(|one| self.asked(*one, actions));
        let allowed = asked.filter_map(|(action, resource)| {
            let object = object(scene.world, node);
            let call = Call { action: &action, actor, object, mover: None, passed_to: None, store };
            let request = Request { action: &action, resource: &resource, context: &call };
            let truth = decide(stack, &request, scene.engine, store).truth;
            truth.may().then_some(Right { sure: truth.must(), action, resource })
        });
        allowed.collect()
    }

    /// What a statement names of some actions, each on each resource of it.
    fn asked(&self, id: StatementId, actions: &[String]) -> Vec<(String, String)> {
        let store = self.ground.store;
        let statement = store.documents.statement(id);
        if statement.effect != Effect::Allow {
            return Vec::new();
        }
        let resources: Vec<String> = match statement.resources.negated {
            true => vec!["*".to_owned()],
            false => {
                let texts = statement.resources.patterns.iter();
                texts.map(|name| store.names.text(*name).to_owned()).collect()
            }
        };
        let named = actions.iter().flat_map(|action| self.named(id, action));
        named
            .flat_map(|action| resources.iter().map(move |one| (action.clone(), one.clone())))
            .collect()
    }

    /// What a statement names of an action or a pattern of actions: the narrower of both patterns.
    fn named(&self, id: StatementId, action: &str) -> Vec<String> {
        let store = self.ground.store;
        let named = &store.documents.statement(id).actions;
        let whole = || vec![action.to_owned()];
        if named.negated {
            return whole();
        }
        let compiled = self.space.engine.statement(id);
        if !action.contains(['*', '?']) && compiled.is_some_and(|one| one.names(action)) {
            return whole();
        }
        let lower = action.to_lowercase();
        let narrower = |name: &crate::model::Name| {
            let text = store.names.text(*name);
            let own = text.to_lowercase();
            if like(&own, &lower) {
                Some(action.to_owned())
            } else if like(&lower, &own) {
                Some(text.to_owned())
            } else if glob::intersect(&own, &lower) {
                let all = actions::matching(action).map(|one| one.to_string());
                all.filter(|one| like(&own, &one.to_lowercase())).min()
            } else {
                None
            }
        };
        named.patterns.iter().filter_map(narrower).collect()
    }
}
