use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "codedeploy-group",
    name: "pass.codedeploy",
    title: "runs the scripts of a deployment on an instance that runs as TO, by a deployment group of its own",
    fix: "limit iam:PassRole for CodeDeploy, or codedeploy:CreateDeploymentGroup, to the pipeline",
    source: "AWS CodeDeploy API reference, CreateDeploymentGroup, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::Instance),
    calls: &[Call {
        action: "codedeploy:CreateDeploymentGroup",
        on: On::New("arn:aws:codedeploy:{region}:{account}:deploymentgroup:{new}/{new}"),
    }],
    then: &[&[Call {
        action: "codedeploy:CreateDeployment",
        on: On::New("arn:aws:codedeploy:{region}:{account}:deploymentgroup:{new}/{new}"),
    }]],
    needs: &[
        Need::Role("codedeploy.amazonaws.com"),
        Need::Unseen("the CodeDeploy agent of the instance runs"),
    ],
    ..PLAIN
};
