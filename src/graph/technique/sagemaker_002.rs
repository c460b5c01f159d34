use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "sagemaker-002",
    name: "pass.sagemaker.training",
    title: "runs code as TO in a new training job of SageMaker",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create training jobs",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Pass("sagemaker.amazonaws.com"),
    calls: &[Call {
        action: "sagemaker:CreateTrainingJob",
        on: On::New("arn:aws:sagemaker:{region}:{account}:training-job/{new}"),
    }],
    ..PLAIN
};
