use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ec2-fleet",
    name: "pass.ec2.fleet",
    title: "runs code as TO on a fleet of EC2 instances",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create fleets",
    source: "AWS EC2 API reference, read 2026-11-23",
    shape: Shape::Pass(EC2),
    calls: &[Call {
        action: "ec2:CreateFleet",
        on: On::New("arn:aws:ec2:{region}:{account}:fleet/{new}"),
    }],
    ..PLAIN
};
