//! Sets of packets: which protocol, to which ports, from where.

use super::addresses::{Addresses, Width};
use std::collections::BTreeMap;
use std::fmt;

/// A protocol that has ports, or all others together: then the port is the number of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
    /// ICMP of both kinds, without its types.
    Icmp,
    /// Any other, by number.
    Other,
}

/// Protocols by name and number.
const NAMES: &[(&str, Protocol)] = &[
    ("1", Protocol::Icmp),
    ("17", Protocol::Udp),
    ("58", Protocol::Icmp),
    ("6", Protocol::Tcp),
    ("icmp", Protocol::Icmp),
    ("icmpv6", Protocol::Icmp),
    ("tcp", Protocol::Tcp),
    ("udp", Protocol::Udp),
];

/// All of them, in order.
const ALL: [Protocol; 4] = [Protocol::Tcp, Protocol::Udp, Protocol::Icmp, Protocol::Other];

/// A first and a last port.
pub(super) type Ports = (u16, u16);
/// Every port.
pub(super) const EVERY_PORT: Ports = (0, u16::MAX);

/// Ports in order, each range with where from; no two ranges touch with the same addresses.
type Strips = Vec<(Ports, Addresses)>;

/// A set of packets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Traffic(BTreeMap<Protocol, Strips>);

impl Traffic {
    /// What a rule with this protocol and these ports lets pass from `addresses`; none for a protocol
    /// that is none.
    pub fn of(protocol: &str, ports: Option<Ports>, addresses: &Addresses) -> Option<Self> {
        let one = |protocol, ports| (protocol, vec![(ports, addresses.clone())]);
        let protocol = protocol.to_ascii_lowercase();
        if matches!(protocol.as_str(), "-1" | "all") {
            return Some(Self(ALL.into_iter().map(|each| one(each, EVERY_PORT)).collect()));
        }
        let known = NAMES.iter().find(|(name, _)| *name == protocol).map(|(_, known)| *known);
        let (known, ports) = match (known, protocol.parse::<u16>()) {
            (Some(Protocol::Icmp), _) => (Protocol::Icmp, EVERY_PORT),
            (Some(known), _) => (known, ports.unwrap_or(EVERY_PORT)),
            (None, Ok(number)) => (Protocol::Other, (number, number)),
            (None, Err(_)) => return None,
        };
        Some(Self([one(known, ports)].into_iter().collect()))
    }

    /// Everything from anywhere.
    pub fn all() -> Self {
        Self(ALL.into_iter().map(|each| (each, vec![(EVERY_PORT, Addresses::all())])).collect())
    }

    /// Whether nothing passes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is in either.
    pub fn union(&self, other: &Self) -> Self {
        self.merge(other, Addresses::union)
    }

    /// What is in both.
    pub fn within(&self, other: &Self) -> Self {
        self.merge(other, Addresses::within)
    }

    /// What is in this alone.
    pub fn without(&self, other: &Self) -> Self {
        self.merge(other, Addresses::without)
    }

    /// That part whose sources, port by port, are as wide as this.
    pub fn from_width(&self, width: Width) -> Self {
        let strips = |strips: &Strips| -> Strips {
            let outside = strips.iter().map(|(ports, from)| (*ports, from.outside()));
            outside.filter(|(_, from)| !from.is_empty() && from.width() == width).collect()
        };
        let parts = self.0.iter().map(|(protocol, all)| (*protocol, strips(all)));
        Self(parts.filter(|(_, strips)| !strips.is_empty()).collect())
    }

    /// The ports of a protocol.
    pub fn ports(&self, protocol: Protocol) -> impl Iterator<Item = Ports> {
        self.0.get(&protocol).into_iter().flatten().map(|(ports, _)| *ports)
    }

