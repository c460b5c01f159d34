use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "lambda-003",
    name: "exec.lambda.code-invoke",
    title: "replaces the code of a function that runs as TO",
    fix: "limit lambda:UpdateFunctionCode to the functions of the team",
    source: "pathfinding.cloud, read 2026-11-23",
    covers: &["lambda-004", "lambda-005"],
    shape: Shape::Carried(CarrierKind::Function),
    calls: &[Call { action: "lambda:UpdateFunctionCode", on: On::Carrier }],
    then: &[&[
        Call { action: "lambda:InvokeFunction", on: On::Carrier },
        Call { action: "lambda:AddPermission", on: On::Carrier },
        Call { action: "lambda:CreateFunctionUrlConfig", on: On::Carrier },
        Call { action: "lambda:CreateEventSourceMapping", on: On::Carrier },
    ]],
    ..PLAIN
};
