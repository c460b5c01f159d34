//! Users, roles, groups, and what stands for them: instance profiles and identity providers.

use super::super::block::Block;
use super::{POLICY, ROLE};
use crate::model::Name;
use crate::model::inventory::{
    Attached, Attachment, Exclusive, Identity, IdentityKind, InstanceProfile, Provider, Written,
};

pub(super) fn role(b: &mut Block<'_, '_>) {
    let arn = b.arn();
    let trust = b.document("assume_role_policy", arn);
    identity(b, IdentityKind::Role, trust);
    inline_policies(b, arn);
    managed_policies(b, arn);
}

pub(super) fn user(b: &mut Block<'_, '_>) {
    identity(b, IdentityKind::User, None);
}

pub(super) fn group(b: &mut Block<'_, '_>) {
    identity(b, IdentityKind::Group, None);
}

/// A role of a service. Its policies are the service's own: nobody can change or pass it.
pub(super) fn service_linked_role(b: &mut Block<'_, '_>) {
    b.plain("aws_service_name");
    identity(b, IdentityKind::Role, None);
}

fn identity(b: &mut Block<'_, '_>, kind: IdentityKind, trust: Option<Written>) {
    let arn = b.arn();
    let boundary = b.target("permissions_boundary", POLICY);
    if let Some(Err(unknown)) = &boundary {
        b.open("permissions_boundary", unknown.clone(), &[arn]);
    }
    let boundary = boundary.map(|boundary| (boundary, b.origin("permissions_boundary")));
    let identity = Identity {
        kind,
        arn,
        account: b.account(),
        name: b.name(),
        trust,
        boundary,
        tags: b.tags(),
        origin: b.origin(""),
    };
    b.out.inventory.identities.push(identity);
}

fn inline_policies(b: &mut Block<'_, '_>, arn: Name) {
    let mut only = Vec::new();
    let mirrored = !b.is_configured("inline_policy");
    for (name, written) in b.named_documents("inline_policy", arn) {
        only.push(name);
        let origin = written.origin.clone();
        let attached = Attached::Inline(name, written);
        let attachment = Attachment { identity: arn, attached, origin, mirrored };
        b.out.inventory.attachments.push(attachment);
    }
    if b.is_enforced("inline_policy") {
        exclusive(b, arn, true, only);
    }
}

fn managed_policies(b: &mut Block<'_, '_>, arn: Name) {
    let mirrored = !b.is_configured("managed_policy_arns");
    let list = b.subjects("managed_policy_arns", POLICY);
    for policy in &list.known {
        let origin = b.origin("managed_policy_arns");
        let attached = Attached::Managed(*policy);
        let attachment = Attachment { identity: arn, attached, origin, mirrored };
        b.out.inventory.attachments.push(attachment);
    }
    if list.is_whole && b.is_enforced("managed_policy_arns") {
        exclusive(b, arn, false, list.known);
    }
}

fn exclusive(b: &mut Block<'_, '_>, of: Name, inline: bool, mut only: Vec<Name>) {
    only.sort_unstable();
    let origin = b.origin(if inline { "inline_policy" } else { "managed_policy_arns" });
    b.out.inventory.exclusives.push(Exclusive { of, by_policy: false, inline, only, origin });
}

pub(super) fn instance_profile(b: &mut Block<'_, '_>) {
    b.name();
    let arn = b.arn();
    let Some(role) = b.subject("role", ROLE) else { return };
    let origin = b.origin("role");
    b.out.inventory.profiles.push(InstanceProfile { arn, role, origin });
}

pub(super) fn openid_connect_provider(b: &mut Block<'_, '_>) {
    b.plain("url");
    provider(b);
}

pub(super) fn saml_provider(b: &mut Block<'_, '_>) {
    b.name();
    // Whose assertions are believed: a change is a change of the provider as a whole.
    b.plain("saml_metadata_document");
    provider(b);
}

fn provider(b: &mut Block<'_, '_>) {
    let provider = Provider { arn: b.arn(), origin: b.origin("") };
    b.out.inventory.providers.push(provider);
}
