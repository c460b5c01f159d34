use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cred-lambda-env",
    name: "cred.lambda-env",
    title: "reads an access key of TO from the environment of a function",
    fix: "keep the key in Secrets Manager, or give the function a role and remove the key",
    source: "AWS Lambda developer guide, environment variables, read 2026-11-23",
    shape: Shape::Disclosed(CarrierKind::Function),
    then: &[&[
        Call { action: "lambda:GetFunction", on: On::Carrier },
        Call { action: "lambda:GetFunctionConfiguration", on: On::Carrier },
    ]],
    ..PLAIN
};
