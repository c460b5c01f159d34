//! What a statement asks of whom it lets in.

use crate::model::policy::{PrincipalRef, Statement};
use crate::model::{Name, Store, value};

/// The keys for which a statement does not ask. A condition that holds where the key is left out, or that
/// only asks whether it is there, asks for nothing.
pub fn lacking<'k>(statement: &Statement, keys: &'k [String], store: &Store) -> Vec<&'k str> {
    let asks = |key: &&String| {
        statement.conditions.iter().any(|one| {
            let operator = store.names.text(one.operator);
            let same = store.names.text(one.key).eq_ignore_ascii_case(key);
            same && !operator.ends_with("ifexists") && !operator.ends_with("null")
        })
    };
    keys.iter().filter(|key| !asks(key)).map(String::as_str).collect()
}

/// The node id of somebody whom a policy names; none for who matches nobody.
pub fn who(principal: PrincipalRef, store: &Store) -> Option<String> {
    let shown = |name: Name| value::shown(&store.names, name);
    Some(match principal {
        PrincipalRef::Anyone | PrincipalRef::AnyAws => "anonymous".to_owned(),
        PrincipalRef::Account(name) => format!("account:{}", shown(name)),
        PrincipalRef::Arn(name) | PrincipalRef::Canonical(name) => shown(name),
        PrincipalRef::Service(name) => format!("service:{}", shown(name)),
        PrincipalRef::Federated(name) => {
            let text = shown(name);
            let host = text.rsplit_once("oidc-provider/").map_or(text.as_str(), |(_, host)| host);
            format!("federated:{host}")
        }
        PrincipalRef::Dangling(_) => return None,
    })
}
