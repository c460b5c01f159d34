use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "glue-001",
    name: "pass.glue.devendpoint",
    title: "runs code as TO on a new Glue development endpoint",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create endpoints",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Pass("glue.amazonaws.com"),
    calls: &[Call {
        action: "glue:CreateDevEndpoint",
        on: On::New("arn:aws:glue:{region}:{account}:devEndpoint/{new}"),
    }],
    ..PLAIN
};
