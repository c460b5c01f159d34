use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cred-ec2-user-data",
    name: "cred.ec2-userdata",
    title: "reads an access key of TO from the user data of an instance",
    fix: "keep the key in Secrets Manager, or use a role and remove the key",
    source: "Amazon EC2 user guide, instance user data, read 2026-11-23",
    shape: Shape::Disclosed(CarrierKind::Instance),
    then: &[&[Call { action: "ec2:DescribeInstanceAttribute", on: On::Carrier }]],
    ..PLAIN
};
