use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "batch-002",
    name: "exec.batch.submit",
    title: "runs a command as TO by overriding an existing job definition of AWS Batch",
    fix: "limit batch:SubmitJob to the job definitions of the team",
    source: "AWS Batch API reference, SubmitJob, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::JobDefinition),
    calls: &[
        Call { action: "batch:SubmitJob", on: On::Carrier },
        Call {
            action: "batch:SubmitJob",
            on: On::New("arn:aws:batch:{region}:{account}:job-queue/{new}"),
        },
    ],
    ..PLAIN
};
