use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "lambda-code-trigger",
    name: "exec.lambda.code-trigger",
    title: "replaces the code of a function that runs as TO, which a schedule, a queue or anybody calls",
    fix: "limit lambda:UpdateFunctionCode to the functions of the team",
    source: "AWS Lambda developer guide, event source mappings, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::CalledFunction),
    calls: &[Call { action: "lambda:UpdateFunctionCode", on: On::Carrier }],
    ..PLAIN
};
