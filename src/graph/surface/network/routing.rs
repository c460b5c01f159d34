//! Networks that are joined: routes into peerings, transit gateways, tunnels, and what a transit
//! gateway tells whom. The other side may be anybody's: what it can do lies outside of the input.

use super::addresses::Addresses;
use super::host;
use super::route::ROUTE;
use crate::graph::surface::{Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::{Name, value};

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "network-joined",
    class: Class::Network,
    axis: Axis::Access,
    polarity: Polarity::Capability,
    weakened: "TO is joined with FROM: EXTENT",
    stands: "TO is joined with FROM: EXTENT",
    fix: "route only the addresses that are needed, and keep route tables apart",
    controls: &["csf2:PR.IR-01", "csf2:ID.AM-03", "nhi:NHI8:2025"],
    facts,
};

/// Routes that lead out of a network and stay private: setting, word, technique.
const WAYS: &[(&str, &str, &str)] = &[
    ("core", "core-network", "net.core-network"),
    ("peering", "peering", "net.peering"),
    ("transit", "transit-gateway", "net.tgw"),
    ("gateway", "vpn", "net.vpn"),
];

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let routes = view.elements.of_kind(ElementKind::Route).iter();
    let mut out: Vec<Fact<'i>> = routes.filter_map(|route| routed(view, route)).collect();
    out.extend(transit(view));
    out
}

/// What a route joins its network with.
fn routed<'i>(view: &View<'_, 'i>, route: &'i Element) -> Option<Fact<'i>> {
    let elements = &view.elements;
    let (way, word, technique) =
        WAYS.iter().find(|(key, ..)| !elements.names(route, key).is_empty())?;
    let other = elements.name(route, way)?;
    let vpn = elements.find(ElementKind::VpnGateway, other).is_some()
        || view.text(other).starts_with("vgw-");
    let table = elements.name(route, "of")?;
    let declared = elements.find(ElementKind::RouteTable, table);
    let to_internet = *way == "gateway" && !vpn;
    // What stands behind a route table of this input is exposed by itself.
    let is_ours =
        declared.is_some() || !elements.by(ElementKind::Vpc, "main-table", table).is_empty();
    let leads_out = !is_ours && super::route::leads_out(view, route) == Some(true);
    if to_internet && !leads_out {
        return None;
    }
    let network = declared.and_then(|table| elements.name(table, "vpc")).unwrap_or(table);
    let (destination, open) = super::group::sources(view, route);
    let mut support = vec![Support::of(route, ROUTE, format!("a route for {destination}"))];
    let (joined, technique) = match to_internet {
        true => (Label::plain("internet"), "net.igw-route"),
        false => (peer(view, network, other, word, &mut support), *technique),
    };
    Some(Fact {
        about: vec![network, other],
        extent: Extent::Addresses(if open.is_empty() { destination } else { Addresses::all() }),
        lacks: Extent::none(),
        open,
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: None,
        from: joined,
        to: named(view, network),
        technique,
        severity: Severity::Medium,
        support,
    })
}

/// Who is on the other side of a peering, seen from a network; for the rest the gateway itself.
fn peer<'i>(
    view: &View<'_, 'i>,
    network: Name,
    id: Name,
    word: &str,
    support: &mut Vec<Support<'i>>,
) -> Label {
    let elements = &view.elements;
    let Some(peering) = elements.find(ElementKind::Peering, id) else {
        return Label::plain(&format!("{word}/{}", value::readable(view.text(id))));
    };
    let says = "the networks are peered".to_owned();
    support.push(Support::of(peering, &["accepted", "peer-account", "peer-vpc", "vpc"], says));
    let account = elements.text(peering, "peer-account").filter(|text| !value::is_symbolic(text));
    let far = elements.name(peering, "peer-vpc");
    if far == Some(network) {
        let near = elements.name(peering, "vpc").map(|id| named(view, id));
        return near.unwrap_or_else(|| Label::plain(&host::short(view, peering, "peering")));
    }
    match (account, far.map(|id| named(view, id))) {
        (Some(account), Some(network)) => Label {
            id: format!("account:{account}"),
            short: format!("{} of account {account}", network.short),
        },
        (_, Some(network)) => network,
        (_, None) => Label::plain(&host::short(view, peering, "peering")),
    }
}

