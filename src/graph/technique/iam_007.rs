use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "iam-007",
    name: "grant.put-user-policy",
    title: "writes an inline policy of TO",
    fix: "limit iam:PutUserPolicy to users that the actor cannot become, or require a permissions boundary",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Grant(Kind::User),
    calls: &[Call { action: "iam:PutUserPolicy", on: On::Target }],
    ..PLAIN
};
