//! ECS: task definitions name roles, services run them.

use super::block::Block;
use super::element::{DECLARES, Declares, always, reads};
use super::iam::ROLE;
use super::{Adapter, PLAIN, Target, code, regional, secret};
use crate::model::element::ElementKind;
use crate::model::inventory::{Carrier, CarrierKind};

const TASK_DEFINITION: Target = Target {
    kind: "aws_ecs_task_definition",
    spell: |name, at| regional(at, "ecs", "task-definition/", name),
};

/// Tasks of a service, which stand in its network.
pub(super) const ELEMENTS: &[Declares] = &[Declares {
    resource_type: "aws_ecs_service",
    kind: ElementKind::Host,
    known_by: "arn",
    reads: &[
        always("what", "service"),
        reads("groups", "network_configuration[0].security_groups"),
        reads("subnets", "network_configuration[0].subnets"),
        reads("public", "network_configuration[0].assign_public_ip"),
    ],
    ..DECLARES
}];

pub(super) const ADAPTERS: &[Adapter] = &[
    Adapter {
        resource_type: "aws_ecs_cluster",
        arn: "arn:{partition}:ecs:{region}:{account}:cluster/{name}",
        arn_too: &["id"],
        // How it logs and finds services.
        neutral: &["configuration", "service_connect_defaults", "setting"],
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_ecs_service",
        arn: "arn:{partition}:ecs:{region}:{account}:service/{cluster}/{name}",
        arn_too: &["id"],
        // How many tasks run and how they are rolled out.
        neutral: &[
            "alarms",
            "availability_zone_rebalancing",
            "capacity_provider_strategy",
            "cluster",
            "deployment_circuit_breaker",
            "deployment_configuration",
            "deployment_controller",
            "deployment_maximum_percent",
            "deployment_minimum_healthy_percent",
            "desired_count",
            "enable_ecs_managed_tags",
            "force_delete",
            "force_new_deployment",
            "health_check_grace_period_seconds",
            "iam_role",
            "launch_type",
            "load_balancer",
            "ordered_placement_strategy",
            "placement_constraints",
            "platform_version",
            "propagate_tags",
            "scheduling_strategy",
            "service_connect_configuration",
            "service_registries",
            "sigint_rollback",
            "triggers",
            "volume_configuration",
            "vpc_lattice_configurations",
            "wait_for_steady_state",
        ],
        adapt: service,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_ecs_task_definition",
        name: "family",
        name_too: &["id"],
        arn: "arn:{partition}:ecs:{region}:{account}:task-definition/{name}:{revision}",
        neutral: &[
            "arn_without_revision",
            "cpu",
            "enable_fault_injection",
            "ephemeral_storage",
            "ipc_mode",
            "memory",
            "network_mode",
            "pid_mode",
            "placement_constraints",
            "proxy_configuration",
            "requires_compatibilities",
            "revision",
            "runtime_platform",
            "track_latest",
            "volume",
        ],
        adapt: task_definition,
        ..PLAIN
    },
];

fn service(b: &mut Block<'_, '_>) {
    b.name();
    let arn = b.arn();
    let interactive = b.flag("enable_execute_command");
    let tags = b.tags();
    if let Some(role) = b.subject("task_definition", TASK_DEFINITION) {
        let origin = b.origin("task_definition");
        let kind = CarrierKind::Service;
        b.out.inventory.carriers.push(Carrier {
            kind,
            arn,
            role,
            interactive,
            shut: None,
            tags,
            origin,
        });
    }
}

fn task_definition(b: &mut Block<'_, '_>) {
    b.name();
    let arn = b.arn();
    let kind = CarrierKind::TaskDefinition;
    secret::disclose(b, "container_definitions", arn, kind);
    for attribute in ["task_role_arn", "execution_role_arn"] {
        let tags = b.tags();
        if let Some(role) = b.subject(attribute, ROLE) {
            let origin = b.origin(attribute);
            let carrier = Carrier { kind, arn, role, interactive: false, shut: None, tags, origin };
            b.out.inventory.carriers.push(carrier);
            if attribute == "task_role_arn" {
                code::task(b, role);
            }
        }
    }
}
