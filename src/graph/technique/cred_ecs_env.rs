use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "cred-ecs-env",
    name: "cred.ecs-env",
    title: "reads an access key of TO from an ECS task definition",
    fix: "keep the key in Secrets Manager, or use a role and remove the key",
    source: "Amazon ECS developer guide, environment variables, read 2026-11-23",
    shape: Shape::Disclosed(CarrierKind::TaskDefinition),
    then: &[&[Call { action: "ecs:DescribeTaskDefinition", on: On::Carrier }]],
    ..PLAIN
};
