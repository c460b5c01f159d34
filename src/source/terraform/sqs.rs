//! Queues and their policies.

use super::provider::Provider;
use super::{Adapter, PLAIN, Target, regional};
use crate::model::inventory::ResourceKind;

const QUEUE: Target = Target { kind: "aws_sqs_queue", spell: from_url };

/// The ARN of `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME`, or of a plain name.
fn from_url(url: &str, at: &Provider) -> String {
    let mut parts = url.rsplit('/');
    let (name, account) = (parts.next().unwrap_or_default(), parts.next());
    let account = account.filter(|text| crate::model::arn::is_account(text));
    let host = url.split("//").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let region = host.strip_prefix("sqs.").and_then(|rest| rest.split('.').next());
    let at = Provider {
        region: region.unwrap_or(&at.region).to_owned(),
        account: account.unwrap_or(&at.account).to_owned(),
        partition: at.partition.clone(),
    };
    regional(&at, "sqs", "", name)
}

pub(super) const ADAPTERS: &[Adapter] = &[
    Adapter {
        resource_type: "aws_sqs_queue",
        arn: "arn:{partition}:sqs:{region}:{account}:{name}",
        // How it holds messages. A change of who may use it as a dead-letter queue is harmless.
        neutral: &[
            "content_based_deduplication",
            "deduplication_scope",
            "delay_seconds",
            "fifo_queue",
            "fifo_throughput_limit",
            "kms_data_key_reuse_period_seconds",
            "kms_master_key_id",
            "max_message_size",
            "message_retention_seconds",
            "receive_wait_time_seconds",
            "redrive_allow_policy",
            "redrive_policy",
            "sqs_managed_sse_enabled",
            "url",
            "visibility_timeout_seconds",
        ],
        adapt: |b| b.resource(ResourceKind::Queue),
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_sqs_queue_policy",
        adapt: |b| b.resource_policy(ResourceKind::Queue, "queue_url", QUEUE),
        ..PLAIN
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls() {
        let at = Provider {
            partition: "aws".into(),
            region: "eu-west-1".into(),
            account: "111122223333".into(),
        };
        let table = [
            ("https://sqs.us-east-1.amazonaws.com/444455556666/q", "us-east-1:444455556666:q"),
            ("q", "eu-west-1:111122223333:q"),
        ];
        for (url, want) in table {
            assert_eq!(from_url(url, &at), format!("arn:aws:sqs:{want}"));
        }
    }
}
