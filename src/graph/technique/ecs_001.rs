use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ecs-001",
    name: "pass.ecs.service",
    title: "runs code as TO in a new ECS service",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create task definitions",
    source: "pathfinding.cloud, read 2026-11-23",
    covers: &["ecs-003"],
    shape: Shape::Pass("ecs-tasks.amazonaws.com"),
    calls: &[Call {
        action: "ecs:RegisterTaskDefinition",
        on: On::New("arn:aws:ecs:{region}:{account}:task-definition/{new}:1"),
    }],
    then: &[&[Call {
        action: "ecs:CreateService",
        on: On::New("arn:aws:ecs:{region}:{account}:service/{new}/{new}"),
    }]],
    ..PLAIN
};
