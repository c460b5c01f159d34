//! Secrets and their policies. Their values are never read.

use super::element::{DECLARES, Declares, reads};
use super::{Adapter, PLAIN, SECRET};
use crate::model::element::ElementKind;
use crate::model::inventory::ResourceKind;

/// Sorted by type.
pub(super) const ELEMENTS: &[Declares] = &[
    Declares {
        resource_type: "aws_secretsmanager_secret",
        kind: ElementKind::Secret,
        known_by: "arn",
        reads: &[reads("key", "kms_key_id")],
        more: |b, id| {
            let read = &[reads("region", "region"), reads("key", "kms_key_id")];
            b.elements_of("replica", ElementKind::SecretReplica, id, read, &[]);
        },
    },
    Declares {
        resource_type: "aws_secretsmanager_secret_rotation",
        kind: ElementKind::SecretRotation,
        reads: &[reads("of", "secret_id")],
        ..DECLARES
    },
];

pub(super) const ADAPTERS: &[Adapter] = &[
    Adapter {
        resource_type: "aws_secretsmanager_secret",
        // AWS ends the ARN with six characters of its own.
        arn: "arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-{suffix}",
        arn_too: &["id"],
        neutral: &["force_overwrite_replica_secret", "recovery_window_in_days", "type"],
        adapt: |b| b.resource(ResourceKind::Secret),
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_secretsmanager_secret_policy",
        neutral: &["block_public_policy"],
        adapt: |b| b.resource_policy(ResourceKind::Secret, "secret_arn", SECRET),
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_secretsmanager_secret_rotation",
        neutral: &["rotate_immediately", "rotation_lambda_arn", "rotation_rules"],
        ..PLAIN
    },
];
