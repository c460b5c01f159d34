use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "stepfunctions-002",
    name: "exec.stepfunctions.update",
    title: "acts with the rights of TO by new steps of its state machine",
    fix: "limit states:UpdateStateMachine to the state machines of the team",
    source: "AWS Step Functions API reference, UpdateStateMachine, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::StateMachine),
    calls: &[Call { action: "states:UpdateStateMachine", on: On::Carrier }],
    then: &[&[Call { action: "states:StartExecution", on: On::Carrier }]],
    ..PLAIN
};
