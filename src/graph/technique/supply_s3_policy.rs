use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "supply-s3-policy",
    name: "supply.s3.by-policy",
    title: "lets itself write to a bucket, by its policy, and replaces code there that runs as TO",
    fix: "let nobody but the pipeline write the policy of a bucket that code is loaded from",
    source: "Amazon S3 user guide, bucket policies, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::CodeBucket),
    calls: &[Call { action: "s3:PutBucketPolicy", on: On::Carrier }],
    ..PLAIN
};
