use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "amplify-build",
    name: "exec.amplify.build",
    title: "runs build commands in an Amplify app that runs as TO",
    fix: "limit amplify:UpdateApp to the apps of the team",
    source: "AWS Amplify API reference, UpdateApp, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::AmplifyApp),
    calls: &[Call { action: "amplify:UpdateApp", on: On::Carrier }],
    then: &[&[Call {
        action: "amplify:StartJob",
        on: On::New("arn:aws:amplify:{region}:{account}:apps/{new}/branches/{new}/jobs/{new}"),
    }]],
    ..PLAIN
};
