//! What the internet reaches: a host with a public address, a way to it, and security groups and
//! access lists that let it in, while nothing blocks the internet as a whole. All of that must hold;
//! each part is shown with its place, and how many are missing is how far a host is from it.

use super::addresses::Width;
use super::group::{self, Groups};
use super::traffic::{self, Protocol, Traffic};
use super::{Holds, Part, host, list, route};
use crate::graph::surface::{Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::{Name, value};

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "network-exposure",
    class: Class::Network,
    axis: Axis::Access,
    polarity: Polarity::Capability,
    weakened: "FROM reaches TO: EXTENT",
    stands: "FROM reaches TO: EXTENT",
    fix: "let in only the addresses that need it, or take the public address away",
    controls: &["csf2:PR.IR-01", "csf2:ID.AM-03", "nhi:NHI6:2025"],
    facts,
};

/// Ports by which machines are administered.
const ADMIN_PORTS: &[u16] = &[22, 23, 2375, 3389, 5900, 5985, 5986];
/// Ports of databases, caches and queues.
const DATA_PORTS: &[u16] =
    &[1433, 1521, 2049, 3306, 5432, 5439, 6379, 8182, 9092, 9200, 11211, 27017];

/// A host with all parts of its exposure.
#[derive(Debug, Clone)]
pub struct Exposure<'i> {
    pub(super) host: &'i Element,
    pub(super) parts: Vec<Part<'i>>,
    /// What passes for sure, were all parts to hold.
    pub(super) sure: Traffic,
    /// What may pass besides, and why that is not known.
    pub(super) perhaps: Vec<(Traffic, String)>,
}

impl<'i> Exposure<'i> {
    /// How many parts are missing.
    pub(super) fn missing(&self) -> usize {
        self.parts.iter().filter(|part| part.holds == Holds::No).count()
    }

    /// Why it is not sure.
    pub(super) fn open(&self) -> Vec<String> {
        let open = |part: &Part<'_>| match &part.holds {
            Holds::Open(why) => Some(why.clone()),
            _ => None,
        };
        self.parts.iter().filter_map(open).collect()
    }

    /// All that it stands on.
    pub(super) fn support(&self) -> Vec<Support<'i>> {
        let holding = self.parts.iter().filter(|part| part.holds != Holds::No);
        holding.flat_map(|part| part.support.iter().cloned()).collect()
    }
}

/// The exposure of every host.
pub(in crate::graph::surface) fn all<'i>(view: &View<'_, 'i>) -> Vec<Exposure<'i>> {
    let groups = Groups::default();
    host::all(view).into_iter().map(|host| of(view, host, &groups)).collect()
}

fn of<'i>(view: &View<'_, 'i>, host: &'i Element, groups: &Groups<'i>) -> Exposure<'i> {
    let (mut sure, mut perhaps, admitted) = admitted(view, host, groups);
    if let Some(listens) = super::balanced::listens(view, host) {
        sure = sure.within(&listens);
        perhaps.iter_mut().for_each(|(one, _)| *one = one.within(&listens));
    }
    let mut parts = vec![address(view, host), admitted];
    let subnets = host::subnets(view, host);
    if !is_managed(view, host) {
        parts.push(routed(view, host));
        let mut passes: Option<Traffic> = None;
        let mut lists = Vec::new();
        for subnet in &subnets {
            let (traffic, part) = list::of_subnet(view, *subnet);
            passes = Some(passes.map_or(traffic.clone(), |all| all.union(&traffic)));
            lists.push(part);
        }
        if let Some(passes) = passes {
            let was = !sure.from_width(Width::World).is_empty();
            sure = sure.within(&passes);
            perhaps.iter_mut().for_each(|(one, _)| *one = one.within(&passes));
            let shut = was && sure.from_width(Width::World).is_empty();
            let mut part = lists.into_iter().find(|part| part.holds == Holds::Yes);
            if let Some(part) = part.as_mut().filter(|_| shut) {
                part.holds = Holds::No;
            }
            let closed =
                || Part::new("access lists that let it in and back out", Holds::No, Vec::new());
            parts.push(part.unwrap_or_else(closed));
        }
        parts.extend(blocked(view, host));
    }
    Exposure { host, parts, sure, perhaps }
}

