//! Topics and their policies.

use super::{Adapter, PLAIN, Target, regional};
use crate::model::inventory::ResourceKind;

const TOPIC: Target =
    Target { kind: "aws_sns_topic", spell: |name, at| regional(at, "sns", "", name) };

pub(super) const ADAPTERS: &[Adapter] = &[
    Adapter {
        resource_type: "aws_sns_topic",
        arn: "arn:{partition}:sns:{region}:{account}:{name}",
        arn_too: &["id"],
        // How it delivers and who is told of failures.
        neutral: &[
            "application_failure_feedback_role_arn",
            "application_success_feedback_role_arn",
            "application_success_feedback_sample_rate",
            "archive_policy",
            "beginning_archive_time",
            "content_based_deduplication",
            "delivery_policy",
            "display_name",
            "fifo_throughput_scope",
            "fifo_topic",
            "firehose_failure_feedback_role_arn",
            "firehose_success_feedback_role_arn",
            "firehose_success_feedback_sample_rate",
            "http_failure_feedback_role_arn",
            "http_success_feedback_role_arn",
            "http_success_feedback_sample_rate",
            "kms_master_key_id",
            "lambda_failure_feedback_role_arn",
            "lambda_success_feedback_role_arn",
            "lambda_success_feedback_sample_rate",
            "maximum_message_size",
            "owner",
            "signature_version",
            "sqs_failure_feedback_role_arn",
            "sqs_success_feedback_role_arn",
            "sqs_success_feedback_sample_rate",
            "tracing_config",
        ],
        adapt: |b| b.resource(ResourceKind::Topic),
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_sns_topic_policy",
        neutral: &["owner"],
        adapt: |b| b.resource_policy(ResourceKind::Topic, "arn", TOPIC),
        ..PLAIN
    },
];
