use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "sagemaker-domain-url",
    name: "exec.sagemaker.domain",
    title: "opens a profile of SageMaker Studio that runs as TO",
    fix: "limit sagemaker:CreatePresignedDomainUrl to the profiles of the team",
    source: "Amazon SageMaker API reference, CreatePresignedDomainUrl, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::StudioProfile),
    calls: &[Call { action: "sagemaker:CreatePresignedDomainUrl", on: On::Carrier }],
    ..PLAIN
};
