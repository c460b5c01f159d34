//! What keeps tenants, environments and accounts apart, besides what is a path.

mod boundary;
mod denied;
mod environment;
mod organization;

pub(super) use boundary::SURFACE as BOUNDARY;
pub(super) use environment::SURFACE as ENVIRONMENT;
pub(super) use organization::SURFACE as ORGANIZATION;

use super::{Extent, Fact, Label, View};
use crate::model::grade::Severity;
use crate::model::inventory::{Identity, IdentityKind};
use crate::model::{Name, value};

/// A fact about something, before it is said how far it goes and what it stands on.
fn fact<'i>(
    about: Vec<Name>,
    from: Label,
    to: Label,
    technique: &'static str,
    severity: Severity,
) -> Fact<'i> {
    Fact {
        about,
        extent: Extent::none(),
        lacks: Extent::none(),
        open: Vec::new(),
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: None,
        from,
        to,
        technique,
        severity,
        support: Vec::new(),
    }
}

/// What readers call an identity: `role/deploy`.
fn label(view: &View<'_, '_>, identity: &Identity) -> Label {
    let word = match identity.kind {
        IdentityKind::Group => "group",
        IdentityKind::Role => "role",
        IdentityKind::User => "user",
    };
    let text = |name| value::readable(view.text(name));
    Label { id: text(identity.arn), short: format!("{word}/{}", text(identity.name)) }
}
