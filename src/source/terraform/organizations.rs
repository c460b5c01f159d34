//! The organization: its tree, and the policies that limit accounts.

use super::block::Block;
use super::{Adapter, PLAIN, resolve};
use crate::model::inventory::{Guard, GuardAttachment, GuardKind, Parent, Written};

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
            "enabled_policy_types",
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

/// Kinds of policy that limit access; tag, backup and opt-out policies do not.
const KINDS: &[(&str, GuardKind)] =
    &[("SERVICE_CONTROL_POLICY", GuardKind::Scp), ("RESOURCE_CONTROL_POLICY", GuardKind::Rcp)];

fn child(b: &mut Block<'_, '_>) {
    let parent = b.symbolic("parent_id");
    let child = b.symbolic("id");
    b.out.inventory.parents.push(Parent { child, parent });
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
    let Some((_, kind)) = KINDS.iter().find(|(name, _)| *name == kind) else { return };
    let written = written.unwrap_or_else(|| Written {
        document: Err(resolve::unknown("the policy has no document", &[])),
        was: None,
        origin: b.origin("content"),
    });
    b.out.inventory.guards.push(Guard { kind: *kind, id, written });
}

fn policy_attachment(b: &mut Block<'_, '_>) {
    let guard = b.symbolic("policy_id");
    let target = b.symbolic("target_id");
    let origin = b.origin("target_id");
    b.out.inventory.guard_attachments.push(GuardAttachment { guard, target, origin });
}
