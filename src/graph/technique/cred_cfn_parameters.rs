use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cred-cfn-parameters",
    name: "cred.cfn",
    title: "reads an access key of TO from the parameters of a CloudFormation stack",
    fix: "keep the key in Secrets Manager, or use a role and remove the key",
    source: "CloudFormation user guide, parameters, read 2026-11-23",
    shape: Shape::Disclosed(CarrierKind::Stack),
    then: &[&[Call { action: "cloudformation:DescribeStacks", on: On::Carrier }]],
    ..PLAIN
};
