use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ec2-spot",
    name: "pass.ec2.spot",
    title: "runs code as TO on an EC2 spot instance",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create spot requests",
    source: "AWS EC2 API reference, read 2026-11-23",
    covers: &["ec2-003"],
    shape: Shape::Pass(EC2),
    calls: &[Call {
        action: "ec2:RequestSpotInstances",
        on: On::New("arn:aws:ec2:{region}:{account}:spot-instances-request/{new}"),
    }],
    ..PLAIN
};
