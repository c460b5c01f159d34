use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "codedeploy-001",
    name: "exec.codedeploy.deployment",
    title: "runs the scripts of a new deployment on an instance that runs as TO",
    fix: "limit codedeploy:CreateDeployment to the deployment groups of the team",
    source: "AWS CodeDeploy API reference, CreateDeployment, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::DeploymentGroup),
    calls: &[Call { action: "codedeploy:CreateDeployment", on: On::Carrier }],
    then: &[&[Call {
        action: "codedeploy:RegisterApplicationRevision",
        on: On::New("arn:aws:codedeploy:{region}:{account}:application:{new}"),
    }]],
    needs: &[Need::Unseen("the CodeDeploy agent of the instance runs")],
    ..PLAIN
};
