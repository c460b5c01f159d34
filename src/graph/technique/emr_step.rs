use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "emr-step",
    name: "exec.emr.step",
    title: "runs a command on an EMR cluster that runs as TO",
    fix: "limit elasticmapreduce:AddJobFlowSteps to the clusters of the team",
    source: "Amazon EMR API reference, AddJobFlowSteps, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::EmrCluster),
    calls: &[Call { action: "elasticmapreduce:AddJobFlowSteps", on: On::Carrier }],
    ..PLAIN
};
