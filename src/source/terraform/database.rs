//! Databases of every kind as hosts: where they stand, who they let in, whether they are public.

use super::block::Block;
use super::element::{DECLARES, Declares, Reads, always, reads, reads_chosen, reads_or};
use super::json::scalar;
use crate::model::Name;
use crate::model::element::ElementKind;
use crate::model::value::symbol;

const WHAT: Reads = always("what", "database");
const PUBLIC: Reads = reads_or("public", "publicly_accessible", "false");
const GROUPS: Reads = reads_chosen("groups", "vpc_security_group_ids");

const INSTANCE: &[Reads] = &[
    WHAT,
    PUBLIC,
    GROUPS,
    reads_chosen("subnet-group", "db_subnet_group_name"),
    reads("port", "port"),
];
const CLUSTER: &[Reads] = &[GROUPS, reads("port", "port")];
const MEMBER: &[Reads] = &[
    WHAT,
    PUBLIC,
    reads("cluster", "cluster_identifier"),
    reads_chosen("subnet-group", "db_subnet_group_name"),
];
const SUBNETS: &[Reads] = &[reads("subnets", "subnet_ids")];

/// A database whose password RDS makes and keeps in a secret of its own.
///
/// Source: Amazon RDS user guide, "Password management with Amazon RDS and AWS Secrets Manager", read
/// 2026-11-23.
fn master_secret(b: &mut Block<'_, '_>, _: Name) {
    // That RDS keeps the password is no secret, whatever the name of the attribute sounds like.
    let kept = b.object.unsealed("manage_master_user_password");
    if kept.is_none_or(|raw| raw.get() != "true") {
        return;
    }
    let arn = b.object.part("master_user_secret", "[0].secret_arn").and_then(scalar);
    let arn = arn.map_or_else(
        || {
            let at = b.side.provider(b.object);
            let name = symbol(&format!("master_user_secret of {}", b.object.address()));
            super::regional(&at, "secretsmanager", "secret:rds!", &name)
        },
        |arn| arn.into_owned(),
    );
    let id = b.intern(&arn);
    b.element(ElementKind::Secret, id, &[reads_chosen("key", "master_user_secret_kms_key_id")]);
    b.also("arn", &arn);
}

const fn host(resource_type: &'static str, reads: &'static [Reads]) -> Declares {
    Declares { resource_type, kind: ElementKind::Host, reads, ..DECLARES }
}

const fn cluster(resource_type: &'static str) -> Declares {
    Declares {
        resource_type,
        kind: ElementKind::DatabaseCluster,
        known_by: "cluster_identifier",
        reads: CLUSTER,
        ..DECLARES
    }
}

const fn subnet_group(resource_type: &'static str) -> Declares {
    Declares {
        resource_type,
        kind: ElementKind::SubnetGroup,
        known_by: "name",
        reads: SUBNETS,
        ..DECLARES
    }
}

/// Sorted by type.
pub(super) const ELEMENTS: &[Declares] = &[
    Declares { more: master_secret, ..host("aws_db_instance", INSTANCE) },
    subnet_group("aws_db_subnet_group"),
    host(
        "aws_dms_replication_instance",
        &[WHAT, PUBLIC, GROUPS, reads("subnet-group", "replication_subnet_group_id")],
    ),
    Declares {
        resource_type: "aws_dms_replication_subnet_group",
        kind: ElementKind::SubnetGroup,
        known_by: "replication_subnet_group_id",
        reads: SUBNETS,
        ..DECLARES
    },
    cluster("aws_docdb_cluster"),
    host("aws_docdb_cluster_instance", MEMBER),
    subnet_group("aws_docdb_subnet_group"),
    host(
        "aws_elasticache_cluster",
        &[
            WHAT,
            reads_chosen("groups", "security_group_ids"),
            reads("subnet-group", "subnet_group_name"),
            reads("port", "port"),
        ],
    ),
    host(
        "aws_elasticache_replication_group",
        &[
            WHAT,
            reads_chosen("groups", "security_group_ids"),
            reads("subnet-group", "subnet_group_name"),
            reads("port", "port"),
        ],
    ),
    subnet_group("aws_elasticache_subnet_group"),
    host(
        "aws_mq_broker",
        &[
            always("what", "broker"),
            PUBLIC,
            reads_chosen("groups", "security_groups"),
            reads_chosen("subnets", "subnet_ids"),
        ],
    ),
    host(
        "aws_msk_cluster",
        &[
            always("what", "broker"),
            reads_or(
                "endpoint",
                "broker_node_group_info[0].connectivity_info[0].public_access[0].type",
                "DISABLED",
            ),
            reads_chosen("groups", "broker_node_group_info[0].security_groups"),
            reads_chosen("subnets", "broker_node_group_info[0].client_subnets"),
        ],
    ),
    cluster("aws_neptune_cluster"),
    host("aws_neptune_cluster_instance", MEMBER),
    subnet_group("aws_neptune_subnet_group"),
    host(
        "aws_opensearch_domain",
        &[
            WHAT,
            reads("groups", "vpc_options[0].security_group_ids"),
            reads("subnets", "vpc_options[0].subnet_ids"),
            reads_or("inside", "vpc_options[0].subnet_ids", "none"),
        ],
    ),
    Declares { more: master_secret, ..cluster("aws_rds_cluster") },
    host("aws_rds_cluster_instance", MEMBER),
    host(
        "aws_redshift_cluster",
        &[
            WHAT,
            PUBLIC,
            GROUPS,
            reads_chosen("subnet-group", "cluster_subnet_group_name"),
            reads("port", "port"),
        ],
    ),
    subnet_group("aws_redshift_subnet_group"),
    host(
        "aws_redshiftserverless_workgroup",
        &[
            WHAT,
            PUBLIC,
            reads_chosen("groups", "security_group_ids"),
            reads("subnets", "subnet_ids"),
        ],
    ),
];
