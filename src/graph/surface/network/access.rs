//! From the internet to a role: a host that the internet reaches runs with it, or a function that anyone
//! may call. That somebody who gets through takes it over is an assumption, and said so; it needs none
//! where anyone may have the host run what they like.

use super::addresses::Width;
use super::endpoint;
use super::exposure::Exposure;
use super::{host, traffic};
use crate::graph::surface::{Basis, Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::Name;
use crate::model::element::Element;
use crate::model::grade::{Axis, Class, Severity};
use crate::model::inventory::{Carrier, CarrierKind};

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "exposed-role",
    class: Class::Network,
    axis: Axis::Access,
    polarity: Polarity::Capability,
    weakened: "TO is had by whoever takes over what FROM reaches",
    stands: "TO is had by whoever takes over what FROM reaches",
    fix: "give it a role of its own that can do no more than it needs",
    controls: &["csf2:PR.AA-05", "csf2:PR.IR-01", "nhi:NHI5:2025"],
    facts,
};

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let exposed = view.exposures().iter().filter(|one| one.missing() == 0);
    let mut out: Vec<Fact<'_>> = exposed.flat_map(|one| of_exposure(view, one)).collect();
    for call in endpoint::open(view) {
        out.extend(of_call(view, &call));
    }
    out
}

/// The roles of a function that anyone may call.
fn of_call<'i>(view: &View<'_, 'i>, call: &Fact<'i>) -> Vec<Fact<'i>> {
    let endpoint = call.support.iter().find_map(|one| match one.basis {
        Basis::Element(element, _) => Some(element),
        _ => None,
    });
    let Some(function) = endpoint.and_then(|one| view.elements.name(one, "function")) else {
        return Vec::new();
    };
    let carried = view.graph.world.carriers.get(&function).into_iter().flatten();
    let worthy = carried.filter(|(carrier, role)| {
        carrier.kind == CarrierKind::Function && host::severity(view, *role) > Severity::Low
    });
    let fact = |(carrier, role): &(&'i Carrier, Name)| {
        let says = format!("it runs with {}", host::shown(view, *role));
        let runs = Support { basis: Basis::Carrier(carrier, *role), says };
        Fact {
            about: [call.about.as_slice(), &[*role]].concat(),
            extent: Extent::whole("role"),
            assumes: vec![format!("who calls {} takes it over", call.to.short)],
            to: label(view, *role),
            severity: host::severity(view, *role),
            support: call.support.iter().cloned().chain([runs]).collect(),
            ..call.clone()
        }
    };
    worthy.map(fact).collect()
}

fn of_exposure<'i>(view: &View<'_, 'i>, exposure: &Exposure<'i>) -> Vec<Fact<'i>> {
    let mut traffic = exposure.class.world().clone();
    if traffic.is_empty() {
        traffic = exposure.class.perhaps.iter().fold(traffic, |all, (one, _)| all.union(one));
        traffic = traffic.from_width(Width::World);
    }
    if traffic.is_empty() {
        return Vec::new();
    }
    let roles = host::roles(view, exposure.host).into_iter();
    let worthy = roles.filter(|role| host::severity(view, *role) > Severity::Low);
    worthy.map(|role| fact(view, exposure, role, &traffic)).collect()
}

fn fact<'i>(
    view: &View<'_, 'i>,
    exposure: &Exposure<'i>,
    role: Name,
    traffic: &traffic::Traffic,
) -> Fact<'i> {
    let on = host::short(view, exposure.host, host::what(view, exposure.host));
    let mut support = exposure.support(Width::World);
    support.extend(carried(view, exposure.host, role));
    Fact {
        about: vec![exposure.host.id, role],
        extent: Extent::whole("role"),
        lacks: Extent::none(),
        open: exposure.open(),
        behind: Vec::new(),
        assumes: vec![format!("somebody who reaches {on} takes it over")],
        regards: None,
        from: Label::plain("internet"),
        to: label(view, role),
        technique: super::exposure::technique_of(view, exposure.host, traffic),
        severity: host::severity(view, role),
        support,
    }
}

/// The role that a host runs with, as what lies behind it; the most powerful one.
pub(super) fn behind<'i>(view: &View<'_, 'i>, host: &'i Element) -> Vec<(Label, Support<'i>)> {
    let roles = host::roles(view, host).into_iter();
    let best = roles.max_by_key(|role| host::severity(view, *role));
    let step = best.and_then(|role| Some((label(view, role), carried(view, host, role)?)));
    step.into_iter().collect()
}

fn label(view: &View<'_, '_>, role: Name) -> Label {
    Label { id: crate::model::value::readable(view.text(role)), short: host::shown(view, role) }
}

/// Where a host is given its role.
fn carried<'i>(view: &View<'_, 'i>, host: &'i Element, role: Name) -> Option<Support<'i>> {
    let arn = view.elements.name(host, "arn")?;
    let (carrier, _) = view.graph.world.carriers.get(&arn)?.iter().find(|(_, one)| *one == role)?;
    let says = format!("it runs with {}", host::shown(view, role));
    Some(Support { basis: Basis::Carrier(carrier, role), says })
}
