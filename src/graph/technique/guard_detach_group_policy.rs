use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "guard-detach-group-policy",
    name: "guard.deny-detach.group",
    title: "detaches a policy with a Deny from the group of TO",
    fix: "deny the calls that take it off in the policy with the Deny, or deny by a permissions boundary or an SCP",
    source: "IAM API reference, DetachGroupPolicy, read 2026-11-23",
    shape: Shape::Undeny(Kind::Group, Link::ManagedOfGroup),
    calls: &[Call { action: "iam:DetachGroupPolicy", on: On::Target }],
    ..PLAIN
};
