use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ssm-002",
    name: "exec.ssm.command",
    title: "runs a command on an instance that runs as TO",
    fix: "limit ssm:SendCommand to the instances of the team, or give the instance a narrower role",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Agent,
    calls: &[
        Call { action: "ssm:SendCommand", on: On::Carrier },
        Call { action: "ssm:SendCommand", on: On::OneOf(COMMAND_DOCUMENTS) },
    ],
    ..PLAIN
};
