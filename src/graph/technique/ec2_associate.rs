use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ec2-associate",
    name: "pass.ec2.associate",
    title: "gives TO to an existing instance and opens a session on it",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create profile associations",
    source: "Amazon EC2 API reference, AssociateIamInstanceProfile, read 2026-11-23",
    shape: Shape::Repass("ec2.amazonaws.com", CarrierKind::Instance),
    calls: &[Call { action: "ec2:AssociateIamInstanceProfile", on: On::Carrier }],
    then: &[&[
        Call { action: "ssm:StartSession", on: On::Carrier },
        Call { action: "ssm:SendCommand", on: On::Carrier },
    ]],
    ..PLAIN
};
