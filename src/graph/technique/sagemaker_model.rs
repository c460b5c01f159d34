use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "sagemaker-model",
    name: "pass.sagemaker.model",
    title: "runs code as TO in a new model of SageMaker",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create models",
    source: "Amazon SageMaker API reference, CreateModel, read 2026-11-23",
    shape: Shape::Pass("sagemaker.amazonaws.com"),
    calls: &[Call {
        action: "sagemaker:CreateModel",
        on: On::New("arn:aws:sagemaker:{region}:{account}:model/{new}"),
    }],
    then: &[&[
        Call {
            action: "sagemaker:CreateTransformJob",
            on: On::New("arn:aws:sagemaker:{region}:{account}:transform-job/{new}"),
        },
        Call {
            action: "sagemaker:CreateEndpoint",
            on: On::New("arn:aws:sagemaker:{region}:{account}:endpoint/{new}"),
        },
    ]],
    ..PLAIN
};
