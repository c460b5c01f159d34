//! Resources that own a whole list: what is not on it is taken off.

use super::super::Target;
use super::super::block::Block;
use super::super::json::{items, scalar};
use super::{GROUP, POLICY, ROLE, USER};
use crate::model::Name;
use crate::model::inventory::{Attached, Exclusive};

pub(super) fn role_inline(b: &mut Block<'_, '_>) {
    inline(b, "role_name", ROLE);
}

pub(super) fn user_inline(b: &mut Block<'_, '_>) {
    inline(b, "user_name", USER);
}

pub(super) fn group_inline(b: &mut Block<'_, '_>) {
    inline(b, "group_name", GROUP);
}

pub(super) fn role_managed(b: &mut Block<'_, '_>) {
    managed(b, "role_name", ROLE);
}

pub(super) fn user_managed(b: &mut Block<'_, '_>) {
    managed(b, "user_name", USER);
}

pub(super) fn group_managed(b: &mut Block<'_, '_>) {
    managed(b, "group_name", GROUP);
}

/// Only these inline policies stay. It brings none: the documents are written elsewhere.
fn inline(b: &mut Block<'_, '_>, attribute: &'static str, target: Target) {
    let identity = b.subject(attribute, target);
    b.consumed.push("policy_names");
    let sealed = b.object.is_sealed("policy_names");
    let is_whole = !sealed && b.object.mark("policy_names").is_none();
    let names = b.object.field("policy_names").map(items).unwrap_or_default();
    let only: Vec<Name> =
        names.into_iter().filter_map(scalar).map(|name| b.intern(&name)).collect();
    if let (Some(of), true) = (identity, is_whole) {
        push(b, of, true, only, "policy_names");
    }
}

/// Only these managed policies stay, and those that are missing are attached.
fn managed(b: &mut Block<'_, '_>, attribute: &'static str, target: Target) {
    let identity = b.subject(attribute, target);
    let list = b.subjects("policy_arns", POLICY);
    let Some(of) = identity else { return };
    for policy in &list.known {
        b.attach(of, Attached::Managed(*policy), "policy_arns");
    }
    if list.is_whole {
        push(b, of, false, list.known, "policy_arns");
    }
}

fn push(b: &mut Block<'_, '_>, of: Name, inline: bool, mut only: Vec<Name>, attribute: &str) {
    only.sort_unstable();
    let origin = b.origin(attribute);
    b.out.inventory.exclusives.push(Exclusive { of, by_policy: false, inline, only, origin });
}
