use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cred-stackset-parameters",
    name: "cred.cfn-stackset",
    title: "reads an access key of TO from the parameters of a CloudFormation stack set",
    fix: "keep the key in Secrets Manager, or use a role and remove the key",
    source: "CloudFormation user guide, parameters, read 2026-11-23",
    shape: Shape::Disclosed(CarrierKind::StackSet),
    then: &[&[Call { action: "cloudformation:DescribeStackSet", on: On::Carrier }]],
    ..PLAIN
};
