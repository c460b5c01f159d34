//! Resources whose policy is all that there is to read of them, and the resources that give others a
//! policy: a table for all services.

use super::provider::Provider;
use super::{Adapter, PLAIN, Target, permission, regional};
use crate::model::inventory::ResourceKind as Kind;

/// What entries leave out.
pub(super) const LENIENT: Adapter = Adapter { lenient: true, ..PLAIN };

const ACCESS_POINT: Target = Target {
    kind: "aws_s3_access_point",
    spell: |name, at| regional(at, "s3", "accesspoint/", name),
};
const API: Target = Target { kind: "aws_api_gateway_rest_api", spell: api };
const ARTIFACT_DOMAIN: Target = Target {
    kind: "aws_codeartifact_domain",
    spell: |name, at| regional(at, "codeartifact", "domain/", name),
};
const ARTIFACT_REPOSITORY: Target = Target {
    kind: "aws_codeartifact_repository",
    spell: |name, at| regional(at, "codeartifact", "repository/", name),
};
const AUTHORITY: Target = Target {
    kind: "aws_acmpca_certificate_authority",
    spell: |name, at| regional(at, "acm-pca", "certificate-authority/", name),
};
const BACKUP_VAULT: Target = Target {
    kind: "aws_backup_vault",
    spell: |name, at| regional(at, "backup", "backup-vault:", name),
};
const BUS: Target = Target {
    kind: "aws_cloudwatch_event_bus",
    spell: |name, at| regional(at, "events", "event-bus/", name),
};
const CLUSTER: Target =
    Target { kind: "aws_msk_cluster", spell: |name, at| regional(at, "kafka", "cluster/", name) };
const CONTAINER: Target = Target {
    kind: "aws_media_store_container",
    spell: |name, at| regional(at, "mediastore", "container/", name),
};
const DESTINATION: Target = Target {
    kind: "aws_cloudwatch_log_destination",
    spell: |name, at| regional(at, "logs", "destination:", name),
};
const DOMAIN: Target =
    Target { kind: "aws_opensearch_domain", spell: |name, at| regional(at, "es", "domain/", name) };
const FILE_SYSTEM: Target = Target {
    kind: "aws_efs_file_system",
    spell: |id, at| regional(at, "elasticfilesystem", "file-system/", id),
};
const IMAGES: Target = Target {
    kind: "aws_ecr_repository",
    spell: |name, at| regional(at, "ecr", "repository/", name),
};
const MAIL: Target = Target {
    kind: "aws_ses_domain_identity",
    spell: |name, at| regional(at, "ses", "identity/", name),
};
const OLD_DOMAIN: Target = Target { kind: "aws_elasticsearch_domain", ..DOMAIN };
const REGISTRY: Target = Target {
    kind: "aws_schemas_registry",
    spell: |name, at| regional(at, "schemas", "registry/", name),
};
const STREAM: Target = Target {
    kind: "aws_kinesis_stream",
    spell: |name, at| regional(at, "kinesis", "stream/", name),
};
const TABLE: Target = Target {
    kind: "aws_dynamodb_table",
    spell: |name, at| regional(at, "dynamodb", "table/", name),
};

fn api(id: &str, at: &Provider) -> String {
    format!("arn:{}:apigateway:{}::/restapis/{id}", at.partition, at.region)
}

