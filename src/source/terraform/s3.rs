//! Buckets and their policies.

use super::block::Block;
use super::element::{DECLARES, Declares, Reads, reads, reads_or};
use super::{Adapter, BUCKET, PLAIN};
use crate::model::element::ElementKind;
use crate::model::inventory::ResourceKind;

/// The same of an access point, where all are on unless it is said otherwise.
const POINT_BLOCK: &[Reads] = &[
    reads_or("block-public-acls", "public_access_block_configuration[0].block_public_acls", "true"),
    reads_or(
        "block-public-policy",
        "public_access_block_configuration[0].block_public_policy",
        "true",
    ),
    reads_or(
        "ignore-public-acls",
        "public_access_block_configuration[0].ignore_public_acls",
        "true",
    ),
    reads_or(
        "restrict-public-buckets",
        "public_access_block_configuration[0].restrict_public_buckets",
        "true",
    ),
    reads("vpc", "vpc_configuration[0].vpc_id"),
];

/// Elements of this service, sorted by type.
pub(super) const ELEMENTS: &[Declares] = &[Declares {
    resource_type: "aws_s3_access_point",
    kind: ElementKind::AccessPointBlock,
    known_by: "arn",
    reads: POINT_BLOCK,
    ..DECLARES
}];

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
