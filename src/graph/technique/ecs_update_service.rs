use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ecs-update-service",
    name: "pass.ecs.update-service",
    title: "runs code as TO in an existing ECS service, with a new task definition",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create task definitions",
    source: "AWS ECS API reference, read 2026-11-23",
    shape: Shape::Repass("ecs-tasks.amazonaws.com", CarrierKind::Service),
    calls: &[
        Call {
            action: "ecs:RegisterTaskDefinition",
            on: On::New("arn:aws:ecs:{region}:{account}:task-definition/{new}:1"),
        },
        Call { action: "ecs:UpdateService", on: On::Carrier },
    ],
    ..PLAIN
};
