use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cred-apprunner-env",
    name: "cred.apprunner-env",
    title: "reads an access key of TO from the environment of an App Runner service",
    fix: "keep the key in Secrets Manager, or use a role and remove the key",
    source: "AWS App Runner developer guide, environment variables, read 2026-11-23",
    shape: Shape::Disclosed(CarrierKind::AppRunnerService),
    then: &[&[Call { action: "apprunner:DescribeService", on: On::Carrier }]],
    ..PLAIN
};
