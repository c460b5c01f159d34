//! Functions of addresses and their prefixes.
//!
//! Terraform counts networks and hosts without looking at their sign everywhere, so that a negative
//! network has an answer too: not a useful one, but its own.

use super::super::types::Type;
use super::super::value::Value;
use super::{Call, Function, NUMBER, TEXT};

use dashu_int::{IBig, Sign};
use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "cidrhost",
        parameters: &[TEXT, NUMBER],
        rest: None,
        result: |_| Type::Text,
        run: cidrhost,
    },
    Function {
        name: "cidrnetmask",
        parameters: &[TEXT],
        rest: None,
        result: |_| Type::Text,
        run: cidrnetmask,
    },
    Function {
        name: "cidrsubnet",
        parameters: &[TEXT, NUMBER, NUMBER],
        rest: None,
        result: |_| Type::Text,
        run: cidrsubnet,
    },
    Function {
        name: "cidrsubnets",
        parameters: &[TEXT],
        rest: Some(NUMBER),
        result: |_| Type::list(Type::Text),
        run: cidrsubnets,
    },
];

/// The beginning of an IPv4 address that is written as one of IPv6.
const MAPPED: u128 = 0xFFFF << 32;

/// An address of 32 or 128 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Address {
    bits: u128,
    width: u32,
}

impl Address {
    /// The IPv4 address that it is, however it is written.
    fn as_v4(self) -> Option<u32> {
        if self.width == 128 && self.bits >> 32 != MAPPED >> 32 {
            return None;
        }
        u32::try_from(self.bits & u128::from(u32::MAX)).ok()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_v4() {
            Some(bits) => Ipv4Addr::from_bits(bits).fmt(out),
            None => Ipv6Addr::from_bits(self.bits).fmt(out),
        }
    }
}

/// An address of which the first bits count.
#[derive(Debug, Clone, Copy)]
struct Prefix {
    address: Address,
    length: u32,
}

impl fmt::Display for Prefix {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = if self.address.as_v4().is_some() { self.address.width - 32 } else { 0 };
        write!(out, "{}/{}", self.address, self.length.saturating_sub(hidden))
    }
}

impl Prefix {
    /// Reads `10.0.0.0/8`. Bits after the prefix are dropped, and zeros may lead a number.
    fn parse(text: &str) -> Result<Self, String> {
        let parsed = text.split_once('/').and_then(|(address, length)| {
            let address = v4(address).or_else(|| v6(address))?;
            let length = decimal(length).filter(|length| *length <= address.width)?;
            Some(Self { address, length })
        });
        let prefix = parsed.ok_or_else(|| format!("`{text}` is no prefix such as `10.0.0.0/8`"))?;
        Ok(prefix.cut(prefix.length))
    }

    /// The bits after the first `length`.
    fn host_bits(width: u32, length: u32) -> u128 {
        let all = u128::MAX >> (128 - width);
        all.checked_shr(length).unwrap_or(0)
    }

    /// The prefix of this length that the address is in.
    fn cut(self, length: u32) -> Self {
        let Address { bits, width } = self.address;
        let bits = bits & !Self::host_bits(width, length);
        Self { address: Address { bits, width }, length }
    }

    /// The last address.
    fn last(self) -> u128 {
        self.address.bits | Self::host_bits(self.address.width, self.length)
    }

    /// The next prefix of another length; none after the last address.
    fn next(self, length: u32) -> Option<Self> {
        let width = self.address.width;
        let here = Self { address: Address { bits: self.last(), width }, length }.cut(length);
        let bits = here.last().checked_add(1).filter(|bits| *bits <= u128::MAX >> (128 - width))?;
        Some(Self { address: Address { bits, width }, length })
    }

    /// The address with `number` put in so that it ends at the bit `end`; none if it does not fit.
    fn with(self, number: &IBig, end: i64) -> Option<Address> {
        let Address { bits, width } = self.address;
        let shift = usize::try_from(i64::from(width).checked_sub(end)?).ok()?;
        if number.is_zero() {
            return Some(self.address);
        }
        if shift > 256 {
            return None;
        }
        let (_, magnitude) = (IBig::from(bits) | (number.clone() << shift)).into_parts();
        let bits =
            u128::try_from(magnitude).ok().filter(|bits| *bits <= u128::MAX >> (128 - width))?;
        Some(Address { bits, width })
    }
}

