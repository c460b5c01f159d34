use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "pipes-create",
    name: "pass.pipes",
    title: "acts with the rights of TO through a new pipe of EventBridge",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create pipes",
    source: "EventBridge Pipes API reference, CreatePipe, read 2026-11-23",
    shape: Shape::Pass("pipes.amazonaws.com"),
    calls: &[Call {
        action: "pipes:CreatePipe",
        on: On::New("arn:aws:pipes:{region}:{account}:pipe/{new}"),
    }],
    needs: &[Need::Unseen("the rights of the role are of use in the target of a pipe")],
    ..PLAIN
};
