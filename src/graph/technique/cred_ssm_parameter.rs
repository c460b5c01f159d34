use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cred-ssm-parameter",
    name: "cred.ssm-parameter",
    title: "reads an access key of TO from a parameter of Systems Manager",
    fix: "keep the key in Secrets Manager, or use a role and remove the key",
    source: "AWS Systems Manager user guide, Parameter Store, read 2026-11-23",
    shape: Shape::Disclosed(CarrierKind::Parameter),
    then: &[&[
        Call { action: "ssm:GetParameter", on: On::Carrier },
        Call { action: "ssm:GetParameters", on: On::Carrier },
        Call { action: "ssm:GetParametersByPath", on: On::Carrier },
        Call { action: "ssm:GetParameterHistory", on: On::Carrier },
    ]],
    ..PLAIN
};
