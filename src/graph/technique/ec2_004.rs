use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "ec2-004",
    name: "exec.ec2.launch-template",
    title: "runs code as TO on the next instance of a launch template",
    fix: "limit ec2:CreateLaunchTemplateVersion to the launch templates of the team",
    source: "pathfinding.cloud, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::LaunchTemplate),
    calls: &[Call { action: "ec2:CreateLaunchTemplateVersion", on: On::Carrier }],
    then: &[&[Call { action: "ec2:ModifyLaunchTemplate", on: On::Carrier }]],
    needs: &[Need::Unseen(
        "something launches an instance from the default version of the template",
    )],
    ..PLAIN
};
