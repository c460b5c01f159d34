//! Hosts that are one step away from the internet: all parts of an exposure but one; databases that ask
//! for a public address also where two are missing. For information; the last step will be news of its
//! own.

use super::addresses::Width;
use super::exposure::Exposure;
use super::{Holds, Part, host};
use crate::graph::surface::{Extent, Fact, Label, Polarity, Surface, View};
use crate::model::grade::{Axis, Class, Severity};

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "network-pre-exposure",
    class: Class::Network,
    axis: Axis::Access,
    polarity: Polarity::Capability,
    weakened: "TO comes nearer to the internet",
    stands: "TO is near to the internet",
    fix: "keep more than one thing between it and the internet",
    controls: &["csf2:PR.IR-01"],
    facts,
};

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let near = view.exposures().iter().filter(|one| one.missing() <= steps(view, one));
    near.filter_map(|one| fact(view, one)).collect()
}

/// How many parts may be missing where a host counts as near.
fn steps(view: &View<'_, '_>, exposure: &Exposure<'_>) -> usize {
    if asks(view, exposure) { 2 } else { 1 }
}

/// Whether it is a database that is public by its own setting.
fn asks(view: &View<'_, '_>, exposure: &Exposure<'_>) -> bool {
    let of_data = matches!(host::what(view, exposure.host), "broker" | "database");
    of_data && view.elements.text(exposure.host, "public") == Some("true")
}

/// What is exposed already is no further away: so no step back is news.
fn fact<'i>(view: &View<'_, 'i>, exposure: &Exposure<'i>) -> Option<Fact<'i>> {
    let lacks: Vec<&str> = missing(exposure).map(|part| part.what).collect();
    let shut = lacks.is_empty() || lacks.contains(&super::exposure::GROUP);
    // Named addresses that are let in are not the internet: who lets them in must name more.
    let close = !exposure.class.world().is_empty() || shut;
    let sure = close && exposure.open().is_empty();
    let mut to = host::label(view, exposure.host, "");
    if !lacks.is_empty() {
        to.short = format!("{}, which only lacks {},", to.short, lacks.join(" and "));
    }
    let within = (lacks.len() <= 1).then_some("within one step");
    let asked = asks(view, exposure).then_some("public by its own setting");
    sure.then(|| Fact {
        about: vec![exposure.host.id],
        extent: Extent::names(within.into_iter().chain(asked)),
        lacks: Extent::none(),
        open: Vec::new(),
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: Some((exposure.host.kind, exposure.host.id)),
        from: Label::plain("internet"),
        to,
        technique: "net.pre-exposure",
        severity: Severity::Low,
        support: exposure.support(Width::World),
    })
}

/// The parts that do not hold.
fn missing<'e, 'i>(exposure: &'e Exposure<'i>) -> impl Iterator<Item = &'e Part<'i>> {
    exposure.parts.iter().filter(|part| part.holds == Holds::No)
}