/// Sorted by type.
pub(super) const ADAPTERS: &[Adapter] = &[
    Adapter {
        resource_type: "aws_acmpca_certificate_authority",
        arn: "arn:{partition}:acm-pca:{region}:{account}:certificate-authority/{id}",
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_acmpca_policy",
        adapt: |b| b.resource_policy(Kind::CertificateAuthority, "resource_arn", AUTHORITY),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_api_gateway_rest_api",
        arn: "arn:{partition}:apigateway:{region}::/restapis/{id}",
        adapt: |b| b.resource(Kind::Api),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_api_gateway_rest_api_policy",
        adapt: |b| b.resource_policy(Kind::Api, "rest_api_id", API),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_backup_vault",
        name_too: &["id"],
        arn: "arn:{partition}:backup:{region}:{account}:backup-vault:{name}",
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_backup_vault_policy",
        adapt: |b| b.resource_policy(Kind::BackupVault, "backup_vault_name", BACKUP_VAULT),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_cloudwatch_event_bus",
        name_too: &["id"],
        arn: "arn:{partition}:events:{region}:{account}:event-bus/{name}",
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_cloudwatch_event_bus_policy",
        adapt: |b| b.policy_of(Kind::EventBus, ("event_bus_name", BUS), "policy", "default"),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_cloudwatch_event_permission",
        adapt: |b| permission::event_bus(b, ("event_bus_name", BUS)),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_cloudwatch_log_destination",
        arn: "arn:{partition}:logs:{region}:{account}:destination:{name}",
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_cloudwatch_log_destination_policy",
        adapt: |b| {
            let destination = ("destination_name", DESTINATION);
            b.policy_of(Kind::LogDestination, destination, "access_policy", "");
        },
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_cloudwatch_log_resource_policy",
        arn: "arn:{partition}:logs:{region}:{account}:log-group:*",
        adapt: |b| b.resource_by(Kind::Logs, "policy_document"),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_codeartifact_domain",
        name: "domain",
        arn: "arn:{partition}:codeartifact:{region}:{account}:domain/{name}",
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_codeartifact_domain_permissions_policy",
        adapt: |b| {
            b.policy_of(Kind::ArtifactDomain, ("domain", ARTIFACT_DOMAIN), "policy_document", "");
        },
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_codeartifact_repository",
        name: "repository",
        arn: "arn:{partition}:codeartifact:{region}:{account}:repository/{name}",
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_codeartifact_repository_permissions_policy",
        adapt: |b| {
            let repository = ("repository", ARTIFACT_REPOSITORY);
            b.policy_of(Kind::ArtifactRepository, repository, "policy_document", "");
        },
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_dynamodb_resource_policy",
        adapt: |b| b.resource_policy(Kind::Table, "resource_arn", TABLE),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_dynamodb_table",
        arn: "arn:{partition}:dynamodb:{region}:{account}:table/{name}",
        name_too: &["id"],
        adapt: |b| b.resource(Kind::Table),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_ecr_registry_policy",
        arn: "arn:{partition}:ecr:{region}:{account}:repository/*",
        adapt: |b| b.resource(Kind::ImageRegistry),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_ecr_repository",
        name_too: &["id"],
        arn: "arn:{partition}:ecr:{region}:{account}:repository/{name}",
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_ecr_repository_policy",
        adapt: |b| b.resource_policy(Kind::ImageRepository, "repository", IMAGES),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_efs_file_system",
        arn: "arn:{partition}:elasticfilesystem:{region}:{account}:file-system/{id}",
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_efs_file_system_policy",
        adapt: |b| b.resource_policy(Kind::FileSystem, "file_system_id", FILE_SYSTEM),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_elasticsearch_domain",
        name: "domain_name",
        arn: "arn:{partition}:es:{region}:{account}:domain/{name}",
        adapt: |b| b.resource_by(Kind::SearchDomain, "access_policies"),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_elasticsearch_domain_policy",
        adapt: |b| {
            b.policy_of(Kind::SearchDomain, ("domain_name", OLD_DOMAIN), "access_policies", "");
        },
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_glacier_vault",
        name_too: &["id"],
        arn: "arn:{partition}:glacier:{region}:{account}:vaults/{name}",
        adapt: |b| b.resource_by(Kind::Vault, "access_policy"),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_glue_resource_policy",
        arn: "arn:{partition}:glue:{region}:{account}:catalog",
        adapt: |b| b.resource(Kind::Catalog),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_kinesis_resource_policy",
        adapt: |b| b.resource_policy(Kind::Stream, "resource_arn", STREAM),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_kinesis_stream",
        arn: "arn:{partition}:kinesis:{region}:{account}:stream/{name}",
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_kms_external_key",
        name: "id",
        arn: "arn:{partition}:kms:{region}:{account}:key/{name}",
        adapt: |b| b.resource(Kind::Key),
        ..LENIENT
    },
    Adapter { resource_type: "aws_kms_grant", adapt: permission::key, ..LENIENT },
    Adapter {
        resource_type: "aws_kms_replica_key",
        name: "id",
        arn: "arn:{partition}:kms:{region}:{account}:key/{name}",
        adapt: |b| b.resource(Kind::Key),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_lambda_layer_version_permission",
        adapt: permission::layer,
        ..LENIENT
    },
    Adapter { resource_type: "aws_lambda_permission", adapt: permission::function, ..LENIENT },
    Adapter {
        resource_type: "aws_media_store_container",
        name_too: &["id"],
        arn: "arn:{partition}:mediastore:{region}:{account}:container/{name}",
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_media_store_container_policy",
        adapt: |b| b.resource_policy(Kind::MediaContainer, "container_name", CONTAINER),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_msk_cluster_policy",
        adapt: |b| b.resource_policy(Kind::StreamingCluster, "cluster_arn", CLUSTER),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_opensearch_domain",
        name: "domain_name",
        arn: "arn:{partition}:es:{region}:{account}:domain/{name}",
        adapt: |b| b.resource_by(Kind::SearchDomain, "access_policies"),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_opensearch_domain_policy",
        adapt: |b| b.policy_of(Kind::SearchDomain, ("domain_name", DOMAIN), "access_policies", ""),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_s3_access_point",
        arn: "arn:{partition}:s3:{region}:{account}:accesspoint/{name}",
        adapt: |b| b.resource(Kind::AccessPoint),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_s3control_access_point_policy",
        adapt: |b| b.resource_policy(Kind::AccessPoint, "access_point_arn", ACCESS_POINT),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_schemas_registry_policy",
        adapt: |b| b.resource_policy(Kind::SchemaRegistry, "registry_name", REGISTRY),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_ses_identity_policy",
        adapt: |b| b.resource_policy(Kind::MailIdentity, "identity", MAIL),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_sesv2_email_identity_policy",
        adapt: |b| b.resource_policy(Kind::MailIdentity, "email_identity", MAIL),
        ..LENIENT
    },
];
