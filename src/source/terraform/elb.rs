//! Load balancers: where they stand, what they listen to, and what stands behind them.

use super::element::{DECLARES, Declares, Reads, always, reads, reads_chosen, reads_or};
use crate::model::element::ElementKind;

const BALANCER: &[Reads] = &[
    always("what", "load-balancer"),
    reads_or("private", "internal", "false"),
    reads_or("type", "load_balancer_type", "application"),
    reads_chosen("groups", "security_groups"),
    reads("subnets", "subnets"),
    reads("subnets", "subnet_mapping[0].subnet_id"),
];

/// What an action does: where it sends on, and whether it asks who comes.
const LISTENER: &[Reads] = &[
    reads("balancer", "load_balancer_arn"),
    reads("port", "port"),
    reads("protocol", "protocol"),
    reads("groups", "default_action[0].target_group_arn"),
    reads("groups", "default_action[1].target_group_arn"),
    reads("groups", "default_action[0].forward[0].target_group[0].arn"),
    reads("groups", "default_action[0].forward[0].target_group[1].arn"),
    reads("asks", "default_action[0].type"),
    reads("unauthenticated", "default_action[0].authenticate_oidc[0].on_unauthenticated_request"),
    reads(
        "unauthenticated",
        "default_action[0].authenticate_cognito[0].on_unauthenticated_request",
    ),
    reads("certificates", "mutual_authentication[0].mode"),
];

const RULE: &[Reads] = &[
    reads("listener", "listener_arn"),
    reads("groups", "action[0].target_group_arn"),
    reads("groups", "action[1].target_group_arn"),
    reads("asks", "action[0].type"),
];

const TARGET: &[Reads] =
    &[reads("of", "target_group_arn"), reads("host", "target_id"), reads("port", "port")];

const GROUP: &[Reads] = &[reads("port", "port"), reads("type", "target_type")];

const fn by_arn(
    resource_type: &'static str,
    kind: ElementKind,
    reads: &'static [Reads],
) -> Declares {
    Declares { resource_type, kind, known_by: "arn", reads, ..DECLARES }
}

/// Sorted by type.
pub(super) const ELEMENTS: &[Declares] = &[
    by_arn("aws_alb", ElementKind::Host, BALANCER),
    by_arn("aws_alb_listener", ElementKind::Listener, LISTENER),
    by_arn("aws_alb_listener_rule", ElementKind::ListenerRule, RULE),
    by_arn("aws_alb_target_group", ElementKind::TargetGroup, GROUP),
    Declares {
        resource_type: "aws_alb_target_group_attachment",
        kind: ElementKind::Target,
        reads: TARGET,
        ..DECLARES
    },
    Declares {
        resource_type: "aws_autoscaling_attachment",
        kind: ElementKind::Target,
        reads: &[
            reads("of", "lb_target_group_arn"),
            reads("of", "alb_target_group_arn"),
            reads("host", "autoscaling_group_name"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_elb",
        kind: ElementKind::Host,
        reads: &[
            always("what", "load-balancer"),
            always("type", "classic"),
            reads_or("private", "internal", "false"),
            reads_chosen("groups", "security_groups"),
            reads_chosen("subnets", "subnets"),
            reads("behind", "instances"),
        ],
        ..DECLARES
    },
    by_arn("aws_lb", ElementKind::Host, BALANCER),
    by_arn("aws_lb_listener", ElementKind::Listener, LISTENER),
    by_arn("aws_lb_listener_rule", ElementKind::ListenerRule, RULE),
    by_arn("aws_lb_target_group", ElementKind::TargetGroup, GROUP),
    Declares {
        resource_type: "aws_lb_target_group_attachment",
        kind: ElementKind::Target,
        reads: TARGET,
        ..DECLARES
    },
];
