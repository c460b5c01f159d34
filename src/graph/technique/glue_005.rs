use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "glue-005",
    name: "pass.glue.update-job-run",
    title: "runs code as TO in an existing Glue job, with another role and script",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create updates of Glue jobs",
    source: "pathfinding.cloud, read 2026-11-23",
    covers: &["glue-006"],
    shape: Shape::Repass("glue.amazonaws.com", CarrierKind::GlueJob),
    calls: &[Call { action: "glue:UpdateJob", on: On::Carrier }],
    then: &[&[
        Call { action: "glue:StartJobRun", on: On::Carrier },
        Call {
            action: "glue:CreateTrigger",
            on: On::New("arn:aws:glue:{region}:{account}:trigger/{new}"),
        },
    ]],
    ..PLAIN
};
