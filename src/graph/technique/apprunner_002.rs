use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "apprunner-002",
    name: "exec.apprunner.update",
    title: "replaces the code of an App Runner service that runs as TO",
    fix: "limit apprunner:UpdateService to the services of the team",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::AppRunnerService),
    calls: &[Call { action: "apprunner:UpdateService", on: On::Carrier }],
    ..PLAIN
};
