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

/// What a group of sources comes to: the first target, for words, and the rule that lets it in.
type Sources<'i> = BTreeMap<Name, (&'i Element, Support<'i>)>;

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let groups = Groups::default();
    let mut out = Vec::new();
    let mut sources = Sources::new();
    let outside = Traffic::all().from(&Addresses::all().outside());
    for target in host::all(view).into_iter().filter(|host| matters(view, host)) {
        let (of_host, _, placed) = group::of_host(view, target);
        let listens = super::balanced::listens(view, target).unwrap_or_else(Traffic::all);
        for group in of_host {
            let admission = groups.admission(view, group);
            for (rule, from, traffic) in &admission.groups {
                let traffic = traffic.within(&listens);
                if traffic.is_empty() {
                    continue;
                }
                let support = group::support(
                    view,
                    rule,
                    &format!("the group {}", group::shown(view, *from, &[])),
                );
                if *from != group {
                    sources.entry(*from).or_insert_with(|| (target, support.clone()));
                }
                let all = placed.iter().cloned().chain([support]).collect();
                let label = Label::plain(&group::shown(view, *from, &[]));
                out.push(fact(view, vec![target.id, *from], label, target, traffic, all));
            }
            for (rule, traffic) in &admission.rules {
                let inside = traffic.without(&outside).within(&listens);
                if inside.is_empty() {
                    continue;
                }
                let support = group::support(view, rule, &inside.to_string());
                let all = placed.iter().cloned().chain([support]).collect();
                let label = Label::plain("private addresses");
                out.push(fact(view, vec![target.id], label, target, inside, all));
            }
        }
    }
    out.extend(members(view, &sources));
    out
}

/// Whether it is worth reaching.
fn matters(view: &View<'_, '_>, host: &Element) -> bool {
    let worth = || host::roles(view, host).into_iter().map(|role| host::worth(view, role)).max();
    matches!(host::what(view, host), "broker" | "database") || worth() >= Some(Sink::Sensitive)
}

/// Hosts in a group that is let in to something that matters.
fn members<'i>(view: &View<'_, 'i>, sources: &Sources<'i>) -> Vec<Fact<'i>> {
    let mut out = Vec::new();
    let workloads = view.elements.of_kind(ElementKind::Workload).iter().copied();
    for host in host::all(view).into_iter().chain(workloads) {
        let (groups, _, placed) = group::of_host(view, host);
        for group in groups {
            let Some((target, rule)) = sources.get(&group) else { continue };
            let support = placed.iter().cloned().chain([rule.clone()]).collect();
            let from = host::label(view, host, "");
            let one = fact(view, vec![host.id, group], from, target, Traffic::default(), support);
            out.push(Fact { extent: Extent::whole("member"), ..one });
        }
    }
    out
}

fn fact<'i>(
    view: &View<'_, 'i>,
    about: Vec<Name>,
    from: Label,
    target: &'i Element,
    traffic: Traffic,
    support: Vec<Support<'i>>,
) -> Fact<'i> {
    let from = Label { id: value::readable(&from.id), ..from };
    Fact {
        about,
        extent: Extent::Traffic(traffic),
        lacks: Extent::none(),
        open: Vec::new(),
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: Some((ElementKind::Host, target.id)).filter(|_| target.kind == ElementKind::Host),
        from,
        to: host::label(view, target, ""),
        technique: "net.sg-peer",
        severity: Severity::Medium,
        support,
    }
}
