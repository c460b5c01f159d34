use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cloudformation-001",
    name: "pass.cfn.stack",
    title: "acts with the rights of TO through a new CloudFormation stack",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create stacks",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Pass("cloudformation.amazonaws.com"),
    calls: &[Call {
        action: "cloudformation:CreateStack",
        on: On::New(
            "arn:aws:cloudformation:{region}:{account}:stack/{new}/00000000-0000-0000-0000-000000000000",
        ),
    }],
    ..PLAIN
};
