use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "sagemaker-tuning",
    name: "pass.sagemaker.tuning",
    title: "runs code as TO in a new tuning job of SageMaker",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create tuning jobs",
    source: "Amazon SageMaker API reference, CreateHyperParameterTuningJob, read 2026-11-23",
    shape: Shape::Pass("sagemaker.amazonaws.com"),
    calls: &[Call {
        action: "sagemaker:CreateHyperParameterTuningJob",
        on: On::New("arn:aws:sagemaker:{region}:{account}:hyper-parameter-tuning-job/{new}"),
    }],
    ..PLAIN
};
