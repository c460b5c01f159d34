use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "apprunner-update-role",
    name: "pass.apprunner.update",
    title: "gives TO to an existing App Runner service with code of its own",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create services of App Runner",
    source: "AWS App Runner API reference, UpdateService, read 2026-11-23",
    shape: Shape::Repass("tasks.apprunner.amazonaws.com", CarrierKind::AppRunnerService),
    calls: &[Call { action: "apprunner:UpdateService", on: On::Carrier }],
    ..PLAIN
};
