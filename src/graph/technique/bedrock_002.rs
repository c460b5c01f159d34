use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "bedrock-002",
    name: "exec.agentcore.code-interpreter",
    title: "runs code in a code interpreter that runs as TO",
    fix: "limit bedrock-agentcore:StartCodeInterpreterSession to the code interpreters of the team",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::CodeInterpreter),
    calls: &[Call { action: "bedrock-agentcore:StartCodeInterpreterSession", on: On::Carrier }],
    then: &[&[Call { action: "bedrock-agentcore:InvokeCodeInterpreter", on: On::Carrier }]],
    ..PLAIN
};
