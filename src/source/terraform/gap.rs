//! What changed and was not read: "passed" shall mean that everything that changed was read.

use super::json::is_empty;
use super::object::Object;
use super::{Adapter, adapter};
use crate::model::inventory::{Gap, Leaf, MODULE};
use crate::model::{Schemas, Store};
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

/// Attributes that open no way to privilege, of whatever resource.
pub(super) const NEUTRAL: &[&str] = &[
    "arn",
    "comment",
    "create_date",
    "created_date",
    "description",
    "force_destroy",
    "id",
    "last_modified",
    "name",
    "name_prefix",
    "region",
    "skip_destroy",
    "tags",
    "tags_all",
    "timeouts",
    "unique_id",
];

/// Providers whose resources are no AWS and hold no trust of it.
const OTHER_PROVIDERS: &[&str] = &[
    "archive_",
    "cloudinit_",
    "docker_",
    "external",
    "http",
    "local_",
    "null_",
    "random_",
    "template_",
    "terraform_",
    "time_",
    "tls_",
];

/// Words in the names of attributes that have to do with who may do or see what.
const TRUST_WORDS: &[&str] = &[
    "account",
    "acl",
    "admin",
    "allow",
    "allowed",
    "assume",
    "auth",
    "authentication",
    "authorization",
    "authorize",
    "authorizer",
    "block",
    "certificate",
    "cidr",
    "credential",
    "destination",
    "egress",
    "encrypted",
    "encryption",
    "endpoint",
    "grant",
    "iam",
    "identity",
    "ingress",
    "key",
    "kms",
    "log",
    "logging",
    "organization",
    "owner",
    "password",
    "permission",
    "policy",
    "principal",
    "public",
    "publicly",
    "restrict",
    "role",
    "secret",
    "security",
    "share",
    "shared",
    "token",
    "trail",
    "trust",
    "trusted",
    "unauthenticated",
    "user",
];

/// Words in the names of attributes that say how much, how often or how long.
const SIZE_WORDS: &[&str] = &[
    "capacity",
    "count",
    "days",
    "hours",
    "interval",
    "max",
    "min",
    "minutes",
    "retention",
    "seconds",
    "size",
    "timeout",
    "ttl",
    "version",
    "weight",
];

/// Attributes that have a trust word in their name and no trust in them.
const HARMLESS: &[&str] = &[
    "auto_minor_version_upgrade",
    "deletion_policy",
    "key_fingerprint",
    "key_name",
    "log_format",
    "log_group_class",
    "owner_id",
    "role_last_used",
    "route_key",
    "scaling_policy_configuration",
];

/// Attributes that are harmless on one resource type, though not on all.
const HARMLESS_OF: &[(&str, &[&str])] = &[
    ("aws_default_network_acl", &["default_network_acl_id"]),
    ("aws_dynamodb_table", &["hash_key", "range_key"]),
    ("aws_ec2_tag", &["key"]),
    // Its destination says it too.
    ("aws_flow_log", &["log_destination_type"]),
    ("aws_s3_object", &["bucket_key_enabled", "key"]),
    // Which addresses there are, not who may reach them.
    ("aws_subnet", &["cidr_block", "ipv6_cidr_block"]),
    (
        "aws_vpc",
        &[
            "assign_generated_ipv6_cidr_block",
            "cidr_block",
            "ipv6_cidr_block",
            "ipv6_cidr_block_network_border_group",
        ],
    ),
    ("aws_vpc_ipv4_cidr_block_association", &["cidr_block"]),
];

/// Attributes that bear on trust on one resource type, whatever they are called.
/// Source: provider hashicorp/aws 6.x, read 2026-11-23.
const TRUST_OF: &[(&str, &[&str])] = &[
    ("aws_cloudtrail", &["insight_selector"]),
    ("aws_codebuild_webhook", &["build_type", "filter_group"]),
    ("aws_cognito_user_pool", &["admin_create_user_config", "mfa_configuration"]),
    ("aws_ebs_encryption_by_default", &["enabled"]),
    ("aws_kms_grant", &["constraints"]),
    ("aws_lambda_function", &["layers"]),
    ("aws_s3_bucket_server_side_encryption_configuration", &["rule"]),
    ("aws_sagemaker_notebook_instance", &["direct_internet_access", "root_access"]),
    ("aws_securityhub_standards_control", &["control_status"]),
    ("aws_wafv2_web_acl", &["default_action", "rule"]),
];

