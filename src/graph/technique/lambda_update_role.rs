use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "lambda-update-role",
    name: "pass.lambda.update-role",
    title: "gives TO to an existing function and replaces its code",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create function configurations",
    source: "AWS Lambda API reference, UpdateFunctionConfiguration, read 2026-11-23",
    shape: Shape::Repass("lambda.amazonaws.com", CarrierKind::Function),
    calls: &[
        Call { action: "lambda:UpdateFunctionConfiguration", on: On::Carrier },
        Call { action: "lambda:UpdateFunctionCode", on: On::Carrier },
    ],
    then: &[&[
        Call { action: "lambda:InvokeFunction", on: On::Carrier },
        Call { action: "lambda:AddPermission", on: On::Carrier },
        Call { action: "lambda:CreateFunctionUrlConfig", on: On::Carrier },
        Call { action: "lambda:CreateEventSourceMapping", on: On::Carrier },
    ]],
    ..PLAIN
};
