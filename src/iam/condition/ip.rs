//! `IpAddress`: CIDR of either family; the families never match each other.

use super::expected::Expected;
use super::{Operator, comparing};
use crate::model::value::is_symbolic;
use std::net::IpAddr;

pub(super) const OPERATORS: &[Operator] = &[comparing("ipaddress", Some("notipaddress"), read)];

/// A block; or one address that is not known yet, by its symbol.
fn read(text: &str) -> Expected {
    let address = text.strip_suffix("/32").unwrap_or(text);
    match Block::read(text) {
        Some(block) => Expected::Block(block),
        None if is_symbolic(address) => Expected::Text(address.into()),
        None => Expected::Never,
    }
}

/// A CIDR block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Block {
    /// Whether it is of IPv6.
    pub wide: bool,
    /// The first address.
    pub first: u128,
    /// The last address.
    pub last: u128,
}

impl Block {
    /// The block of `203.0.113.0/24`, or of a single address. Bits beyond the prefix are ignored.
    pub fn read(text: &str) -> Option<Self> {
        let (network, length) = match text.split_once('/') {
            Some((network, length)) => (network, Some(length.parse::<u32>().ok()?)),
            None => (text, None),
        };
        let (wide, address, bits) = number(network.parse().ok()?);
        let length = length.unwrap_or(bits);
        let free = bits.checked_sub(length)?;
        let host = u128::MAX.checked_shr(128 - free).unwrap_or(0);
        Some(Self { wide, first: address & !host, last: address | host })
    }

    /// Whether an address lies in it; none if the text is no address. A block in the request is
    /// within when all of it is.
    pub(super) fn holds(&self, request: &str) -> Option<bool> {
        let asked = Self::read(request)?;
        Some(asked.wide == self.wide && asked.first >= self.first && asked.last <= self.last)
    }
}

/// The family, the number and the width in bits of an address.
fn number(address: IpAddr) -> (bool, u128, u32) {
    match address {
        IpAddr::V4(address) => (false, u128::from(u32::from(address)), 32),
        IpAddr::V6(address) => (true, u128::from(address), 128),
    }
}

/// The address of a number.
pub fn address(wide: bool, number: u128) -> Option<IpAddr> {
    if wide {
        Some(IpAddr::V6(number.into()))
    } else {
        u32::try_from(number).ok().map(|number| IpAddr::V4(number.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::Block;

    #[test]
    fn blocks() {
        let table = [
            ("203.0.113.0/24", "203.0.113.9", Some(true)),
            ("203.0.113.0/24", "203.0.114.9", Some(false)),
            ("203.0.113.77/24", "203.0.113.9", Some(true)),
            ("0.0.0.0/0", "255.255.255.255", Some(true)),
            ("0.0.0.0/0", "2001:db8::1", Some(false)),
            ("::/0", "2001:db8::1", Some(true)),
            ("10.0.0.7", "10.0.0.7", Some(true)),
            ("10.0.0.0/8", "nowhere", None),
        ];
        for (block, request, want) in table {
            let got = Block::read(block).and_then(|block| block.holds(request));
            assert_eq!(got, want, "{request} in {block}");
        }
        for wrong in ["10.0.0.0/33", "::/129", "10.0.0/8", "/8", "10.0.0.0/-1", ""] {
            assert_eq!(Block::read(wrong), None, "{wrong}");
        }
    }
}
