//! Hosts that are one step away from the internet: all parts of an exposure but one. For information;
//! the last step will be news of its own.

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
    weakened: "TO comes within one step of the internet",
    stands: "TO is one step away from the internet",
    fix: "keep more than one thing between it and the internet",
    controls: &["csf2:PR.IR-01"],
    facts,
};

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let close = view.exposures().iter().filter(|one| one.missing() <= 1);
    close.filter_map(|one| fact(view, one)).collect()
}

/// What is exposed already is no further away: so no step back is news.
fn fact<'i>(view: &View<'_, 'i>, exposure: &Exposure<'i>) -> Option<Fact<'i>> {
    let lacks = exposure.parts.iter().find(|part| part.holds == Holds::No);
    let shut = |part: &Part<'_>| part.what == super::exposure::GROUP;
    // Named addresses that are let in are not the internet: who lets them in must name more.
    let close = !exposure.class.world().is_empty() || lacks.is_none_or(shut);
    let sure = close && exposure.open().is_empty();
    let mut to = host::label(view, exposure.host, "");
    if let Some(part) = lacks {
        to.short = format!("{}, which only lacks {},", to.short, part.what);
    }
    sure.then(|| Fact {
        about: vec![exposure.host.id],
        extent: Extent::whole("within one step"),
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
