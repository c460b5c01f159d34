use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "amplify-update",
    name: "pass.amplify.update",
    title: "gives TO to an existing Amplify app and runs build commands as it",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create Amplify apps",
    source: "AWS Amplify API reference, UpdateApp, read 2026-11-23",
    shape: Shape::Repass("amplify.amazonaws.com", CarrierKind::AmplifyApp),
    calls: &[Call { action: "amplify:UpdateApp", on: On::Carrier }],
    then: &[&[Call {
        action: "amplify:StartJob",
        on: On::New("arn:aws:amplify:{region}:{account}:apps/{new}/branches/{new}/jobs/{new}"),
    }]],
    ..PLAIN
};
