//! From the internet through a load balancer to what stands behind it: a listener sends to a target
//! group, a target is in it, and its security groups let the load balancer in.

use super::addresses::{Addresses, Width};
use super::exposure::Exposure;
use super::group::{self, Groups};
use super::host;
use super::traffic::Traffic;
use crate::graph::surface::{Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::Name;
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::value;

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "balanced-exposure",
    class: Class::Network,
    axis: Axis::Access,
    polarity: Polarity::Capability,
    weakened: "FROM reaches TO",
    stands: "FROM reaches TO",
    fix: "let the listener ask who comes, or take the target out of its group",
    controls: &["csf2:PR.IR-01", "csf2:ID.AM-03"],
    facts,
};

const LISTENER: &[&str] = &["asks", "balancer", "groups", "port"];

/// What a host listens to: the ports of its listeners, or its own; none if the input does not tell.
pub(super) fn listens(view: &View<'_, '_>, host: &Element) -> Option<Traffic> {
    let listeners = view.elements.by(ElementKind::Listener, "balancer", host.id);
    let mut ports: Vec<(u16, &[&str])> = Vec::new();
    for one in listeners.iter().copied().chain([host]) {
        for port in view.elements.texts(one, "port") {
            ports.push((port.parse().ok()?, protocols(view, one)));
        }
    }
    let known = !ports.is_empty() && ports.iter().all(|(port, _)| *port != 0);
    let everyone = Addresses::all();
    let all = ports.iter().flat_map(|(port, list)| list.iter().map(|protocol| (*protocol, *port)));
    let traffic =
        all.filter_map(|(protocol, port)| Traffic::of(protocol, Some((port, port)), &everyone));
    known.then(|| traffic.fold(Traffic::default(), |all, one| all.union(&one)))
}

/// What carries the protocol of a listener. What has a port of its own is reached by TCP.
fn protocols(view: &View<'_, '_>, listener: &Element) -> &'static [&'static str] {
    let own = view.elements.text(listener, "protocol");
    match own.map(str::to_ascii_uppercase).as_deref() {
        Some("UDP" | "QUIC" | "GENEVE") => &["udp"],
        Some("TCP_UDP" | "TCP_QUIC") => &["tcp", "udp"],
        Some(_) => &["tcp"],
        None if listener.kind == ElementKind::Listener => &["tcp", "udp"],
        None => &["tcp"],
    }
}

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let groups = Groups::default();
    let world = |one: &&Exposure<'_>| !one.class.world().is_empty();
    let balancers =
        view.exposures().iter().filter(|one| host::what(view, one.host) == "load-balancer");
    let exposed = balancers.filter(|one| one.missing() == 0).filter(world);
    exposed.flat_map(|one| behind(view, one, &groups)).collect()
}

/// What is reached through one load balancer.
fn behind<'i>(view: &View<'_, 'i>, exposure: &Exposure<'i>, groups: &Groups<'i>) -> Vec<Fact<'i>> {
    let elements = &view.elements;
    let mut out = Vec::new();
    for id in elements.names(exposure.host, "behind") {
        let link = Support::of(exposure.host, &["behind"], "it is behind the load balancer".into());
        out.extend(fact(view, exposure, id, vec![link], false, groups));
    }
    for listener in elements.by(ElementKind::Listener, "balancer", exposure.host.id) {
        let rules = elements.by(ElementKind::ListenerRule, "listener", listener.id);
        for sender in std::iter::once(listener).chain(rules) {
            let says = format!(
                "it sends on what comes to port {}",
                elements.text(listener, "port").map(value::readable).unwrap_or_default()
            );
            let sends = Support::of(sender, LISTENER, says);
            let asks = asks(view, sender);
            for group in elements.names(sender, "groups") {
                for target in elements.by(ElementKind::Target, "of", group) {
                    let is = Support::of(target, &["host", "of"], "a target of that group".into());
                    for id in elements.names(target, "host") {
                        let support = vec![sends.clone(), is.clone()];
                        out.extend(fact(view, exposure, id, support, asks, groups));
                    }
                }
            }
        }
    }
    out
}

/// Whether a listener asks who comes before it sends on.
pub(super) fn asks(view: &View<'_, '_>, sender: &Element) -> bool {
    let elements = &view.elements;
    let action = elements.text(sender, "asks").unwrap_or_default();
    let lets_through = elements.texts(sender, "unauthenticated").contains(&"allow");
    let certificate = elements.text(sender, "certificates") == Some("verify");
    certificate
        || ((action.starts_with("authenticate-") || action == "jwt-validation") && !lets_through)
}

fn fact<'i>(
    view: &View<'_, 'i>,
    exposure: &Exposure<'i>,
    target: Name,
    links: Vec<Support<'i>>,
    asks: bool,
    groups: &Groups<'i>,
) -> Option<Fact<'i>> {
    let elements = &view.elements;
    let balancer = exposure.host;
    let host = elements.find(ElementKind::Host, target);
    let mut support = exposure.support(Width::World);
    support.extend(links);
    if let Some(host) = host {
        support.push(admits(view, balancer, host, groups)?);
    }
    let through = host::short(view, balancer, "load-balancer");
    let mut to = host.map_or_else(
        || Label::plain(&value::readable(view.text(target))),
        |host| host::label(view, host, ""),
    );
    to.short = format!("{} through {through}", to.short);
    let roles = host.map(|host| host::roles(view, host)).unwrap_or_default();
    let worst = roles.into_iter().map(|role| host::severity(view, role)).max();
    let severity = worst.unwrap_or(Severity::Low).max(Severity::Medium);
    let assumes = if asks {
        vec!["who comes passes the authentication of the listener".to_owned()]
    } else {
        Vec::new()
    };
    Some(Fact {
        about: vec![balancer.id, target],
        extent: Extent::whole("reached"),
        lacks: Extent::none(),
        open: exposure.open(),
        assumes,
        behind: Vec::new(),
        regards: None,
        from: Label::plain("internet"),
        to,
        technique: "net.public-lb",
        severity: if asks { Severity::Low } else { severity },
        support,
    })
}

/// What lets a load balancer in to a target; none if nothing does.
fn admits<'i>(
    view: &View<'_, 'i>,
    balancer: &'i Element,
    host: &'i Element,
    groups: &Groups<'i>,
) -> Option<Support<'i>> {
    let own = group::of_host(view, balancer).0;
    for group in group::of_host(view, host).0 {
        let admission = groups.admission(view, group);
        let by_group = admission.groups.iter().find(|(_, from, _)| own.contains(from));
        let near = |traffic: &Traffic| {
            *traffic != traffic.from(&Addresses::all().outside())
                || !traffic.from_width(Width::World).is_empty()
        };
        let by_address = || admission.rules.iter().find(|(_, traffic)| near(traffic));
        if let Some((rule, ..)) = by_group {
            return Some(group::support(view, rule, "the load balancer"));
        }
        if let Some((rule, _)) = by_address() {
            return Some(group::support(view, rule, "the network of the load balancer"));
        }
    }
    None
}