/// A network by its address, or by its id where it is not in the input.
fn named(view: &View<'_, '_>, network: Name) -> Label {
    match view.elements.find(ElementKind::Vpc, network) {
        Some(element) => {
            Label { id: host::node(view, element), short: host::short(view, element, "vpc") }
        }
        None => Label::plain(&value::readable(view.text(network))),
    }
}

/// What a transit gateway tells: each attachment that makes itself known in a route table can be
/// reached by all that ask the table.
fn transit<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let elements = &view.elements;
    let mut out = Vec::new();
    for (kind, word) in [
        (ElementKind::TransitAssociation, "asks"),
        (ElementKind::TransitPropagation, "is known in"),
    ] {
        for link in elements.of_kind(kind) {
            let (Some(table), Some(attachment)) =
                (elements.name(link, "table"), elements.name(link, "attachment"))
            else {
                continue;
            };
            let says = format!("the attachment {word} the route table");
            let support = vec![Support::of(link, &["attachment", "table"], says)];
            out.push(attached(view, attachment, table, word, support));
        }
    }
    for attachment in elements.of_kind(ElementKind::TransitAttachment) {
        let gateway = elements.name(attachment, "transit");
        let Some(gateway) = gateway.and_then(|id| elements.find(ElementKind::TransitGateway, id))
        else {
            continue;
        };
        for (key, word) in [("associates", "asks"), ("propagates", "is known in")] {
            let by_default = elements.text(gateway, key) == Some("enable")
                && elements.text(attachment, key) != Some("false");
            if by_default {
                let says = format!("the attachment {word} the default route table");
                let keys: &[&str] = &["associates", "propagates"];
                let support = vec![
                    Support::of(attachment, keys, says),
                    Support::of(gateway, keys, "its gateway does so by default".into()),
                ];
                out.push(attached(view, attachment.id, gateway.id, word, support));
            }
        }
    }
    for route in elements.of_kind(ElementKind::TransitRoute) {
        let (Some(table), Some(attachment)) =
            (elements.name(route, "table"), elements.name(route, "attachment"))
        else {
            continue;
        };
        let (destination, _) = super::group::sources(view, route);
        let support = vec![Support::of(
            route,
            &["attachment", "cidr", "table"],
            format!("a transit route for {destination}"),
        )];
        let one = attached(view, attachment, table, "", support);
        out.push(Fact {
            about: vec![table, attachment, route.id],
            extent: Extent::Addresses(destination),
            ..one
        });
    }
    out
}

fn attached<'i>(
    view: &View<'_, 'i>,
    attachment: Name,
    table: Name,
    word: &str,
    support: Vec<Support<'i>>,
) -> Fact<'i> {
    let element = view.elements.find(ElementKind::TransitAttachment, attachment);
    let network = element.and_then(|one| view.elements.name(one, "vpc"));
    let to = network.map_or_else(
        || Label::plain(&value::readable(view.text(attachment))),
        |id| named(view, id),
    );
    Fact {
        // The table first: a route into a gateway is about its network and the gateway.
        about: vec![table, network.unwrap_or(attachment)],
        extent: Extent::names(
            [word]
                .into_iter()
                .filter(|word| !word.is_empty())
                .map(|word| format!("it {word} the route table")),
        ),
        lacks: Extent::none(),
        open: Vec::new(),
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: None,
        from: Label::plain(&format!("transit-table/{}", value::readable(view.text(table)))),
        to,
        technique: "net.tgw",
        severity: Severity::Medium,
        support,
    }
}
