//! Denies that can be taken off: what is left of a principal's policies without those that deny.

use super::technique::Link;
use super::world::{Chain, Holder, World};
use crate::iam::stack::Stack;
use crate::model::inventory::Attached;
use crate::model::policy::{Effect, StatementId};
use crate::model::{Name, Store};

/// The stack of a principal without the policies that deny and come to it by a link; none if there is no
/// such policy.
pub(super) fn without(
    holder: &Holder<'_>,
    link: Link,
    stack: &Stack,
    store: &Store,
) -> Option<Stack> {
    let goes = |chain: &&Chain<'_>| goes(holder, chain, link, store);
    let gone: Vec<StatementId> = statements(holder.chains.iter().filter(goes));
    if gone.is_empty() {
        return None;
    }
    let kept = statements(holder.chains.iter().filter(|chain| !goes(chain)));
    let stays = |id: &StatementId| kept.contains(id) || !gone.contains(id);
    let mut out = stack.clone();
    out.identity.retain(stays);
    out.perhaps.retain(stays);
    Some(out)
}

/// Whether a policy that denies comes to a principal by a link.
pub(super) fn denies_by(holder: &Holder<'_>, link: Link, store: &Store) -> bool {
    holder.chains.iter().any(|chain| goes(holder, chain, link, store))
}

/// The managed policy that denies, of an identity's own: what a call that detaches would name.
pub(super) fn detached(world: &World<'_>, node: Name, store: &Store) -> Option<Name> {
    let holder = world.holder(node)?;
    let mut own = holder.chains.iter().filter(|chain| chain.membership.is_none());
    own.find(|chain| is_managed(chain) && denies(chain, store)).map(|chain| chain.policy)
}

fn goes(holder: &Holder<'_>, chain: &Chain<'_>, link: Link, store: &Store) -> bool {
    match (link, chain.membership) {
        (Link::Group, Some(membership)) => {
            let of_group = |one: &&Chain<'_>| {
                one.membership.is_some_and(|other| other.group == membership.group)
            };
            holder.chains.iter().filter(of_group).any(|one| denies(one, store))
        }
        (Link::Managed, None) | (Link::ManagedOfGroup, Some(_)) => {
            is_managed(chain) && denies(chain, store)
        }
        (Link::Inline, None) | (Link::InlineOfGroup, Some(_)) => {
            !is_managed(chain) && denies(chain, store)
        }
        _ => false,
    }
}

fn is_managed(chain: &Chain<'_>) -> bool {
    matches!(chain.attachment.attached, Attached::Managed(_))
}

fn denies(chain: &Chain<'_>, store: &Store) -> bool {
    let mut entries = chain.entries.iter();
    entries.any(|entry| store.documents.statement(entry.statement).effect == Effect::Deny)
}

fn statements<'c>(chains: impl Iterator<Item = &'c Chain<'c>>) -> Vec<StatementId> {
    chains.flat_map(|chain| chain.entries.iter().map(|entry| entry.statement)).collect()
}
