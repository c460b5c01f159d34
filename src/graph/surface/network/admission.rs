//! Security groups and access lists that let the internet in, whoever is behind them: other inputs may
//! put hosts there.

use super::addresses::Width;
use super::exposure::{is_dangerous, severity, source, technique};
use super::group::{self, Groups};
use super::host;
use super::list;
use super::traffic::Traffic;
use crate::graph::surface::{Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::Name;
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use std::collections::HashMap;

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "network-admission",
    class: Class::Network,
    axis: Axis::Access,
    polarity: Polarity::Capability,
    weakened: "TO lets FROM in: EXTENT",
    stands: "TO lets FROM in: EXTENT",
    fix: "let in only the addresses that need it",
    controls: &["csf2:PR.IR-01", "csf2:ID.AM-03", "nhi:NHI6:2025"],
    facts,
};

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let groups = Groups::default();
    let members = members(view);
    let mut out = Vec::new();
    for group in all(view) {
        let admission = groups.admission(view, group);
        let behind = members.get(&group).map(Vec::as_slice).unwrap_or_default();
        let to = Label { id: id(view, group), short: group::shown(view, group, behind) };
        let further = further(view, behind);
        let worst = behind.iter().flat_map(|host| host::roles(view, host));
        let worst = worst.map(|role| host::severity(view, role)).max();
        for width in [Width::World, Width::Named] {
            for (rule, traffic) in &admission.rules {
                let says = traffic.from_width(width);
                let support = group::support(view, rule, &says.to_string());
                let graded =
                    graded(&says, width).max(worst.unwrap_or(Severity::Low).min(Severity::Medium));
                let found = fact(group, &to, says, width, graded, Vec::new(), vec![support]);
                out.extend(found.map(|one| Fact { behind: further.clone(), ..one }));
            }
            for (rule, traffic, why) in &admission.open {
                let says = traffic.from_width(width);
                let support = group::support(view, rule, "what is not known");
                let graded = graded(&says, width);
                out.extend(fact(group, &to, says, width, graded, vec![why.clone()], vec![support]));
            }
        }
    }
    for acl in view.elements.of_kind(ElementKind::Acl) {
        let (passes, support) = list::passes(view, acl, false);
        // Such is the list that AWS gives every network: groups keep out what is kept out there.
        if Traffic::all().without(&passes).is_empty() {
            continue;
        }
        let passes = passes.from_width(Width::World);
        let to = Label { id: host::node(view, acl), short: host::short(view, acl, "network-acl") };
        let graded = if is_dangerous(&passes) { Severity::Medium } else { Severity::Low };
        let technique = "net.nacl-open";
        let support = support.into_iter().filter(|(one, _)| !one.within(&passes).is_empty());
        let support = support.map(|(_, support)| support).collect();
        let facts = fact(acl.id, &to, passes, Width::World, graded, Vec::new(), support);
        out.extend(facts.map(|one| Fact { technique, ..one }));
    }
    out
}

/// All groups that something says something of. A rule whose group is not known counts as one.
fn all(view: &View<'_, '_>) -> Vec<Name> {
    let declared = view.elements.of_kind(ElementKind::SecurityGroup).iter().map(|group| group.id);
    let rules = view.elements.of_kind(ElementKind::GroupRule).iter();
    let ruled = rules.map(|rule| view.elements.name(rule, "of").unwrap_or(rule.id));
    let mut out: Vec<Name> = declared.chain(ruled).collect();
    out.sort_unstable_by_key(|group| view.text(*group));
    out.dedup();
    out
}

/// The first host behind a group that runs with a role, and that role; else the first.
fn further<'i>(view: &View<'_, 'i>, hosts: &[&'i Element]) -> Vec<(Label, Support<'i>)> {
    let with_role = hosts.iter().find(|host| !host::roles(view, host).is_empty());
    let Some(host) = with_role.or(hosts.first()) else { return Vec::new() };
    let says = "it is in the group".to_owned();
    let step = (host::label(view, host, ""), Support::of(host, &["groups"], says));
    std::iter::once(step).chain(super::access::behind(view, host)).collect()
}

/// Hosts by group.
fn members<'i>(view: &View<'_, 'i>) -> HashMap<Name, Vec<&'i Element>> {
    let mut out: HashMap<Name, Vec<&Element>> = HashMap::new();
    for host in host::all(view) {
        for group in group::of_host(view, host).0 {
            out.entry(group).or_default().push(host);
        }
    }
    out
}

/// What is let in and reaches nothing yet weighs one less than what is reached.
fn graded(traffic: &Traffic, width: Width) -> Severity {
    severity(traffic, width).min(Severity::Medium)
}

fn id(view: &View<'_, '_>, group: Name) -> String {
    let declared = view.elements.find(ElementKind::SecurityGroup, group);
    let declared = declared.or_else(|| view.elements.find(ElementKind::GroupRule, group));
    declared.map_or_else(
        || crate::model::value::readable(view.text(group)),
        |one| host::node(view, one),
    )
}

fn fact<'i>(
    about: Name,
    to: &Label,
    traffic: Traffic,
    width: Width,
    severity: Severity,
    open: Vec<String>,
    support: Vec<Support<'i>>,
) -> Option<Fact<'i>> {
    (!traffic.is_empty()).then(|| Fact {
        about: vec![about],
        technique: technique(&traffic),
        extent: Extent::Traffic(traffic),
        lacks: Extent::none(),
        open,
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: None,
        from: source(width),
        to: to.clone(),
        severity,
        support,
    })
}
