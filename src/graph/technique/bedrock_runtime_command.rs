use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "bedrock-runtime-command",
    name: "exec.agentcore.runtime",
    title: "runs a command in an agent runtime that runs as TO",
    fix: "limit bedrock-agentcore:InvokeAgentRuntimeCommand to the runtimes of the team",
    source: "Bedrock AgentCore data plane API reference, InvokeAgentRuntimeCommand, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::AgentRuntime),
    calls: &[Call { action: "bedrock-agentcore:InvokeAgentRuntimeCommand", on: On::Carrier }],
    ..PLAIN
};
