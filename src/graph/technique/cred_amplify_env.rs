use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cred-amplify-env",
    name: "cred.amplify-env",
    title: "reads an access key of TO from the environment of an Amplify app",
    fix: "keep the key in Secrets Manager, or use a role and remove the key",
    source: "AWS Amplify user guide, environment variables, read 2026-11-23",
    shape: Shape::Disclosed(CarrierKind::AmplifyApp),
    then: &[&[Call { action: "amplify:GetApp", on: On::Carrier }]],
    ..PLAIN
};
