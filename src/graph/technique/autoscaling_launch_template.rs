use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "autoscaling-launch-template",
    name: "pass.asg.launch-template",
    title: "runs code as TO on instances of an Auto Scaling group with a new launch template",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create launch templates",
    source: "AWS EC2 Auto Scaling API reference, read 2026-11-23",
    shape: Shape::Pass(EC2),
    calls: &[Call {
        action: "ec2:CreateLaunchTemplate",
        on: On::New("arn:aws:ec2:{region}:{account}:launch-template/{new}"),
    }],
    then: &[&[
        Call {
            action: "autoscaling:CreateAutoScalingGroup",
            on: On::New(
                "arn:aws:autoscaling:{region}:{account}:autoScalingGroup:00000000-0000-0000-0000-000000000000:autoScalingGroupName/{new}",
            ),
        },
        Call {
            action: "autoscaling:UpdateAutoScalingGroup",
            on: On::New(
                "arn:aws:autoscaling:{region}:{account}:autoScalingGroup:00000000-0000-0000-0000-000000000000:autoScalingGroupName/{new}",
            ),
        },
    ]],
    ..PLAIN
};
