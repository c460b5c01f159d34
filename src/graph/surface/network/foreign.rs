//! Interfaces of other inputs that come into a group which lets the internet in: whether the internet has
//! a way to them nobody sees from here.

use super::class::{Classes, WIDTHS};
use super::exposure::{severity, source, technique};
use crate::graph::surface::{Extent, Fact, Label, Support, View};
use crate::model::element::{Element, ElementKind};
use crate::model::{Name, value};

/// What perhaps reaches interfaces that are only named.
pub(super) fn facts<'i>(view: &View<'_, 'i>, classes: &Classes<'i>) -> Vec<Fact<'i>> {
    let mut out = Vec::new();
    for membership in view.elements.of_kind(ElementKind::GroupMembership) {
        for interface in view.elements.names(membership, "interface") {
            if view.elements.find(ElementKind::Host, interface).is_none() {
                out.extend(perhaps(view, membership, interface, classes));
            }
        }
    }
    out
}

fn perhaps<'i>(
    view: &View<'_, 'i>,
    membership: &'i Element,
    interface: Name,
    classes: &Classes<'i>,
) -> Vec<Fact<'i>> {
    let class = classes.of(view, view.elements.names(membership, "groups"), Vec::new());
    let shown = value::readable(view.text(interface));
    let joins = Support::of(membership, &["groups", "interface"], "its membership".to_owned());
    let of_width = |(width, traffic): (_, &super::Traffic)| Fact {
        about: vec![interface],
        severity: severity(traffic, width),
        technique: technique(traffic),
        extent: Extent::Traffic(traffic.clone()),
        lacks: Extent::none(),
        open: vec![format!("where the interface {shown} stands is not in the input")],
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: None,
        from: source(width),
        to: Label { id: shown.clone(), short: format!("interface/{shown}") },
        support: std::iter::once(joins.clone()).chain(class.rules(width)).collect(),
    };
    let let_in = WIDTHS.into_iter().zip(&class.outside).filter(|(_, traffic)| !traffic.is_empty());
    let_in.map(of_width).collect()
}
