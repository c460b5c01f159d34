use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "glue-003",
    name: "pass.glue.job-run",
    title: "runs code as TO in a new Glue job",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create Glue jobs",
    source: "pathfinding.cloud, read 2026-11-23",
    covers: &["glue-004"],
    shape: Shape::Pass("glue.amazonaws.com"),
    calls: &[Call {
        action: "glue:CreateJob",
        on: On::New("arn:aws:glue:{region}:{account}:job/{new}"),
    }],
    then: &[&[
        Call {
            action: "glue:StartJobRun",
            on: On::New("arn:aws:glue:{region}:{account}:job/{new}"),
        },
        Call {
            action: "glue:CreateTrigger",
            on: On::New("arn:aws:glue:{region}:{account}:trigger/{new}"),
        },
    ]],
    ..PLAIN
};
