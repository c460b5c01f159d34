//! Secrets and their policies. Their values are never read.

use super::{Adapter, PLAIN, SECRET};
use crate::model::inventory::ResourceKind;

pub(super) const ADAPTERS: &[Adapter] = &[
    Adapter {
        resource_type: "aws_secretsmanager_secret",
        // AWS ends the ARN with six characters of its own.
        arn: "arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-{suffix}",
        arn_too: &["id"],
        neutral: &[
            "force_overwrite_replica_secret",
            "kms_key_id",
            "recovery_window_in_days",
            "replica",
            "type",
        ],
        adapt: |b| b.resource(ResourceKind::Secret),
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_secretsmanager_secret_policy",
        neutral: &["block_public_policy"],
        adapt: |b| b.resource_policy(ResourceKind::Secret, "secret_arn", SECRET),
        ..PLAIN
    },
];
