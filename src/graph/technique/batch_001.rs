use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "batch-001",
    name: "pass.batch.job",
    title: "runs code as TO in a new job of AWS Batch",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create job definitions",
    source: "AWS Batch API reference, RegisterJobDefinition, read 2026-11-23",
    shape: Shape::Pass("ecs-tasks.amazonaws.com"),
    calls: &[Call {
        action: "batch:RegisterJobDefinition",
        on: On::New("arn:aws:batch:{region}:{account}:job-definition/{new}"),
    }],
    then: &[&[Call {
        action: "batch:SubmitJob",
        on: On::New("arn:aws:batch:{region}:{account}:job-definition/{new}"),
    }]],
    needs: &[Need::Thing(CarrierKind::JobQueue, "a job queue of AWS Batch takes jobs")],
    ..PLAIN
};
