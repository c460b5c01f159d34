//! Access lists of subnets: ordered, without memory of connections, so that the way back counts too.

use super::group::{ports, sources};
use super::traffic::{Protocol, Traffic};
use crate::graph::surface::{Support, View};
use crate::model::element::{Element, ElementKind};
use crate::model::{Name, value};

/// What a rule of a list says.
const RULE: &[&str] =
    &["action", "cidr", "cidr6", "egress", "from", "number", "of", "protocol", "to"];

/// Ports that a caller may use, to which answers go.
const EPHEMERAL: (u16, u16) = (1024, u16::MAX);

/// In words, as it would have to be.
pub(super) const WHAT: &str = "access lists that let it in and back out";

/// What the list of a subnet lets in and answers.
#[derive(Debug)]
pub(super) struct List<'i> {
    /// All of it.
    pub(super) passes: Traffic,
    /// Rule by rule, those for the way back with what comes.
    pub(super) rules: Vec<(Traffic, Support<'i>)>,
}

/// The list of a subnet; one that lets everything pass where the input declares none, for that is what
/// the default list does.
pub(super) fn of_subnet<'i>(view: &View<'_, 'i>, subnet: Name) -> List<'i> {
    let Some(list) = list(view, subnet) else {
        return List { passes: Traffic::all(), rules: Vec::new() };
    };
    let (inward, mut rules) = passes(view, list, false);
    let (outward, back) = passes(view, list, true);
    let answered = outward.throughout(Protocol::Tcp, EPHEMERAL);
    let passes = inward.from(&answered);
    rules.extend(back.into_iter().map(|(_, support)| (passes.clone(), support)));
    List { passes, rules }
}

/// The list of a subnet, as far as the input tells.
fn list<'i>(view: &View<'_, 'i>, subnet: Name) -> Option<&'i Element> {
    let elements = &view.elements;
    let named = elements.by(ElementKind::Acl, "subnets", subnet).into_iter().next();
    let associated = || {
        let link =
            elements.by(ElementKind::AclAssociation, "subnets", subnet).into_iter().next()?;
        elements.find(ElementKind::Acl, elements.name(link, "acl")?)
    };
    let of_network = || {
        let subnet = elements.find(ElementKind::Subnet, subnet)?;
        let network = elements.find(ElementKind::Vpc, elements.name(subnet, "vpc")?)?;
        let default = elements.name(network, "default-acl")?;
        elements.by(ElementKind::Acl, "known-as", default).into_iter().next()
    };
    named.or_else(associated).or_else(of_network)
}

/// What passes in one direction: the first rule that fits decides.
pub(super) fn passes<'i>(
    view: &View<'_, 'i>,
    list: &'i Element,
    egress: bool,
) -> (Traffic, Vec<(Traffic, Support<'i>)>) {
    let elements = &view.elements;
    let mut rules: Vec<(u32, &Element)> = elements
        .by(ElementKind::AclRule, "of", list.id)
        .into_iter()
        .filter(|rule| (elements.text(rule, "egress") == Some("true")) == egress)
        .filter_map(|rule| Some((elements.text(rule, "number")?.parse().ok()?, rule)))
        .collect();
    rules.sort_by_key(|(number, rule)| (*number, rule.origin.clone()));
    let (mut passes, mut rest) = (Traffic::default(), Traffic::all());
    let mut support = Vec::new();
    for (number, rule) in rules {
        let (addresses, _) = sources(view, rule);
        let protocol = elements.text(rule, "protocol").unwrap_or("-1");
        let ports = ports(view, rule).ok().flatten();
        let fits = Traffic::of(protocol, ports, &addresses).unwrap_or_default().within(&rest);
        let allows =
            elements.text(rule, "action").is_some_and(|one| one.eq_ignore_ascii_case("allow"));
        if allows && !fits.is_empty() {
            passes = passes.union(&fits);
            let (list, way) =
                (value::readable(view.text(list.id)), if egress { "out" } else { "in" });
            let says = format!("rule {number} of the access list {list} lets {way} {fits}");
            support.push((fits.clone(), Support::of(rule, RULE, says)));
        }
        rest = rest.without(&fits);
    }
    (passes, support)
}
