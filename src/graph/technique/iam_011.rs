use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "iam-011",
    name: "grant.put-group-policy",
    title: "writes an inline policy of a group of TO",
    fix: "limit iam:PutGroupPolicy to groups that the actor is not in",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Grant(Kind::Group),
    calls: &[Call { action: "iam:PutGroupPolicy", on: On::Target }],
    ..PLAIN
};
