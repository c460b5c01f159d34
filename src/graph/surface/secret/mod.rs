//! How secrets are kept and spread: what protects them, where copies go, and which credentials live
//! long.

pub(super) mod copy;
pub(super) mod credential;
pub(super) mod protection;
pub(super) mod replica;

use super::{Label, View};
use crate::model::{Arn, Name, value};

/// A secret, parameter or key as readers call it: `secret/db`, by the name in its ARN.
fn label(view: &View<'_, '_>, id: Name, word: &str) -> Label {
    let id = view.text(id);
    let name = Arn::parse(id).map_or(id, |arn| arn.resource);
    let name = name.split_once([':', '/']).map_or(name, |(_, name)| name);
    Label { id: value::readable(id), short: format!("{word}/{}", value::readable(name)) }
}

/// What is named by its ARN as readers call it, `secret/db`; other texts as they are.
fn named(id: &str) -> Label {
    let short = match Arn::parse(id) {
        Some(arn) => {
            let name = arn.resource.split_once([':', '/']).map_or(arn.resource, |(_, name)| name);
            let word = if arn.service == "ssm" { "parameter" } else { "secret" };
            format!("{word}/{}", value::readable(name))
        }
        None => value::readable(id),
    };
    Label { id: value::readable(id), short }
}
