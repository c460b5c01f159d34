use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "guard-put-user-boundary",
    name: "guard.user-boundary-replace",
    title: "gives TO a wider permissions boundary",
    fix: "deny the calls that change a permissions boundary, in the boundary itself",
    source: "IAM user guide, permissions boundaries, read 2026-11-23",
    shape: Shape::Unbind(Kind::User),
    calls: &[Call { action: "iam:PutUserPermissionsBoundary", on: On::TargetUnbound }],
    ..PLAIN
};
