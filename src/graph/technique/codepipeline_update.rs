use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "codepipeline-update",
    name: "pass.codepipeline.update",
    title: "acts with the rights of TO through an existing pipeline",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create pipelines",
    source: "CodePipeline API reference, UpdatePipeline, read 2026-11-23",
    shape: Shape::Repass("codepipeline.amazonaws.com", CarrierKind::Pipeline),
    calls: &[Call { action: "codepipeline:UpdatePipeline", on: On::Carrier }],
    then: &[&[Call { action: "codepipeline:StartPipelineExecution", on: On::Carrier }]],
    needs: &[Need::Unseen("an action of the pipeline turns the rights of the role to use")],
    ..PLAIN
};
