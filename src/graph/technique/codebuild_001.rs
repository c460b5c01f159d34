use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "codebuild-001",
    name: "pass.codebuild.start",
    title: "runs code as TO in a new CodeBuild project",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create projects",
    source: "pathfinding.cloud, read 2026-11-23",
    covers: &["codebuild-004"],
    shape: Shape::Pass("codebuild.amazonaws.com"),
    calls: &[Call {
        action: "codebuild:CreateProject",
        on: On::New("arn:aws:codebuild:{region}:{account}:project/{new}"),
    }],
    then: &[&[
        Call {
            action: "codebuild:StartBuild",
            on: On::New("arn:aws:codebuild:{region}:{account}:project/{new}"),
        },
        Call {
            action: "codebuild:StartBuildBatch",
            on: On::New("arn:aws:codebuild:{region}:{account}:project/{new}"),
        },
    ]],
    ..PLAIN
};
