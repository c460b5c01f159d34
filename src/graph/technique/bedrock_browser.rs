use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "bedrock-browser",
    name: "pass.agentcore.browser",
    title: "reads the credentials of TO from a new browser of Bedrock AgentCore",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create browsers",
    source: "Bedrock AgentCore control plane API reference, CreateBrowser, read 2026-11-23",
    shape: Shape::Pass("bedrock-agentcore.amazonaws.com"),
    calls: &[Call {
        action: "bedrock-agentcore:CreateBrowser",
        on: On::New("arn:aws:bedrock-agentcore:{region}:{account}:browser-custom/{new}"),
    }],
    then: &[
        &[Call {
            action: "bedrock-agentcore:StartBrowserSession",
            on: On::New("arn:aws:bedrock-agentcore:{region}:{account}:browser-custom/{new}"),
        }],
        &[Call {
            action: "bedrock-agentcore:ConnectBrowserAutomationStream",
            on: On::New("arn:aws:bedrock-agentcore:{region}:{account}:browser-custom/{new}"),
        }],
    ],
    ..PLAIN
};
