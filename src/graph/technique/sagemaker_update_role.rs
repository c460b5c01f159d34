use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "sagemaker-update-role",
    name: "pass.sagemaker.update-notebook",
    title: "gives TO to an existing notebook and opens it",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create notebooks",
    source: "Amazon SageMaker API reference, UpdateNotebookInstance, read 2026-11-23",
    shape: Shape::Repass("sagemaker.amazonaws.com", CarrierKind::Notebook),
    calls: &[Call { action: "sagemaker:UpdateNotebookInstance", on: On::Carrier }],
    then: &[
        &[Call { action: "sagemaker:StopNotebookInstance", on: On::Carrier }],
        &[Call { action: "sagemaker:StartNotebookInstance", on: On::Carrier }],
        &[Call { action: "sagemaker:CreatePresignedNotebookInstanceUrl", on: On::Carrier }],
    ],
    ..PLAIN
};
