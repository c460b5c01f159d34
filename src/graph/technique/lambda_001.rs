use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "lambda-001",
    name: "pass.lambda.invoke",
    title: "runs code as TO in a new Lambda function",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create functions",
    source: "pathfinding.cloud, read 2026-11-23",
    covers: &["lambda-002", "lambda-006"],
    shape: Shape::Pass("lambda.amazonaws.com"),
    calls: &[Call {
        action: "lambda:CreateFunction",
        on: On::New("arn:aws:lambda:{region}:{account}:function:{new}"),
    }],
    then: &[&[
        Call {
            action: "lambda:InvokeFunction",
            on: On::New("arn:aws:lambda:{region}:{account}:function:{new}"),
        },
        Call {
            action: "lambda:AddPermission",
            on: On::New("arn:aws:lambda:{region}:{account}:function:{new}"),
        },
        Call {
            action: "lambda:CreateFunctionUrlConfig",
            on: On::New("arn:aws:lambda:{region}:{account}:function:{new}"),
        },
        Call {
            action: "lambda:CreateEventSourceMapping",
            on: On::New("arn:aws:lambda:{region}:{account}:function:{new}"),
        },
    ]],
    ..PLAIN
};
