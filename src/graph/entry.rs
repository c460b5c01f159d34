//! Who can be acted as at all: by somebody with credentials of its own, from outside, or by a service.

use super::edge::Graph;
use super::reach::Mode;
use super::set::{Node, SetId};
use super::{Sets, Space};
use crate::model::Store;
use crate::model::inventory::IdentityKind;
use crate::model::policy::{Effect, PrincipalRef, Principals};
use rustc_hash::FxHashSet;

/// The principals that somebody can act as: those where one begins (users, roles that a service, a
/// source outside or the whole account may take, roles whose trust policy is not known), and all that
/// may be reached from there. Whom only an administrator can act as is not among them.
pub fn entered(graph: &Graph<'_>, store: &Store, space: &Space) -> FxHashSet<Node> {
    let sets = &space.sets;
    let mut outside: FxHashSet<Node> = FxHashSet::default();
    for (_, edge) in graph.outside.values().flatten() {
        outside.extend(sets.members(edge.targets.may).iter());
    }
    let begins = |node: &Node| outside.contains(node) || is_entry(*node, graph, store);
    let mut list: Vec<Node> = graph.world.nodes.iter().copied().filter(begins).collect();
    let mut seen: FxHashSet<Node> = list.iter().copied().collect();
    let mut followed: FxHashSet<SetId> = FxHashSet::default();
    let mut next = 0;
    while let Some(node) = list.get(next) {
        next += 1;
        // An administrator could become anybody, and gains nothing by it.
        let Some(out) = graph.outs.get(node).filter(|out| !out.admin.must()) else { continue };
        let partial = out.partial.iter().map(|one| one.edge);
        for edge in out.becomes.iter().copied().chain(partial) {
            follow(Mode::May.of(edge.targets), &mut followed, sets, |target| {
                if seen.insert(target) {
                    list.push(target);
                }
            });
        }
    }
    seen
}

fn follow(set: SetId, followed: &mut FxHashSet<SetId>, sets: &Sets, mut visit: impl FnMut(Node)) {
    if followed.insert(set) {
        for target in sets.members(set).iter() {
            visit(*target);
        }
    }
}

/// Whether somebody can be this principal without being another of the input first.
fn is_entry(node: Node, graph: &Graph<'_>, store: &Store) -> bool {
    let Some(holder) = graph.world.holder(node) else { return true };
    if holder.identity.kind != IdentityKind::Role {
        return true;
    }
    let Some(trust) = graph.world.trusts.of(node).filter(|trust| trust.sure) else { return true };
    trust.entries.iter().any(|entry| {
        let statement = store.documents.statement(entry.statement);
        let allows = statement.effect == Effect::Allow;
        allows
            && match &statement.principals {
                Principals::Only(list) => {
                    list.iter().any(|one| !matches!(one, PrincipalRef::Arn(_)))
                }
                Principals::Not(_) => true,
                Principals::None => false,
            }
    })
}
