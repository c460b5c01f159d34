//! Sets of addresses: sorted ranges, so that ranges that add up to everything are everything.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

/// Where IPv4 lies among the addresses of IPv6, which no packet of IPv6 has.
const V4: Range = (0xffff_0000_0000, 0xffff_ffff_ffff);
/// A first and a last address.
type Range = (u128, u128);

/// Ranges that are no part of the internet.
///
/// Source: IANA special-purpose address registries, read 2026-11-23.
const INSIDE: &[&str] = &[
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "224.0.0.0/3",
    "::/3",
    "4000::/2",
    "8000::/1",
];

/// Ranges that networks take their addresses from.
///
/// Source: RFC 1918, RFC 6598, read 2026-11-23.
const PRIVATE: &[&str] = &["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

/// Public addresses from which on a set is as good as the internet: a /8 of IPv4, a /32 of IPv6.
const BROAD_V4: u128 = 1 << 24;
const BROAD_V6: u128 = 1 << 96;

/// A set of addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Addresses(Vec<Range>);

/// How wide a set of addresses is, the narrowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Width {
    /// Nothing that is outside.
    Inside,
    /// Some named ranges of the internet.
    Named,
    /// The internet, or so much of it that it is no limit.
    World,
}

impl Addresses {
    /// The addresses of a text such as `10.0.0.0/8` or `::1`; none for what is no range.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length.parse::<u32>().ok()?)),
            None => (text, None),
        };
        match address.trim().parse::<IpAddr>().ok()? {
            IpAddr::V4(one) => {
                let host = 32u32.checked_sub(length.unwrap_or(32))?;
                let first = one.to_ipv6_mapped().to_bits() >> host << host;
                Some(Self(vec![(first, first | mask(host))]))
            }
            IpAddr::V6(one) => {
                let host = 128u32.checked_sub(length.unwrap_or(128))?;
                let first = one.to_bits().checked_shr(host).unwrap_or(0);
                let first = first.checked_shl(host).unwrap_or(0);
                Some(Self(vec![(first, first | mask(host))]).without(&Self(vec![V4])))
            }
        }
    }

    /// All addresses of both kinds.
    pub fn all() -> Self {
        Self(vec![(0, u128::MAX)])
    }

    /// All of IPv4.
    pub fn v4() -> Self {
        Self(vec![V4])
    }

    /// All of IPv6.
    pub fn v6() -> Self {
        Self::all().without(&Self::v4())
    }

    /// All that networks take their addresses from.
    pub fn private() -> Self {
        Self::of(PRIVATE)
    }

    fn of(ranges: &[&str]) -> Self {
        let all = ranges.iter().filter_map(|text| Self::parse(text));
        all.fold(Self::default(), |all, one| all.union(&one))
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of both.
    pub fn union(&self, other: &Self) -> Self {
        let mut all: Vec<Range> = self.0.iter().chain(&other.0).copied().collect();
        all.sort_unstable();
        let mut out: Vec<Range> = Vec::new();
        for (first, last) in all {
            match out.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => out.push((first, last)),
            }
        }
        Self(out)
    }

    /// Those in both.
    pub fn within(&self, other: &Self) -> Self {
        let mut out = Vec::new();
        for (first, last) in &self.0 {
            for (begin, end) in &other.0 {
                let (begin, end) = (*first.max(begin), *last.min(end));
                if begin <= end {
                    out.push((begin, end));
                }
            }
        }
        Self(out)
    }

    /// Those that are not in the other.
    pub fn without(&self, other: &Self) -> Self {
        let mut out = Vec::new();
        for (first, last) in &self.0 {
            let mut next = Some(*first);
            for (begin, end) in other.0.iter().filter(|(begin, end)| begin <= last && end >= first)
            {
                let Some(at) = next else { break };
                if *begin > at {
                    out.push((at, begin - 1));
                }
                next = if end >= last { None } else { Some(at.max(end + 1)) };
            }
            out.extend(next.map(|at| (at, *last)));
        }
        Self(out)
    }

    /// Those of the internet.
    pub fn outside(&self) -> Self {
        static NOT_PUBLIC: LazyLock<Addresses> = LazyLock::new(|| Addresses::of(INSIDE));
        self.without(&NOT_PUBLIC)
    }

    /// How wide it is.
    pub fn width(&self) -> Width {
        let outside = self.outside();
        let size = |of: &Self| of.0.iter().map(|(first, last)| last - first + 1).sum::<u128>();
        let (v4, all) = (size(&outside.within(&Self(vec![V4]))), size(&outside));
        if v4 >= BROAD_V4 || all - v4 >= BROAD_V6 {
            Width::World
        } else if outside.is_empty() {
            Width::Inside
        } else {
            Width::Named
        }
    }
}

