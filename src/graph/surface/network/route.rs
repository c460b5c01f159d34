//! Routes: whether the internet has a way to a subnet and back.

use super::addresses::{Addresses, Width};
use super::{Holds, Part};
use crate::graph::surface::{Elements, Support, View};
use crate::model::element::{Element, ElementKind};
use crate::model::{Name, value};

/// What a route says.
pub(super) const ROUTE: &[&str] = &[
    "carrier",
    "cidr",
    "cidr6",
    "core",
    "egress-only",
    "endpoint",
    "gateway",
    "interface",
    "local",
    "nat",
    "of",
    "peering",
    "prefix-list",
    "transit",
];

const WHAT: &str = "a route from the internet";

/// The networks of the subnets that a host stands in.
pub(super) fn networks(view: &View<'_, '_>, host: &Element) -> Vec<Name> {
    let subnets = super::host::subnets(view, host).into_iter();
    let found = subnets.filter_map(|subnet| view.elements.find(ElementKind::Subnet, subnet));
    let mut out: Vec<Name> = found.filter_map(|one| view.elements.name(one, "vpc")).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Whether the internet has a way to a subnet.
pub(super) fn of_subnet<'i>(view: &View<'_, 'i>, subnet: Name) -> Part<'i> {
    let elements = &view.elements;
    let id = value::readable(view.text(subnet));
    let open = |why: String| Part::new(WHAT, Holds::Open(why), Vec::new());
    let Some(declared) = elements.find(ElementKind::Subnet, subnet) else {
        return open(format!("the subnet {id} is not in the input"));
    };
    let mut support = Vec::new();
    let table = match table(elements, declared, &mut support) {
        Ok(Some(table)) => table,
        // The main table of a network only leads around in it.
        Ok(None) => return Part::new(WHAT, Holds::No, support),
        Err(why) => return open(why),
    };
    let (routed, why) = to_internet(view, table, &mut support);
    let holds = match (routed.width(), why) {
        (Width::World | Width::Named, _) => Holds::Yes,
        (Width::Inside, Some(why)) => Holds::Open(why),
        (Width::Inside, None) => Holds::No,
    };
    Part::new(WHAT, holds, support)
}

/// The route table of a subnet: its own, else the main one of its network; none if that is the one that
/// the network was made with and nobody manages.
pub(in crate::graph) fn table<'i>(
    elements: &Elements<'i>,
    subnet: &'i Element,
    support: &mut Vec<Support<'i>>,
) -> Result<Option<Name>, String> {
    let own = elements.by(ElementKind::RouteAssociation, "subnets", subnet.id);
    if let Some(link) = own.first() {
        support.push(Support::of(
            link,
            &["subnets", "table"],
            "the route table of its subnet".into(),
        ));
        return elements
            .name(link, "table")
            .map(Some)
            .ok_or_else(|| "which route table its subnet has is not known".into());
    }
    let Some(network) = elements.name(subnet, "vpc") else {
        return Err("the network of its subnet is not known".into());
    };
    let main = elements.by(ElementKind::MainRouteTable, "vpc", network);
    if let Some(link) = main.first() {
        support.push(Support::of(link, &["table", "vpc"], "the main route table".into()));
        return Ok(elements.name(link, "table"));
    }
    let Some(declared) = elements.find(ElementKind::Vpc, network) else {
        let network = elements.shown(network);
        return Err(format!("the main route table of {network} is not in the input"));
    };
    let mains = elements.names(declared, "main-table");
    let default = mains.iter().find_map(|main| {
        elements.by(ElementKind::RouteTable, "known-as", *main).into_iter().next()
    });
    let routed = |main: &&Name| !elements.by(ElementKind::Route, "of", **main).is_empty();
    Ok(default.map(|table| table.id).or_else(|| mains.iter().find(routed).copied()))
}

/// Addresses that a table sends to a gateway of the internet: of routes to the same address the
/// narrowest decides. And why that may not be all.
fn to_internet<'i>(
    view: &View<'_, 'i>,
    table: Name,
    support: &mut Vec<Support<'i>>,
) -> (Addresses, Option<String>) {
    let elements = &view.elements;
    let routes = elements.by(ElementKind::Route, "of", table);
    if routes.is_empty() && elements.find(ElementKind::RouteTable, table).is_none() {
        let table = value::readable(view.text(table));
        return (
            Addresses::default(),
            Some(format!("the route table {table} is not in the input")),
        );
    }
    let (mut routed, mut why) = (Addresses::default(), None);
    let mut elsewhere = Addresses::default();
    for route in routes {
        let (destination, open) = super::group::sources(view, route);
        match leads_out(view, route) {
            Some(true) => {
                routed = routed.union(&destination);
                if !destination.outside().is_empty() {
                    let says = format!("a route for {destination} to an internet gateway");
                    support.push(Support::of(route, ROUTE, says));
                }
            }
            Some(false) if destination.width() < Width::World => {
                elsewhere = elsewhere.union(&destination);
            }
            Some(false) => {}
            None => why = Some("where a route leads to is not known".to_owned()),
        }
        why = why.or(open.into_iter().next());
    }
    (routed.without(&elsewhere), why)
}

/// Whether a route leads to a gateway of the internet; none if the input does not tell.
pub(super) fn leads_out(view: &View<'_, '_>, route: &Element) -> Option<bool> {
    let elements = &view.elements;
    if let Some(why) = elements.why_open(route, "gateway") {
        return (!why.is_empty()).then_some(None).flatten();
    }
    let Some(gateway) = elements.name(route, "gateway") else { return Some(false) };
    let text = view.text(gateway);
    let known = |kind| elements.find(kind, gateway).is_some();
    if text.starts_with("igw-") || known(ElementKind::InternetGateway) {
        return Some(true);
    }
    (!value::is_symbolic(text) || known(ElementKind::VpnGateway)).then_some(false)
}
