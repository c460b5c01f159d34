//! What the internet reaches: a host with a public address, a way to it, and security groups and
//! access lists that let it in, while nothing blocks the internet as a whole. All of that must hold;
//! each part is shown with its place, and how many are missing is how far a host is from it.

use super::addresses::Width;
use super::class::{Classes, HostClass, WIDTHS};
use super::group;
use super::traffic::{self, Protocol, Traffic};
use super::{Holds, Part, address, host, route};
use crate::graph::surface::{Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::Name;
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use std::rc::Rc;

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

/// The part that security groups decide.
pub(super) const GROUP: &str = "a security group that lets it in";

/// Ports by which machines are administered.
const ADMIN_PORTS: &[u16] = &[22, 23, 2375, 3389, 5900, 5985, 5986];
/// Ports of databases, caches and queues.
const DATA_PORTS: &[u16] = &[
    1433, 1521, 2049, 3306, 5432, 5439, 6379, 8182, 9092, 9094, 9096, 9098, 9194, 9196, 9198, 9200,
    11211, 27017,
];

/// A host with all parts of its exposure.
#[derive(Debug, Clone)]
pub struct Exposure<'i> {
    pub(super) host: &'i Element,
    pub(super) parts: Vec<Part<'i>>,
    /// What passes, were all parts to hold.
    pub(super) class: Rc<HostClass<'i>>,
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

    /// All that it stands on, for what comes from so wide.
    pub(super) fn support(&self, width: Width) -> Vec<Support<'i>> {
        let holding = self.parts.iter().filter(|part| part.holds != Holds::No);
        let parts = holding.flat_map(|part| &part.support);
        parts.cloned().chain(self.class.rules(width)).collect()
    }
}

/// The exposure of every host.
pub(in crate::graph::surface) fn all<'i>(view: &View<'_, 'i>) -> Vec<Exposure<'i>> {
    let classes = Classes::default();
    host::all(view).into_iter().map(|host| of(view, host, &classes)).collect()
}

fn of<'i>(view: &View<'_, 'i>, host: &'i Element, classes: &Classes<'i>) -> Exposure<'i> {
    let subnets = host::subnets(view, host);
    let (class, placed) = if is_ungrouped(view, host) {
        let inside = if is_managed(view, host) { Vec::new() } else { subnets };
        (Rc::new(by_itself(view, host).within(view, &inside, classes)), Vec::new())
    } else {
        let (groups, open, placed) = group::of_host(view, host);
        let mut class = classes.of(view, groups, subnets);
        if !open.is_empty() {
            let more = open.into_iter().map(|why| (Traffic::all(), why));
            Rc::make_mut(&mut class).perhaps.extend(more);
        }
        (class, placed)
    };
    let mut parts = vec![address::of(view, host), admitted(&class, placed)];
    if !is_managed(view, host) {
        parts.push(routed(view, host, &class));
        parts.extend(class.listed.clone());
        parts.extend(blocked(view, host));
    }
    let class = match super::balanced::listens(view, host) {
        Some(listens) => Rc::new(Rc::unwrap_or_clone(class).on(&listens)),
        None => class,
    };
    Exposure { host, parts, class }
}

/// Whether the internet has a way to one of its subnets. Without a subnet it stands in a default one,
/// which has.
fn routed<'i>(view: &View<'_, 'i>, host: &'i Element, class: &HostClass<'i>) -> Part<'i> {
    const WHAT: &str = "a route from the internet";
    let elements = &view.elements;
    let subnets = host::subnets(view, host);
    let yes = |keys, says: &str| {
        Part::new(WHAT, Holds::Yes, vec![Support::of(host, keys, says.to_owned())])
    };
    if let Some(why) = host::why_nowhere(view, host) {
        return Part::new(WHAT, Holds::Open(why), Vec::new());
    }
    if subnets.is_empty() {
        return yes(&["subnets"], "it stands in a default subnet");
    }
    let live =
        elements.text(host, "configured").is_none() && !elements.texts(host, "address").is_empty();
    let foreign = |subnet: &Name| elements.find(ElementKind::Subnet, *subnet).is_none();
    // AWS gives brokers public addresses only where the internet has a way to them.
    let led = live || elements.text(host, "endpoint") == Some("SERVICE_PROVIDED_EIPS");
    if led && subnets.iter().all(foreign) {
        return yes(&["endpoint", "public"], "AWS gave it a public address where it stands");
    }
    let mut part = class.routed.clone().unwrap_or_else(|| Part::new(WHAT, Holds::No, Vec::new()));
    part.support.insert(0, Support::of(host, &["subnets"], "its subnets".to_owned()));
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

/// What a host without security groups lets in: whom its own settings name, or everybody.
fn by_itself<'i>(view: &View<'_, 'i>, host: &'i Element) -> HostClass<'i> {
    let (named, open) = group::sources(view, host);
    let everyone = view.elements.texts(host, "cidr").is_empty();
    let sure = if everyone { Traffic::all() } else { Traffic::all().from(&named) };
    let perhaps = open.into_iter().map(|why| (Traffic::all(), why)).collect();
    let says = "it has no security group: its own settings say who comes in".to_owned();
    let support = vec![(None, Support::of(host, &["cidr", "ungrouped"], says))];
    HostClass::new(sure, perhaps, support)
}

/// Whether somebody from outside is let in.
fn admitted<'i>(class: &HostClass<'i>, placed: Vec<Support<'i>>) -> Part<'i> {
    let wide = class.outside.iter().any(|traffic| !traffic.is_empty());
    let holds = match (wide, class.perhaps.first()) {
        (true, _) => Holds::Yes,
        (false, Some((_, why))) => Holds::Open(why.clone()),
        (false, None) => Holds::No,
    };
    Part::new(GROUP, holds, placed)
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
    let foreign = super::foreign::facts(view, &Classes::default());
    exposed.flat_map(|one| of_exposure(view, one)).chain(foreign).collect()
}

fn of_exposure<'i>(view: &View<'_, 'i>, exposure: &Exposure<'i>) -> Vec<Fact<'i>> {
    let mut out = Vec::new();
    let open = exposure.open();
    for (width, sure) in WIDTHS.into_iter().zip(&exposure.class.outside) {
        if !sure.is_empty() {
            out.push(fact(view, exposure, sure.clone(), width, open.clone()));
        }
        for (traffic, why) in &exposure.class.perhaps {
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
        support: exposure.support(width),
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