/// As many ones at the end.
fn mask(bits: u32) -> u128 {
    1u128.checked_shl(bits).map_or(u128::MAX, |one| one - 1)
}

/// Ranges that are shown; the rest is a count.
const SHOWN: usize = 4;

impl fmt::Display for Addresses {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (v4, lacks) = (Self(vec![V4]), Self::all().outside().without(self));
        match (lacks.within(&v4).is_empty(), lacks.without(&v4).is_empty()) {
            (true, true) => return out.write_str("anywhere"),
            (true, false) => return out.write_str("any address of IPv4"),
            (false, true) => return out.write_str("any address of IPv6"),
            (false, false) if lacks.within(&v4).width() < Width::World => {
                return out.write_str("nearly any address of IPv4");
            }
            (false, false) => {}
        }
        for (index, range) in self.0.iter().take(SHOWN).enumerate() {
            out.write_str(if index == 0 { "" } else { ", " })?;
            out.write_str(&shown(*range))?;
        }
        match self.0.len().checked_sub(SHOWN) {
            Some(more) if more > 0 => write!(out, " and {more} more ranges"),
            _ => Ok(()),
        }
    }
}

/// A range as `10.0.0.0/8` where it is one, else by its ends.
fn shown((first, last): Range) -> String {
    let host = (last - first + 1).trailing_zeros();
    let is_block = last - first == mask(host) && first & mask(host) == 0;
    let mapped = (V4.0..=V4.1).contains(&first);
    let text = |bits: u128| match u32::try_from(bits & 0xffff_ffff) {
        Ok(bits) if mapped => Ipv4Addr::from_bits(bits).to_string(),
        _ => Ipv6Addr::from_bits(first.max(bits)).to_string(),
    };
    let length = if mapped { 32u32.saturating_sub(host) } else { 128u32.saturating_sub(host) };
    match is_block {
        true => format!("{}/{length}", text(first)),
        false => format!("{}-{}", text(first), text(last)),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn set(list: &[&str]) -> Addresses {
        let all = list.iter().map(|text| Addresses::parse(text).unwrap());
        all.fold(Addresses::default(), |all, one| all.union(&one))
    }

    #[test]
    fn ranges_add_up() {
        let table: &[(&[&str], Width, &str)] = &[
            (&["0.0.0.0/0"], Width::World, "any address of IPv4"),
            (&["0.0.0.0/1", "128.0.0.0/1"], Width::World, "any address of IPv4"),
            (&["::/1", "8000::/1"], Width::World, "any address of IPv6"),
            (&["0.0.0.0/0", "::/0"], Width::World, "anywhere"),
            (&["10.0.0.0/8"], Width::Inside, "10.0.0.0/8"),
            (&["fd00::/8"], Width::Inside, "fd00::/8"),
            (&["203.0.113.0/24"], Width::Named, "203.0.113.0/24"),
            (&["52.0.0.0/7"], Width::World, "52.0.0.0/7"),
            (&["2001:db8::/48"], Width::Named, "2001:db8::/48"),
            (&["192.0.2.1", "192.0.2.2/31"], Width::Named, "192.0.2.1-192.0.2.3"),
        ];
        for (list, width, text) in table {
            let set = set(list);
            assert_eq!(set.width(), *width, "{list:?}");
            assert_eq!(set.to_string(), *text, "{list:?}");
        }
        for bad in ["", "x", "1.2.3.4/33", "::/129", "1.2.3/8", "0.0.0.0/-1"] {
            assert!(Addresses::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn what_one_has_and_another_has_not() {
        let wide = set(&["10.0.0.0/8"]);
        let narrow = set(&["10.1.0.0/16", "10.3.0.0/16"]);
        assert!(narrow.without(&wide).is_empty());
        let rest = wide.without(&narrow);
        assert_eq!(rest.union(&narrow), wide);
        assert!(rest.within(&narrow).is_empty());
        assert!(set(&["::/0"]).within(&set(&["0.0.0.0/0"])).is_empty());
        assert!(Addresses::all().without(&set(&["0.0.0.0/0", "::/0"])).is_empty());
    }
}
