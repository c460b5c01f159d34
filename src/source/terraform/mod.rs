//! Terraform's resources as facts: one file per AWS service, one table entry per resource type.
//!
//! An instance is an [`Object`](object) of a [`Side`](side); an adapter sees it as a
//! [`Block`](block), which resolves what is not known yet ([`resolve`], [`document`]) and notes what
//! was read; what changed and was not is a gap ([`gap`]). What two resources say of the same thing is
//! said once ([`mirror`]).

pub(super) mod address;
mod block;
mod carrier;
mod cloudformation;
mod cloudtrail;
mod cloudwatch;
mod code;
mod cognito;
pub(super) mod computed;
mod config;
pub(super) mod configuration;
mod database;
mod detection;
mod document;
mod ec2;
mod ecs;
mod eks;
mod elb;
mod element;
mod endpoint;
mod fleet;
pub(super) mod gap;
mod hop;
mod iam;
mod identity_center;
pub(super) mod json;
mod kms;
mod lambda;
mod mirror;
pub(super) mod object;
mod organizations;
mod origin;
mod permission;
pub(super) mod provider;
mod rendered;
mod resolve;
mod resource_policy;
mod rolesanywhere;
mod s3;
pub(super) mod secret;
mod secretsmanager;
mod service_log;
pub(super) mod settings;
mod share;
pub(super) mod side;
mod sns;
mod sqs;
mod ssh;
mod ssm;
mod vpc;
mod workload;
mod write_only;

pub(super) use gap::{bears_trust, find as gaps};
pub(super) use mirror::settle;

use crate::model::inventory::{Inventory, Recorded, ResourceKind, Unread, Written};
use crate::model::{Name, Store};
use block::Block;
use object::Object;
use provider::Provider;
use side::Side;
use std::rc::Rc;

/// One resource type: how AWS names its resources, and how to read them.
struct Adapter {
    resource_type: &'static str,
    /// The attribute with the name that AWS knows it by.
    name: &'static str,
    /// Other attributes with the same value.
    name_too: &'static [&'static str],
    /// What its ARN is made of; empty for what has none.
    arn: &'static str,
    /// Other attributes than `arn` with the same value.
    arn_too: &'static [&'static str],
    /// Attributes that open no way to privilege, besides [`gap::NEUTRAL`]; `*` for all.
    neutral: &'static [&'static str],
    /// Whether a change of what was not read matters only if its name speaks of trust.
    lenient: bool,
    /// What it runs with, as far as the table of [`carrier`] tells.
    carries: &'static [carrier::Carries],
    /// Where a credential may stand in it.
    shows: &'static [carrier::Shows],
    adapt: fn(&mut Block<'_, '_>),
}

/// What entries of the tables leave out.
const PLAIN: Adapter = Adapter {
    resource_type: "",
    name: "name",
    name_too: &[],
    arn: "",
    arn_too: &[],
    neutral: &[],
    lenient: false,
    carries: &[],
    shows: &[],
    adapt: |_| {},
};

/// All tables, sorted by type; no two tables mix.
const SERVICES: &[&[Adapter]] = &[
    cloudformation::ADAPTERS,
    cognito::ADAPTERS,
    ecs::ADAPTERS,
    iam::ADAPTERS,
    identity_center::STORE,
    ec2::ADAPTERS,
    kms::ADAPTERS,
    lambda::ADAPTERS,
    organizations::ADAPTERS,
    rolesanywhere::ADAPTERS,
    s3::ADAPTERS,
    secretsmanager::ADAPTERS,
    sns::ADAPTERS,
    sqs::ADAPTERS,
    identity_center::ADAPTERS,
];

/// Tables of types of all services.
const ACROSS: &[&[Adapter]] = &[carrier::ADAPTERS, resource_policy::ADAPTERS, share::ADAPTERS];

/// The entry of a resource type; none for one that is not modelled.
fn adapter(resource_type: &str) -> Option<&'static Adapter> {
    let starts_before = |table: &&[Adapter]| {
        table.first().is_some_and(|first| first.resource_type <= resource_type)
    };
    let at = SERVICES.partition_point(starts_before).checked_sub(1);
    let own = at.and_then(|at| SERVICES.get(at)).and_then(|table| entry(table, resource_type));
    own.or_else(|| ACROSS.iter().find_map(|table| entry(table, resource_type)))
}

