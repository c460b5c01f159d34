//! What is handed to other accounts by lists, not by policies: snapshots, images, resource shares, the
//! administration of a service for the organization, access lists and copies of buckets. Each entry of a list is a statement that allows.

use super::block::Block;
use super::json::{fields, items, scalar};
use super::permission::{allow, allow_on, principal};
use super::resource_policy::LENIENT;
use super::{Adapter, BUCKET, Target, regional};
use crate::model::Name;
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
        resource_type: "aws_s3_bucket_acl",
        name: "id",
        neutral: &["expected_bucket_owner"],
        adapt: access_list,
        ..LENIENT
    },
    Adapter {
        resource_type: "aws_s3_bucket_replication_configuration",
        name: "id",
        adapt: replicated,
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

/// What a permission of an access list gives on a bucket, and on its objects.
///
/// Source: Amazon S3 user guide, "Access control list (ACL) overview", read 2026-11-23.
const PERMISSIONS: &[(&str, Option<&str>, Option<&str>)] = &[
    ("FULL_CONTROL", Some("s3:*"), Some("s3:PutObject")),
    ("READ", Some("s3:ListBucket"), None),
    ("WRITE", None, Some("s3:PutObject")),
    ("WRITE_ACP", Some("s3:PutBucketAcl"), None),
];

/// Lists that have a name, with what they permit everybody.
const NAMED_LISTS: &[(&str, &[&str])] = &[
    ("authenticated-read", &["READ"]),
    ("public-read", &["READ"]),
    ("public-read-write", &["READ", "WRITE"]),
];

/// Groups of grantees that anybody is in: who has an account of AWS can be anybody.
const EVERYBODY: [&str; 2] = ["/groups/global/AllUsers", "/groups/global/AuthenticatedUsers"];

/// `aws_s3_bucket_acl`: a list by its name, or grant by grant. A list that is not known is not read.
fn access_list(b: &mut Block<'_, '_>) {
    let Some(bucket) = b.subject("bucket", BUCKET) else { return };
    if let Some(name) = b.object.field("acl").and_then(scalar) {
        b.reads("acl");
        let named = NAMED_LISTS.iter().find(|(one, _)| *one == name);
        for permission in named.map(|(_, list)| *list).unwrap_or_default() {
            permit(b, bucket, "acl", permission);
        }
    }
    let list = b.object.field("access_control_policy").map(items).unwrap_or_default();
    let grants = list.first().and_then(|list| fields(list).get("grant").map(|raw| items(raw)));
    for grant in grants.unwrap_or_default() {
        let grant = fields(grant);
        let grantee = grant.get("grantee").and_then(|raw| items(raw).into_iter().next());
        let uri = grantee.and_then(|one| fields(one).get("uri").and_then(|raw| scalar(raw)));
        let is_public = uri.is_some_and(|uri| EVERYBODY.iter().any(|group| uri.ends_with(group)));
        let permission = grant.get("permission").and_then(|raw| scalar(raw));
        if let Some(permission) = permission.filter(|_| is_public) {
            permit(b, bucket, "access_control_policy", &permission);
        }
    }
}

/// Lets everybody do what a permission of an access list gives.
fn permit(b: &mut Block<'_, '_>, bucket: Name, attribute: &'static str, permission: &str) {
    let Some((_, own, below)) = PERMISSIONS.iter().find(|(name, ..)| *name == permission) else {
        return;
    };
    let arn = b.store.names.text(bucket).to_owned();
    for (actions, on) in [(own, arn.clone()), (below, format!("{arn}/*"))] {
        let what = actions.and_then(action);
        let guarded = (Kind::Bucket, bucket, on.as_str());
        allow_on(b, guarded, attribute, Some(json!("*")), what, &Map::new());
    }
}

/// `aws_s3_bucket_replication_configuration`: who owns the copies reads what is copied.
fn replicated(b: &mut Block<'_, '_>) {
    let Some(bucket) = b.subject("bucket", BUCKET) else { return };
    let objects = format!("{}/*", b.store.names.text(bucket));
    for rule in b.object.field("rule").map(items).unwrap_or_default() {
        let rule = fields(rule);
        let enabled = rule.get("status").and_then(|raw| scalar(raw));
        let to = rule.get("destination").and_then(|raw| items(raw).into_iter().next());
        let account = to.and_then(|one| fields(one).get("account").and_then(|raw| scalar(raw)));
        let Some(account) = account.filter(|_| enabled.as_deref() == Some("Enabled")) else {
            continue;
        };
        b.reads("rule");
        let (who, guarded) = (principal(&account), (Kind::Bucket, bucket, objects.as_str()));
        allow_on(b, guarded, "rule", Some(who), action("s3:GetObject"), &Map::new());
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
