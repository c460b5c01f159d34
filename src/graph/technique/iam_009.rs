use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "iam-009",
    name: "grant.attach-role-policy",
    title: "attaches any policy to TO",
    fix: "limit iam:AttachRolePolicy by iam:PolicyARN, or require a permissions boundary",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Grant(Kind::Role),
    calls: &[Call { action: "iam:AttachRolePolicy", on: On::Target }],
    ..PLAIN
};
