use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ec2instanceconnect-003",
    name: "exec.ec2.instance-connect",
    title: "opens a shell on an instance that runs as TO",
    fix: "limit ec2-instance-connect:SendSSHPublicKey to the instances of the team",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::Shell),
    then: &[&[Call { action: "ec2-instance-connect:SendSSHPublicKey", on: On::Carrier }]],
    ..PLAIN
};