/// Whether a host has an address of the internet.
fn address<'i>(view: &View<'_, 'i>, host: &'i Element) -> Part<'i> {
    const WHAT: &str = "a public address";
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
    const WHAT: &str = "a public address";
    let elements = &view.elements;
    let key = ["endpoint", "inside", "private"]
        .into_iter()
        .find(|key| elements.setting(host, key).is_some())?;
    let keys: &[&str] = &["endpoint", "inside", "private"];
    let support = |says: &str| vec![Support::of(host, keys, says.to_owned())];
    Some(match elements.text(host, key) {
        Some("PUBLIC" | "false" | "none") => {
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

/// Whether the internet has a way to one of its subnets. Without a subnet it stands in a default one,
/// which has.
fn routed<'i>(view: &View<'_, 'i>, host: &'i Element) -> Part<'i> {
    const WHAT: &str = "a route from the internet";
    let subnets = host::subnets(view, host);
    if let Some(why) = host::why_nowhere(view, host) {
        return Part::new(WHAT, Holds::Open(why), Vec::new());
    }
    let parts: Vec<Part<'_>> =
        subnets.iter().map(|subnet| route::of_subnet(view, *subnet)).collect();
    if parts.is_empty() {
        let says = "it stands in a default subnet".to_owned();
        return Part::new(WHAT, Holds::Yes, vec![Support::of(host, &["subnets"], says)]);
    }
    let live = view.elements.text(host, "configured").is_none()
        && !view.elements.texts(host, "address").is_empty();
    let foreign = |subnet: &Name| view.elements.find(ElementKind::Subnet, *subnet).is_none();
    if live && subnets.iter().all(foreign) {
        let says = "AWS gave it a public address where it stands".to_owned();
        return Part::new(WHAT, Holds::Yes, vec![Support::of(host, &["public"], says)]);
    }
    let placed = Support::of(host, &["subnets"], "its subnets".to_owned());
    let find = |wanted: fn(&Holds) -> bool| parts.iter().find(|part| wanted(&part.holds)).cloned();
    let best = find(|one| *one == Holds::Yes).or_else(|| find(|one| *one != Holds::No));
    let mut part = best.unwrap_or_else(|| Part::new(WHAT, Holds::No, Vec::new()));
    part.support.insert(0, placed);
    part
}

/// Whether AWS runs it outside of all networks of the account.
fn is_managed(view: &View<'_, '_>, host: &Element) -> bool {
    let text = |key| view.elements.text(host, key);
    text("managed").is_some() || text("inside") == Some("none")
}

/// Whether no security group stands before a host: it has settings of its own for that, or none.
fn is_ungrouped(view: &View<'_, '_>, host: &Element) -> bool {
    let elements = &view.elements;
    let no_groups =
        elements.texts(host, "groups").is_empty() && elements.why_open(host, "groups").is_none();
    let bare = elements.text(host, "type") == Some("network")
        || elements.text(host, "inside") == Some("none")
        || elements.text(host, "endpoint") == Some("PUBLIC");
    elements.text(host, "ungrouped").is_some() || (bare && no_groups)
}

/// What the security groups of a host let in.
fn admitted<'i>(
    view: &View<'_, 'i>,
    host: &'i Element,
    groups: &Groups<'i>,
) -> (Traffic, Vec<(Traffic, String)>, Part<'i>) {
    const WHAT: &str = "a security group that lets it in";
    if is_ungrouped(view, host) {
        let sure = match view.elements.texts(host, "cidr").as_slice() {
            [] => Traffic::all(),
            _ => Traffic::all().from(&group::sources(view, host).0),
        };
        let holds = if sure.from_width(Width::World).is_empty() { Holds::No } else { Holds::Yes };
        let open = group::sources(view, host).1.into_iter().map(|why| (Traffic::all(), why));
        let says = "it has no security group: its own settings say who comes in".to_owned();
        let support = Support::of(host, &["cidr", "ungrouped"], says);
        return (sure, open.collect(), Part::new(WHAT, holds, vec![support]));
    }
    let (of_host, open, mut support) = group::of_host(view, host);
    let (mut sure, mut perhaps) = (Traffic::default(), Vec::new());
    for group in of_host {
        let admission = groups.admission(view, group);
        sure = sure.union(&admission.sure());
        for (rule, traffic) in &admission.rules {
            let outside = [Width::World, Width::Named].map(|width| traffic.from_width(width));
            for outside in outside.iter().filter(|one| !one.is_empty()) {
                support.push(group::support(view, rule, &outside.to_string()));
            }
        }
        for (rule, traffic, why) in &admission.open {
            perhaps.push((traffic.clone(), why.clone()));
            support.push(group::support(view, rule, "what is not known"));
        }
    }
    perhaps.extend(open.into_iter().map(|why| (Traffic::all(), why)));
    let wide =
        !sure.from_width(Width::World).is_empty() || !sure.from_width(Width::Named).is_empty();
    let holds = match (wide, perhaps.first()) {
        (true, _) => Holds::Yes,
        (false, Some((_, why))) => Holds::Open(why.clone()),
        (false, None) => Holds::No,
    };
    (sure, perhaps, Part::new(WHAT, holds, support))
}

