//! Hosts: what stands in a network, what readers call it, and with which roles it runs.

use super::addresses::Addresses;
use crate::graph::Sink;
use crate::graph::surface::{Label, View};
use crate::model::element::{Element, ElementKind};
use crate::model::grade::Severity;
use crate::model::{Arn, Name, value};

/// All hosts, and what hosts will be made from.
pub(super) fn all<'i>(view: &View<'_, 'i>) -> Vec<&'i Element> {
    let hosts = view.elements.of_kind(ElementKind::Host).iter();
    hosts.chain(view.elements.of_kind(ElementKind::HostTemplate)).copied().collect()
}

/// What a host is, in a word: `instance`.
pub(super) fn what<'i>(view: &View<'_, 'i>, host: &Element) -> &'i str {
    view.elements.text(host, "what").unwrap_or("launch-template")
}

/// The subnets that a host stands in, by itself or by a group of subnets.
pub(super) fn subnets(view: &View<'_, '_>, host: &Element) -> Vec<Name> {
    let elements = &view.elements;
    let mut out = elements.names(host, "subnets");
    for group in elements.names(host, "subnet-group") {
        if let Some(group) = elements.find(ElementKind::SubnetGroup, group) {
            out.extend(elements.names(group, "subnets"));
        }
    }
    out
}

/// The addresses that a host may have inside; those of its networks where its subnets are not known.
pub(super) fn addresses(view: &View<'_, '_>, host: &Element) -> Addresses {
    let declared = subnets(view, host).into_iter();
    let declared: Vec<&Element> =
        declared.filter_map(|id| view.elements.find(ElementKind::Subnet, id)).collect();
    let ranges: Option<Vec<Addresses>> = declared.iter().map(|one| range(view, one)).collect();
    match ranges {
        Some(all) if !all.is_empty() => {
            all.iter().fold(Addresses::default(), |all, one| all.union(one))
        }
        _ => of_networks(view, super::route::networks(view, host)),
    }
}

/// The addresses of networks: all private ones where they are not known.
pub(super) fn of_networks(view: &View<'_, '_>, networks: Vec<Name>) -> Addresses {
    let elements = &view.elements;
    let mut out = Addresses::default();
    for network in networks {
        let declared = elements.find(ElementKind::Vpc, network);
        let Some(own) = declared.and_then(|one| range(view, one)) else {
            return Addresses::private();
        };
        let subnets = elements.by(ElementKind::Subnet, "vpc", network);
        let parts = subnets.into_iter().filter_map(|one| range(view, one));
        out = parts.fold(out.union(&own), |all, one| all.union(&one));
    }
    if out.is_empty() { Addresses::private() } else { out }
}

/// The range of a network or subnet.
fn range(view: &View<'_, '_>, of: &Element) -> Option<Addresses> {
    view.elements.text(of, "cidr").and_then(Addresses::parse)
}

/// Why it is not known in which subnets a host stands; none if it is.
pub(super) fn why_nowhere(view: &View<'_, '_>, host: &Element) -> Option<String> {
    let elements = &view.elements;
    let foreign = |group: &Name| elements.find(ElementKind::SubnetGroup, *group).is_none();
    let lost = elements.names(host, "subnet-group").into_iter().find(foreign);
    let lost = lost.map(|group| {
        format!("the subnets of {} are not in the input", value::readable(view.text(group)))
    });
    elements.why_open(host, "subnets").or_else(|| elements.why_open(host, "subnet-group")).or(lost)
}

/// The node id of an element: its ARN where that is known, else its address.
pub(super) fn node(view: &View<'_, '_>, element: &Element) -> String {
    let arn = view.elements.text(element, "arn").filter(|arn| !value::is_symbolic(arn));
    arn.map_or_else(|| value::readable(view.text(element.origin.address)), str::to_owned)
}

/// What readers call an element: `instance/box`.
pub(super) fn short(view: &View<'_, '_>, element: &Element, word: &str) -> String {
    let address = value::readable(view.text(element.origin.address));
    let label = match Arn::parse(&address) {
        Some(arn) => arn.last_segment().to_owned(),
        None => address.rsplit_once('.').map_or(address.as_str(), |(_, label)| label).to_owned(),
    };
    format!("{word}/{label}")
}

/// A host with its roles: `instance/box:22 (role/node, ADMIN)`.
pub(super) fn label(view: &View<'_, '_>, host: &Element, ports: &str) -> Label {
    let mut short = short(view, host, what(view, host));
    if !ports.is_empty() {
        short = format!("{short}:{ports}");
    }
    let roles: Vec<String> = roles(view, host).iter().map(|role| shown(view, *role)).collect();
    if !roles.is_empty() {
        short = format!("{short} ({})", roles.join("; "));
    }
    Label { id: node(view, host), short }
}

/// The roles that a host runs with.
pub(super) fn roles(view: &View<'_, '_>, host: &Element) -> Vec<Name> {
    let arn = view.elements.name(host, "arn");
    let carried = arn.and_then(|arn| view.graph.world.carriers.get(&arn));
    let carried = carried.into_iter().flatten().map(|(_, role)| *role);
    let mut out: Vec<Name> = carried.filter(|role| view.text(*role).contains(":role/")).collect();
    for interface in view.elements.names(host, "attached") {
        let owner =
            view.elements.find(ElementKind::Host, interface).filter(|one| one.id != host.id);
        out.extend(owner.map(|owner| roles(view, owner)).unwrap_or_default());
    }
    out.sort_unstable_by_key(|role| view.text(*role));
    out.dedup();
    out
}

/// A role as readers call it, with what it is worth where that is administrator power.
pub(super) fn shown(view: &View<'_, '_>, role: Name) -> String {
    let text = view.text(role);
    let name = Arn::parse(text).map_or(text, |arn| arn.last_segment());
    let admin = if worth(view, role) == Sink::Admin { ", ADMIN" } else { "" };
    format!("role/{}{admin}", value::readable(name))
}

/// How much a role is worth.
pub(super) fn worth(view: &View<'_, '_>, role: Name) -> Sink {
    match view.graph.outs.get(&role) {
        Some(out) if out.admin.may() => Sink::Admin,
        _ => view.graph.world.holder(role).map_or(Sink::Lateral, |holder| {
            crate::graph::sink::worth(view.space.stacks.stack(holder.stack), false, view.space)
        }),
    }
}

/// How bad it is that who takes over a host acts as its roles; exposure alone is never critical.
pub(super) fn severity(view: &View<'_, '_>, role: Name) -> Severity {
    match worth(view, role) {
        Sink::Admin | Sink::Sensitive => Severity::High,
        Sink::Data => Severity::Medium,
        Sink::Lateral => Severity::Low,
    }
}
