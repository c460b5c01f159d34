use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "bedrock-agent-runtime",
    name: "pass.agentcore.runtime",
    title: "runs code as TO in a new runtime of Bedrock AgentCore",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create agent runtimes",
    source: "Bedrock AgentCore control plane API reference, CreateAgentRuntime, read 2026-11-23",
    shape: Shape::Pass("bedrock-agentcore.amazonaws.com"),
    calls: &[Call {
        action: "bedrock-agentcore:CreateAgentRuntime",
        on: On::New("arn:aws:bedrock-agentcore:{region}:{account}:runtime/{new}"),
    }],
    then: &[&[
        Call {
            action: "bedrock-agentcore:InvokeAgentRuntime",
            on: On::New("arn:aws:bedrock-agentcore:{region}:{account}:runtime/{new}"),
        },
        Call {
            action: "bedrock-agentcore:InvokeAgentRuntimeCommand",
            on: On::New("arn:aws:bedrock-agentcore:{region}:{account}:runtime/{new}"),
        },
    ]],
    ..PLAIN
};
