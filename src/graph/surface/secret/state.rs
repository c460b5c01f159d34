//! Values that are kept out of the state of Terraform, and out of its plans: whoever reads those reads all
//! others.
//!
//! Absent means: the value is in the state. That is how most are; only to bring one there is news.

use super::named;
use crate::graph::surface::{Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::element::ElementKind;
use crate::model::grade::{Axis, Class, Severity};
use crate::model::{Arn, value};

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "secret-out-of-state",
    class: Class::Secret,
    axis: Axis::Visibility,
    polarity: Polarity::Confinement,
    weakened: "EXTENT of TO comes into the state",
    stands: "EXTENT of TO is in the state",
    fix: "keep it a write-only argument, or let the service keep the password",
    controls: &["csf2:PR.DS-01", "nhi:NHI2:2025"],
    facts,
};

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let all = view.elements.of_kind(ElementKind::WriteOnly).iter();
    let kept = all.filter(|element| view.elements.flag(element, "kept") == Some(true));
    kept.map(|element| {
        let id = view.text(element.id);
        let to = match Arn::parse(id) {
            Some(_) => named(id),
            None => Label::plain(&value::readable(view.text(element.origin.address))),
        };
        Fact {
            about: vec![element.id],
            extent: Extent::whole("the value"),
            lacks: Extent::none(),
            open: Vec::new(),
            assumes: Vec::new(),
            behind: Vec::new(),
            regards: Some((ElementKind::WriteOnly, element.id)),
            from: Label::plain("*"),
            technique: "secret.state",
            severity: Severity::Medium,
            support: vec![Support::of(
                element,
                &["kept"],
                format!("the value of {} goes to AWS alone", to.short),
            )],
            to,
        }
    })
    .collect()
}
