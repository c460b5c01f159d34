//! Trails and event stores: which events they keep, from where, and how.

use super::block::Block;
use super::element::{Declares, reads, reads_or};
use super::json::{Fields, fields, items, scalar};
use super::resolve::untold;
use crate::model::element::ElementKind;
use crate::model::names::Name;
use serde_json::value::RawValue;

/// Sorted by type.
pub(super) const ELEMENTS: &[Declares] = &[
    Declares {
        resource_type: "aws_cloudtrail",
        kind: ElementKind::Trail,
        known_by: "arn",
        reads: &[
            reads_or("logging", "enable_logging", "true"),
            reads_or("multi-region", "is_multi_region_trail", "false"),
            reads_or("global", "include_global_service_events", "true"),
            reads_or("organization", "is_organization_trail", "false"),
            reads_or("validated", "enable_log_file_validation", "false"),
            reads("key", "kms_key_id"),
            reads("bucket", "s3_bucket_name"),
            reads("group", "cloud_watch_logs_group_arn"),
        ],
        more: events,
    },
    Declares {
        resource_type: "aws_cloudtrail_event_data_store",
        kind: ElementKind::EventStore,
        known_by: "arn",
        reads: &[
            reads_or("multi-region", "multi_region_enabled", "true"),
            reads_or("organization", "organization_enabled", "false"),
            reads_or("protected", "termination_protection_enabled", "true"),
            reads_or("suspended", "suspend", "false"),
            reads_or("days", "retention_period", "2555"),
            reads("key", "kms_key_id"),
        ],
        more: events,
    },
];

/// Services whose calls a selector may leave out of the management events.
const LEFT_OUT: &[&str] = &["kms.amazonaws.com", "rdsdata.amazonaws.com"];
/// How a selector says that it is about all resources of a type.
const ALL: &[&str] = &["arn:aws:dynamodb", "arn:aws:lambda", "arn:aws:s3", "arn:aws:s3:::"];

/// Adds which events are kept: without a selector all management events.
fn events(b: &mut Block<'_, '_>, _: Name) {
    b.placed();
    let mut out = Vec::new();
    let mut written = "";
    for (attribute, read) in [
        ("event_selector", basic as fn(&Fields<'_>, &mut Vec<String>)),
        ("advanced_event_selector", advanced),
    ] {
        b.consumed.push(attribute);
        for selector in b.object.part(attribute, "").map(items).unwrap_or_default() {
            written = attribute;
            read(&fields(selector), &mut out);
        }
        if b.object.mark(attribute).is_some() && b.is_configured(attribute) {
            let open = untold(b.object, attribute, &b.object.references(attribute));
            out.sort();
            return b.tell("events", &out, Some(open), attribute);
        }
    }
    if written.is_empty() {
        management(None, &[], &mut out);
        written = "event_selector";
    }
    out.sort();
    out.dedup();
    b.tell("events", &out, None, written);
}

/// Which of reads and writes: both, where a selector does not say.
fn calls(read_only: Option<bool>) -> &'static [&'static str] {
    match read_only {
        Some(true) => &["reads"],
        Some(false) => &["writes"],
        None => &["reads", "writes"],
    }
}

fn management(read_only: Option<bool>, left_out: &[String], out: &mut Vec<String>) {
    out.extend(calls(read_only).iter().map(|one| (*one).to_owned()));
    let kept = LEFT_OUT.iter().filter(|one| !left_out.iter().any(|other| other == *one));
    out.extend(kept.map(|one| format!("calls to {one}")));
}

/// A block `event_selector`.
fn basic(selector: &Fields<'_>, out: &mut Vec<String>) {
    let read_only = match text(selector, "read_write_type").as_deref() {
        Some("ReadOnly") => Some(true),
        Some("WriteOnly") => Some(false),
        _ => None,
    };
    if text(selector, "include_management_events").as_deref() != Some("false") {
        management(read_only, &texts(selector, "exclude_management_event_sources"), out);
    }
    for resource in selector.get("data_resource").map(|raw| items(raw)).unwrap_or_default() {
        let resource = fields(resource);
        let Some(kind) = text(&resource, "type") else { continue };
        for value in texts(&resource, "values") {
            let within = if ALL.contains(&value.as_str()) { Vec::new() } else { vec![value] };
            data(read_only, &kind, &within, out);
        }
    }
}

/// A block `advanced_event_selector`.
fn advanced(selector: &Fields<'_>, out: &mut Vec<String>) {
    let (mut category, mut read_only) = (String::new(), None);
    let (mut kinds, mut left_out, mut within) = (Vec::new(), Vec::new(), Vec::new());
    for field in selector.get("field_selector").map(|raw| items(raw)).unwrap_or_default() {
        let field = fields(field);
        let equals = texts(&field, "equals");
        match text(&field, "field").as_deref() {
            Some("eventCategory") => category = equals.join(","),
            Some("readOnly") => read_only = equals.first().map(|one| one == "true"),
            Some("resources.type") => kinds = equals,
            Some("eventSource") if equals.is_empty() => left_out = texts(&field, "not_equals"),
            Some(name) => within.push(narrowed(name, &field)),
            None => {}
        }
    }
    match category.as_str() {
        "Management" if within.is_empty() => management(read_only, &left_out, out),
        "Management" => {
            let calls = calls(read_only).iter();
            out.extend(calls.map(|one| format!("{one} within {}", within.join(" within "))));
        }
        "Data" => kinds.iter().for_each(|kind| data(read_only, kind, &within, out)),
        "" => {}
        other => out.push([vec![format!("{other} events")], within].concat().join(" within ")),
    }
}

/// What a selector of a field leaves, in words.
fn narrowed(name: &str, field: &Fields<'_>) -> String {
    const OPERATORS: &[&str] =
        &["ends_with", "equals", "not_ends_with", "not_equals", "not_starts_with", "starts_with"];
    let one = |operator: &&str| {
        let texts = texts(field, operator);
        (!texts.is_empty()).then(|| format!("{operator} {}", texts.join(" ")))
    };
    let all: Vec<String> = OPERATORS.iter().filter_map(one).collect();
    format!("{name} {}", all.join(" "))
}

fn data(read_only: Option<bool>, kind: &str, within: &[String], out: &mut Vec<String>) {
    for call in calls(read_only) {
        let head = format!("{call} of data in {kind}");
        out.push([&[head], within].concat().join(" within "));
    }
}

fn text(of: &Fields<'_>, key: &str) -> Option<String> {
    of.get(key).and_then(|raw: &&RawValue| scalar(raw)).map(|text| text.into_owned())
}

/// The texts of a list, sorted.
fn texts(of: &Fields<'_>, key: &str) -> Vec<String> {
    let list = of.get(key).map(|raw| items(raw)).unwrap_or_default();
    let mut out: Vec<String> =
        list.into_iter().filter_map(scalar).map(|text| text.into_owned()).collect();
    out.sort();
    out
}
