use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "omics-001",
    name: "pass.omics",
    title: "runs code as TO in a new workflow of HealthOmics",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create workflow runs",
    source: "AWS HealthOmics API reference, StartRun, read 2026-11-23",
    shape: Shape::Pass("omics.amazonaws.com"),
    calls: &[Call {
        action: "omics:StartRun",
        on: On::New("arn:aws:omics:{region}:{account}:run/{new}"),
    }],
    then: &[&[Call {
        action: "omics:CreateWorkflow",
        on: On::New("arn:aws:omics:{region}:{account}:workflow/{new}"),
    }]],
    ..PLAIN
};
