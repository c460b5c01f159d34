use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cred-codebuild-env",
    name: "cred.codebuild-env",
    title: "reads an access key of TO from the environment of a CodeBuild project",
    fix: "keep the key in Secrets Manager, or use a role and remove the key",
    source: "AWS CodeBuild user guide, environment variables, read 2026-11-23",
    shape: Shape::Disclosed(CarrierKind::BuildProject),
    then: &[&[Call { action: "codebuild:BatchGetProjects", on: On::Carrier }]],
    ..PLAIN
};
