use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "codebuild-update-role",
    name: "pass.codebuild.update",
    title: "gives TO to an existing CodeBuild project and runs commands as it",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create builds",
    source: "AWS CodeBuild API reference, UpdateProject, read 2026-11-23",
    shape: Shape::Repass("codebuild.amazonaws.com", CarrierKind::BuildProject),
    calls: &[Call { action: "codebuild:UpdateProject", on: On::Carrier }],
    then: &[&[
        Call { action: "codebuild:StartBuild", on: On::Carrier },
        Call { action: "codebuild:StartBuildBatch", on: On::Carrier },
    ]],
    ..PLAIN
};
