use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "sagemaker-003",
    name: "pass.sagemaker.processing",
    title: "runs code as TO in a new processing job of SageMaker",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create processing jobs",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Pass("sagemaker.amazonaws.com"),
    calls: &[Call {
        action: "sagemaker:CreateProcessingJob",
        on: On::New("arn:aws:sagemaker:{region}:{account}:processing-job/{new}"),
    }],
    ..PLAIN
};
