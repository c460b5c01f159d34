//! Lambda functions run with a role and carry settings that others can read.

use super::block::Block;
use super::iam::ROLE;
use super::{Adapter, PLAIN, code, secret};
use crate::model::inventory::{Carrier, CarrierKind};

pub(super) const ADAPTERS: &[Adapter] = &[Adapter {
    resource_type: "aws_lambda_function",
    name: "function_name",
    name_too: &["id"],
    arn: "arn:{partition}:lambda:{region}:{account}:function:{name}",
    // What the code is and how it runs; who may change or call it stands in policies.
    neutral: &[
        "architectures",
        "capacity_provider_config",
        "code_sha256",
        "dead_letter_config",
        "durable_config",
        "ephemeral_storage",
        "file_system_config",
        "filename",
        "handler",
        "image_config",
        "image_uri",
        "invoke_arn",
        "kms_key_arn",
        "layers",
        "logging_config",
        "memory_size",
        "package_type",
        "publish",
        "publish_to",
        "qualified_arn",
        "qualified_invoke_arn",
        "qualifier",
        "replace_security_groups_on_destroy",
        "replacement_security_group_ids",
        "reserved_concurrent_executions",
        "response_streaming_invoke_arn",
        "runtime",
        "s3_bucket",
        "s3_key",
        "s3_object_version",
        "signing_job_arn",
        "signing_profile_version_arn",
        "snap_start",
        "source_code_hash",
        "source_code_size",
        "source_kms_key_arn",
        "tenancy_config",
        "timeout",
        "tracing_config",
        "use_resource_timeout_for_propagation",
        "version",
        "vpc_config",
    ],
    adapt: function,
    ..PLAIN
}];

fn function(b: &mut Block<'_, '_>) {
    b.name();
    let arn = b.arn();
    let kind = CarrierKind::Function;
    secret::disclose(b, "environment", arn, kind);
    let tags = b.tags();
    if let Some(role) = b.subject("role", ROLE) {
        let origin = b.origin("role");
        let carrier = Carrier { kind, arn, role, interactive: false, tags, origin };
        b.out.inventory.carriers.push(carrier);
        code::function(b, role);
    }
}
