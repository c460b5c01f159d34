//! Security groups: what each lets in, and which a host is in.

use super::addresses::Addresses;
use super::traffic::{EVERY_PORT, Ports, Traffic};
use crate::graph::surface::{Support, View};
use crate::model::element::{Element, ElementKind};
use crate::model::{Name, value};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// What a rule says.
const RULE: &[&str] =
    &["cidr", "cidr6", "direction", "from", "group", "of", "prefix-list", "protocol", "self", "to"];

/// What a security group lets in.
#[derive(Debug, Default)]
pub(super) struct Admission<'i> {
    /// From addresses, rule by rule.
    pub(super) rules: Vec<(&'i Element, Traffic)>,
    /// From the members of other groups.
    pub(super) groups: Vec<(&'i Element, Name, Traffic)>,
    /// What rules may let in besides, and why that is not known.
    pub(super) open: Vec<(&'i Element, Traffic, String)>,
}

impl<'i> Admission<'i> {
    /// All that it surely lets in from addresses.
    pub(super) fn sure(&self) -> Traffic {
        self.rules.iter().fold(Traffic::default(), |all, (_, one)| all.union(one))
    }
}

/// Admissions of groups, each worked out once.
#[derive(Debug, Default)]
pub(super) struct Groups<'i>(RefCell<HashMap<Name, Rc<Admission<'i>>>>);

impl<'i> Groups<'i> {
    /// What a group lets in.
    pub(super) fn admission(&self, view: &View<'_, 'i>, group: Name) -> Rc<Admission<'i>> {
        if let Some(known) = self.0.borrow().get(&group) {
            return Rc::clone(known);
        }
        let mut out = Admission::default();
        let mut rules = view.elements.by(ElementKind::GroupRule, "of", group);
        // A rule of a group that is not known stands for it.
        rules.extend(view.elements.find(ElementKind::GroupRule, group));
        for rule in rules {
            if view.elements.text(rule, "direction") == Some("ingress") {
                admit(view, group, rule, &mut out);
            }
        }
        let out = Rc::new(out);
        self.0.borrow_mut().insert(group, Rc::clone(&out));
        out
    }
}

fn admit<'i>(view: &View<'_, 'i>, group: Name, rule: &'i Element, out: &mut Admission<'i>) {
    let (from, mut open) = named(view, rule);
    let protocol = view.elements.text(rule, "protocol").filter(|text| !value::is_symbolic(text));
    let ports = ports(view, rule);
    let whole = |addresses: &Addresses| {
        let protocol = protocol.unwrap_or("-1");
        Traffic::of(protocol, ports.ok().flatten(), addresses).unwrap_or_default()
    };
    if protocol.is_none() || ports.is_err() {
        let why = "its protocol and ports are not known until apply";
        open.push((from.clone(), why.to_owned()));
    } else if !from.is_empty() {
        out.rules.push((rule, whole(&from)));
    }
    for other in view.elements.names(rule, "group") {
        out.groups.push((rule, other, whole(&Addresses::all())));
    }
    if view.elements.text(rule, "self") == Some("true") {
        out.groups.push((rule, group, whole(&Addresses::all())));
    }
    let perhaps = open.iter().fold(Addresses::default(), |all, (one, _)| all.union(one));
    if let Some((_, why)) = open.into_iter().next().filter(|_| !perhaps.is_empty()) {
        out.open.push((rule, whole(&perhaps), why));
    }
}

/// The addresses that a rule names, and why they may not be all.
pub(super) fn sources(view: &View<'_, '_>, rule: &Element) -> (Addresses, Vec<String>) {
    let (from, open) = named(view, rule);
    (from, open.into_iter().map(|(_, why)| why).collect())
}

/// The addresses that a rule names, and those that it may name besides: of which kind, and why that is
/// not known.
fn named(view: &View<'_, '_>, rule: &Element) -> (Addresses, Vec<(Addresses, String)>) {
    let mut from = Addresses::default();
    let mut open = Vec::new();
    let mut add = |text: &str, kind: Kind| match Addresses::parse(text) {
        Some(range) => from = from.union(&range),
        None => {
            let kind = if text.contains(value::INNER_RANGE) { Addresses::private } else { kind };
            open.push((kind(), format!("the range {} is not known", value::readable(text))));
        }
    };
    for (key, kind) in KINDS.iter().filter(|(key, _)| *key != "prefix-list") {
        view.elements.texts(rule, key).into_iter().for_each(|text| add(text, *kind));
    }
    let mut absent = Vec::new();
    for list in view.elements.names(rule, "prefix-list") {
        let entries = view.elements.by(ElementKind::PrefixEntry, "of", list);
        if entries.is_empty() {
            let list = value::readable(view.text(list));
            let why = format!("what is in the prefix list {list} is not in the input");
            absent.push((of_list(&list), why));
        }
        for entry in entries {
            view.elements
                .texts(entry, "cidr")
                .into_iter()
                .for_each(|text| add(text, Addresses::all));
        }
    }
    open.append(&mut absent);
    for (key, kind) in KINDS {
        open.extend(view.elements.why_open(rule, key).map(|why| (kind(), why)));
    }
    (from, open)
}

