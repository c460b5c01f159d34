use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cred-launch-template",
    name: "cred.launch-template",
    title: "reads an access key of TO from the user data of a launch template",
    fix: "keep the key in Secrets Manager, or use a role and remove the key",
    source: "Amazon EC2 user guide, launch templates, read 2026-11-23",
    shape: Shape::Disclosed(CarrierKind::LaunchTemplate),
    then: &[&[Call { action: "ec2:DescribeLaunchTemplateVersions", on: On::Carrier }]],
    ..PLAIN
};
