use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "stepfunctions-001",
    name: "pass.stepfunctions",
    title: "acts with the rights of TO through a new state machine, whose steps are any API calls",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create state machines",
    source: "AWS Step Functions API reference, CreateStateMachine, read 2026-11-23",
    shape: Shape::Pass("states.amazonaws.com"),
    calls: &[Call {
        action: "states:CreateStateMachine",
        on: On::New("arn:aws:states:{region}:{account}:stateMachine:{new}"),
    }],
    then: &[&[Call {
        action: "states:StartExecution",
        on: On::New("arn:aws:states:{region}:{account}:stateMachine:{new}"),
    }]],
    ..PLAIN
};
