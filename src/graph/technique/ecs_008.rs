use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ecs-008",
    name: "pass.ecs.run-override",
    title: "runs a command as TO by overriding role and command of an existing task definition",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create tasks",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Repass("ecs-tasks.amazonaws.com", CarrierKind::TaskDefinition),
    calls: &[Call { action: "ecs:RunTask", on: On::Carrier }],
    ..PLAIN
};
