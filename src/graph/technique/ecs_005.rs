use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ecs-005",
    name: "pass.ecs.start",
    title: "runs code as TO in a new ECS task on a container instance",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create task definitions",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Pass("ecs-tasks.amazonaws.com"),
    calls: &[Call {
        action: "ecs:RegisterTaskDefinition",
        on: On::New("arn:aws:ecs:{region}:{account}:task-definition/{new}:1"),
    }],
    then: &[&[Call {
        action: "ecs:StartTask",
        on: On::New("arn:aws:ecs:{region}:{account}:task-definition/{new}:1"),
    }]],
    needs: &[Need::Unseen("the cluster has a container instance")],
    ..PLAIN
};
