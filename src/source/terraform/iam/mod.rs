//! IAM: who there is, what they may, and the credentials they hold.

mod attachment;
mod credential;
mod exclusive;
mod identity;
mod policy;

use super::element::{DECLARES, Declares, reads_or};
use super::{Adapter, PLAIN, Provider, Target};
use crate::model::element::ElementKind;

const GROUP: Target = Target { kind: "aws_iam_group", spell: |name, at| arn(at, "group/", name) };
pub(super) const POLICY: Target =
    Target { kind: "aws_iam_policy", spell: |name, at| arn(at, "policy/", name) };
pub(super) const PROFILE: Target = Target {
    kind: "aws_iam_instance_profile",
    spell: |name, at| arn(at, "instance-profile/", name),
};
pub(super) const ROLE: Target =
    Target { kind: "aws_iam_role", spell: |name, at| arn(at, "role/", name) };
pub(super) const USER: Target =
    Target { kind: "aws_iam_user", spell: |name, at| arn(at, "user/", name) };

fn arn(at: &Provider, prefix: &str, name: &str) -> String {
    let Provider { partition, account, .. } = at;
    format!("arn:{partition}:iam::{account}:{prefix}{name}")
}

/// What is known of roles besides what they may.
pub(super) const ELEMENTS: &[Declares] = &[Declares {
    resource_type: "aws_iam_role",
    kind: ElementKind::SessionLimit,
    known_by: "arn",
    reads: &[reads_or("length", "max_session_duration", "3600")],
    ..DECLARES
}];

/// Sorted by type. Source: provider hashicorp/aws 6.x, resources of IAM, read 2026-11-22.
pub(super) const ADAPTERS: &[Adapter] = &[
    Adapter {
        resource_type: "aws_iam_access_key",
        name: "id",
        neutral: &[
            "encrypted_secret",
            "encrypted_ses_smtp_password_v4",
            "key_fingerprint",
            "pgp_key",
            "secret",
            "ses_smtp_password_v4",
        ],
        adapt: credential::access_key,
        ..PLAIN
    },
    // The sign-in name of the account.
    Adapter { resource_type: "aws_iam_account_alias", neutral: ALL, ..PLAIN },
    // How strong passwords must be: who holds one keeps what they may.
    Adapter { resource_type: "aws_iam_account_password_policy", ..PLAIN },
    Adapter {
        resource_type: "aws_iam_group",
        name_too: &["id"],
        arn: "arn:{partition}:iam::{account}:group{path}{name}",
        adapt: identity::group,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_iam_group_membership",
        neutral: &["name"],
        adapt: attachment::group_membership,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_iam_group_policies_exclusive",
        adapt: exclusive::group_inline,
        ..PLAIN
    },
    Adapter { resource_type: "aws_iam_group_policy", adapt: policy::group_inline, ..PLAIN },
    Adapter {
        resource_type: "aws_iam_group_policy_attachment",
        adapt: attachment::group_policy,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_iam_group_policy_attachments_exclusive",
        adapt: exclusive::group_managed,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_iam_instance_profile",
        name_too: &["id"],
        arn: "arn:{partition}:iam::{account}:instance-profile{path}{name}",
        adapt: identity::instance_profile,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_iam_openid_connect_provider",
        name: "url",
        arn: "arn:{partition}:iam::{account}:oidc-provider/{host}",
        arn_too: &["id"],
        // Audiences and certificates; the trust policies of roles say who may come in.
        neutral: &["client_id_list", "thumbprint_list"],
        adapt: identity::openid_connect_provider,
        ..PLAIN
    },
    // Central management of root access: takes credentials away, gives none.
    Adapter { resource_type: "aws_iam_organizations_features", neutral: ALL, ..PLAIN },
    // Lets identities prove themselves to services outside; nobody comes in by it.
    Adapter { resource_type: "aws_iam_outbound_web_identity_federation", neutral: ALL, ..PLAIN },
    Adapter {
        resource_type: "aws_iam_policy",
        arn: "arn:{partition}:iam::{account}:policy{path}{name}",
        arn_too: &["id"],
        neutral: &["attachment_count", "delay_after_policy_creation_in_ms", "policy_id"],
        adapt: policy::managed,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_iam_policy_attachment",
        neutral: &["name"],
        adapt: attachment::policy_everywhere,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_iam_role",
        name_too: &["id"],
        arn: "arn:{partition}:iam::{account}:role{path}{name}",
        neutral: &["force_detach_policies"],
        adapt: identity::role,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_iam_role_policies_exclusive",
        adapt: exclusive::role_inline,
        ..PLAIN
    },
    Adapter { resource_type: "aws_iam_role_policy", adapt: policy::role_inline, ..PLAIN },
    Adapter {
        resource_type: "aws_iam_role_policy_attachment",
        adapt: attachment::role_policy,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_iam_role_policy_attachments_exclusive",
        adapt: exclusive::role_managed,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_iam_saml_provider",
        arn: "arn:{partition}:iam::{account}:saml-provider/{name}",
        arn_too: &["id"],
        neutral: &["saml_provider_uuid", "valid_until"],
        adapt: identity::saml_provider,
        ..PLAIN
    },
    // Which regions session tokens are good for.
    Adapter { resource_type: "aws_iam_security_token_service_preferences", neutral: ALL, ..PLAIN },
    // A TLS certificate to serve: no credential of an identity.
    Adapter { resource_type: "aws_iam_server_certificate", neutral: ALL, ..PLAIN },
    Adapter {
        resource_type: "aws_iam_service_linked_role",
        arn: "arn:{partition}:iam::{account}:role/aws-service-role/{aws_service_name}/{name}",
        arn_too: &["id"],
        neutral: &["custom_suffix"],
        adapt: identity::service_linked_role,
        ..PLAIN
    },
    // A password for CodeCommit, Keyspaces or Bedrock alone: opens no other service.
    Adapter {
        resource_type: "aws_iam_service_specific_credential",
        neutral: ALL,
        adapt: credential::service_password,
        ..PLAIN
    },
    // For SOAP calls of old, which reach no service that this program knows.
    Adapter { resource_type: "aws_iam_signing_certificate", neutral: ALL, ..PLAIN },
    Adapter {
        resource_type: "aws_iam_user",
        name_too: &["id"],
        arn: "arn:{partition}:iam::{account}:user{path}{name}",
        adapt: identity::user,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_iam_user_group_membership",
        adapt: attachment::user_groups,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_iam_user_login_profile",
        neutral: &[
            "encrypted_password",
            "key_fingerprint",
            "password",
            "password_length",
            "password_reset_required",
            "pgp_key",
        ],
        adapt: credential::login_profile,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_iam_user_policies_exclusive",
        adapt: exclusive::user_inline,
        ..PLAIN
    },
    Adapter { resource_type: "aws_iam_user_policy", adapt: policy::user_inline, ..PLAIN },
    Adapter {
        resource_type: "aws_iam_user_policy_attachment",
        adapt: attachment::user_policy,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_iam_user_policy_attachments_exclusive",
        adapt: exclusive::user_managed,
        ..PLAIN
    },
    // Opens Git repositories alone.
    Adapter { resource_type: "aws_iam_user_ssh_key", neutral: ALL, ..PLAIN },
    // A second factor adds a hurdle.
    Adapter { resource_type: "aws_iam_virtual_mfa_device", neutral: ALL, ..PLAIN },
];

const ALL: &[&str] = &["*"];
