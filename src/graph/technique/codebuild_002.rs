use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "codebuild-002",
    name: "exec.codebuild.start",
    title: "runs commands as TO by overriding the build of an existing project",
    fix: "limit codebuild:StartBuild to the projects of the team",
    source: "pathfinding.cloud, read 2026-11-23",
    covers: &["codebuild-003"],
    shape: Shape::Carried(CarrierKind::BuildProject),
    then: &[&[
        Call { action: "codebuild:StartBuild", on: On::Carrier },
        Call { action: "codebuild:StartBuildBatch", on: On::Carrier },
    ]],
    ..PLAIN
};
