//! Cognito: who gets an identity of a pool, and which roles the pool hands out.

use super::block::Block;
use super::carrier::named;
use super::iam::ROLE;
use super::json::fields;
use super::{Adapter, PLAIN, Target, regional};
use crate::model::Name;
use crate::model::inventory::{Door, DoorKind};

/// From `cognito-idp.REGION.amazonaws.com/POOL`, an ARN or the pool's id.
const USER_POOL: Target = Target {
    kind: "aws_cognito_user_pool",
    spell: |name, at| {
        regional(at, "cognito-idp", "userpool/", name.rsplit('/').next().unwrap_or(name))
    },
};

/// Sorted by type. Source: provider hashicorp/aws 6.x, read 2026-11-23.
pub(super) const ADAPTERS: &[Adapter] = &[
    Adapter {
        resource_type: "aws_cognito_identity_pool",
        name: "identity_pool_name",
        arn: "arn:{partition}:cognito-identity:{region}:{account}:identitypool/{id}",
        // Providers of one company: their users are users of the pool, as before.
        neutral: &[
            "developer_provider_name",
            "identity_pool_name",
            "openid_connect_provider_arns",
            "saml_provider_arns",
        ],
        adapt: identity_pool,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_cognito_identity_pool_roles_attachment",
        adapt: roles_attachment,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_cognito_user_pool",
        arn: "arn:{partition}:cognito-idp:{region}:{account}:userpool/{id}",
        lenient: true,
        adapt: user_pool,
        ..PLAIN
    },
];

fn identity_pool(b: &mut Block<'_, '_>) {
    let pool = b.symbolic("id");
    for (kind, attribute) in [
        (DoorKind::Guests, "allow_unauthenticated_identities"),
        (DoorKind::Classic, "allow_classic_flow"),
    ] {
        let open = b.flag(attribute);
        push(b, kind, pool, Name::EMPTY, open, attribute);
    }
    let logins = b.object.field("supported_login_providers").map(fields);
    b.consumed.push("supported_login_providers");
    if logins.is_some_and(|logins| !logins.0.is_empty()) {
        push(b, DoorKind::SignUp, pool, Name::EMPTY, true, "supported_login_providers");
    }
    for users in named(b, "cognito_identity_providers.provider_name", USER_POOL) {
        push(b, DoorKind::Users, pool, users, true, "cognito_identity_providers");
    }
}

fn roles_attachment(b: &mut Block<'_, '_>) {
    let pool = b.symbolic("identity_pool_id");
    for (kind, path, attribute) in [
        (DoorKind::HandsToUsers, "roles.authenticated", "roles"),
        (DoorKind::HandsToGuests, "roles.unauthenticated", "roles"),
        (DoorKind::HandsToUsers, "role_mapping.mapping_rule.role_arn", "role_mapping"),
    ] {
        for role in named(b, path, ROLE) {
            push(b, kind, pool, role, true, attribute);
        }
    }
}

/// Anybody registers, unless only an administrator may.
fn user_pool(b: &mut Block<'_, '_>) {
    let pool = b.arn();
    let closed = b.under("admin_create_user_config", "allow_admin_create_user_only");
    let open = closed.is_none_or(|text| text != "true");
    // Others name it by its endpoint, which without a state is known by that name alone.
    let endpoint = b.symbolic("endpoint");
    let endpoint = b.side.spelled(b.store.names.text(endpoint), b.object, USER_POOL);
    let endpoint = b.intern(&endpoint);
    for id in [pool, endpoint] {
        push(b, DoorKind::SignUp, id, Name::EMPTY, open, "admin_create_user_config");
    }
}

fn push(b: &mut Block<'_, '_>, kind: DoorKind, id: Name, to: Name, open: bool, attribute: &str) {
    let origin = b.origin(attribute);
    b.out.inventory.doors.push(Door { kind, id, to, open, origin });
}
