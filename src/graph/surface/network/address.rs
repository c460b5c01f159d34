//! Whether a host has an address of the internet.

use super::{Holds, Part, host};
use crate::graph::surface::{Support, View};
use crate::model::element::{Element, ElementKind};
use crate::model::value;

const WHAT: &str = "a public address";

/// Whether a host has an address of the internet.
pub(super) fn of<'i>(view: &View<'_, 'i>, host: &'i Element) -> Part<'i> {
    let elements = &view.elements;
    let mut support = Vec::new();
    for key in ["host", "interface"] {
        for one in elements.by(ElementKind::PublicAddress, key, host.id) {
            support.push(Support::of(
                one,
                &["host", "interface"],
                "a public address of its own".into(),
            ));
        }
    }
    let given = |key: &str| !elements.texts(host, key).is_empty();
    let declined = given("configured") && elements.text(host, "public") == Some("false");
    let addressed = given("address") && !declined;
    if let Some(part) = declared_address(view, host) {
        return part;
    }
    let counted = elements.text(host, "count6").is_some_and(|text| text != "0");
    let set = elements.flag(host, "public");
    let keys: &[&str] = match set {
        Some(true) => &["public"],
        _ if addressed => &["address", "public"],
        _ => &["addresses6", "count6", "public"],
    };
    let own = |says: &str| Support::of(host, keys, says.to_owned());
    if set == Some(true) || addressed || given("addresses6") || counted {
        support.push(own("it has a public address"));
    }
    if !support.is_empty() {
        return Part::new(WHAT, Holds::Yes, support);
    }
    if set.is_none() {
        let why = "whether it has a public address is not known until apply";
        return Part::new(WHAT, Holds::Open(why.into()), vec![own(why)]);
    }
    let inherits =
        !given("public") && host.kind == ElementKind::Host && host::what(view, host) == "instance";
    let subnets = host::subnets(view, host);
    for subnet in subnets.iter().filter(|_| inherits) {
        let Some(subnet) = elements.find(ElementKind::Subnet, *subnet) else {
            let id = value::readable(view.text(*subnet));
            let why = format!("whether the subnet {id} gives public addresses is not in the input");
            return Part::new(WHAT, Holds::Open(why), vec![own("its subnet")]);
        };
        let gives = |key: &str| elements.flag(subnet, key) == Some(true);
        if gives("public-address") || gives("public-address6") {
            let says = "its subnet gives public addresses".to_owned();
            support.push(Support::of(subnet, &["public-address", "public-address6"], says));
        }
    }
    // Default subnets give public addresses.
    let default = inherits
        && subnets.is_empty()
        && host::why_nowhere(view, host).is_none()
        && elements.names(host, "interfaces").is_empty();
    let holds = if default || !support.is_empty() { Holds::Yes } else { Holds::No };
    support.push(own(if default { "it stands in a default subnet" } else { "its addresses" }));
    Part::new(WHAT, holds, support)
}

/// Whether a load balancer, a server or a domain is one of the internet, for they say so themselves.
fn declared_address<'i>(view: &View<'_, 'i>, host: &'i Element) -> Option<Part<'i>> {
    let elements = &view.elements;
    let key = ["endpoint", "inside", "private"]
        .into_iter()
        .find(|key| elements.setting(host, key).is_some())?;
    let keys: &[&str] = &["endpoint", "inside", "private"];
    let support = |says: &str| vec![Support::of(host, keys, says.to_owned())];
    Some(match elements.text(host, key) {
        Some("PUBLIC" | "SERVICE_PROVIDED_EIPS" | "false" | "none") => {
            Part::new(WHAT, Holds::Yes, support("it is one of the internet"))
        }
        Some(text) if !value::is_symbolic(text) => {
            Part::new(WHAT, Holds::No, support("it is internal"))
        }
        None if elements.why_open(host, key).is_none() => {
            Part::new(WHAT, Holds::No, support("it is internal"))
        }
        _ => Part::new(
            WHAT,
            Holds::Open("whether it is internal is not known until apply".into()),
            support("it is perhaps internal"),
        ),
    })
}
