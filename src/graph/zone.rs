//! Zones: from where a call of a role comes, as conditions on its network see it.
//!
//! What runs with a role stands in subnets. From there a call leaves through an endpoint of its network,
//! which then is what AWS sees, or through an address of the internet: its own or that of a NAT gateway.
//! Where else a role calls from is not known, so a zone can satisfy a condition and never refute one.
//!
//! Source: IAM user guide, "Properties of the network", read 2026-11-23.

use super::surface::{Elements, lets_all_pass, route_table};
use super::world::carried;
use crate::model::element::{Element, ElementKind};
use crate::model::inventory::{Inventory, Origin};
use crate::model::zone::{From, Zone};
use crate::model::{Name, Store};

/// Keys that a zone fills.
const KEYS: &[&str] = &["aws:sourceip", "aws:sourcevpc", "aws:sourcevpce"];

/// Services whose endpoints have another name than their actions.
const ENDPOINTS: &[(&str, &str)] = &[("cloudwatch", "monitoring"), ("ecr", "ecr.api")];

/// Whether a zone says what this key holds.
pub(super) fn tells(key: &str) -> bool {
    KEYS.contains(&key)
}

/// What a key holds when a call of `action` comes from one of the zones; a value for each.
pub(super) fn values<'s>(
    zones: &[Zone],
    key: &str,
    action: &str,
    store: &'s Store,
) -> Vec<&'s str> {
    let value = |zone: &Zone| match (zone.from, key) {
        (From::Address(address), "aws:sourceip") => Some(address),
        (From::Endpoint { service, network, .. }, "aws:sourcevpc") => {
            serves(store.names.text(service), action).then_some(network)
        }
        (From::Endpoint { service, endpoint, .. }, "aws:sourcevpce") => {
            serves(store.names.text(service), action).then_some(endpoint)
        }
        _ => None,
    };
    zones.iter().filter_map(value).map(|name| store.names.text(name)).collect()
}

/// Whether calls of an action go through endpoints of a service: `com.amazonaws.eu-west-1.s3`.
fn serves(service: &str, action: &str) -> bool {
    let Some((prefix, _)) = action.split_once(':') else { return false };
    let known = ENDPOINTS.iter().find(|(of, _)| of.eq_ignore_ascii_case(prefix));
    let name = known.map_or(prefix, |(_, name)| name);
    let end = service.len().checked_sub(name.len()).and_then(|at| service.split_at_checked(at));
    end.is_some_and(|(head, tail)| head.ends_with('.') && tail.eq_ignore_ascii_case(name))
}

/// The zones of all roles, in order of roles; none where no condition asks for them.
pub(super) fn all(inventory: &Inventory, store: &Store) -> Vec<Zone> {
    if KEYS.iter().all(|key| store.names.find(key).is_none()) {
        return Vec::new();
    }
    let elements = Elements::new(inventory, store);
    let carried = carried(inventory);
    let mut out = Vec::new();
    for kind in [ElementKind::Host, ElementKind::Workload] {
        for host in elements.of_kind(kind) {
            let carriers = elements.name(host, "arn").and_then(|arn| carried.get(&arn));
            let mut roles: Vec<(Name, &Origin)> =
                carriers.into_iter().flatten().map(|(one, role)| (*role, &one.origin)).collect();
            roles.sort_unstable_by_key(|(role, _)| *role);
            roles.dedup_by_key(|(role, _)| *role);
            for (from, origins) in ways(&elements, host).into_iter().filter(|_| !roles.is_empty()) {
                out.extend(roles.iter().map(|(role, origin)| {
                    let stands = [(*origin).clone(), standing(&elements, host)];
                    let origins = stands.into_iter().chain(origins.clone()).collect();
                    Zone { role: *role, from, origins }
                }));
            }
        }
    }
    out.sort_by_key(|zone| zone.role);
    out
}

/// Where it is written in which subnets a host stands.
fn standing(elements: &Elements<'_>, host: &Element) -> Origin {
    let subnets = elements.setting(host, "subnets");
    let attribute = subnets.map_or(host.origin.attribute, |setting| setting.attribute);
    Origin { attribute, ..host.origin.clone() }
}

