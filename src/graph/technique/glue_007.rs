use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "glue-007",
    name: "pass.glue.session",
    title: "runs code as TO in a new interactive session of Glue",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create Glue sessions",
    source: "AWS Glue API reference, CreateSession, read 2026-11-23",
    shape: Shape::Pass("glue.amazonaws.com"),
    calls: &[Call {
        action: "glue:CreateSession",
        on: On::New("arn:aws:glue:{region}:{account}:session/{new}"),
    }],
    then: &[&[Call {
        action: "glue:RunStatement",
        on: On::New("arn:aws:glue:{region}:{account}:session/{new}"),
    }]],
    ..PLAIN
};
