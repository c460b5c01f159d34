//! What changed and was not read: "passed" shall mean that everything that changed was read.

use super::json::is_empty;
use super::object::Object;
use super::{Adapter, adapter};
use std::collections::BTreeSet;

/// Attributes that open no way to privilege, of whatever resource.
pub(super) const NEUTRAL: &[&str] = &[
    "arn",
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

/// What of a changed resource nobody read, in words; none if all was read.
///
/// `before` and `after` are the sides it has; `consumed` is what its adapter read of `after`.
pub(in crate::source) fn find<'p>(
    before: Option<&Object<'p>>,
    after: Option<&Object<'p>>,
    consumed: &[&'static str],
) -> Option<String> {
    let object = after.or(before)?;
    let kind = object.id.kind.as_ref();
    if OTHER_PROVIDERS.iter().any(|prefix| kind.starts_with(prefix)) {
        return None;
    }
    let changed = changed(before, after);
    let is_element = super::element::declares(kind).next().is_some();
    let unread: Vec<&str> = match adapter(kind) {
        // What it gave is gone, and each fact that is gone shows.
        Some(_) if after.is_none() => Vec::new(),
        Some(known) => changed
            .into_iter()
            .filter(|name| is_unread(known, name, consumed))
            .filter(|name| !known.lenient || bears_trust(kind, name))
            .collect(),
        None if after.is_none() && is_element => Vec::new(),
        None => {
            let unread = changed.into_iter().filter(|name| !consumed.contains(name));
            unread.filter(|name| bears_trust(kind, name)).collect()
        }
    };
    if unread.is_empty() {
        return None;
    }
    let list = unread.join("`, `");
    let known = super::is_read(kind);
    Some(match (known, before, after) {
        (true, ..) => format!("`{list}` of `{kind}` changes and is not read"),
        (false, None, _) => format!("`{kind}` is not modelled: new with `{list}`"),
        (false, _, None) => format!("`{kind}` is not modelled: removed with `{list}`"),
        (false, ..) => format!("`{kind}` is not modelled: `{list}` changes"),
    })
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
fn bears_trust(kind: &str, name: &str) -> bool {
    let is_trust = |word: &str| TRUST_WORDS.contains(&word);
    // cidr_blocks, policies
    let plural = |word: &str| {
        word.strip_suffix('s').is_some_and(is_trust)
            || word.strip_suffix("ies").is_some_and(|stem| is_trust(&format!("{stem}y")))
    };
    let mut words = name.split('_');
    let harmless = HARMLESS_OF.iter().any(|(of, list)| *of == kind && list.contains(&name));
    !harmless
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
        assert!(super::HARMLESS_OF.is_sorted());
    }

    #[test]
    fn word_lists_are_sorted() {
        for list in [super::TRUST_WORDS, super::NEUTRAL, super::HARMLESS, super::OTHER_PROVIDERS] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
