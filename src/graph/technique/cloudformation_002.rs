use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cloudformation-002",
    name: "exec.cfn.update-stack",
    title: "acts with the rights of TO by a new template for its stack",
    fix: "limit cloudformation:UpdateStack to the stacks of the team, or give the stack a narrower role",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::Stack),
    calls: &[Call { action: "cloudformation:UpdateStack", on: On::Carrier }],
    ..PLAIN
};
