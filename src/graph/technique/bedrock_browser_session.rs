use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "bedrock-browser-session",
    name: "exec.agentcore.browser",
    title: "reads the credentials of TO from a browser that runs as it",
    fix: "limit bedrock-agentcore:StartBrowserSession to the browsers of the team",
    source: "Bedrock AgentCore data plane API reference, StartBrowserSession, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::Browser),
    calls: &[Call { action: "bedrock-agentcore:StartBrowserSession", on: On::Carrier }],
    then: &[&[Call {
        action: "bedrock-agentcore:ConnectBrowserAutomationStream",
        on: On::Carrier,
    }]],
    ..PLAIN
};
