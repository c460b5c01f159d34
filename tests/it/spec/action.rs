//! `Action` and `NotAction`: `service:Name`, case-insensitive, wildcards in the name only.
//!
//! User guide, "IAM JSON policy elements: Action".

use serde_json::Value;

use super::document::{Element, element, texts};
use super::glob::glob;

/// Does the statement speak of the action?
pub(crate) fn action_matches(statement: &Value, action: &str) -> bool {
    let covered = |patterns| texts(patterns).iter().any(|pattern| covers(pattern, action));
    match element(statement, "Action") {
        Element::Positive(patterns) => covered(patterns),
        Element::Negated(patterns) => !covered(patterns),
        Element::Missing => false,
    }
}

fn covers(pattern: &str, action: &str) -> bool {
    if pattern == "*" || pattern == "*:*" {
        return true;
    }
    let (Some((service, name)), Some((its_service, its_name))) =
        (pattern.split_once(':'), action.split_once(':'))
    else {
        return false;
    };
    // A service is named in full: compared as text, a wildcard in it matches nothing.
    service.eq_ignore_ascii_case(its_service)
        && glob(&name.to_ascii_lowercase(), &its_name.to_ascii_lowercase())
}

/// The service of an action, in lower case.
pub(crate) fn service(action: &str) -> String {
    action.split(':').next().unwrap_or_default().to_ascii_lowercase()
}

/// The name of an action, in lower case.
pub(crate) fn name(action: &str) -> String {
    action.split(':').nth(1).unwrap_or_default().to_ascii_lowercase()
}
