//! The values that conditions compare: decimals, instants, networks, bytes. Each is read from text;
//! none means that the text is no such value.

use std::cmp::Ordering;
use std::net::IpAddr;

/// Compares two decimal numbers digit by digit: no rounding.
pub(crate) fn compare_decimals(a: &str, b: &str) -> Option<Ordering> {
    let ((a_minus, a), (b_minus, b)) = (decimal(a)?, decimal(b)?);
    let whole = a.0.len().max(b.0.len());
    let part = a.1.len().max(b.1.len());
    let digits = |(int, frac): &(String, String)| format!("{int:0>whole$}{frac:0<part$}");
    let (a, b) = (digits(&a), digits(&b));
    let zero = |digits: &str| digits.bytes().all(|digit| digit == b'0');
    Some(match (a_minus && !zero(&a), b_minus && !zero(&b)) {
        (false, false) => a.cmp(&b),
        (true, true) => b.cmp(&a),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    })
}

/// Whether it is negative, and its digits before and behind the point.
fn decimal(text: &str) -> Option<(bool, (String, String))> {
    let (minus, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (int, frac) = text.split_once('.').unwrap_or((text, ""));
    let fine = all_digits(int) && (frac.is_empty() && !text.ends_with('.') || all_digits(frac));
    fine.then(|| (minus, (int.to_owned(), frac.to_owned())))
}

/// A number and the ones on both sides of it; whole numbers only, others stand alone.
pub(crate) fn number_near(text: &str) -> Vec<String> {
    match text.parse::<i64>() {
        Ok(number) => [-1, 0, 1].map(|step| (number + step).to_string()).to_vec(),
        Err(_) => vec![text.to_owned()],
    }
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A date as nanoseconds since 1970: ISO 8601 (the W3C forms) or epoch seconds.
/// Four digits are a year; a time without a zone is UTC.
pub(crate) fn instant(text: &str) -> Option<i128> {
    const SECOND: i128 = 1_000_000_000;
    if all_digits(text) && text.len() != 4 {
        return text.parse::<i128>().ok()?.checked_mul(SECOND);
    }
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let fields: Vec<&str> = date.split('-').collect();
    let (year, month, day) = match &fields[..] {
        [year, month, day] => (fixed(year, 4)?, fixed(month, 2)?, fixed(day, 2)?),
        [year, month] if time.is_none() => (fixed(year, 4)?, fixed(month, 2)?, 1),
        [year] if time.is_none() => (fixed(year, 4)?, 1, 1),
        _ => return None,
    };
    let days = days_since_1970(year, month, day)?;
    Some(days * 86_400 * SECOND + time.map_or(Some(0), nanoseconds)?)
}

/// A number of exactly so many digits.
fn fixed(text: &str, length: usize) -> Option<i128> {
    (all_digits(text) && text.len() == length).then(|| text.parse().ok())?
}

fn days_since_1970(year: i128, month: i128, day: i128) -> Option<i128> {
    let leap = |year: i128| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = |month: i128| match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !(1..=12).contains(&month) || !(1..=length(month)).contains(&day) {
        return None;
    }
    let before = |year: i128| 365 * year + year / 4 - year / 100 + year / 400;
    let years = before(year - 1) - before(1969);
    Some(years + (1..month).map(length).sum::<i128>() + day - 1)
}

/// The nanoseconds of `hh:mm[:ss[.fraction]][Z|+hh:mm|-hh:mm]` after midnight UTC.
fn nanoseconds(time: &str) -> Option<i128> {
    let (clock, offset) = match time.find(['Z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, "Z"),
    };
    let offset = match offset.split_at_checked(1)? {
        ("Z", "") => 0,
        ("+", rest) => minutes(rest)?,
        ("-", rest) => -minutes(rest)?,
        _ => return None,
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let fields: Vec<&str> = clock.split(':').collect();
    let (minutes, seconds) = match &fields[..] {
        [_, _] => (minutes(clock)?, 0),
        [hours, minutes_, seconds] => {
            (minutes(&format!("{hours}:{minutes_}"))?, fixed(seconds, 2).filter(|s| *s < 60)?)
        }
        _ => return None,
    };
    let nanos = format!("{fraction:0<9}");
    let nanos = fixed(nanos.get(..9)?, 9).filter(|_| all_digits(fraction))?;
    Some(((minutes - offset) * 60 + seconds) * 1_000_000_000 + nanos)
}

/// `hh:mm` as minutes.
fn minutes(text: &str) -> Option<i128> {
    let (hours, minutes) = text.split_once(':')?;
    let hours = fixed(hours, 2).filter(|hours| *hours < 24)?;
    Some(hours * 60 + fixed(minutes, 2).filter(|minutes| *minutes < 60)?)
}

/// Is the address in the network? An address without a prefix is a network of one; IPv4 and IPv6
/// never match each other.
pub(crate) fn in_network(network: &str, address: &str) -> bool {
    let read = || {
        let (base, prefix) = network.split_once('/').unwrap_or((network, ""));
        let base = bits(base)?;
        let address = bits(address)?;
        let prefix = if network.contains('/') { prefix.parse().ok()? } else { base.len() };
        let fits = base.len() == address.len() && prefix <= base.len();
        Some(fits && base.get(..prefix)? == address.get(..prefix)?)
    };
    read().unwrap_or(false)
}

/// The bits of an address, one character each.
fn bits(address: &str) -> Option<String> {
    Some(match address.parse().ok()? {
        IpAddr::V4(address) => format!("{:032b}", u32::from(address)),
        IpAddr::V6(address) => format!("{:0128b}", u128::from(address)),
    })
}

/// The bits of a Base64 text; with padding.
pub(crate) fn base64(text: &str) -> Option<String> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    if !text.len().is_multiple_of(4) || padding > 2 {
        return None;
    }
    let mut bits = String::new();
    for letter in body.chars() {
        bits.push_str(&format!("{:06b}", ALPHABET.find(letter)?));
    }
    bits.truncate(bits.len() / 8 * 8);
    Some(bits)
}

#[test]
fn values_are_read_as_documented() {
    let day = 86_400 * 1_000_000_000;
    assert_eq!(instant("1970-01-02"), Some(day));
    assert_eq!(instant("86400"), Some(day));
    assert_eq!(instant("1970-01-02T01:00:00+01:00"), Some(day));
    assert_eq!(instant("2000-03-01"), instant("951868800"));
    assert_eq!(instant("2020"), instant("2020-01-01T00:00Z"));
    assert_eq!(instant("2019-02-29"), None);
    assert_eq!(instant("1970-01-01T00:00:00.5Z"), Some(500_000_000));
    assert_eq!(compare_decimals("10", "9.99"), Some(Ordering::Greater));
    assert_eq!(compare_decimals("-0", "0.00"), Some(Ordering::Equal));
    assert_eq!(compare_decimals("-2", "-10"), Some(Ordering::Greater));
    assert_eq!(compare_decimals("1x", "1"), None);
    assert!(in_network("10.1.2.3/8", "10.9.9.9") && !in_network("10.0.0.0/8", "11.0.0.0"));
    assert!(in_network("2001:db8::/32", "2001:db8::1") && !in_network("0.0.0.0/0", "::1"));
    assert_eq!(base64("QUJD"), Some("010000010100001001000011".to_owned()));
    assert_eq!(base64("QQ=="), Some("01000001".to_owned()));
}
