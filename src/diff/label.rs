//! Names for readers: node ids, short labels.

use super::Ground;
use crate::graph::Node;
use crate::model::arn::Arn;
use crate::model::value;

/// The node id of the contract: the ARN where it is known, else the address it is declared at.
pub(super) fn node(id: Node, address: Option<crate::model::Name>, ground: Ground<'_>) -> String {
    let text = ground.store.names.text(id);
    if text.starts_with("ADMIN:") {
        return "ADMIN".into();
    }
    match address {
        Some(address) if value::is_symbolic(text) => ground.store.names.text(address).into(),
        _ => value::readable(text),
    }
}

/// A short label: `role/deploy`, `user/ci`, or the node id of what is no identity.
pub(super) fn short(id: Node, ground: Ground<'_>) -> String {
    let text = ground.store.names.text(id);
    if text.starts_with("ADMIN:") {
        return "administrator of the account".into();
    }
    match Arn::parse(text) {
        // All of it may be one symbol.
        Some(arn) if arn.service == "iam" && arn.resource_type() == arn.last_segment() => {
            value::readable(arn.resource)
        }
        Some(arn) if arn.service == "iam" && arn.resource.starts_with("policy/") => {
            value::abridged(&format!("who has policy/{}", arn.last_segment()))
        }
        Some(arn) if arn.service == "iam" => {
            value::abridged(&format!("{}/{}", arn.resource_type(), arn.last_segment()))
        }
        Some(arn) => value::readable(arn.resource),
        None => value::readable(text),
    }
}
