use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cloudformation-005",
    name: "exec.cfn.changeset",
    title: "acts with the rights of TO by a change set for its stack",
    fix: "limit cloudformation:CreateChangeSet to the stacks of the team",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::Stack),
    calls: &[Call { action: "cloudformation:CreateChangeSet", on: On::Carrier }],
    then: &[&[Call { action: "cloudformation:ExecuteChangeSet", on: On::Carrier }]],
    ..PLAIN
};