/// From where calls of a host come, each with what it stands on.
fn ways(elements: &Elements<'_>, host: &Element) -> Vec<(From, Vec<Origin>)> {
    let mut out = Vec::new();
    let mut address = |of: &Element, origins: Vec<Origin>| {
        let address = elements.name(of, "address");
        out.extend(address.map(|address| (From::Address(address), origins)));
    };
    for key in ["host", "interface"] {
        for one in elements.by(ElementKind::PublicAddress, key, host.id) {
            address(one, vec![one.origin.clone()]);
        }
    }
    address(host, vec![]);
    let subnets = elements.names(host, "subnets").into_iter();
    for subnet in subnets.filter_map(|subnet| elements.find(ElementKind::Subnet, subnet)) {
        let table = route_table(elements, subnet, &mut Vec::new()).ok().flatten();
        for (gateway, route) in table.into_iter().flat_map(|table| gateways(elements, table)) {
            let allocations = elements.names(gateway, "allocation").into_iter();
            let own = allocations.filter_map(|id| elements.find(ElementKind::PublicAddress, id));
            for one in own.chain([gateway]) {
                address(one, vec![route.origin.clone(), one.origin.clone()]);
            }
        }
    }
    out.extend(endpoints(elements, host));
    out
}

/// The NAT gateways that a route table leads to, each with the route.
fn gateways<'i>(elements: &Elements<'i>, table: Name) -> Vec<(&'i Element, &'i Element)> {
    let routes = elements.by(ElementKind::Route, "of", table).into_iter();
    let gateway = |route: &'i Element| {
        let nat = elements.name(route, "nat")?;
        Some((elements.find(ElementKind::NatGateway, nat)?, route))
    };
    routes.filter_map(gateway).collect()
}

/// The endpoints that calls of a host go through. One with a policy of its own may let nothing pass.
fn endpoints(elements: &Elements<'_>, host: &Element) -> Vec<(From, Vec<Origin>)> {
    let mut out = Vec::new();
    let subnets = elements.names(host, "subnets").into_iter();
    for subnet in subnets.filter_map(|subnet| elements.find(ElementKind::Subnet, subnet)) {
        let Some(network) = elements.name(subnet, "vpc") else { continue };
        for endpoint in elements.by(ElementKind::VpcEndpoint, "vpc", network) {
            let Some(service) = elements.name(endpoint, "service") else { continue };
            if !lets_all_pass(elements, endpoint).must() || !leads(elements, endpoint, subnet) {
                continue;
            }
            let from = From::Endpoint { service, endpoint: endpoint.id, network };
            out.push((from, vec![endpoint.origin.clone()]));
        }
    }
    out
}

/// Whether calls from a subnet go through an endpoint of its network: one that is a gateway is led to by
/// routes, the others by name.
fn leads<'i>(elements: &Elements<'i>, endpoint: &Element, subnet: &'i Element) -> bool {
    if elements.text(endpoint, "type") != Some("Gateway") {
        return true;
    }
    let Ok(Some(table)) = route_table(elements, subnet, &mut Vec::new()) else { return false };
    let links = elements.by(ElementKind::EndpointRoute, "endpoint", endpoint.id);
    let linked = links.into_iter().flat_map(|link| elements.names(link, "table"));
    elements.names(endpoint, "tables").into_iter().chain(linked).any(|one| one == table)
}

#[cfg(test)]
mod tests {
    use super::serves;

    #[test]
    fn endpoints_serve_their_own_service() {
        for (service, action, want) in [
            ("com.amazonaws.eu-west-1.s3", "s3:GetObject", true),
            ("com.amazonaws.eu-west-1.s3", "S3:GetObject", true),
            ("com.amazonaws.eu-west-1.ecr.api", "ecr:GetAuthorizationToken", true),
            ("com.amazonaws.eu-west-1.kms", "s3:GetObject", false),
            ("com.amazonaws.eu-west-1.xs3", "s3:GetObject", false),
            ("s3", "s3:GetObject", false),
        ] {
            assert_eq!(serves(service, action), want, "{service} {action}");
        }
    }
}
