use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "iam-005",
    name: "grant.put-role-policy",
    title: "writes an inline policy of TO",
    fix: "limit iam:PutRolePolicy to roles that the actor cannot become, or require a permissions boundary",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Grant(Kind::Role),
    calls: &[Call { action: "iam:PutRolePolicy", on: On::Target }],
    ..PLAIN
};
