use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "scheduler-update",
    name: "pass.scheduler.update",
    title: "acts with the rights of TO through an existing schedule, whose target becomes any API call",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create schedules",
    source: "EventBridge Scheduler API reference, UpdateSchedule, read 2026-11-23",
    shape: Shape::Repass("scheduler.amazonaws.com", CarrierKind::Schedule),
    calls: &[Call { action: "scheduler:UpdateSchedule", on: On::Carrier }],
    ..PLAIN
};
