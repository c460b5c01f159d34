use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "guard-remove-from-group",
    name: "guard.deny-leave-group",
    title: "takes TO out of the group that denies",
    fix: "deny the calls that take it off in the policy with the Deny, or deny by a permissions boundary or an SCP",
    source: "IAM API reference, RemoveUserFromGroup, read 2026-11-23",
    shape: Shape::Undeny(Kind::Group, Link::Group),
    calls: &[Call { action: "iam:RemoveUserFromGroup", on: On::Target }],
    ..PLAIN
};