/// What of a changed resource nobody read, in words; none if all was read.
///
/// `before` and `after` are the sides it has; `consumed` is what its adapter read of `after`; `schemas`
/// is what the user tells of types that nobody reads.
pub(in crate::source) fn find<'p>(
    before: Option<&Object<'p>>,
    after: Option<&Object<'p>>,
    consumed: &[&'static str],
    schemas: Option<&Schemas>,
) -> Option<String> {
    let object = after.or(before)?;
    let kind = object.id.kind.as_ref();
    if OTHER_PROVIDERS.iter().any(|prefix| kind.starts_with(prefix)) {
        return None;
    }
    let is_element = super::element::declares(kind).next().is_some();
    let modelled = adapter(kind).is_some();
    // What a type that is read had given is gone, and each fact that is gone shows.
    if after.is_none() && (modelled || is_element) {
        return None;
    }
    let changed = changed(before, after).into_iter();
    let unread: Vec<&str> = changed.filter(|name| is_left(kind, name, consumed, schemas)).collect();
    let how = match (before, after) {
        (None, _) => "new",
        (_, None) => "removed",
        _ => "changes",
    };
    (!unread.is_empty()).then(|| Gap::words(kind, &unread, how, super::is_read(kind)))
}

/// What of a resource nobody read, with digests of the values: to see later whether it changed. Of what
/// is sensitive nothing is kept.
pub(in crate::source) fn unread(
    object: &Object<'_>,
    consumed: &[&'static str],
    store: &mut Store,
) -> Vec<Leaf> {
    let kind = object.id.kind.as_ref();
    if OTHER_PROVIDERS.iter().any(|prefix| kind.starts_with(prefix)) {
        return Vec::new();
    }
    let fields = object.fields().0.iter().map(|(name, _)| name.as_ref());
    let schemas = store.schemas.clone();
    let is_left = |name: &str| is_left(kind, name, consumed, schemas.as_deref());
    let left = fields.filter(|name| is_left(name) && !object.is_sealed(name));
    let values = left.filter_map(|name| {
        let value = object.unsealed(name).filter(|raw| !is_empty(raw));
        let text = match value {
            Some(raw) => raw.get(),
            // Not known yet: the same as long as it stays so.
            None => object.mark(name)?.get(),
        };
        Some((name, digest(text)))
    });
    let mut values: Vec<(&str, String)> = values.collect();
    if values.is_empty() && (super::is_read(kind) || is_surface(kind)) {
        // It is there, should the other side have more of it.
        values.push(("", String::new()));
    }
    let leaf = |(name, value): (&str, String)| Leaf {
        address: store.names.add(object.address()),
        kind: store.names.add(kind),
        attribute: store.names.add(name),
        value: store.names.add(&value),
        modelled: super::is_read(kind),
    };
    values.into_iter().map(leaf).collect()
}

/// What is given to a module that is not at hand, to compare: its arguments, where it comes from, and that
/// it is there.
pub(in crate::source) fn of_call<'c>(
    address: &str,
    source: &str,
    arguments: impl Iterator<Item = (&'c str, String)>,
    store: &mut Store,
) -> Vec<Leaf> {
    let arguments = arguments.filter(|(name, _)| !NEUTRAL.contains(name));
    let all = arguments.chain([("source", source.to_owned())]);
    let leaf = |(name, text): (&str, String)| Leaf {
        address: store.names.add(address),
        kind: store.names.add(MODULE),
        attribute: store.names.add(name),
        value: store.names.add(&digest(&text)),
        modelled: false,
    };
    all.map(leaf).collect()
}

/// Whether nobody read an attribute that may bear on trust.
fn is_left(kind: &str, name: &str, consumed: &[&'static str], schemas: Option<&Schemas>) -> bool {
    let is_told = || schemas.is_some_and(|schemas| schemas.bears(kind, name));
    match adapter(kind) {
        Some(known) => {
            is_unread(known, name, consumed) && (!known.lenient || bears_trust(kind, name))
        }
        None if consumed.contains(&name) || NEUTRAL.contains(&name) => false,
        None => bears_trust(kind, name) || (is_surface(kind) && !is_size(name)) || is_told(),
    }
}

/// Whether a type that is not read is known to bear on trust, whatever its attributes are called.
fn is_surface(kind: &str) -> bool {
    static TYPES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let lines = include_str!("../../../rulesets/aws/surface-types.txt").lines();
        // A heading says why the types below it are not read.
        lines.skip_while(|line| !line.starts_with("= ")).collect()
    });
    TYPES.contains(kind)
}

