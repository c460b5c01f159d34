//! Reach is compared by its ends: that another group or range lets a host in to what it reached before
//! is no news.

use super::group;
use super::host;
use super::reach::member;
use super::traffic::Traffic;
use crate::graph::surface::{Extent, Fact, View};
use crate::model::Name;
use crate::model::element::{Element, ElementKind};

/// What an id is called on the other side.
type Called<'c> = &'c dyn Fn(Name) -> Name;

/// What of a reach is news to a side where its ends are `called` otherwise; none if that side has it.
pub(in crate::graph::surface) fn news<'i>(
    fact: Fact<'i>,
    now: &View<'_, 'i>,
    then: &View<'_, 'i>,
    called: Called<'_>,
) -> Option<Fact<'i>> {
    let (first, group) = match *fact.about.as_slice() {
        [first, group] => (first, Some(group)),
        [first] => (first, None),
        _ => return Some(fact),
    };
    let Extent::Traffic(traffic) = &fact.extent else {
        return joined(now, then, first, group?, called);
    };
    let Some(target) = host_of(then, called(first)) else { return Some(fact) };
    let by = match group {
        Some(group) => traffic.without(&admitted(now, then, target, group, called)),
        None => traffic.without(&by_address(then, target)),
    };
    (!by.is_empty()).then_some(Fact { extent: Extent::Traffic(by), ..fact })
}

/// What a target lets in from addresses, whoever has them. What it perhaps lets in counts: what was not
/// known before makes no news.
fn by_address<'i>(view: &View<'_, 'i>, target: &'i Element) -> Traffic {
    let mut out = Traffic::default();
    for group in group::of_host(view, target).0 {
        let admission = view.ways().groups.admission(view, group);
        let perhaps = admission.open.iter();
        out = perhaps.fold(out.union(&admission.sure()), |all, (_, one, _)| all.union(one));
    }
    out
}

/// What all that may be in a group reached before: by the addresses of its network, or each by itself.
fn admitted<'i>(
    now: &View<'_, 'i>,
    then: &View<'_, 'i>,
    target: &'i Element,
    group: Name,
    called: Called<'_>,
) -> Traffic {
    let declared = now.elements.find(ElementKind::SecurityGroup, group);
    let networks = declared.map(|one| now.elements.names(one, "vpc")).unwrap_or_default();
    let anybody = Source { groups: Vec::new(), addresses: host::of_networks(now, networks) };
    let members = now.ways().members.get(&group).map(Vec::as_slice).unwrap_or_default();
    let each =
        members.iter().map(|(host, _)| Source::of(now, then, host, called).reaches(then, target));
    let each = each.reduce(|all, one| all.within(&one)).unwrap_or_default();
    anybody.reaches(then, target).union(&each)
}

/// That a host came into a group, told by the first thing that it did not reach before.
fn joined<'i>(
    now: &View<'_, 'i>,
    then: &View<'_, 'i>,
    host: Name,
    group: Name,
    called: Called<'_>,
) -> Option<Fact<'i>> {
    let ways = now.ways();
    let (host, placed) = ways.members.get(&group)?.iter().find(|(one, _)| one.id == host)?;
    let source = Source::of(now, then, host, called);
    let news = ways.from.get(&group)?.iter().find(|way| {
        let target = host_of(then, called(way.target.id));
        let stood = target.map(|target| source.reaches(then, target)).unwrap_or_default();
        way.target.id != host.id && !way.traffic.without(&stood).is_empty()
    })?;
    Some(member(now, host, group, placed, news))
}

/// Who comes: by the groups it is in, and by the addresses it may have.
struct Source {
    groups: Vec<Name>,
    addresses: super::Addresses,
}

impl Source {
    /// A host as it stood on the other side; one that is new by the addresses that it has now.
    fn of(now: &View<'_, '_>, then: &View<'_, '_>, host: &Element, called: Called<'_>) -> Self {
        match host_of(then, called(host.id)) {
            Some(old) => {
                Self { groups: group::of_host(then, old).0, addresses: host::addresses(then, old) }
            }
            None => Self { groups: Vec::new(), addresses: host::addresses(now, host) },
        }
    }

    /// What a target lets in of it.
    fn reaches<'i>(&self, view: &View<'_, 'i>, target: &'i Element) -> Traffic {
        let mut out = by_address(view, target).open_to(&self.addresses);
        for group in group::of_host(view, target).0 {
            let admission = view.ways().groups.admission(view, group);
            let own = admission.groups.iter().filter(|(_, from, _)| self.groups.contains(from));
            out = own.fold(out, |all, (.., traffic)| all.union(traffic));
        }
        let listens = super::balanced::listens(view, target).unwrap_or_else(Traffic::all);
        out.within(&listens)
    }
}

/// What stands in a network by this id.
fn host_of<'i>(view: &View<'_, 'i>, id: Name) -> Option<&'i Element> {
    const KINDS: [ElementKind; 3] =
        [ElementKind::Host, ElementKind::HostTemplate, ElementKind::Workload];
    KINDS.into_iter().find_map(|kind| view.elements.find(kind, id))
}
