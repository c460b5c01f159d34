use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "bedrock-001",
    name: "pass.agentcore.code-interpreter",
    title: "runs code as TO in a new code interpreter of Bedrock AgentCore",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create code interpreters",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Pass("bedrock-agentcore.amazonaws.com"),
    calls: &[Call {
        action: "bedrock-agentcore:CreateCodeInterpreter",
        on: On::New("arn:aws:bedrock-agentcore:{region}:{account}:code-interpreter-custom/{new}"),
    }],
    then: &[
        &[Call {
            action: "bedrock-agentcore:StartCodeInterpreterSession",
            on: On::New(
                "arn:aws:bedrock-agentcore:{region}:{account}:code-interpreter-custom/{new}",
            ),
        }],
        &[Call {
            action: "bedrock-agentcore:InvokeCodeInterpreter",
            on: On::New(
                "arn:aws:bedrock-agentcore:{region}:{account}:code-interpreter-custom/{new}",
            ),
        }],
    ],
    ..PLAIN
};
