use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "braket-001",
    name: "pass.braket.job",
    title: "runs code as TO in a new hybrid job of Braket",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create jobs of Braket",
    source: "Amazon Braket API reference, CreateJob, read 2026-11-23",
    shape: Shape::Pass("braket.amazonaws.com"),
    calls: &[Call {
        action: "braket:CreateJob",
        on: On::New("arn:aws:braket:{region}:{account}:job/{new}"),
    }],
    ..PLAIN
};