/// A decimal number of a part of an address or prefix.
fn decimal(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn v4(text: &str) -> Option<Address> {
    let parts: Option<Vec<u8>> =
        text.split('.').map(|part| u8::try_from(decimal(part)?).ok()).collect();
    let parts: [u8; 4] = parts?.try_into().ok()?;
    Some(Address { bits: u32::from_be_bytes(parts).into(), width: 32 })
}

fn v6(text: &str) -> Option<Address> {
    let (text, tail) = match text.rsplit_once(':') {
        Some((head, tail)) if tail.contains('.') => (head, Some(v4(tail)?.bits)),
        _ => (text, None),
    };
    // What stands before a dotted end lost its colon: an end in `::` keeps one of two.
    let whole = match tail {
        Some(bits) => format!("{text}:{:x}:{:x}", bits >> 16, bits & 0xFFFF),
        None => text.to_owned(),
    };
    let bits = match whole.split_once("::") {
        Some((head, tail)) => {
            let (head, tail) = (groups(head)?, groups(tail)?);
            let zeros = 8_usize.checked_sub(head.len() + tail.len()).filter(|zeros| *zeros > 0)?;
            let all = head.into_iter().chain(std::iter::repeat_n(0, zeros)).chain(tail);
            joined(all)
        }
        None => joined(groups(&whole).filter(|all| all.len() == 8)?.into_iter()),
    };
    Some(Address { bits, width: 128 })
}

fn groups(text: &str) -> Option<Vec<u128>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    text.split(':').map(group).collect()
}

fn group(text: &str) -> Option<u128> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    digits.then(|| u128::from_str_radix(text, 16).ok()).flatten().filter(|one| *one <= 0xFFFF)
}

fn joined(groups: impl Iterator<Item = u128>) -> u128 {
    groups.fold(0, |all, group| all << 16 | group)
}

/// A whole number of any size.
fn whole(call: &Call<'_>, at: usize) -> Result<IBig, String> {
    let value = call.value(at);
    let number = value.as_number().filter(|number| number.is_integer());
    let integer = number.and_then(|number| Some((number.is_negative(), number.to_integer()?)));
    let (negative, magnitude) = integer.ok_or("a whole number is required")?;
    let sign = if negative { Sign::Negative } else { Sign::Positive };
    Ok(IBig::from_parts(sign, magnitude))
}

/// The last 64 bits of a number without its sign, which is all that is compared.
fn low(number: &IBig) -> u64 {
    let magnitude = number.clone().into_parts().1;
    let (low, _) = magnitude.split_bits(64);
    u64::try_from(low).unwrap_or_default()
}

fn cidrhost(call: &Call<'_>) -> Result<Value, String> {
    let mut number = whole(call, 1)?;
    let prefix = Prefix::parse(call.text(0))?;
    let last = IBig::from(Prefix::host_bits(prefix.address.width, prefix.length));
    let counted = if number < IBig::ZERO {
        let back = -number - IBig::ONE;
        number = &last - &back;
        back
    } else {
        // Above the largest signed number it counts as a negative one, which is never too large.
        IBig::from(low(&number).cast_signed())
    };
    let refused = || format!("a prefix of {} bits has no such host", prefix.length);
    if counted > last {
        return Err(refused());
    }
    let width = if prefix.address.as_v4().is_some() { 32 } else { 128 };
    let host = prefix.with(&number, width).ok_or_else(refused)?;
    Ok(Value::text(host.to_string()))
}

fn cidrnetmask(call: &Call<'_>) -> Result<Value, String> {
    let Prefix { address, length } = Prefix::parse(call.text(0))?;
    if address.as_v4().is_none() {
        return Err("IPv6 has no such masks".to_owned());
    }
    let all = u128::MAX >> (128 - address.width);
    let mask = Address { bits: all & !Prefix::host_bits(address.width, length), ..address };
    Ok(Value::text(mask.to_string()))
}

