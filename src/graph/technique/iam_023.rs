use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "iam-023",
    name: "guard.role-boundary-delete",
    title: "lifts the permissions boundary off TO",
    fix: "deny the calls that change a permissions boundary, in the boundary itself",
    source: "IAM user guide, permissions boundaries, read 2026-11-23",
    shape: Shape::Unbind(Kind::Role),
    calls: &[Call { action: "iam:DeleteRolePermissionsBoundary", on: On::Target }],
    ..PLAIN
};
