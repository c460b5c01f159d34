//! Policy documents: managed ones, and those that an identity has as its own.

use super::super::block::Block;
use super::super::{Target, resolve};
use super::{GROUP, ROLE, USER};
use crate::model::Name;
use crate::model::inventory::{Attached, ManagedPolicy, Written};

pub(super) fn managed(b: &mut Block<'_, '_>) {
    b.name();
    let arn = b.arn();
    let written = required(b, arn);
    b.out.inventory.policies.push(ManagedPolicy { arn, written, others: Vec::new() });
}

pub(super) fn role_inline(b: &mut Block<'_, '_>) {
    inline(b, "role", ROLE);
}

pub(super) fn user_inline(b: &mut Block<'_, '_>) {
    inline(b, "user", USER);
}

pub(super) fn group_inline(b: &mut Block<'_, '_>) {
    inline(b, "group", GROUP);
}

fn inline(b: &mut Block<'_, '_>, attribute: &'static str, target: Target) {
    let Some(identity) = b.subject(attribute, target) else {
        // Whom it binds is open already; read what it says all the same.
        let address = b.origin("").address;
        required(b, address);
        return;
    };
    let name = b.name();
    let written = required(b, identity);
    b.attach(identity, Attached::Inline(name, written), "policy");
}

/// The document of `policy`, which cannot be left out.
fn required(b: &mut Block<'_, '_>, of: Name) -> Written {
    if let Some(written) = b.document("policy", of) {
        return written;
    }
    let unknown = resolve::unknown("the policy has no document", &[]);
    b.open("policy", unknown.clone(), &[of]);
    Written { document: Err(unknown), was: None, origin: b.origin("policy") }
}
