use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "glue-002",
    name: "exec.glue.devendpoint",
    title: "opens a shell as TO in an existing Glue development endpoint",
    fix: "limit glue:UpdateDevEndpoint to the endpoints of the team",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::DevEndpoint),
    calls: &[Call { action: "glue:UpdateDevEndpoint", on: On::Carrier }],
    ..PLAIN
};
