use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "guard-delete-group-policy",
    name: "guard.deny-delete.group",
    title: "deletes an inline policy with a Deny of the group of TO",
    fix: "deny the calls that take it off in the policy with the Deny, or deny by a permissions boundary or an SCP",
    source: "IAM API reference, DeleteGroupPolicy, read 2026-11-23",
    shape: Shape::Undeny(Kind::Group, Link::InlineOfGroup),
    calls: &[Call { action: "iam:DeleteGroupPolicy", on: On::Target }],
    ..PLAIN
};
