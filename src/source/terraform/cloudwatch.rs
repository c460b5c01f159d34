//! CloudWatch: groups of logs, what counts what they say, and who is told.

use super::element::{DECLARES, Declares, reads, reads_or};
use crate::model::element::ElementKind;

/// Sorted by type.
pub(super) const ELEMENTS: &[Declares] = &[
    Declares {
        resource_type: "aws_cloudwatch_log_group",
        kind: ElementKind::LogGroup,
        known_by: "arn",
        reads: &[
            reads("name", "name"),
            reads_or("days", "retention_in_days", "0"),
            reads("key", "kms_key_id"),
            reads_or("protected", "deletion_protection_enabled", "false"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_cloudwatch_log_metric_filter",
        kind: ElementKind::MetricFilter,
        reads: &[
            reads("group", "log_group_name"),
            reads("pattern", "pattern"),
            reads("metric", "metric_transformation[0].name"),
            reads("namespace", "metric_transformation[0].namespace"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_cloudwatch_log_subscription_filter",
        kind: ElementKind::LogSubscription,
        reads: &[
            reads("group", "log_group_name"),
            reads("target", "destination_arn"),
            reads("pattern", "filter_pattern"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_cloudwatch_metric_alarm",
        kind: ElementKind::Alarm,
        known_by: "arn",
        reads: &[
            reads("metric", "metric_name"),
            reads("namespace", "namespace"),
            reads_or("on", "actions_enabled", "true"),
            reads("actions", "alarm_actions"),
            reads("compares", "comparison_operator"),
            reads("from", "threshold"),
        ],
        ..DECLARES
    },
];
