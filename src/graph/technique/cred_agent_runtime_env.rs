use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cred-agent-runtime-env",
    name: "cred.agentcore-env",
    title: "reads an access key of TO from the environment of a runtime of Bedrock AgentCore",
    fix: "keep the key in Secrets Manager, or use a role and remove the key",
    source: "Bedrock AgentCore control plane API reference, GetAgentRuntime, read 2026-11-23",
    shape: Shape::Disclosed(CarrierKind::AgentRuntime),
    then: &[&[Call { action: "bedrock-agentcore:GetAgentRuntime", on: On::Carrier }]],
    ..PLAIN
};
