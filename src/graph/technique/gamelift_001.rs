use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "gamelift-001",
    name: "pass.gamelift.fleet",
    title: "runs code as TO on a new fleet of GameLift",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create fleets of GameLift",
    source: "Amazon GameLift API reference, CreateFleet, read 2026-11-23",
    shape: Shape::Pass("gamelift.amazonaws.com"),
    calls: &[Call {
        action: "gamelift:CreateFleet",
        on: On::New("arn:aws:gamelift:{region}:{account}:fleet/{new}"),
    }],
    then: &[&[Call {
        action: "gamelift:CreateBuild",
        on: On::New("arn:aws:gamelift:{region}:{account}:build/{new}"),
    }]],
    ..PLAIN
};
