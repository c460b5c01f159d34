use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ecs-006",
    name: "exec.ecs.exec",
    title: "opens a shell as TO in a running ECS task",
    fix: "set enable_execute_command to false, or limit ecs:ExecuteCommand to other clusters",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::Service),
    calls: &[Call { action: "ecs:ExecuteCommand", on: On::Carrier }],
    ..PLAIN
};
