use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "pipes-update",
    name: "pass.pipes.update",
    title: "acts with the rights of TO through an existing pipe of EventBridge",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create pipes",
    source: "EventBridge Pipes API reference, UpdatePipe, read 2026-11-23",
    shape: Shape::Repass("pipes.amazonaws.com", CarrierKind::Pipe),
    calls: &[Call { action: "pipes:UpdatePipe", on: On::Carrier }],
    needs: &[Need::Unseen("the rights of the role are of use in the target of a pipe")],
    ..PLAIN
};
