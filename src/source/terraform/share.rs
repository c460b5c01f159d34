//! What is handed to other accounts by lists, not by policies: snapshots, images, resource shares, the
//! administration of a service for the organization. Each entry of a list is a statement that allows.

use super::block::Block;
use super::permission::{allow, principal};
use super::resource_policy::LENIENT;
use super::{Adapter, Target, regional};
use crate::model::inventory::ResourceKind as Kind;
use serde_json::{Map, Value, json};

const SNAPSHOT: Target =
    Target { kind: "aws_ebs_snapshot", spell: |id, at| regional(at, "ec2", "snapshot/", id) };
const IMAGE: Target = Target { kind: "aws_ami", spell: |id, at| regional(at, "ec2", "image/", id) };
const SHARE: Target = Target {
    kind: "aws_ram_resource_share",
    spell: |id, at| regional(at, "ram", "resource-share/", id),
};

/// What lets one restore a database snapshot, of an instance and of a cluster.
const RESTORES: &str = "rds:RestoreDBInstanceFromDBSnapshot";
const RESTORES_CLUSTER: &str = "rds:RestoreDBClusterFromSnapshot";

/// Sorted by type. Source: provider hashicorp/aws 6.x, read 2026-11-23.
pub(super) const ADAPTERS: &[Adapter] = &[
    Adapter {
        resource_type: "aws_ami_launch_permission",
        name: "id",
        adapt: |b| launched(b),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_db_cluster_snapshot",
        name: "db_cluster_snapshot_identifier",
        arn: "arn:{partition}:rds:{region}:{account}:cluster-snapshot:{name}",
        arn_too: &["db_cluster_snapshot_arn"],
        adapt: |b| shared(b, RESTORES_CLUSTER),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_db_snapshot",
        name: "db_snapshot_identifier",
        arn: "arn:{partition}:rds:{region}:{account}:snapshot:{name}",
        arn_too: &["db_snapshot_arn"],
        adapt: |b| shared(b, RESTORES),
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_organizations_delegated_administrator",
        name: "id",
        adapt: delegated,
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_ram_principal_association",
        name: "id",
        adapt: associated,
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_ram_resource_share",
        arn: "arn:{partition}:ram:{region}:{account}:resource-share/{id}",
        neutral: &["permission_arns"],
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_snapshot_create_volume_permission",
        name: "id",
        adapt: |b| {
            let Some(snapshot) = b.subject("snapshot_id", SNAPSHOT) else { return };
            let who = b.text_or_symbol("account_id").map(|text| principal(&text));
            allow(b, Kind::Snapshot, snapshot, who, action("ec2:CreateVolume"), &Map::new());
        },
        ..LENIENT
    },
];

fn action(name: &str) -> Option<Value> {
    Some(name.into())
}

/// `aws_ami_launch_permission`: an account, everybody, an organization or a unit of one.
fn launched(b: &mut Block<'_, '_>) {
    let Some(image) = b.subject("image_id", IMAGE) else { return };
    let everybody = b.text_or_symbol("group").map(|_| "*".to_owned());
    let listed = ["account_id", "organization_arn", "organizational_unit_arn"];
    let who = listed.into_iter().find_map(|attribute| b.text_or_symbol(attribute));
    let Some(who) = everybody.or(who) else { return };
    let (who, tests) = of_organization(&who);
    allow(b, Kind::Image, image, Some(who), action("ec2:RunInstances"), &tests);
}

/// `shared_accounts` of a database snapshot; `all` is everybody.
fn shared(b: &mut Block<'_, '_>, restores: &str) {
    b.name();
    let arn = b.arn();
    for account in b.listed("shared_accounts") {
        let who = if account == "all" { json!("*") } else { principal(&account) };
        allow(b, Kind::DatabaseSnapshot, arn, Some(who), action(restores), &Map::new());
    }
}

/// `aws_ram_principal_association`.
fn associated(b: &mut Block<'_, '_>) {
    let Some(share) = b.subject("resource_share_arn", SHARE) else { return };
    let Some(who) = b.text_or_symbol("principal") else { return };
    let (who, tests) = of_organization(&who);
    allow(b, Kind::Share, share, Some(who), action("ram:ListResourceSharePermissions"), &tests);
}

/// `aws_organizations_delegated_administrator`: an account decides for all in one service.
fn delegated(b: &mut Block<'_, '_>) {
    let Some(service) = b.text_or_symbol("service_principal") else { return };
    let provider = b.side.provider(b.object);
    let arn =
        format!("arn:{}:organizations::{}:service/{service}", provider.partition, provider.account);
    let arn = b.intern(&arn);
    let who = b.text_or_symbol("account_id").map(|text| principal(&text));
    allow(b, Kind::Delegation, arn, who, action("organizations:PutResourcePolicy"), &Map::new());
}

/// A principal of a list as policies write it: an organization, or a unit of one, is everybody in it.
fn of_organization(text: &str) -> (Value, Map<String, Value>) {
    let mut tests = Map::new();
    let units = [":organization/", ":ou/"];
    let Some((_, path)) = units.iter().find_map(|unit| text.split_once(unit)) else {
        return (principal(text), tests);
    };
    let id = path.split('/').next().unwrap_or_default();
    tests.insert("StringEquals".into(), json!({ "aws:PrincipalOrgID": id }));
    (json!("*"), tests)
}
