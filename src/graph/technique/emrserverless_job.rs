use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "emrserverless-job",
    name: "pass.emr.serverless-job",
    title: "runs code as TO in an existing application of EMR Serverless",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create EMR jobs",
    source: "EMR Serverless API reference, StartJobRun, read 2026-11-23",
    shape: Shape::Repass("emr-serverless.amazonaws.com", CarrierKind::ServerlessApplication),
    calls: &[Call { action: "emr-serverless:StartJobRun", on: On::Carrier }],
    ..PLAIN
};
