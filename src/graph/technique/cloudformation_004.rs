use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cloudformation-004",
    name: "pass.cfn.update-stackset",
    title: "acts with the rights of TO by a new template for an existing stack set",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create updates of stack sets",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Repass("cloudformation.amazonaws.com", CarrierKind::StackSet),
    calls: &[Call { action: "cloudformation:UpdateStackSet", on: On::Carrier }],
    ..PLAIN
};
