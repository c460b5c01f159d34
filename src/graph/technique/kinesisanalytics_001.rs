use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "kinesisanalytics-001",
    name: "pass.kinesisanalytics",
    title: "runs code as TO in a new application for Apache Flink",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create Flink applications",
    source: "Managed Service for Apache Flink API reference, CreateApplication, read 2026-11-23",
    shape: Shape::Pass("kinesisanalytics.amazonaws.com"),
    calls: &[Call {
        action: "kinesisanalytics:CreateApplication",
        on: On::New("arn:aws:kinesisanalytics:{region}:{account}:application/{new}"),
    }],
    then: &[&[Call {
        action: "kinesisanalytics:StartApplication",
        on: On::New("arn:aws:kinesisanalytics:{region}:{account}:application/{new}"),
    }]],
    ..PLAIN
};
