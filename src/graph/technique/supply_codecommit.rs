use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "supply-codecommit",
    name: "supply.codecommit",
    title: "pushes code that runs as TO",
    fix: "limit codecommit:GitPush to the repositories of the team",
    source: "AWS CodePipeline user guide, CodeCommit source action, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::CodeRepository),
    calls: &[Call { action: "codecommit:GitPush", on: On::Carrier }],
    ..PLAIN
};
