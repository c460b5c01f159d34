//! Who has which managed policy, and who is in which group.

use super::super::Target;
use super::super::block::Block;
use super::{GROUP, POLICY, ROLE, USER};
use crate::model::Name;
use crate::model::inventory::{Attached, Exclusive, Membership};

pub(super) fn role_policy(b: &mut Block<'_, '_>) {
    attach(b, "role", ROLE);
}

pub(super) fn user_policy(b: &mut Block<'_, '_>) {
    attach(b, "user", USER);
}

pub(super) fn group_policy(b: &mut Block<'_, '_>) {
    attach(b, "group", GROUP);
}

fn attach(b: &mut Block<'_, '_>, attribute: &'static str, target: Target) {
    let identity = b.subject(attribute, target);
    let policy = b.target("policy_arn", POLICY);
    let Some(identity) = identity else { return };
    let attached = match policy {
        None => return,
        Some(Ok(policy)) => Attached::Managed(policy),
        Some(Err(unknown)) => {
            b.open("policy_arn", unknown.clone(), &[identity]);
            Attached::Unknown(unknown)
        }
    };
    b.attach(identity, attached, "policy_arn");
}

/// All holders of one policy: whoever else has it loses it.
pub(super) fn policy_everywhere(b: &mut Block<'_, '_>) {
    let policy = b.subject("policy_arn", POLICY);
    let lists = [("groups", GROUP), ("roles", ROLE), ("users", USER)]
        .map(|(attribute, target)| (attribute, b.subjects(attribute, target)));
    let Some(policy) = policy else { return };
    let is_whole = lists.iter().all(|(_, list)| list.is_whole);
    let mut only: Vec<Name> = Vec::new();
    for (attribute, list) in lists {
        for holder in &list.known {
            b.attach(*holder, Attached::Managed(policy), attribute);
        }
        only.extend(list.known);
    }
    only.sort_unstable();
    if is_whole {
        let origin = b.origin("policy_arn");
        let exclusive = Exclusive { of: policy, by_policy: true, inline: false, only, origin };
        b.out.inventory.exclusives.push(exclusive);
    }
}

pub(super) fn group_membership(b: &mut Block<'_, '_>) {
    let group = b.subject("group", GROUP);
    let users = b.subjects("users", USER);
    let Some(group) = group else { return };
    for user in users.known {
        let origin = b.origin("users");
        b.out.inventory.memberships.push(Membership { user, group, origin });
    }
}

pub(super) fn user_groups(b: &mut Block<'_, '_>) {
    let user = b.subject("user", USER);
    let groups = b.subjects("groups", GROUP);
    let Some(user) = user else { return };
    for group in groups.known {
        let origin = b.origin("groups");
        b.out.inventory.memberships.push(Membership { user, group, origin });
    }
}
