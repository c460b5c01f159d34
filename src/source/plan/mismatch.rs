//! Whether a plan and a configuration contradict each other.

use super::shape::ResourceChange;
use crate::diag::{Code, Error, Place};
use crate::source::hcl::expand::{Configuration, ResourceInstance};
use crate::source::hcl::value::Value;
use crate::source::terraform::json::{fields, scalar};

/// Attributes of new resources that a provider plans as they are written: where they differ, the plan
/// was made from other code.
const AS_WRITTEN: &[&str] = &[
    "assume_role_policy",
    "bucket",
    "function_name",
    "group",
    "name",
    "policy",
    "policy_arn",
    "role",
    "user",
];

/// Whether the configuration declares what the plan will make of it.
pub(super) fn check(
    entry: &ResourceChange<'_>,
    found: &Configuration,
    name: &str,
) -> Result<(), Error> {
    let made = entry.change.actions.iter().any(|action| action.0 == "create");
    let address = entry.address.0.as_ref();
    if let Some(instance) = found.resources.get(address) {
        // What stands already may keep what the configuration no longer says: `ignore_changes`.
        let is_new = made && entry.change.before.is_none_or(|before| before.get() == "null");
        return if is_new { same(entry, instance, name) } else { Ok(()) };
    }
    // Where an expression cannot be worked out, instances may be missing for that.
    if !made || !found.errors.is_empty() {
        return Ok(());
    }
    let open = found.resources.keys().any(|one| one.contains("[*]"));
    let opaque = found.opaque.iter().any(|call| address.starts_with(&call.address));
    if open || opaque {
        return Ok(());
    }
    let why = "the plan creates it, and the configuration does not declare it: the plan was made \
               from other code";
    let place = Place { address: Some(address.into()), ..Place::default() };
    Err(Error::new(Code::PlanMismatch, name, why).at(place))
}

/// Whether a new resource is planned as it is written.
fn same(entry: &ResourceChange<'_>, instance: &ResourceInstance, name: &str) -> Result<(), Error> {
    let Some(after) = entry.change.after.map(fields) else { return Ok(()) };
    for attribute in AS_WRITTEN {
        let written = instance.set.get(*attribute).filter(|value| value.is_wholly_known());
        let written = written.and_then(Value::as_text);
        let planned = after.get(attribute).and_then(|raw| scalar(raw));
        if let (Some(written), Some(planned)) = (written, planned)
            && !alike(written, &planned)
        {
            let why = "the plan has another value than the configuration gives: the plan was made \
                       from other code, or with other values of variables";
            let place = Place {
                address: Some(entry.address.0.as_ref().into()),
                pointer: Some((*attribute).into()),
                ..Place::default()
            };
            return Err(Error::new(Code::PlanMismatch, name, why).at(place));
        }
    }
    Ok(())
}

/// Whether two texts are the same, or the same JSON.
fn alike(one: &str, other: &str) -> bool {
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    one.trim() == other.trim() || json(one).is_some_and(|one| Some(one) == json(other))
}
