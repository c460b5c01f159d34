//! The organization: its tree, and the policies that limit accounts.

use super::block::Block;
use super::element::{DECLARES, Declares, Reads, always, reads};
use super::json::{items, scalar};
use super::{Adapter, PLAIN, resolve};
use crate::model::element::ElementKind;
use crate::model::inventory::{Guard, GuardAttachment, GuardKind, Parent, Written};
use crate::model::names::Name;

pub(super) const ADAPTERS: &[Adapter] = &[
    Adapter {
        resource_type: "aws_organizations_account",
        neutral: &[
            "close_on_deletion",
            "create_govcloud",
            "email",
            "govcloud_id",
            "iam_user_access_to_billing",
            "joined_method",
            "joined_timestamp",
            "role_name",
            "state",
            "status",
        ],
        adapt: child,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_organizations_organization",
        neutral: &[
            "accounts",
            "aws_service_access_principals",
            "feature_set",
            "master_account_arn",
            "master_account_email",
            "master_account_name",
            "non_master_accounts",
            "return_organization_only",
            "roots",
        ],
        adapt: organization,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_organizations_organizational_unit",
        neutral: &["accounts"],
        adapt: child,
        ..PLAIN
    },
    Adapter { resource_type: "aws_organizations_policy", adapt: policy, ..PLAIN },
    Adapter {
        resource_type: "aws_organizations_policy_attachment",
        adapt: policy_attachment,
        ..PLAIN
    },
];

/// Sorted by type.
pub(super) const ELEMENTS: &[Declares] = &[
    member("aws_organizations_account", &[always("what", "account"), reads("name", "name")]),
    Declares {
        resource_type: "aws_organizations_organization",
        kind: ElementKind::Organization,
        more: policy_types,
        ..DECLARES
    },
    member(
        "aws_organizations_organizational_unit",
        &[always("what", "unit"), reads("name", "name")],
    ),
];

const fn member(resource_type: &'static str, reads: &'static [Reads]) -> Declares {
    Declares { resource_type, kind: ElementKind::OrganizationMember, reads, ..DECLARES }
}

/// Which types of policy are enabled, if somebody says so: an empty list says that none is.
fn policy_types(b: &mut Block<'_, '_>, _: Name) {
    b.consumed.push("enabled_policy_types");
    let Some(list) = b.object.field("enabled_policy_types") else { return };
    if list.get().starts_with('[') {
        let types = items(list).into_iter().filter_map(scalar).map(|one| one.into_owned());
        let types: Vec<String> = types.collect();
        b.tell("policy-types", &types, None, "enabled_policy_types");
    }
}

fn child(b: &mut Block<'_, '_>) {
    let parent = b.symbolic("parent_id");
    let child = b.symbolic("id");
    let origin = b.origin("parent_id");
    b.out.inventory.parents.push(Parent { child, parent, origin });
}

fn organization(b: &mut Block<'_, '_>) {
    let known = b.plain("master_account_id").map(|text| text.into_owned());
    let account = match known {
        Some(account) => b.intern(&account),
        None => b.account(),
    };
    b.out.inventory.management_account = Some(account);
    if let Some(id) = b.plain("id").map(|text| text.into_owned()) {
        let id = b.intern(&id);
        b.out.inventory.organization = Some(id);
    }
}

fn policy(b: &mut Block<'_, '_>) {
    let kind =
        b.plain("type").map_or_else(|| "SERVICE_CONTROL_POLICY".into(), |kind| kind.into_owned());
    let id = b.symbolic("id");
    let written = b.document("content", id);
    let Some(kind) = GuardKind::of_word(&kind) else { return };
    let written = written.unwrap_or_else(|| Written {
        document: Err(resolve::unknown("the policy has no document", &[])),
        was: None,
        origin: b.origin("content"),
    });
    b.out.inventory.guards.push(Guard { kind, id, written });
}

fn policy_attachment(b: &mut Block<'_, '_>) {
    let guard = b.symbolic("policy_id");
    let target = b.symbolic("target_id");
    let origin = b.origin("target_id");
    b.out.inventory.guard_attachments.push(GuardAttachment { guard, target, origin });
}
