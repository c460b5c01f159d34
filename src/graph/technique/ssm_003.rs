use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ssm-003",
    name: "pass.ssm.automation",
    title: "acts with the rights of TO through a new automation document",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create automations",
    source: "AWS Systems Manager API reference, StartAutomationExecution, read 2026-11-23",
    shape: Shape::Pass("ssm.amazonaws.com"),
    calls: &[Call {
        action: "ssm:StartAutomationExecution",
        on: On::New("arn:aws:ssm:{region}:{account}:automation-definition/{new}:1"),
    }],
    then: &[&[
        Call {
            action: "ssm:CreateDocument",
            on: On::New("arn:aws:ssm:{region}:{account}:document/{new}"),
        },
        Call {
            action: "ssm:StartAutomationExecution",
            on: On::New("arn:aws:ssm:{region}:999999999999:automation-definition/{new}:1"),
        },
    ]],
    ..PLAIN
};
