use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "autoscaling-launch-configuration",
    name: "pass.asg.launch-configuration",
    title: "runs code as TO on instances of an Auto Scaling group with a new launch configuration",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create launch configurations",
    source: "AWS EC2 Auto Scaling API reference, read 2026-11-23",
    shape: Shape::Pass(EC2),
    calls: &[Call {
        action: "autoscaling:CreateLaunchConfiguration",
        on: On::New(
            "arn:aws:autoscaling:{region}:{account}:launchConfiguration:00000000-0000-0000-0000-000000000000:launchConfigurationName/{new}",
        ),
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
