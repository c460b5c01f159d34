use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "scheduler-001",
    name: "pass.scheduler",
    title: "acts with the rights of TO through a new schedule, whose target is any API call",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create schedules",
    source: "EventBridge Scheduler API reference, CreateSchedule, read 2026-11-23",
    shape: Shape::Pass("scheduler.amazonaws.com"),
    calls: &[Call {
        action: "scheduler:CreateSchedule",
        on: On::New("arn:aws:scheduler:{region}:{account}:schedule/default/{new}"),
    }],
    ..PLAIN
};
