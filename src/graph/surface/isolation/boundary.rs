//! Permissions boundaries of users and roles: that there is one. What its loss opens is a path.

use super::{fact, label};
use crate::graph::surface::{Basis, Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::element::ElementKind;
use crate::model::grade::{Axis, Class, Severity};
use crate::model::inventory::Identity;

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "identity-boundary",
    class: Class::Guardrail,
    axis: Axis::Access,
    polarity: Polarity::Confinement,
    weakened: "TO no longer has EXTENT",
    stands: "TO lacks EXTENT",
    fix: "put the permissions boundary back",
    controls: &["csf2:PR.AA-05", "nhi:NHI5:2025"],
    facts,
};

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    view.graph.world.inventory.identities.iter().filter_map(|one| bounded(view, one)).collect()
}

fn bounded<'i>(view: &View<'_, 'i>, identity: &'i Identity) -> Option<Fact<'i>> {
    let (_, origin) = identity.boundary.as_ref()?;
    let to = label(view, identity);
    let text = format!("boundary of {}", view.text(identity.arn));
    let says = format!("the permissions boundary of {}", to.short);
    let plain =
        fact(vec![identity.arn], Label::plain("*"), to, "guard.boundary-removed", Severity::Medium);
    Some(Fact {
        extent: Extent::whole("a permissions boundary"),
        regards: Some((ElementKind::Role, identity.arn)),
        support: vec![Support { basis: Basis::Other(origin, text), says }],
        ..plain
    })
}
