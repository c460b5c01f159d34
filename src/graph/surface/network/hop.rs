//! Ways that nobody looks into: accelerators, appliances, lines to elsewhere. What they lead to is known,
//! what they let pass is not, so each is said by name where a change adds one or leads it further.

use super::addresses::Addresses;
use super::host;
use crate::graph::surface::{Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::value;

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "network-hop",
    class: Class::Network,
    axis: Axis::Access,
    polarity: Polarity::Capability,
    weakened: "FROM may reach EXTENT through TO",
    stands: "FROM may reach EXTENT through TO",
    fix: "show what it lets pass, or take it off",
    controls: &["csf2:PR.IR-01", "csf2:ID.AM-03"],
    facts,
};

/// What says where a way leads, and who may take it.
const KEYS: &[&str] = &["to", "who"];

/// What of that says how far it goes.
const LEADS: &[&str] = &["service", "to"];

/// Endpoints that are no door of AWS's own services: what they are called, by type.
const ENDPOINTS: &[(&str, &str)] = &[
    ("GatewayLoadBalancer", "an appliance behind a gateway load balancer"),
    ("Resource", "VPC Lattice"),
    ("ServiceNetwork", "VPC Lattice"),
];

/// What names of services of AWS begin with, but for those that somebody offers by PrivateLink.
const OFFERED: &str = ".vpce.";

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let elements = &view.elements;
    let hops = elements.of_kind(ElementKind::Hop).iter();
    let mut out: Vec<Fact<'i>> = hops
        .filter_map(|one| {
            let (what, from) = (elements.text(one, "what")?, elements.text(one, "from")?);
            Some(fact(view, one, what, from, KEYS))
        })
        .collect();
    for one in elements.of_kind(ElementKind::VpcEndpoint) {
        let kind = elements.text(one, "type").unwrap_or_default();
        let named = ENDPOINTS.iter().find(|(known, _)| *known == kind).map(|(_, what)| *what);
        let offered = || elements.text(one, "service").filter(|name| name.contains(OFFERED));
        let what = named.or_else(|| offered().map(|_| "a service of somebody by PrivateLink"));
        let network = elements.name(one, "vpc").map(|network| elements.shown(network));
        let from = network.as_deref().unwrap_or("a network");
        out.extend(what.map(|what| fact(view, one, what, from, &["service", "type", "vpc"])));
    }
    out
}

fn fact<'i>(
    view: &View<'_, 'i>,
    one: &'i Element,
    what: &str,
    from: &str,
    keys: &'static [&'static str],
) -> Fact<'i> {
    let elements = &view.elements;
    let to: Vec<&str> = LEADS.iter().flat_map(|key| elements.texts(one, key)).collect();
    let ranges: Option<Vec<Addresses>> = to.iter().map(|text| Addresses::parse(text)).collect();
    let extent = match ranges {
        _ if to.is_empty() => Extent::whole("what lies behind it"),
        Some(ranges) => {
            Extent::Addresses(ranges.iter().fold(Addresses::default(), |all, one| all.union(one)))
        }
        None => Extent::names(to.into_iter().map(value::readable)),
    };
    // Who may take it is another way.
    let who = elements.names(one, "who").into_iter();
    Fact {
        about: std::iter::once(one.id).chain(who).collect(),
        extent,
        lacks: Extent::none(),
        open: vec![format!("what {what} lets pass is not modelled")],
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: None,
        from: Label::plain(from),
        to: Label { id: host::node(view, one), short: what.to_owned() },
        technique: "net.unmodelled-hop",
        severity: Severity::Medium,
        support: vec![Support::of(one, keys, format!("{what}, which nobody looks into"))],
    }
}
