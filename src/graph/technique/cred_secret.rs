use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cred-secret",
    name: "cred.secret",
    title: "reads an access key of TO from a secret of Secrets Manager",
    fix: "keep the key in Secrets Manager, or use a role and remove the key",
    source: "AWS Secrets Manager user guide, read 2026-11-23",
    shape: Shape::Disclosed(CarrierKind::Secret),
    then: &[&[
        Call { action: "secretsmanager:GetSecretValue", on: On::Carrier },
        Call { action: "secretsmanager:BatchGetSecretValue", on: On::Carrier },
    ]],
    ..PLAIN
};
