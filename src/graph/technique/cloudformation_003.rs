use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cloudformation-003",
    name: "pass.cfn.stackset",
    title: "acts with the rights of TO through a new CloudFormation stack set",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create stack sets",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Pass("cloudformation.amazonaws.com"),
    calls: &[Call {
        action: "cloudformation:CreateStackSet",
        on: On::New(
            "arn:aws:cloudformation:{region}:{account}:stackset/{new}:00000000-0000-0000-0000-000000000000",
        ),
    }],
    then: &[&[Call {
        action: "cloudformation:CreateStackInstances",
        on: On::New(
            "arn:aws:cloudformation:{region}:{account}:stackset/{new}:00000000-0000-0000-0000-000000000000",
        ),
    }]],
    ..PLAIN
};