/// Whether anything is read of a resource type; a change of others is a gap.
pub fn is_read(resource_type: &str) -> bool {
    adapter(resource_type).is_some() || element::declares(resource_type).next().is_some()
}

fn entry(table: &'static [Adapter], resource_type: &str) -> Option<&'static Adapter> {
    let found = table.binary_search_by_key(&resource_type, |entry| entry.resource_type).ok()?;
    table.get(found)
}

/// What an attribute that names another resource leads to.
#[derive(Debug, Clone, Copy)]
struct Target {
    kind: &'static str,
    /// The ARN of the one with this name, as far as the name alone tells.
    spell: fn(&str, &Provider) -> String,
}

const CLUSTER: Target =
    Target { kind: "aws_ecs_cluster", spell: |name, at| regional(at, "ecs", "cluster/", name) };

const BUCKET: Target =
    Target { kind: "aws_s3_bucket", spell: |name, at| format!("arn:{}:s3:::{name}", at.partition) };
const SECRET: Target = Target {
    kind: "aws_secretsmanager_secret",
    spell: |name, at| regional(at, "secretsmanager", "secret:", name),
};
const PARAMETER: Target = Target {
    kind: "aws_ssm_parameter",
    spell: |name, at| regional(at, "ssm", "parameter/", name.trim_start_matches('/')),
};

/// An ARN of a service that has regions.
fn regional(at: &Provider, service: &str, prefix: &str, name: &str) -> String {
    let Provider { partition, region, account } = at;
    format!("arn:{partition}:{service}:{region}:{account}:{prefix}{name}")
}

/// A resource policy, before it is known whether another resource says the same.
#[derive(Debug, Clone)]
struct ResourcePolicy {
    kind: ResourceKind,
    arn: Name,
    account: Option<Name>,
    written: Written,
    /// A computed echo of a policy that another resource manages.
    mirrored: bool,
}

/// The facts of one side, before what is said twice is said once.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    /// All but resource policies.
    pub(super) inventory: Inventory,
    policies: Vec<ResourcePolicy>,
    center: identity_center::Center,
}

impl Facts {
    /// Adds all facts of `other`.
    pub(super) fn append(&mut self, mut other: Self) {
        self.inventory.append(other.inventory);
        self.policies.append(&mut other.policies);
        self.center.append(other.center);
    }
}

/// Reads one instance. Out: its attributes that were read. `successor` is what becomes of it, for
/// the side before a change.
pub(super) fn adapt<'p>(
    side: &Side<'p>,
    object: &Object<'p>,
    successor: Option<&Object<'p>>,
    store: &mut Store,
    out: &mut Facts,
) -> Vec<&'static str> {
    out.inventory.resource_count += 1;
    let mut block = Block { side, object, store, out, consumed: Vec::new(), successor };
    if let Some(adapter) = adapter(&object.id.kind) {
        (adapter.adapt)(&mut block);
    }
    block.declare();
    block.consumed
}

/// Reads all instances of a side that stands alone, and keeps what nobody read of them.
pub(super) fn adapt_all<'p>(
    side: &Side<'p>,
    objects: &[Rc<Object<'p>>],
    recorded: Recorded,
    store: &mut Store,
) -> Facts {
    let mut facts = Facts::default();
    let mut leaves = Vec::new();
    for object in objects.iter().filter(|object| !object.is_data()) {
        let consumed = adapt(side, object, None, store, &mut facts);
        leaves.extend(gap::unread(object, &consumed, store));
    }
    settle(None, &mut facts, store);
    facts.inventory.unread = Some(Unread { recorded, leaves });
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_every_type_is_found() {
        let all: Vec<&str> = SERVICES
            .iter()
            .flat_map(|table| table.iter().map(|entry| entry.resource_type))
            .collect();
        assert!(all.is_sorted(), "{all:?}");
        let mut all = all;
        for table in ACROSS {
            let types: Vec<&str> = table.iter().map(|entry| entry.resource_type).collect();
            assert!(types.is_sorted(), "{types:?}");
            assert!(types.iter().all(|one| !all.contains(one)), "{types:?}");
            all.extend(types);
        }
        for resource_type in &all {
            let found = adapter(resource_type).map(|entry| entry.resource_type);
            assert_eq!(found, Some(*resource_type));
        }
        for near in ["", "aws_iam_rol", "aws_iam_role_", "aws_zzz", "aws_lambda_permissio"] {
            assert!(adapter(near).is_none(), "{near}");
        }
    }
}
