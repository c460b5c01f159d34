use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "iam-008",
    name: "grant.attach-user-policy",
    title: "attaches any policy to TO",
    fix: "limit iam:AttachUserPolicy by iam:PolicyARN, or require a permissions boundary",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Grant(Kind::User),
    calls: &[Call { action: "iam:AttachUserPolicy", on: On::Target }],
    ..PLAIN
};
