use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "apprunner-001",
    name: "pass.apprunner",
    title: "runs code as TO in a new App Runner service",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create services of App Runner",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Pass("tasks.apprunner.amazonaws.com"),
    calls: &[Call {
        action: "apprunner:CreateService",
        on: On::New("arn:aws:apprunner:{region}:{account}:service/{new}/{new}"),
    }],
    ..PLAIN
};
