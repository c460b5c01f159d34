use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "sagemaker-004",
    name: "exec.sagemaker.presigned",
    title: "opens a notebook that runs as TO",
    fix: "limit sagemaker:CreatePresignedNotebookInstanceUrl to the notebooks of the team",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::Notebook),
    calls: &[Call { action: "sagemaker:CreatePresignedNotebookInstanceUrl", on: On::Carrier }],
    ..PLAIN
};
