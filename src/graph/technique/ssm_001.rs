use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ssm-001",
    name: "exec.ssm.session",
    title: "opens a session on an instance that runs as TO",
    fix: "limit ssm:StartSession to the instances of the team, or give the instance a narrower role",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Agent,
    calls: &[Call { action: "ssm:StartSession", on: On::Carrier }],
    ..PLAIN
};
