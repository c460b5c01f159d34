use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "datapipeline-001",
    name: "pass.datapipeline",
    title: "acts with the rights of TO through a new pipeline of AWS Data Pipeline",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create data pipelines",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Pass("datapipeline.amazonaws.com"),
    calls: &[Call {
        action: "datapipeline:CreatePipeline",
        on: On::New("arn:aws:datapipeline:{region}:{account}:pipeline/df-{new}"),
    }],
    then: &[
        &[Call {
            action: "datapipeline:PutPipelineDefinition",
            on: On::New("arn:aws:datapipeline:{region}:{account}:pipeline/df-{new}"),
        }],
        &[Call {
            action: "datapipeline:ActivatePipeline",
            on: On::New("arn:aws:datapipeline:{region}:{account}:pipeline/df-{new}"),
        }],
    ],
    ..PLAIN
};
