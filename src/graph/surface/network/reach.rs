//! Who inside reaches what matters: groups and private ranges that a database, or a host with a
//! powerful role, lets in, and hosts that come into such a group. By groups, never host by host.

use super::addresses::Addresses;
use super::group::{self, Groups};
use super::host;
use super::traffic::Traffic;
use crate::graph::Sink;
use crate::graph::surface::{Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::{Name, value};
use std::collections::BTreeMap;

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "network-reach",
    class: Class::Network,
    axis: Axis::Access,
    polarity: Polarity::Capability,
    weakened: "FROM reaches TO",
    stands: "FROM reaches TO",
    fix: "let in only the groups that need it",
    controls: &["csf2:PR.IR-01", "nhi:NHI8:2025"],
    facts,
};

/// A rule that lets the members of a group in to something that matters.
#[derive(Debug)]
pub(super) struct Way<'i> {
    pub(super) target: &'i Element,
    pub(super) traffic: Traffic,
    rule: Support<'i>,
    /// What puts the target behind the rule.
    placed: Vec<Support<'i>>,
    /// Why it is not sure; none if it is.
    open: Option<String>,
}

/// Who is let in to what matters, on one side.
#[derive(Debug, Default)]
pub struct Ways<'i> {
    pub(super) groups: Groups<'i>,
    /// By the group whose members are let in.
    pub(super) from: BTreeMap<Name, Vec<Way<'i>>>,
    /// From private addresses.
    inside: Vec<Way<'i>>,
    /// Hosts by group, each with what puts it there.
    pub(super) members: BTreeMap<Name, Vec<(&'i Element, Vec<Support<'i>>)>>,
}

/// All ways of a side.
pub(in crate::graph::surface) fn ways<'i>(view: &View<'_, 'i>) -> Ways<'i> {
    let mut out = Ways::default();
    let outside = Traffic::all().from(&Addresses::all().outside());
    for target in host::all(view).into_iter().filter(|host| matters(view, host)) {
        let (of_host, _, placed) = group::of_host(view, target);
        let listens = super::balanced::listens(view, target).unwrap_or_else(Traffic::all);
        let way = |rule, traffic| Way { target, traffic, rule, placed: placed.clone(), open: None };
        for group in of_host {
            let admission = out.groups.admission(view, group);
            for (rule, from, traffic) in &admission.groups {
                let traffic = traffic.within(&listens);
                if !traffic.is_empty() {
                    let from_group = format!("the group {}", group::shown(view, *from, &[]));
                    let rule = group::support(view, rule, &from_group);
                    out.from.entry(*from).or_default().push(way(rule, traffic));
                }
            }
            for (rule, traffic) in &admission.rules {
                let traffic = traffic.without(&outside).within(&listens);
                if !traffic.is_empty() {
                    let rule = group::support(view, rule, &traffic.to_string());
                    out.inside.push(way(rule, traffic));
                }
            }
            for (rule, traffic, why) in &admission.open {
                let traffic = traffic.within(&listens);
                // What may come from the internet is told of the group.
                if !traffic.is_empty() && traffic.within(&outside).is_empty() {
                    let rule = group::support(view, rule, "what is not known");
                    out.inside.push(Way { open: Some(why.clone()), ..way(rule, traffic) });
                }
            }
        }
    }
    let workloads = view.elements.of_kind(ElementKind::Workload).iter().copied();
    for host in host::all(view).into_iter().chain(workloads) {
        let (groups, _, placed) = group::of_host(view, host);
        for group in groups.into_iter().filter(|group| out.from.contains_key(group)) {
            out.members.entry(group).or_default().push((host, placed.clone()));
        }
    }
    out
}

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let ways = view.ways();
    let mut out = Vec::new();
    for way in &ways.inside {
        out.push(fact(view, Vec::new(), Label::plain("private addresses"), way));
    }
    for (group, all) in &ways.from {
        let label = Label::plain(&group::shown(view, *group, &[]));
        out.extend(all.iter().map(|way| fact(view, vec![*group], label.clone(), way)));
    }
    for (group, members) in &ways.members {
        let Some(way) = ways.from.get(group).and_then(|all| all.first()) else { continue };
        let others = members.iter().filter(|(host, _)| host.id != way.target.id);
        out.extend(others.map(|(host, placed)| member(view, host, *group, placed, way)));
    }
    out
}

/// Whether it is worth reaching.
fn matters(view: &View<'_, '_>, host: &Element) -> bool {
    let worth = || host::roles(view, host).into_iter().map(|role| host::worth(view, role)).max();
    matches!(host::what(view, host), "broker" | "database") || worth() >= Some(Sink::Sensitive)
}

/// A host in a group that is let in, told by one of the things that it reaches by that.
pub(super) fn member<'i>(
    view: &View<'_, 'i>,
    host: &'i Element,
    group: Name,
    placed: &[Support<'i>],
    way: &Way<'i>,
) -> Fact<'i> {
    let one = fact(view, Vec::new(), host::label(view, host, ""), way);
    let support = placed.iter().cloned().chain([way.rule.clone()]).collect();
    Fact { about: vec![host.id, group], extent: Extent::whole("member"), support, ..one }
}

fn fact<'i>(view: &View<'_, 'i>, source: Vec<Name>, from: Label, way: &Way<'i>) -> Fact<'i> {
    let target = way.target;
    Fact {
        about: std::iter::once(target.id).chain(source).collect(),
        extent: Extent::Traffic(way.traffic.clone()),
        lacks: Extent::none(),
        open: way.open.iter().cloned().collect(),
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: Some((ElementKind::Host, target.id)).filter(|_| target.kind == ElementKind::Host),
        from: Label { id: value::readable(&from.id), ..from },
        to: host::label(view, target, ""),
        technique: "net.sg-peer",
        severity: Severity::Medium,
        support: way.placed.iter().cloned().chain([way.rule.clone()]).collect(),
    }
}
