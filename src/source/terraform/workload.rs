//! What calls from a network: functions, builds, groups of instances. Nobody calls them there.

use super::element::{DECLARES, Declares, Reads, always, reads};
use crate::model::element::ElementKind;

const fn workload(resource_type: &'static str, reads: &'static [Reads]) -> Declares {
    Declares { resource_type, kind: ElementKind::Workload, known_by: "arn", reads, ..DECLARES }
}

/// Sorted by type.
pub(super) const ELEMENTS: &[Declares] = &[
    workload(
        "aws_autoscaling_group",
        &[always("what", "scaling-group"), reads("subnets", "vpc_zone_identifier")],
    ),
    workload(
        "aws_codebuild_project",
        &[
            always("what", "build"),
            reads("groups", "vpc_config[0].security_group_ids"),
            reads("subnets", "vpc_config[0].subnets"),
        ],
    ),
    workload(
        "aws_lambda_function",
        &[
            always("what", "function"),
            reads("groups", "vpc_config[0].security_group_ids"),
            reads("subnets", "vpc_config[0].subnet_ids"),
        ],
    ),
];
