use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ecs-007",
    name: "pass.ecs.start-own-instance",
    title: "runs a command as TO on a container instance of its own, by overriding an existing task definition",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create tasks",
    source: "Amazon ECS API reference, StartTask and RegisterContainerInstance, read 2026-11-23",
    shape: Shape::Repass("ecs-tasks.amazonaws.com", CarrierKind::TaskDefinition),
    calls: &[
        Call { action: "ecs:StartTask", on: On::Carrier },
        Call {
            action: "ecs:RegisterContainerInstance",
            on: On::New("arn:aws:ecs:{region}:{account}:cluster/{new}"),
        },
    ],
    ..PLAIN
};
