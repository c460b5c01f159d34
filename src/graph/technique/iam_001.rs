use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "iam-001",
    name: "grant.create-policy-version",
    title: "rewrites a policy of TO",
    fix: "limit iam:CreatePolicyVersion to policies that the actor does not have itself",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Grant(Kind::Policy),
    calls: &[Call { action: "iam:CreatePolicyVersion", on: On::Target }],
    ..PLAIN
};