/// The block of the account, where one stands and nothing leaves the host out of it.
fn blocked<'i>(view: &View<'_, 'i>, host: &'i Element) -> Option<Part<'i>> {
    const WHAT: &str = "no block of the internet for all networks";
    let elements = &view.elements;
    let block = elements.of_kind(ElementKind::PublicBlock).iter().find(|block| {
        elements.text(block, "mode").is_some_and(|mode| mode.starts_with("block-"))
    })?;
    let mut excluded = Vec::new();
    for (key, ids) in [("vpc", route::networks(view, host)), ("subnets", host::subnets(view, host))]
    {
        for id in ids {
            let exclusions = elements.by(ElementKind::PublicBlockExclusion, key, id).into_iter();
            excluded.extend(
                exclusions.filter(|one| elements.text(one, "mode") == Some("allow-bidirectional")),
            );
        }
    }
    Some(match excluded.as_slice() {
        [] => Part::new(WHAT, Holds::No, vec![Support::of(block, &["mode"], "the block".into())]),
        list => {
            let says = "it is left out of the block of the internet".to_owned();
            let of =
                |one: &&'i Element| Support::of(one, &["mode", "subnets", "vpc"], says.clone());
            Part::new(WHAT, Holds::Yes, list.iter().map(of).collect())
        }
    })
}

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let exposed = view.exposures().iter().filter(|one| one.missing() == 0);
    exposed.flat_map(|one| of_exposure(view, one)).collect()
}

fn of_exposure<'i>(view: &View<'_, 'i>, exposure: &Exposure<'i>) -> Vec<Fact<'i>> {
    let mut out = Vec::new();
    let open = exposure.open();
    for width in [Width::World, Width::Named] {
        let sure = exposure.sure.from_width(width);
        if !sure.is_empty() {
            out.push(fact(view, exposure, sure, width, open.clone()));
        }
        for (traffic, why) in &exposure.perhaps {
            let traffic = traffic.from_width(width);
            if !traffic.is_empty() {
                let open = [open.clone(), vec![why.clone()]].concat();
                out.push(fact(view, exposure, traffic, width, open));
            }
        }
    }
    out
}

fn fact<'i>(
    view: &View<'_, 'i>,
    exposure: &Exposure<'i>,
    traffic: Traffic,
    width: Width,
    mut open: Vec<String>,
) -> Fact<'i> {
    open.sort();
    open.dedup();
    let host = exposure.host;
    let to = host::label(view, host, &ports(&traffic));
    let worst = host::roles(view, host).into_iter().map(|role| host::severity(view, role)).max();
    Fact {
        about: vec![host.id],
        severity: severity(&traffic, width).max(worst.unwrap_or(Severity::Low)),
        technique: technique_of(view, host, &traffic),
        extent: Extent::Traffic(traffic),
        lacks: Extent::none(),
        open,
        assumes: Vec::new(),
        behind: super::access::behind(view, host),
        regards: None,
        from: source(width),
        to,
        support: exposure.support(),
    }
}

/// Who comes from there.
pub(super) fn source(width: Width) -> Label {
    match width {
        Width::World => Label::plain("internet"),
        Width::Named | Width::Inside => Label::plain("named addresses"),
    }
}

/// How bad it is that such traffic passes.
pub(super) fn severity(traffic: &Traffic, width: Width) -> Severity {
    let dangerous = is_dangerous(traffic);
    match (width, dangerous) {
        (Width::World, true) => Severity::High,
        (Width::World, false) => Severity::Medium,
        _ if dangerous => Severity::Medium,
        _ => Severity::Low,
    }
}

/// Whether it comes to a port of administration or of data.
pub(super) fn is_dangerous(traffic: &Traffic) -> bool {
    let reaches = |port: &u16| traffic.reaches(Protocol::Tcp, *port);
    ADMIN_PORTS.iter().chain(DATA_PORTS).any(reaches)
}

/// What is public by itself, with the technique.
const PUBLIC: &[(&str, &str)] = &[
    ("broker", "net.mq-public"),
    ("cluster", "net.eks-public-endpoint"),
    ("database", "net.db-public"),
    ("load-balancer", "net.public-lb"),
    ("notebook", "net.notebook-public"),
    ("transfer-server", "net.transfer-public"),
];

/// By what a host is exposed: what it is, or the ports that are open.
pub(super) fn technique_of(view: &View<'_, '_>, host: &Element, traffic: &Traffic) -> &'static str {
    let what = host::what(view, host);
    let known = PUBLIC.iter().find(|(word, _)| *word == what);
    known.map_or_else(|| technique(traffic), |(_, technique)| technique)
}

/// By which kind of port it comes in.
pub(super) fn technique(traffic: &Traffic) -> &'static str {
    let reaches = |list: &[u16]| list.iter().any(|port| traffic.reaches(Protocol::Tcp, *port));
    match () {
        () if traffic.is_every_port() => "net.sg-open-any",
        () if reaches(ADMIN_PORTS) => "net.sg-open-admin-port",
        () if reaches(DATA_PORTS) => "net.sg-open-db",
        () => "net.sg-open",
    }
}

/// Ports as they follow the name of a host.
fn ports(traffic: &Traffic) -> String {
    if traffic.is_every_port() {
        return String::new();
    }
    let mut all: Vec<(u16, u16)> = traffic.ports(Protocol::Tcp).collect();
    all.dedup();
    all.into_iter().map(traffic::ports).collect::<Vec<_>>().join(",")
}
