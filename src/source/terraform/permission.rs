//! Permissions that are resources of their own: each is one statement of the policy of another.

use super::block::Block;
use super::{ResourcePolicy, Target, kms, regional};
use crate::model::Name;
use crate::model::arn::is_account;
use crate::model::inventory::{ResourceKind, Written};
use serde_json::{Map, Value, json};

pub(super) const FUNCTION: Target = Target {
    kind: "aws_lambda_function",
    spell: |name, at| regional(at, "lambda", "function:", name),
};
const LAYER: Target = Target {
    kind: "aws_lambda_layer_version",
    spell: |name, at| regional(at, "lambda", "layer:", name),
};

/// Attributes of a Lambda permission that are conditions: operator and key.
///
/// Source: AWS Lambda API reference, AddPermission, read 2026-11-23.
const FUNCTION_TESTS: &[(&str, &str, &str)] = &[
    ("event_source_token", "StringEquals", "lambda:EventSourceToken"),
    ("function_url_auth_type", "StringEquals", "lambda:FunctionUrlAuthType"),
    ("principal_org_id", "StringEquals", "aws:PrincipalOrgID"),
    ("source_account", "StringEquals", "aws:SourceAccount"),
    ("source_arn", "ArnLike", "aws:SourceArn"),
];

/// `aws_lambda_permission`.
pub(super) fn function(b: &mut Block<'_, '_>) {
    let Some(function) = b.subject("function_name", FUNCTION) else { return };
    let tests = tests(b, FUNCTION_TESTS);
    let principal = b.text_or_symbol("principal").map(|text| principal(&text));
    let action = b.text_or_symbol("action").map(Value::from);
    allow(b, ResourceKind::Function, function, principal, action, &tests);
}

/// `aws_lambda_layer_version_permission`.
pub(super) fn layer(b: &mut Block<'_, '_>) {
    let Some(layer) = b.subject("layer_name", LAYER) else { return };
    let tests = tests(b, &[("organization_id", "StringEquals", "aws:PrincipalOrgID")]);
    let principal = b.text_or_symbol("principal").map(|text| principal(&text));
    let action = b.text_or_symbol("action").map(Value::from);
    allow(b, ResourceKind::Layer, layer, principal, action, &tests);
}

/// `aws_cloudwatch_event_permission`: an account, or everybody of an organization.
pub(super) fn event_bus(b: &mut Block<'_, '_>, (attribute, target): (&'static str, Target)) {
    let Some(bus) = b.subject_or(attribute, target, "default") else { return };
    let organization = b.under("condition", "value");
    let mut tests = Map::new();
    if let Some(value) = organization {
        tests.insert("StringEquals".into(), json!({ "aws:PrincipalOrgID": value }));
    }
    let principal = b.text_or_symbol("principal").map(|text| principal(&text));
    let action = b.text_or_symbol("action").unwrap_or_else(|| "events:PutEvents".into());
    allow(b, ResourceKind::EventBus, bus, principal, Some(action.into()), &tests);
}

/// `aws_kms_grant`: its operations are the actions, without their prefix.
pub(super) fn key(b: &mut Block<'_, '_>) {
    let Some(key) = b.subject("key_id", kms::KEY) else { return };
    let principal = b.text_or_symbol("grantee_principal").map(|text| principal(&text));
    let operations = b.listed("operations");
    let actions: Vec<Value> =
        operations.into_iter().map(|name| Value::from(format!("kms:{name}"))).collect();
    allow(b, ResourceKind::Key, key, principal, Some(actions.into()), &Map::new());
}

/// A principal as policies write it.
pub(super) fn principal(text: &str) -> Value {
    let service = text.ends_with(".amazonaws.com") || text.ends_with(".amazonaws.com.cn");
    match text {
        "*" => json!("*"),
        _ if service => json!({ "Service": text }),
        _ if is_account(text) || text.starts_with("arn:") => json!({ "AWS": text }),
        // The name of a service that is no host name: `alexa-appkit.amazon.com`.
        _ if text.contains('.') => json!({ "Service": text }),
        _ => json!({ "AWS": text }),
    }
}

fn tests(b: &mut Block<'_, '_>, list: &[(&'static str, &str, &str)]) -> Map<String, Value> {
    let mut out = Map::new();
    for (attribute, operator, key) in list {
        let Some(text) = b.text_or_symbol(attribute) else { continue };
        let block = out.entry((*operator).to_owned()).or_insert_with(|| json!({}));
        if let Some(block) = block.as_object_mut() {
            block.insert((*key).to_owned(), text.into());
        }
    }
    out
}

/// Adds a statement to the policy of a resource.
pub(super) fn allow(
    b: &mut Block<'_, '_>,
    kind: ResourceKind,
    arn: Name,
    principal: Option<Value>,
    action: Option<Value>,
    tests: &Map<String, Value>,
) {
    let on = b.store.names.text(arn).to_owned();
    allow_on(b, (kind, arn, &on), "", principal, action, tests);
}

/// The same about what is `on` a resource, such as the objects of a bucket, by an attribute.
pub(super) fn allow_on(
    b: &mut Block<'_, '_>,
    (kind, arn, on): (ResourceKind, Name, &str),
    attribute: &'static str,
    principal: Option<Value>,
    action: Option<Value>,
    tests: &Map<String, Value>,
) {
    let (Some(principal), Some(action)) = (principal, action) else { return };
    let statement = json!({
        "Effect": "Allow",
        "Principal": principal,
        "Action": action,
        "Resource": on,
        "Condition": tests,
    });
    let text = json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string();
    // Composed by us of texts that were cleaned when they were read: its symbols are ours.
    let document = Ok(b.store.documents.add_own(&text, &mut b.store.names));
    let written = Written { document, was: None, origin: b.origin(attribute) };
    let account = Some(b.account());
    b.out.policies.push(ResourcePolicy { kind, arn, account, written, mirrored: false });
}
