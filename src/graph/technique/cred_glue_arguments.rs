use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cred-glue-arguments",
    name: "cred.glue-args",
    title: "reads an access key of TO from the arguments of a Glue job",
    fix: "keep the key in Secrets Manager, or use a role and remove the key",
    source: "AWS Glue developer guide, job parameters, read 2026-11-23",
    shape: Shape::Disclosed(CarrierKind::GlueJob),
    then: &[&[
        Call { action: "glue:GetJob", on: On::Carrier },
        Call { action: "glue:GetJobs", on: On::Carrier },
        Call { action: "glue:BatchGetJobs", on: On::Carrier },
    ]],
    ..PLAIN
};
