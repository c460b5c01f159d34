use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "guard-delete-role-policy",
    name: "guard.deny-delete.role",
    title: "deletes an inline policy with a Deny of TO",
    fix: "deny the calls that take it off in the policy with the Deny, or deny by a permissions boundary or an SCP",
    source: "IAM API reference, DeleteRolePolicy, read 2026-11-23",
    shape: Shape::Undeny(Kind::Role, Link::Inline),
    calls: &[Call { action: "iam:DeleteRolePolicy", on: On::Target }],
    ..PLAIN
};
