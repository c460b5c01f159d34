//! Buckets and their policies.

use super::block::Block;
use super::element::{Reads, reads, reads_or};
use super::{Adapter, BUCKET, PLAIN};
use crate::model::element::ElementKind;
use crate::model::inventory::ResourceKind;

/// The four switches of an access block, for a bucket and for an account alike.
const ACCESS_BLOCK: &[Reads] = &[
    reads_or("block-public-acls", "block_public_acls", "false"),
    reads_or("block-public-policy", "block_public_policy", "false"),
    reads_or("ignore-public-acls", "ignore_public_acls", "false"),
    reads_or("restrict-public-buckets", "restrict_public_buckets", "false"),
];

pub(super) const ADAPTERS: &[Adapter] = &[
    Adapter {
        resource_type: "aws_s3_account_public_access_block",
        neutral: &["account_id"],
        adapt: |b| {
            let account = b.account();
            b.element(ElementKind::AccountAccessBlock, account, ACCESS_BLOCK);
        },
        ..PLAIN
    },
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
        adapt: bucket,
        ..PLAIN
    },
    Adapter {
        resource_type: "aws_s3_bucket_policy",
        adapt: |b| b.resource_policy(ResourceKind::Bucket, "bucket", BUCKET),
        ..PLAIN
    },
    Adapter { resource_type: "aws_s3_bucket_public_access_block", adapt: access_block, ..PLAIN },
];

fn bucket(b: &mut Block<'_, '_>) {
    b.resource(ResourceKind::Bucket);
    let arn = b.arn();
    b.element(ElementKind::Bucket, arn, &[reads("name", "bucket")]);
}

fn access_block(b: &mut Block<'_, '_>) {
    if let Some(bucket) = b.subject("bucket", BUCKET) {
        b.element(ElementKind::BucketAccessBlock, bucket, ACCESS_BLOCK);
    }
}
