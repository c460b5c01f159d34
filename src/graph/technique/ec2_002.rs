use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ec2-002",
    name: "exec.ec2.userdata",
    title: "runs code as TO by new user data of an instance that it stops and starts",
    fix: "limit ec2:ModifyInstanceAttribute to the instances of the team",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::Instance),
    calls: &[Call { action: "ec2:ModifyInstanceAttribute", on: On::Carrier }],
    then: &[
        &[Call { action: "ec2:StopInstances", on: On::Carrier }],
        &[Call { action: "ec2:StartInstances", on: On::Carrier }],
    ],
    ..PLAIN
};
