//! What services log of their own use, by a setting of the service or by a resource beside it.
//!
//! What is logged about is the id of the element, so that it does not matter which of both says it.

use super::element::{DECLARES, Declares, Reads, always, reads, reads_or};
use crate::model::element::ElementKind;

/// The setting of a thing that may log its use: it stands or falls with the thing.
const THING: Reads = always("thing", "true");
const EXPORTS: &[Reads] = &[THING, reads("kinds", "enabled_cloudwatch_logs_exports")];
const STAGE: &[Reads] = &[THING, reads("access", "access_log_settings[0].destination_arn")];

/// A thing that logs its use by its own settings.
const fn thing(resource_type: &'static str, reads: &'static [Reads]) -> Declares {
    Declares { resource_type, kind: ElementKind::ServiceLog, known_by: "arn", reads, ..DECLARES }
}

/// A resource beside it, known by the thing that it names.
const fn beside(
    resource_type: &'static str,
    known_by: &'static str,
    reads: &'static [Reads],
) -> Declares {
    Declares { resource_type, kind: ElementKind::ServiceLog, known_by, reads, ..DECLARES }
}

/// Sorted by type.
pub(super) const ELEMENTS: &[Declares] = &[
    thing("aws_alb", BALANCER),
    thing("aws_api_gateway_stage", STAGE),
    thing("aws_apigatewayv2_stage", STAGE),
    beside(
        "aws_bedrock_model_invocation_logging_configuration",
        "id",
        &[reads_or("access", "logging_config[0].s3_config[0].bucket_name", "calls of models")],
    ),
    thing("aws_cloudfront_distribution", &[THING, reads("access", "logging_config[0].bucket")]),
    thing("aws_db_instance", EXPORTS),
    thing("aws_docdb_cluster", EXPORTS),
    thing(
        "aws_ecs_cluster",
        &[THING, reads("exec", "configuration[0].execute_command_configuration[0].logging")],
    ),
    thing("aws_eks_cluster", &[THING, reads("kinds", "enabled_cluster_log_types")]),
    thing("aws_elb", &[THING, reads("access", "access_logs[0].bucket")]),
    Declares {
        resource_type: "aws_flow_log",
        kind: ElementKind::FlowLog,
        reads: &[
            reads("of", "vpc_id"),
            reads("of", "subnet_id"),
            reads("of", "eni_id"),
            reads("of", "transit_gateway_id"),
            reads_or("traffic", "traffic_type", "ALL"),
            reads("target", "log_destination"),
        ],
        ..DECLARES
    },
    thing("aws_lb", BALANCER),
    thing(
        "aws_msk_cluster",
        &[
            THING,
            reads("flag", "logging_info[0].broker_logs[0].cloudwatch_logs[0].enabled"),
            reads("flag", "logging_info[0].broker_logs[0].s3[0].enabled"),
            reads("flag", "logging_info[0].broker_logs[0].firehose[0].enabled"),
        ],
    ),
    thing("aws_neptune_cluster", &[THING, reads("kinds", "enable_cloudwatch_logs_exports")]),
    thing("aws_networkfirewall_firewall", &[THING]),
    beside(
        "aws_networkfirewall_logging_configuration",
        "firewall_arn",
        &[
            reads("kinds", "logging_configuration[0].log_destination_config[0].log_type"),
            reads("kinds", "logging_configuration[0].log_destination_config[1].log_type"),
            reads("kinds", "logging_configuration[0].log_destination_config[2].log_type"),
        ],
    ),
    thing(
        "aws_opensearch_domain",
        &[
            THING,
            reads("kinds", "log_publishing_options[0].log_type"),
            reads("kinds", "log_publishing_options[1].log_type"),
            reads("kinds", "log_publishing_options[2].log_type"),
            reads("kinds", "log_publishing_options[3].log_type"),
        ],
    ),
    thing("aws_rds_cluster", EXPORTS),
    beside("aws_redshift_logging", "cluster_identifier", &[always("access", "true")]),
    Declares {
        resource_type: "aws_route53_resolver_query_log_config_association",
        kind: ElementKind::QueryLog,
        known_by: "resource_id",
        reads: &[reads("config", "resolver_query_log_config_id")],
        ..DECLARES
    },
    Declares { known_by: "id", ..thing("aws_s3_bucket", &[THING]) },
    Declares {
        resource_type: "aws_s3_bucket_lifecycle_configuration",
        kind: ElementKind::BucketLifecycle,
        known_by: "bucket",
        reads: &[
            reads("days", "rule[0].expiration[0].days"),
            reads("days", "rule[1].expiration[0].days"),
            reads("days", "rule[2].expiration[0].days"),
            reads("days", "rule[3].expiration[0].days"),
        ],
        ..DECLARES
    },
    beside("aws_s3_bucket_logging", "bucket", &[reads("access", "target_bucket")]),
    Declares {
        resource_type: "aws_s3_bucket_object_lock_configuration",
        kind: ElementKind::BucketLock,
        known_by: "bucket",
        reads: &[
            reads("mode", "rule[0].default_retention[0].mode"),
            reads("days", "rule[0].default_retention[0].days"),
        ],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_s3_bucket_versioning",
        kind: ElementKind::BucketVersioning,
        known_by: "bucket",
        reads: &[reads("status", "versioning_configuration[0].status")],
        ..DECLARES
    },
    thing("aws_sfn_state_machine", &[THING, reads("level", "logging_configuration[0].level")]),
    thing("aws_transfer_server", &[THING, reads("kinds", "structured_log_destinations")]),
    thing("aws_wafv2_web_acl", &[THING]),
    beside(
        "aws_wafv2_web_acl_logging_configuration",
        "resource_arn",
        &[reads("access", "log_destination_configs")],
    ),
];

const BALANCER: &[Reads] = &[
    THING,
    reads("flag", "access_logs[0].enabled"),
    reads("connections", "connection_logs[0].enabled"),
];
