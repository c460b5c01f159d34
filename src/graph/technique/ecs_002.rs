use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ecs-002",
    name: "pass.ecs.run",
    title: "runs code as TO in a new ECS task",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create task definitions",
    source: "pathfinding.cloud, read 2026-11-23",
    covers: &["ecs-004"],
    shape: Shape::Pass("ecs-tasks.amazonaws.com"),
    calls: &[Call {
        action: "ecs:RegisterTaskDefinition",
        on: On::New("arn:aws:ecs:{region}:{account}:task-definition/{new}:1"),
    }],
    then: &[&[Call {
        action: "ecs:RunTask",
        on: On::New("arn:aws:ecs:{region}:{account}:task-definition/{new}:1"),
    }]],
    ..PLAIN
};
