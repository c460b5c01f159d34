//! What the block of a provider says of where it works and which tags it adds, evaluated.
//!
//! Source: Terraform AWS provider, "Provider Configuration", read 2026-11-23.

use crate::model::arn::{Arn, is_account};
use crate::source::hcl::types::Type;
use crate::source::hcl::value::{Fields, Value};

/// Types of which the provider leaves the tags as they are.
const NOT_TAGGED: &[&str] = &["aws_autoscaling_group"];

/// The region that it names.
pub(super) fn region(settings: &Fields) -> Option<String> {
    text(settings, "region")
}

/// The account that it works in: of the last role that it assumes, or the only one that it may work
/// in.
pub(in crate::source) fn account(settings: &Fields) -> Option<String> {
    let roles = settings.get("assume_role").and_then(Value::elements).unwrap_or_default();
    let of_role = roles.last().and_then(Value::fields).and_then(|role| {
        let arn = text(role, "role_arn")?;
        Some(Arn::parse(&arn)?.account.to_owned())
    });
    let allowed = settings.get("allowed_account_ids").and_then(Value::elements);
    let only = || match allowed? {
        [one] => one.as_text().map(ToString::to_string),
        _ => None,
    };
    of_role.or_else(only).filter(|account| is_account(account))
}

/// The tags of a resource with those that its provider adds; none if that changes nothing.
pub(super) fn tags(kind: &str, own: Option<&Value>, settings: &Fields) -> Option<Value> {
    let block = settings.get("default_tags").and_then(Value::elements)?.first()?.fields()?;
    let added = block.get("tags").filter(|tags| !tags.is_null())?;
    if NOT_TAGGED.contains(&kind) {
        return None;
    }
    let all = [Some(added), own.filter(|tags| !tags.is_null())];
    let mut out = Fields::new();
    for tags in all.into_iter().flatten() {
        let Some(fields) = tags.fields() else {
            return Some(Value::unknown(Type::map(Type::Text), tags.reason().unwrap_or_default()));
        };
        out.extend(fields.clone());
    }
    Some(Value::object(out))
}

fn text(fields: &Fields, name: &str) -> Option<String> {
    let value = fields.get(name).filter(|value| !value.marks.any())?;
    value.as_text().map(ToString::to_string).filter(|text| !text.is_empty())
}
