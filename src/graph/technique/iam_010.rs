use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "iam-010",
    name: "grant.attach-group-policy",
    title: "attaches any policy to a group of TO",
    fix: "limit iam:AttachGroupPolicy by iam:PolicyARN and to groups of others",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Grant(Kind::Group),
    calls: &[Call { action: "iam:AttachGroupPolicy", on: On::Target }],
    ..PLAIN
};
