use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cred-batch-env",
    name: "cred.batch-env",
    title: "reads an access key of TO from a job definition of AWS Batch",
    fix: "keep the key in Secrets Manager, or use a role and remove the key",
    source: "AWS Batch user guide, job definition parameters, read 2026-11-23",
    shape: Shape::Disclosed(CarrierKind::JobDefinition),
    then: &[&[Call { action: "batch:DescribeJobDefinitions", on: On::Carrier }]],
    ..PLAIN
};
