use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "lambda-code",
    name: "exec.lambda.code",
    title: "replaces the code of a function that runs as TO, and waits for its next call",
    fix: "limit lambda:UpdateFunctionCode to the functions of the team",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::Function),
    calls: &[Call { action: "lambda:UpdateFunctionCode", on: On::Carrier }],
    needs: &[Need::Unseen("something calls the function")],
    ..PLAIN
};
