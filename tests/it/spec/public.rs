//! Is a bucket policy public, in the sense of S3 Block Public Access?
//!
//! S3 user guide, "Blocking public access: the meaning of public".

use serde_json::Value;

use super::condition::{Set, written};
use super::document::{items, statements, texts};

/// A fixed value of one of these keys ties a wide principal down.
const TYING_KEYS: &[&str] = &[
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceip",
    "aws:sourceorgid",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
];

/// Does some Allow statement of the policies let everyone in?
pub(crate) fn is_public(policies: &[Value]) -> bool {
    policies.iter().flat_map(statements).any(|statement| {
        statement.get("Effect").and_then(Value::as_str) == Some("Allow")
            && statement.get("Principal").is_some_and(is_wide)
            && !statement.get("Condition").is_some_and(ties_down)
    })
}

fn is_wide(principal: &Value) -> bool {
    match principal {
        Value::Object(kinds) => kinds.get("AWS").is_some_and(is_wide),
        names => items(names).iter().any(|name| name.as_str() == Some("*")),
    }
}

/// Does the block hold for fixed values of a tying key only?
fn ties_down(block: &Value) -> bool {
    let lines = block.as_object().into_iter().flatten();
    lines.into_iter().any(|(name, keys)| {
        let strict = written(name).is_some_and(|written| {
            let positive = written.operator.is_some_and(|(_, negated, _)| !negated);
            positive && !written.if_exists && written.set != Set::All
        });
        let mut keys = keys.as_object().into_iter().flatten();
        strict && keys.any(|(key, values)| ties(&key.to_lowercase(), &texts(values)))
    })
}

fn ties(key: &str, values: &[String]) -> bool {
    TYING_KEYS.contains(&key) && values.iter().all(|value| is_fixed(key, value))
}

/// Neither wildcard nor variable. A network is fixed when it is no wider than /8 (IPv4) or /32
/// (IPv6); `aws:userid` may end in `:*` behind a role id, an access point may have any name.
fn is_fixed(key: &str, value: &str) -> bool {
    let plain = |text: &str| !text.contains(['*', '?', '$']);
    match key {
        "aws:sourceip" => {
            let prefix = value.split_once('/').map(|(_, prefix)| prefix.parse::<u8>());
            let least = if value.contains(':') { 32 } else { 8 };
            prefix.is_none_or(|prefix| prefix.is_ok_and(|prefix| prefix >= least))
        }
        "aws:userid" => plain(value.strip_suffix(":*").unwrap_or(value)),
        "s3:dataaccesspointarn" => value.split(':').nth(4).is_some_and(plain),
        _ => plain(value),
    }
}
