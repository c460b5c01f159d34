//! What two resources say of the same thing is said once.
//!
//! A role's `managed_policy_arns` and `inline_policy`, a bucket's `policy` and their like are filled
//! in by the provider when nobody sets them: they repeat what other resources manage, and after a
//! change of those they repeat what was.

use super::{Facts, ResourcePolicy};
use crate::model::inventory::{Attached, Attachment, Resource, ResourceKind};
use crate::model::{Name, Store};
use std::collections::{HashMap, HashSet};

/// Drops echoes, gives each resource its policy and each permission set its roles. `before` is missing
/// for a single side.
///
/// An echo in `before` is live truth unless another resource says it there. An echo in `after` is
/// stale as soon as another resource says it, or said it.
pub(in crate::source) fn settle(before: Option<&mut Facts>, after: &mut Facts, store: &mut Store) {
    let mut said = Said::default();
    for facts in before.into_iter().chain([after]) {
        said.learn(facts);
        said.finish(facts);
        facts.center.settle(&mut facts.inventory, store);
    }
}

/// What resources say that are no echoes.
#[derive(Default)]
struct Said {
    attachments: HashSet<(Name, bool, Name)>,
    policies: HashSet<Name>,
}

impl Said {
    fn learn(&mut self, facts: &Facts) {
        let own = facts.inventory.attachments.iter().filter(|one| !one.mirrored);
        self.attachments.extend(own.filter_map(link));
        let own = facts.policies.iter().filter(|one| !one.mirrored);
        self.policies.extend(own.map(|one| one.arn));
    }

    fn finish(&self, facts: &mut Facts) {
        facts.inventory.attachments.retain(|one| {
            !one.mirrored || link(one).is_none_or(|link| !self.attachments.contains(&link))
        });
        facts.policies.retain(|one| !one.mirrored || !self.policies.contains(&one.arn));
        give_policies(facts);
    }
}

/// Who has what: identity, inline or managed, policy.
fn link(one: &Attachment) -> Option<(Name, bool, Name)> {
    match &one.attached {
        Attached::Inline(name, _) => Some((one.identity, true, *name)),
        Attached::Managed(arn) => Some((one.identity, false, *arn)),
        Attached::Unknown(_) | Attached::Lent(..) => None,
    }
}

fn give_policies(facts: &mut Facts) {
    let resources = &mut facts.inventory.resources;
    let mut places: HashMap<(ResourceKind, Name), usize> = HashMap::new();
    for (index, resource) in resources.iter().enumerate() {
        places.entry((resource.kind, resource.arn)).or_insert(index);
    }
    for ResourcePolicy { kind, arn, account, written, .. } in facts.policies.drain(..) {
        let place = places.get(&(kind, arn)).and_then(|index| resources.get_mut(*index));
        match place {
            Some(resource) if resource.policy.is_none() => resource.policy = Some(written),
            _ => {
                // The resource itself lies outside of this input.
                let origin = written.origin.clone();
                let policy = Some(written);
                places.insert((kind, arn), resources.len());
                resources.push(Resource { kind, arn, account, policy, tags: Vec::new(), origin });
            }
        }
    }
}
