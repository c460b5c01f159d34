use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ec2-serial-console",
    name: "exec.ec2.serial",
    title: "opens the serial console of an instance that runs as TO",
    fix: "limit ec2-instance-connect:SendSerialConsoleSSHPublicKey to the instances of the team",
    source: "Amazon EC2 user guide, EC2 Serial Console, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::Instance),
    calls: &[Call {
        action: "ec2-instance-connect:SendSerialConsoleSSHPublicKey",
        on: On::Carrier,
    }],
    needs: &[Need::Unseen(
        "the account allows the serial console, and a user of the instance has a password",
    )],
    ..PLAIN
};
