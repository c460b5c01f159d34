//! Which instances answer SSH from anywhere: those with a public address and a security group that
//! lets the world in on its port. Routes and network lists are not looked at.

use super::json::{Fields, fields, items, scalar};
use super::object::Object;
use super::resolve::Lead;
use super::side::Side;
use serde_json::value::RawValue;
use std::collections::BTreeSet;

const PORT: i64 = 22;
const GROUP: &str = "aws_security_group";
const WORLD: &[&str] = &["0.0.0.0/0", "::/0"];

/// How a resource type says that a port is open: the names of its attributes.
struct Rule {
    resource_type: &'static str,
    /// The attribute with the direction, if the type has both.
    direction: &'static str,
    protocol: &'static str,
    ranges: &'static [&'static str],
}

const RULES: &[Rule] = &[
    Rule {
        resource_type: "aws_security_group_rule",
        direction: "type",
        protocol: "protocol",
        ranges: &["cidr_blocks", "ipv6_cidr_blocks"],
    },
    Rule {
        resource_type: "aws_vpc_security_group_ingress_rule",
        direction: "",
        protocol: "ip_protocol",
        ranges: &["cidr_ipv4", "cidr_ipv6"],
    },
];

/// Whether an instance answers SSH from anywhere.
pub(super) fn answers<'p>(instance: &Object<'p>, side: &Side<'p>) -> bool {
    let text = |attribute| instance.field(attribute).and_then(scalar).unwrap_or_default();
    let public = text("associate_public_ip_address") == "true" || !text("public_ip").is_empty();
    public
        && ["vpc_security_group_ids", "security_groups"].into_iter().any(|attribute| {
            groups(instance, attribute, side).iter().any(|group| side.open_groups().contains(group))
        })
}

/// Ids and addresses of security groups that let the world in on the port of SSH.
pub(super) fn open_groups(side: &Side<'_>) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for group in side.of_type(GROUP) {
        let rules = group.field("ingress").map(items).unwrap_or_default();
        let is_open = |rule: &&RawValue| {
            lets_in(&fields(rule), "protocol", &["cidr_blocks", "ipv6_cidr_blocks"])
        };
        if rules.iter().any(is_open) {
            out.insert(group.id.address.to_string());
            out.extend(group.field("id").and_then(scalar).map(|id| id.into_owned()));
        }
    }
    for kind in RULES {
        for rule in side.of_type(kind.resource_type) {
            let direction = rule.field(kind.direction).and_then(scalar);
            if direction.is_none_or(|text| text == "ingress")
                && lets_in(rule.fields(), kind.protocol, kind.ranges)
            {
                out.extend(groups(rule, "security_group_id", side));
            }
        }
    }
    out
}

/// Ids, or addresses where those are not known, of the groups that an attribute names.
fn groups<'p>(object: &Object<'p>, attribute: &str, side: &Side<'p>) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(raw) = object.field(attribute) {
        let list = if raw.get().starts_with('[') { items(raw) } else { vec![raw] };
        out.extend(list.into_iter().filter_map(scalar).map(|text| text.into_owned()));
    }
    if object.mark(attribute).is_some() {
        for lead in side.leads(object, &object.references(attribute)) {
            if let Lead::Object(there, _) = lead
                && there.id.kind == GROUP
            {
                out.push(there.id.address.to_string());
            }
        }
    }
    out
}

/// Whether a rule lets the world in on the port of SSH.
fn lets_in(rule: &Fields<'_>, protocol: &str, ranges: &[&str]) -> bool {
    let text = |key: &str| rule.get(key).and_then(|raw| scalar(raw)).unwrap_or_default();
    let port = |key| text(key).parse::<i64>().ok();
    let world = |raw: &&RawValue| {
        let list = if raw.get().starts_with('[') { items(raw) } else { vec![*raw] };
        list.into_iter().filter_map(scalar).any(|range| WORLD.contains(&range.as_ref()))
    };
    let all = matches!(text(protocol).as_ref(), "-1" | "all");
    let covers = matches!(text(protocol).as_ref(), "tcp" | "6")
        && port("from_port").is_some_and(|from| from <= PORT)
        && port("to_port").is_some_and(|to| to >= PORT);
    (all || covers) && ranges.iter().filter_map(|key| rule.get(key)).any(world)
}
