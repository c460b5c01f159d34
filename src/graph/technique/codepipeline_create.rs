use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "codepipeline-create",
    name: "pass.codepipeline",
    title: "acts with the rights of TO through a new pipeline",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create pipelines",
    source: "CodePipeline API reference, CreatePipeline, read 2026-11-23",
    shape: Shape::Pass("codepipeline.amazonaws.com"),
    calls: &[Call {
        action: "codepipeline:CreatePipeline",
        on: On::New("arn:aws:codepipeline:{region}:{account}:{new}"),
    }],
    needs: &[Need::Unseen("an action of the pipeline turns the rights of the role to use")],
    ..PLAIN
};