/// All addresses of a kind.
type Kind = fn() -> Addresses;
/// Settings that name addresses, with the kind that they are of.
const KINDS: &[(&str, Kind)] =
    &[("cidr", Addresses::v4), ("cidr6", Addresses::v6), ("prefix-list", Addresses::all)];

/// Of which kind the addresses in a list of AWS are, as its name says.
///
/// Source: Amazon VPC user guide, "AWS-managed prefix lists", read 2026-11-23.
fn of_list(name: &str) -> Addresses {
    match name.strip_prefix("com.amazonaws.") {
        Some(rest) if rest.contains("ipv6") => Addresses::v6(),
        Some(_) => Addresses::v4(),
        None => Addresses::all(),
    }
}

/// The ports of a rule: none for all of them, an error if they are not known.
pub(super) fn ports(view: &View<'_, '_>, rule: &Element) -> Result<Option<Ports>, ()> {
    let port = |key: &str| match view.elements.text(rule, key) {
        None if view.elements.why_open(rule, key).is_some() => Err(()),
        None => Ok(None),
        Some(text) if value::is_symbolic(text) => Err(()),
        Some(text) => Ok(text.parse::<i64>().ok()),
    };
    let bound = |port: i64| u16::try_from(port.clamp(0, i64::from(u16::MAX))).unwrap_or(u16::MAX);
    Ok(match (port("from")?, port("to")?) {
        (Some(-1), _) | (None, _) => None,
        (Some(from), None) => Some((bound(from), bound(from))),
        (Some(_), Some(-1)) => Some(EVERY_PORT),
        (Some(from), Some(to)) => Some((bound(from), bound(to.max(from)))),
    })
}

/// A rule as something that a fact stands on.
pub(super) fn support<'i>(view: &View<'_, 'i>, rule: &'i Element, what: &str) -> Support<'i> {
    let group = view.elements.text(rule, "of").map(|id| name(view, id)).unwrap_or_default();
    Support::of(rule, RULE, format!("security group {group} lets in {what}"))
}

/// What readers call a group: its name, or its id.
fn name(view: &View<'_, '_>, id: &str) -> String {
    let element =
        view.store.names.find(id).and_then(|id| view.elements.find(ElementKind::SecurityGroup, id));
    let named = element.and_then(|group| view.elements.text(group, "name"));
    value::readable(named.unwrap_or(id))
}

/// The groups that a host is in, and why they may not be all. A host that names none is in the default
/// group of its network.
pub(super) fn of_host<'i>(
    view: &View<'_, 'i>,
    host: &'i Element,
) -> (Vec<Name>, Vec<String>, Vec<Support<'i>>) {
    let elements = &view.elements;
    let mut groups = elements.names(host, "groups");
    let mut open: Vec<String> = elements.why_open(host, "groups").into_iter().collect();
    let mut support = Vec::new();
    for cluster in elements.names(host, "cluster") {
        match elements.find(ElementKind::DatabaseCluster, cluster) {
            Some(cluster) => {
                groups.extend(elements.names(cluster, "groups"));
                open.extend(elements.why_open(cluster, "groups"));
                support.push(Support::of(cluster, &["groups"], "the groups of its cluster".into()));
            }
            None => open.push("the cluster that it belongs to is not in the input".into()),
        }
    }
    for named in elements.names(host, "group-names") {
        let by_name = elements.by(ElementKind::SecurityGroup, "name", named);
        groups.extend(by_name.iter().map(|group| group.id).chain([named]));
    }
    for membership in elements.by(ElementKind::GroupMembership, "interface", host.id) {
        groups.extend(elements.names(membership, "groups"));
        support.push(Support::of(membership, &["groups", "interface"], "its membership".into()));
    }
    if groups.is_empty() && open.is_empty() {
        for group in super::route::networks(view, host) {
            let of_network = elements.by(ElementKind::SecurityGroup, "vpc", group);
            let default =
                of_network.into_iter().filter(|one| elements.text(one, "default").is_some());
            groups.extend(default.map(|one| one.id));
        }
    }
    groups.sort_unstable();
    groups.dedup();
    for group in &groups {
        let declared = elements.find(ElementKind::SecurityGroup, *group).is_some()
            || !elements.by(ElementKind::GroupRule, "of", *group).is_empty()
            || elements.names(host, "group-names").contains(group);
        if !declared {
            let group = value::readable(view.text(*group));
            open.push(format!("the security group {group} is not in the input"));
        }
    }
    let keys = &["group-names", "groups"];
    support.insert(0, Support::of(host, keys, "its security groups".into()));
    (groups, open, support)
}

/// A group as readers call it, with the first host behind it.
pub(super) fn shown(view: &View<'_, '_>, group: Name, behind: &[&Element]) -> String {
    let name = name(view, view.text(group));
    let hosts = behind.len();
    match behind.first() {
        None => format!("security-group/{name}"),
        Some(first) => {
            let first = super::host::label(view, first, "").short;
            let more = if hosts > 1 { format!(" and {} more", hosts - 1) } else { String::new() };
            format!("security-group/{name} of {first}{more}")
        }
    }
}
