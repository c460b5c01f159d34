//! Lambda functions run with a role and carry settings that others can read.

use super::block::Block;
use super::carrier::{carry, descend, named};
use super::iam::ROLE;
use super::permission::FUNCTION;
use super::{Adapter, PLAIN, Target, code, regional, secret};
use crate::diag::limits;
use crate::model::inventory::{Carrier, CarrierKind, Origin};

const SIGNING: Target = Target {
    kind: "aws_lambda_code_signing_config",
    spell: |id, at| regional(at, "lambda", "code-signing-config:", id),
};

pub(super) const ADAPTERS: &[Adapter] = &[
    Adapter {
        resource_type: "aws_lambda_code_signing_config",
        name: "config_id",
        arn: "arn:{partition}:lambda:{region}:{account}:code-signing-config:{name}",
        arn_too: &["id"],
        adapt: |b| b.consumed.push("policies"),
        ..PLAIN
    },
    Adapter {
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
    },
];

fn function(b: &mut Block<'_, '_>) {
    b.name();
    let arn = b.arn();
    let kind = CarrierKind::Function;
    secret::disclose(b, "environment", arn, kind);
    let tags = b.tags();
    if let Some(role) = b.subject("role", ROLE) {
        let origin = b.origin("role");
        let shut = signed(b);
        code::function(b, shut.as_ref(), role);
        let carrier = Carrier { kind, arn, role, interactive: false, shut, tags, origin };
        b.out.inventory.carriers.push(carrier);
    }
}

/// Where a function is told to take no code but what is signed.
fn signed(b: &mut Block<'_, '_>) -> Option<Origin> {
    let attribute = "code_signing_config_arn";
    let config = b.target(attribute, SIGNING)?.ok()?;
    let config = b.store.names.text(config);
    let mut declared = b.side.of_type(SIGNING.kind).iter();
    let declared = declared.find(|one| b.side.arn(one) == config)?;
    let mut policies = Vec::new();
    let path = "untrusted_artifact_on_deployment";
    descend(declared.field("policies")?, path, limits::JSON_DEPTH_MAX, &mut policies);
    policies.iter().any(|text| text == "Enforce").then(|| b.origin(attribute))
}

/// Something calls the function that an attribute names.
pub(super) fn called(b: &mut Block<'_, '_>, attribute: &'static str) {
    for function in named(b, attribute, FUNCTION) {
        if b.store.names.text(function).contains(":function:") {
            carry(b, CarrierKind::CalledFunction, function, function, attribute, false);
        }
    }
}
