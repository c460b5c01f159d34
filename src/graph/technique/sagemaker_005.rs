use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "sagemaker-005",
    name: "exec.sagemaker.lifecycle",
    title: "runs code at the start of a notebook that runs as TO",
    fix: "limit sagemaker:UpdateNotebookInstance to the notebooks of the team",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::Notebook),
    calls: &[Call { action: "sagemaker:UpdateNotebookInstance", on: On::Carrier }],
    then: &[
        &[Call {
            action: "sagemaker:CreateNotebookInstanceLifecycleConfig",
            on: On::New(
                "arn:aws:sagemaker:{region}:{account}:notebook-instance-lifecycle-config/{new}",
            ),
        }],
        &[Call { action: "sagemaker:StopNotebookInstance", on: On::Carrier }],
        &[Call { action: "sagemaker:StartNotebookInstance", on: On::Carrier }],
    ],
    ..PLAIN
};
