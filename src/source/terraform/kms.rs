//! KMS keys and their policies.

use super::{Adapter, PLAIN, Target, regional};
use crate::model::inventory::ResourceKind;

/// What names a key.
pub(super) const KEY: Target =
    Target { kind: "aws_kms_key", spell: |id, at| regional(at, "kms", "key/", id) };

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
            "enable_key_rotation",
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
