use super::*;

const DOCUMENT: &str = "arn:aws:ssm:{region}:{account}:document/{new}";

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ssm-document",
    name: "exec.ssm.document",
    title: "runs a command document of its own on an instance that runs as TO",
    fix: "name the documents in the Resource of ssm:SendCommand, and let the same identity make none that fit",
    source: "AWS Systems Manager API reference, CreateDocument and SendCommand, read 2026-11-23",
    shape: Shape::Agent,
    calls: &[
        Call { action: "ssm:SendCommand", on: On::Carrier },
        Call { action: "ssm:SendCommand", on: On::New(DOCUMENT) },
        Call { action: "ssm:CreateDocument", on: On::New(DOCUMENT) },
    ],
    ..PLAIN
};
