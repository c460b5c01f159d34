use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "guard-detach-role-policy",
    name: "guard.deny-detach.role",
    title: "detaches a policy with a Deny from TO",
    fix: "deny the calls that take it off in the policy with the Deny, or deny by a permissions boundary or an SCP",
    source: "IAM API reference, DetachRolePolicy, read 2026-11-23",
    shape: Shape::Undeny(Kind::Role, Link::Managed),
    calls: &[Call { action: "iam:DetachRolePolicy", on: On::Target }],
    ..PLAIN
};
