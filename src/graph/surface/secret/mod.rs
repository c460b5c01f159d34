//! Secrets: how they are kept, where copies of them stand, and which credentials last until somebody
//! takes them away.

mod credential;
mod guard;
mod replica;

pub(super) use credential::SURFACE as CREDENTIAL;
pub(super) use guard::SURFACE as GUARD;
pub(super) use replica::SURFACE as REPLICA;

use super::{Label, View};
use crate::model::element::Element;
use crate::model::{Arn, value};

/// The name of a key that AWS keeps itself, which no policy of the customer binds.
const DEFAULT_KEY: &str = "alias/aws/";

/// Whether something is encrypted with a key of the customer; none if that is not known.
fn has_own_key(view: &View<'_, '_>, element: &Element) -> Option<bool> {
    match view.elements.text(element, "key") {
        Some(key) => Some(!key.contains(DEFAULT_KEY)),
        None if view.elements.why_open(element, "key").is_some() => None,
        None => Some(false),
    }
}

/// A node by its ARN where that is known, else by its address.
fn label(view: &View<'_, '_>, element: &Element, word: &str) -> Label {
    let arn = view.elements.text(element, "arn").unwrap_or_default();
    let known = Arn::parse(arn).filter(|_| !value::is_symbolic(arn));
    let id = match known {
        Some(_) => arn.to_owned(),
        None => value::readable(view.text(element.origin.address)),
    };
    let address = value::readable(view.text(element.origin.address));
    let name = address.rsplit_once('.').map_or(address.as_str(), |(_, name)| name);
    Label { id, short: format!("{word}/{name}") }
}
