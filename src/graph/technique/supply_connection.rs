use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "supply-connection",
    name: "supply.codeconnection",
    title: "pushes code that runs as TO, through the connection of a pipeline to a repository",
    fix: "let nobody but the pipeline use the connection",
    source: "Developer tools console user guide, connections, permissions of UseConnection, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::CodeConnection),
    then: &[&[
        Call { action: "codestar-connections:UseConnection", on: On::Carrier },
        Call { action: "codeconnections:UseConnection", on: On::Carrier },
    ]],
    needs: &[Need::Unseen("the connection lets the actor write to the repository")],
    ..PLAIN
};
