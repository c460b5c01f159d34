use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cred-notebook-script",
    name: "cred.sagemaker",
    title: "reads an access key of TO from the start script of SageMaker notebooks",
    fix: "keep the key in Secrets Manager, or use a role and remove the key",
    source: "Amazon SageMaker API reference, DescribeNotebookInstanceLifecycleConfig, read 2026-11-23",
    shape: Shape::Disclosed(CarrierKind::NotebookScript),
    then: &[&[Call {
        action: "sagemaker:DescribeNotebookInstanceLifecycleConfig",
        on: On::Carrier,
    }]],
    ..PLAIN
};