    /// The addresses that pass to every one of these ports.
    pub fn throughout(&self, protocol: Protocol, (first, last): Ports) -> Addresses {
        let mut out: Option<Addresses> = None;
        let mut next = u32::from(first);
        for ((begin, end), from) in self.0.get(&protocol).into_iter().flatten() {
            if *end < first || *begin > last || u32::from(*begin) > next {
                continue;
            }
            next = u32::from(*end) + 1;
            out = Some(out.map_or_else(|| from.clone(), |all| all.within(from)));
        }
        if next > u32::from(last) { out.unwrap_or_default() } else { Addresses::default() }
    }

    /// That part that comes from these addresses.
    pub fn from(&self, addresses: &Addresses) -> Self {
        let everything = ALL.into_iter().map(|each| (each, vec![(EVERY_PORT, addresses.clone())]));
        self.within(&Self(everything.collect()))
    }

    /// What passes from every one of these addresses, as if from anywhere.
    pub fn open_to(&self, all: &Addresses) -> Self {
        let strips = |strips: &Strips| -> Strips {
            let open = strips.iter().filter(|(_, from)| all.without(from).is_empty());
            open.map(|(ports, _)| (*ports, Addresses::all())).collect()
        };
        let parts = self.0.iter().map(|(protocol, all)| (*protocol, strips(all)));
        Self(parts.filter(|(_, strips)| !strips.is_empty()).collect())
    }

    /// Whether something passes to this port.
    pub fn reaches(&self, protocol: Protocol, port: u16) -> bool {
        self.ports(protocol).any(|(first, last)| (first..=last).contains(&port))
    }

    /// Whether every port of TCP is open.
    pub fn is_every_port(&self) -> bool {
        let mut ports: Vec<Ports> = self.ports(Protocol::Tcp).collect();
        ports.sort_unstable();
        let mut next = 0u32;
        for (first, last) in ports {
            if u32::from(first) > next {
                return false;
            }
            next = next.max(u32::from(last) + 1);
        }
        next > u32::from(u16::MAX)
    }

    fn merge(&self, other: &Self, of: fn(&Addresses, &Addresses) -> Addresses) -> Self {
        let mut out = BTreeMap::new();
        let none = Vec::new();
        for protocol in ALL {
            let (one, two) = (self.0.get(&protocol), other.0.get(&protocol));
            let strips = merged(one.unwrap_or(&none), two.unwrap_or(&none), of);
            if !strips.is_empty() {
                out.insert(protocol, strips);
            }
        }
        Self(out)
    }
}

/// Cuts both where either begins or ends, and joins what touches and is the same.
fn merged(one: &Strips, two: &Strips, of: fn(&Addresses, &Addresses) -> Addresses) -> Strips {
    let begins =
        |((first, last), _): &(Ports, Addresses)| [u32::from(*first), u32::from(*last) + 1];
    let mut cuts: Vec<u32> = one.iter().chain(two).flat_map(begins).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let (mut left, mut right) = (one.iter().peekable(), two.iter().peekable());
    let none = Addresses::default();
    let mut out: Strips = Vec::new();
    for pair in cuts.windows(2) {
        let [first, end] = *pair else { continue };
        let from = of(at(&mut left, first, &none), at(&mut right, first, &none));
        let (Ok(first), Ok(last)) = (u16::try_from(first), u16::try_from(end - 1)) else {
            continue;
        };
        match out.last_mut() {
            _ if from.is_empty() => {}
            Some(((_, before), same))
                if u32::from(*before) + 1 == u32::from(first) && *same == from =>
            {
                *before = last;
            }
            _ => out.push(((first, last), from)),
        }
    }
    out
}

/// The addresses of the strip that holds a port, going on from the last one that was asked for.
fn at<'s>(
    strips: &mut std::iter::Peekable<std::slice::Iter<'s, (Ports, Addresses)>>,
    port: u32,
    none: &'s Addresses,
) -> &'s Addresses {
    while strips.next_if(|((_, last), _)| u32::from(*last) < port).is_some() {}
    match strips.peek() {
        Some(((first, _), from)) if u32::from(*first) <= port => from,
        _ => none,
    }
}

