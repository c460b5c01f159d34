use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ssm-association",
    name: "exec.ssm.association",
    title: "runs commands on an instance that runs as TO, by an association",
    fix: "limit ssm:CreateAssociation to the instances of the team",
    source: "AWS Systems Manager API reference, CreateAssociation, read 2026-11-23",
    shape: Shape::Agent,
    calls: &[
        Call { action: "ssm:CreateAssociation", on: On::Carrier },
        Call { action: "ssm:CreateAssociation", on: On::OneOf(COMMAND_DOCUMENTS) },
    ],
    ..PLAIN
};
