//! KMS keys and their policies.

use super::element::{DECLARES, Declares, reads, reads_or};
use super::{Adapter, PLAIN, Target, regional};
use crate::model::element::ElementKind;
use crate::model::inventory::ResourceKind;

/// What names a key.
pub(super) const KEY: Target =
    Target { kind: "aws_kms_key", spell: |id, at| regional(at, "kms", "key/", id) };

/// Sorted by type.
pub(super) const ELEMENTS: &[Declares] = &[
    Declares {
        resource_type: "aws_kms_key",
        kind: ElementKind::Key,
        known_by: "arn",
        reads: &[reads_or("rotates", "enable_key_rotation", "false")],
        ..DECLARES
    },
    Declares {
        resource_type: "aws_kms_replica_key",
        kind: ElementKind::KeyReplica,
        known_by: "arn",
        reads: &[reads("of", "primary_key_arn")],
        ..DECLARES
    },
];

pub(super) const ADAPTERS: &[Adapter] = &[
    Adapter {
        resource_type: "aws_kms_key",
        name: "key_id",
        name_too: &["id"],
        arn: "arn:{partition}:kms:{region}:{account}:key/{name}",
        neutral: &[
            "bypass_policy_lockout_safety_check",
            "custom_key_store_id",
            "customer_master_key_spec",
            "deletion_window_in_days",
            "is_enabled",
            "key_id",
            "key_usage",
            "multi_region",
            "rotation_period_in_days",
            "xks_key_id",
        ],
        adapt: |b| b.resource(ResourceKind::Key),
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_kms_key_policy",
        neutral: &["bypass_policy_lockout_safety_check"],
        adapt: |b| b.resource_policy(ResourceKind::Key, "key_id", KEY),
        ..PLAIN
    },
];
