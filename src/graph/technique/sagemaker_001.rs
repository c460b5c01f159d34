use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "sagemaker-001",
    name: "pass.sagemaker.notebook",
    title: "runs code as TO in a new SageMaker notebook",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create notebooks",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Pass("sagemaker.amazonaws.com"),
    calls: &[Call {
        action: "sagemaker:CreateNotebookInstance",
        on: On::New("arn:aws:sagemaker:{region}:{account}:notebook-instance/{new}"),
    }],
    ..PLAIN
};
