use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "emr-001",
    name: "pass.emr.job-flow",
    title: "runs code as TO on a new EMR cluster",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create EMR clusters",
    source: "Amazon EMR API reference, RunJobFlow, read 2026-11-23",
    shape: Shape::Pass(EC2),
    calls: &[Call {
        action: "elasticmapreduce:RunJobFlow",
        on: On::New("arn:aws:elasticmapreduce:{region}:{account}:cluster/{new}"),
    }],
    needs: &[Need::Role("elasticmapreduce.amazonaws.com")],
    ..PLAIN
};
