use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "athena-spark",
    name: "pass.athena",
    title: "runs code as TO in a session of Athena for Apache Spark",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create workgroups and start sessions",
    source: "Athena API reference, CreateWorkGroup and StartCalculationExecution, read 2026-11-23",
    shape: Shape::Pass("athena.amazonaws.com"),
    calls: &[Call {
        action: "athena:CreateWorkGroup",
        on: On::New("arn:aws:athena:{region}:{account}:workgroup/{new}"),
    }],
    then: &[
        &[Call {
            action: "athena:StartSession",
            on: On::New("arn:aws:athena:{region}:{account}:workgroup/{new}"),
        }],
        &[Call {
            action: "athena:StartCalculationExecution",
            on: On::New("arn:aws:athena:{region}:{account}:workgroup/{new}"),
        }],
    ],
    ..PLAIN
};