fn cidrsubnet(call: &Call<'_>) -> Result<Value, String> {
    let more = call.integer(1)?;
    let number = whole(call, 2)?;
    let prefix = Prefix::parse(call.text(0))?;
    let width = i64::from(prefix.address.width);
    let length = i64::from(prefix.length).checked_add(more).filter(|length| *length <= width);
    let length = length.ok_or_else(|| format!("there are no {more} bits left to extend it by"))?;
    let count = u32::try_from(more).ok().and_then(|more| 1_u64.checked_shl(more)).unwrap_or(0);
    let refused = || format!("{more} more bits do not hold this network's number");
    if low(&number) > count.wrapping_sub(1) {
        return Err(refused());
    }
    let address = prefix.with(&number, length).ok_or_else(refused)?;
    Ok(Value::text(match u32::try_from(length) {
        Ok(length) => Prefix { address, length }.to_string(),
        Err(_) => "<nil>".to_owned(),
    }))
}

/// Bits that `cidrsubnets` extends a prefix by at most.
const MORE_BITS_MAX: i64 = 32;

fn cidrsubnets(call: &Call<'_>) -> Result<Value, String> {
    let within = Prefix::parse(call.text(0))?;
    let mut current: Option<Prefix> = None;
    let mut all = Vec::new();
    for at in 1..call.arguments.len() {
        let more = call.integer(at)?;
        if !(1..=MORE_BITS_MAX).contains(&more) {
            return Err(format!("a prefix can be extended by 1 to {MORE_BITS_MAX} bits"));
        }
        let length = within.length + u32::try_from(more).unwrap_or_default();
        if length > within.address.width {
            return Err(format!("a prefix cannot have {length} bits"));
        }
        let next = match current {
            // An IPv4 address that is written as one of IPv6 has too few bits to count on.
            None if within.address.width == 128 && within.address.as_v4().is_some() => None,
            None => Some(within.cut(length)).filter(|first| first.address.bits != 0),
            Some(current) => current.next(length),
        };
        let is_within = |next: &Prefix| next.cut(within.length).address == within.address;
        let next = next.filter(is_within).ok_or("there is no room left for another network")?;
        all.push(Value::text(next.to_string()));
        current = Some(next);
    }
    Ok(Value::list(Type::Text, all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes() {
        let table = [
            ("10.1.2.3/16", Some("10.1.0.0/16")),
            ("010.1.2.3/08", Some("10.0.0.0/8")),
            ("1:2:3:4:5:6:1.2.3.4/112", Some("1:2:3:4:5:6:102:0/112")),
            ("::/0", Some("::/0")),
            ("::ffff:10.1.0.0/104", Some("10.0.0.0/8")),
            ("10.0.0.0", None),
            ("10.0.0/8", None),
            ("10.0.0.256/8", None),
            ("10.0.0.0/33", None),
            ("1:2:3:4:5:6:7::8/64", None),
            ("1::2::3/64", None),
            ("12345::/64", None),
        ];
        for (text, want) in table {
            let got = Prefix::parse(text).ok().map(|prefix| prefix.to_string());
            assert_eq!(got.as_deref(), want, "{text}");
        }
    }

    #[test]
    fn numbers_within_prefixes() {
        let table = [
            ("10.0.0.0/8", 5_i64, 16, Some("10.5.0.0")),
            ("10.0.0.0/8", -1, 16, Some("0.1.0.0")),
            ("fd00::/8", 1, 128, Some("fd00::1")),
            ("10.0.0.0/8", 1 << 40, 32, None),
        ];
        for (prefix, number, end, want) in table {
            let prefix = Prefix::parse(prefix).ok();
            let got = prefix.and_then(|prefix| prefix.with(&IBig::from(number), end));
            assert_eq!(got.map(|one| one.to_string()).as_deref(), want, "{number}");
        }
    }
}