/// `22`, `8000-8100`, or `all ports`.
pub(super) fn ports((first, last): Ports) -> String {
    match (first, last) {
        EVERY_PORT => "all ports".into(),
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("{first}-{last}"),
    }
}

/// Strips that are shown; the rest is a count.
const SHOWN: usize = 6;

impl fmt::Display for Traffic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let everything = ALL.iter().all(|one| self.ports(*one).any(|ports| ports == EVERY_PORT));
        if everything && let Some((_, from)) = self.0.values().flatten().next() {
            return write!(out, "every port from {from}");
        }
        let strips =
            self.0.iter().flat_map(|(protocol, all)| all.iter().map(move |one| (protocol, one)));
        let word = |protocol| match protocol {
            Protocol::Tcp => "tcp",
            Protocol::Udp => "udp",
            Protocol::Icmp => "icmp",
            Protocol::Other => "protocol",
        };
        let one = |(protocol, (range, from)): (&Protocol, &(Ports, Addresses))| match protocol {
            Protocol::Icmp => format!("icmp from {from}"),
            _ => format!("{} {} from {from}", word(*protocol), ports(*range)),
        };
        let all: Vec<String> = strips.map(one).collect();
        let more = all.len().saturating_sub(SHOWN);
        let shown: Vec<&str> = all.iter().take(SHOWN).map(String::as_str).collect();
        out.write_str(&shown.join("; "))?;
        if more > 0 { write!(out, "; and {more} more") } else { Ok(()) }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn rule(protocol: &str, ports: Ports, from: &str) -> Traffic {
        Traffic::of(protocol, Some(ports), &Addresses::parse(from).unwrap()).unwrap()
    }

    #[test]
    fn ports_and_sources_add_up() {
        let low = rule("tcp", (0, 1023), "0.0.0.0/0");
        let high = rule("6", (1024, 65535), "0.0.0.0/0");
        let both = low.union(&high);
        assert_eq!(both, rule("tcp", EVERY_PORT, "0.0.0.0/0"));
        assert!(both.is_every_port() && !low.is_every_port());
        assert!(both.without(&low).without(&high).is_empty());
        let halves =
            rule("tcp", (22, 22), "0.0.0.0/1").union(&rule("tcp", (22, 22), "128.0.0.0/1"));
        assert_eq!(halves, rule("tcp", (22, 22), "0.0.0.0/0"));
        assert_eq!(halves.to_string(), "tcp 22 from any address of IPv4");
        assert!(!halves.from_width(Width::World).is_empty());
        assert!(halves.from_width(Width::Named).is_empty());
    }

    #[test]
    fn what_is_open_to_all_of_a_range() {
        let near = Addresses::parse("10.0.0.0/16").unwrap();
        let part = rule("tcp", (22, 22), "10.0.1.0/24");
        let both = part.union(&rule("tcp", (5432, 5433), "10.0.0.0/8"));
        let open = both.open_to(&near);
        assert!(rule("tcp", (5432, 5433), "0.0.0.0/0").without(&open).is_empty());
        assert!(!open.reaches(Protocol::Tcp, 22));
        assert!(part.open_to(&near).is_empty());
    }

    #[test]
    fn every_protocol_covers_each() {
        let all = rule("-1", (0, 0), "0.0.0.0/0");
        for one in ["tcp", "udp", "icmp", "50"] {
            assert!(rule(one, (7, 9), "10.0.0.0/8").without(&all).is_empty(), "{one}");
        }
        assert!(Traffic::of("bogus", None, &Addresses::all()).is_none());
        let left = all.without(&rule("tcp", (22, 22), "10.0.0.0/8"));
        assert!(left.reaches(Protocol::Tcp, 22));
        assert!(left.within(&rule("tcp", (22, 22), "10.1.0.0/16")).is_empty());
        assert_eq!(
            rule("tcp", (22, 22), "10.0.0.0/8").from_width(Width::World),
            Traffic::default()
        );
    }
}
