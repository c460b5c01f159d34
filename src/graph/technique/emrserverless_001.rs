use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "emrserverless-001",
    name: "pass.emr.serverless",
    title: "runs code as TO in a new application of EMR Serverless",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create EMR applications",
    source: "EMR Serverless API reference, StartJobRun, read 2026-11-23",
    shape: Shape::Pass("emr-serverless.amazonaws.com"),
    calls: &[Call {
        action: "emr-serverless:StartJobRun",
        on: On::New("arn:aws:emr-serverless:{region}:{account}:/applications/{new}"),
    }],
    then: &[&[Call {
        action: "emr-serverless:CreateApplication",
        on: On::New("arn:aws:emr-serverless:{region}:{account}:/applications/{new}"),
    }]],
    ..PLAIN
};
