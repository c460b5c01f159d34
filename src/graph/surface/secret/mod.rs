//! How secrets are kept and spread: what protects them, where copies go, and which credentials live
//! long.

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
