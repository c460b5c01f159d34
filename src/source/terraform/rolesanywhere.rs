//! Roles Anywhere: which certificates are believed, and which roles they get.

use super::block::Block;
use super::iam::ROLE;
use super::{Adapter, PLAIN};
use crate::model::Name;
use crate::model::inventory::{Door, DoorKind};

/// Sorted by type. Source: provider hashicorp/aws 6.x, read 2026-11-23.
pub(super) const ADAPTERS: &[Adapter] = &[
    Adapter {
        resource_type: "aws_rolesanywhere_profile",
        arn: "arn:{partition}:rolesanywhere:{region}:{account}:profile/{id}",
        // How long a session lasts; a session policy takes away and gives nothing.
        neutral: &[
            "accept_role_session_name",
            "duration_seconds",
            "managed_policy_arns",
            "require_instance_properties",
            "session_policy",
        ],
        adapt: profile,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_rolesanywhere_trust_anchor",
        arn: "arn:{partition}:rolesanywhere:{region}:{account}:trust-anchor/{id}",
        neutral: &["notification_settings"],
        adapt: anchor,
        ..PLAIN
    },
];

fn anchor(b: &mut Block<'_, '_>) {
    b.name();
    // Whose certificates are believed: a change is a change of the anchor as a whole.
    b.plain("source");
    let id = b.arn();
    let door = door(b, DoorKind::Anchor, id, Name::EMPTY, "enabled");
    b.out.inventory.doors.push(door);
}

fn profile(b: &mut Block<'_, '_>) {
    b.name();
    let id = b.arn();
    for role in b.subjects("role_arns", ROLE).known {
        let attribute = if is_enabled(b) { "role_arns" } else { "enabled" };
        let door = door(b, DoorKind::Profile, id, role, attribute);
        b.out.inventory.doors.push(door);
    }
}

fn door(b: &mut Block<'_, '_>, kind: DoorKind, id: Name, to: Name, attribute: &str) -> Door {
    Door { kind, id, to, open: is_enabled(b), origin: b.origin(attribute) }
}

/// What nobody sets is not enabled; what is not known may be.
fn is_enabled(b: &mut Block<'_, '_>) -> bool {
    let open = b.object.is_unknown("enabled");
    b.plain("enabled").map_or(open, |text| text == "true")
}
