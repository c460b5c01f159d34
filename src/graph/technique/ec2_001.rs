use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ec2-001",
    name: "pass.ec2.run",
    title: "runs code as TO on a new EC2 instance",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create instances",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Pass(EC2),
    calls: &[Call {
        action: "ec2:RunInstances",
        on: On::New("arn:aws:ec2:{region}:{account}:instance/{new}"),
    }],
    ..PLAIN
};