/// A short text for a value, the same for the same text whenever and wherever it is made.
fn digest(text: &str) -> String {
    let hash = Sha256::digest(text);
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Whether the name of an attribute says how much or how long.
fn is_size(name: &str) -> bool {
    name.split('_').any(|word| SIZE_WORDS.contains(&word))
}

/// Attributes whose value differs, or will be another one that is not known, sorted.
fn changed<'o, 'p>(
    before: Option<&'o Object<'p>>,
    after: Option<&'o Object<'p>>,
) -> BTreeSet<&'o str> {
    let names = |object: &'o Object<'p>| object.fields().0.iter().map(|(name, _)| name.as_ref());
    let all = before.into_iter().flat_map(names).chain(after.into_iter().flat_map(names));
    let value = |object: Option<&Object<'p>>, name: &str| {
        let raw = object.and_then(|object| object.unsealed(name)).filter(|raw| !is_empty(raw));
        raw.map(|raw| raw.get().to_owned())
    };
    let mut out: BTreeSet<&str> = all
        // What is computed and not known may be anything; what the configuration sets counts below.
        .filter(|name| after.is_none_or(|after| !after.is_pending(name)))
        .filter(|name| value(before, name) != value(after, name))
        .collect();
    if let Some(after) = after {
        let set = after.unknown_attributes().filter(|name| after.expression(name).is_some());
        out.extend(set);
    }
    out
}

fn is_unread(known: &Adapter, name: &str, consumed: &[&'static str]) -> bool {
    !(known.neutral == ["*"]
        || known.neutral.contains(&name)
        || NEUTRAL.contains(&name)
        || consumed.contains(&name))
}

/// Whether the name of an attribute has a word of trust in it.
pub(in crate::source) fn bears_trust(kind: &str, name: &str) -> bool {
    let is_trust = |word: &str| TRUST_WORDS.contains(&word);
    // cidr_blocks, policies
    let plural = |word: &str| {
        word.strip_suffix('s').is_some_and(is_trust)
            || word.strip_suffix("ies").is_some_and(|stem| is_trust(&format!("{stem}y")))
    };
    let mut words = name.split('_');
    let lists = |table: &[(&str, &[&str])]| {
        table.iter().any(|(of, list)| *of == kind && list.contains(&name))
    };
    if lists(TRUST_OF) {
        return true;
    }
    !lists(HARMLESS_OF)
        && !NEUTRAL.contains(&name)
        && !HARMLESS.contains(&name)
        && words.any(|word| is_trust(word) || plural(word))
}

#[cfg(test)]
mod tests {
    use super::bears_trust;

    #[test]
    fn trust_by_name() {
        for name in [
            "policy",
            "policies",
            "cidr_blocks",
            "kms_key_id",
            "publicly_accessible",
            "source_security_group_id",
            "principal",
            "role_arn",
            "ingress",
            "access_logs",
        ] {
            assert!(bears_trust("aws_x", name), "{name}");
        }
        for name in ["name", "key_name", "instance_type", "monkey_count", "keyspace", "tags"] {
            assert!(!bears_trust("aws_x", name), "{name}");
        }
    }

    #[test]
    fn harmless_on_one_type_only() {
        assert!(!bears_trust("aws_subnet", "cidr_block"));
        assert!(bears_trust("aws_route", "cidr_block"));
        assert!(super::HARMLESS_OF.is_sorted() && super::TRUST_OF.is_sorted());
    }

    #[test]
    fn word_lists_are_sorted() {
        for list in [
            super::TRUST_WORDS,
            super::SIZE_WORDS,
            super::NEUTRAL,
            super::HARMLESS,
            super::OTHER_PROVIDERS,
        ] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
