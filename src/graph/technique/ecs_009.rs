use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ecs-009",
    name: "pass.ecs.start-override",
    title: "runs a command as TO by overriding role and command of a task on a container instance",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create tasks",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Repass("ecs-tasks.amazonaws.com", CarrierKind::TaskDefinition),
    calls: &[Call { action: "ecs:StartTask", on: On::Carrier }],
    needs: &[Need::Unseen("the cluster has a container instance")],
    ..PLAIN
};
