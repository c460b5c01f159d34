//! Buckets and their policies.

use super::{Adapter, BUCKET, PLAIN};
use crate::model::inventory::ResourceKind;

pub(super) const ADAPTERS: &[Adapter] = &[
    Adapter {
        resource_type: "aws_s3_bucket",
        name: "bucket",
        name_too: &["id"],
        arn: "arn:{partition}:s3:::{name}",
        // Access lists, websites and logging are not here: a change of them is a gap.
        neutral: &[
            "acceleration_status",
            "bucket_domain_name",
            "bucket_namespace",
            "bucket_prefix",
            "bucket_region",
            "bucket_regional_domain_name",
            "hosted_zone_id",
            "lifecycle_rule",
            "object_lock_configuration",
            "object_lock_enabled",
            "request_payer",
            "versioning",
            "website_domain",
            "website_endpoint",
        ],
        adapt: |b| b.resource(ResourceKind::Bucket),
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_s3_bucket_policy",
        adapt: |b| b.resource_policy(ResourceKind::Bucket, "bucket", BUCKET),
        ..PLAIN
    },
];
