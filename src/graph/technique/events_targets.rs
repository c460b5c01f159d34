use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "events-targets",
    name: "pass.events",
    title: "acts with the rights of TO through the target of an EventBridge rule",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create targets of rules",
    source: "EventBridge API reference, PutTargets, read 2026-11-23",
    shape: Shape::Pass("events.amazonaws.com"),
    calls: &[Call {
        action: "events:PutTargets",
        on: On::New("arn:aws:events:{region}:{account}:rule/{new}"),
    }],
    then: &[&[Call {
        action: "events:PutRule",
        on: On::New("arn:aws:events:{region}:{account}:rule/{new}"),
    }]],
    needs: &[Need::Unseen("the rights of the role are of use in the target of a rule")],
    ..PLAIN
};
