use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "stepfunctions-update-role",
    name: "pass.stepfunctions.update",
    title: "gives TO to an existing state machine and acts with its rights by new steps",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create state machines",
    source: "AWS Step Functions API reference, UpdateStateMachine, read 2026-11-23",
    shape: Shape::Repass("states.amazonaws.com", CarrierKind::StateMachine),
    calls: &[Call { action: "states:UpdateStateMachine", on: On::Carrier }],
    then: &[&[Call { action: "states:StartExecution", on: On::Carrier }]],
    ..PLAIN
};
