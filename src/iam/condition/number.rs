//! Numeric operators: decimal comparison without rounding.

use super::expected::{Comparison, Expected};
use super::{Operator, comparing};
use std::cmp::Ordering;

pub(super) const OPERATORS: &[Operator] = &[
    comparing("numericequals", Some("numericnotequals"), |text| read(Comparison::Equal, text)),
    comparing("numericgreaterthan", None, |text| read(Comparison::Greater, text)),
    comparing("numericgreaterthanequals", None, |text| read(Comparison::NotLess, text)),
    comparing("numericlessthan", None, |text| read(Comparison::Less, text)),
    comparing("numericlessthanequals", None, |text| read(Comparison::NotGreater, text)),
];

fn read(comparison: Comparison, text: &str) -> Expected {
    Decimal::read(text).map_or(Expected::Never, |number| Expected::Number(comparison, number))
}

/// A decimal number of up to 18 digits before and after the point, in units of 10^-18.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i128);

/// Digits kept on either side of the point.
const DIGITS: usize = 18;
const UNIT: i128 = 1_000_000_000_000_000_000;

impl Decimal {
    /// The number written as `12`, `-0.5` or `1e3`; none for other texts and more digits.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if whole.len() + part.len() == 0 || whole.len() > DIGITS || part.len() > DIGITS {
            return None;
        }
        let digits = whole.bytes().chain(part.bytes());
        let mut units: i128 = 0;
        for digit in digits {
            if !digit.is_ascii_digit() {
                return None;
            }
            units = units.checked_mul(10)?.checked_add(i128::from(digit - b'0'))?;
        }
        let shift = exponent.checked_add(i32::try_from(DIGITS - part.len()).ok()?)?;
        let units = scale(units, shift)?;
        Some(Self(if negative { -units } else { units }))
    }

    /// A number between this and a greater one; none if they are neighbours.
    pub fn between(self, greater: Self) -> Option<Self> {
        let middle = self.0 + (greater.0 - self.0) / 2;
        (middle != self.0).then_some(Self(middle))
    }

    /// The next whole number in the direction of `sign`.
    #[must_use]
    pub fn beside(self, sign: i128) -> Self {
        Self((self.0.div_euclid(UNIT) + sign) * UNIT)
    }
}

fn scale(units: i128, shift: i32) -> Option<i128> {
    let factor = 10i128.checked_pow(shift.unsigned_abs())?;
    if shift >= 0 {
        units.checked_mul(factor)
    } else {
        // What would be rounded is refused: a comparison must not turn on it.
        (units % factor == 0).then(|| units / factor)
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (
            self.0.unsigned_abs() / UNIT.unsigned_abs(),
            self.0.unsigned_abs() % UNIT.unsigned_abs(),
        );
        if part == 0 {
            return write!(out, "{sign}{whole}");
        }
        let part = format!("{part:018}");
        write!(out, "{sign}{whole}.{}", part.trim_end_matches('0'))
    }
}

/// How a request's value compares with a number; none if it is none.
pub(super) fn order(request: &str, number: Decimal) -> Option<Ordering> {
    Some(Decimal::read(request)?.cmp(&number))
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn reads_and_writes() {
        let table = [
            ("12", Some("12")),
            ("-0.50", Some("-0.5")),
            ("1e3", Some("1000")),
            ("15e-1", Some("1.5")),
            (".5", Some("0.5")),
            ("", None),
            (".", None),
            ("1.2.3", None),
            ("ten", None),
            ("1e-30", None),
            ("0.1234567890123456789", None),
        ];
        for (text, want) in table {
            let got = Decimal::read(text).map(|number| number.to_string());
            assert_eq!(got.as_deref(), want, "{text}");
        }
        assert!(Decimal::read("9007199254740993") > Decimal::read("9007199254740992"));
    }

    #[test]
    fn finds_numbers_between_and_beside() {
        let read = |text| Decimal::read(text).unwrap_or(Decimal(0));
        assert_eq!(read("1").between(read("2")), Some(read("1.5")));
        assert_eq!(read("1.5").beside(1), read("2"));
        assert_eq!(read("-1.5").beside(-1), read("-3"));
        assert_eq!(Decimal(1).between(Decimal(2)), None);
    }
}
