use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "lambda-config",
    name: "exec.lambda.config",
    title: "makes a function that runs as TO load code of its own, by a layer",
    fix: "limit lambda:UpdateFunctionConfiguration to the functions of the team",
    source: "AWS Lambda API reference, UpdateFunctionConfiguration, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::Function),
    calls: &[Call { action: "lambda:UpdateFunctionConfiguration", on: On::Carrier }],
    then: &[&[
        Call { action: "lambda:InvokeFunction", on: On::Carrier },
        Call { action: "lambda:AddPermission", on: On::Carrier },
        Call { action: "lambda:CreateFunctionUrlConfig", on: On::Carrier },
        Call { action: "lambda:CreateEventSourceMapping", on: On::Carrier },
    ]],
    needs: &[Need::Unseen("the function loads a layer that the actor provides")],
    ..PLAIN
};
