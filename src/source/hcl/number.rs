//! Numbers of the Terraform language: binary floating point of 512 bits, rounded half to even.
//!
//! A number keeps its precision: what is counted (a length) has 64 bits, what a floating-point
//! function made has 53, all else 512. A result has the precision of its wider operand.

mod text;

use crate::diag::limits::NUMBER_BITS_MAX;
use dashu_int::UBig;
use dashu_int::ops::BitTest;
use std::cmp::Ordering;
use std::fmt;

/// Bits of a number that was written down.
const PRECISION: u32 = 512;
/// Bits of a number that was counted.
const PRECISION_COUNT: u32 = 64;
/// Bits of a number that floating-point hardware made.
const PRECISION_FLOAT: u32 = 53;

/// A number: sign × mantissa × 2^exponent. The mantissa is odd, or zero with exponent 0.
///
/// Equality (`==`) is Terraform's: two numbers are equal if they are written alike, so that
/// `0.1 + 0.2 == 0.3`. The order is exact.
#[derive(Clone)]
pub struct Number {
    negative: bool,
    mantissa: UBig,
    exponent: i64,
    precision: u32,
}

impl Number {
    /// Zero.
    #[must_use]
    pub fn zero() -> Self {
        Self::from(0_u64)
    }

    /// The whole number `magnitude`, or its negative, exact however large.
    #[must_use]
    pub fn from_integer(negative: bool, magnitude: UBig) -> Self {
        let bits = u32::try_from(magnitude.bit_len()).unwrap_or(u32::MAX);
        Self::rounded(negative, magnitude, 0, bits.max(PRECISION_COUNT), false)
    }

    /// The number that floating-point hardware calls `value`; none for what is not finite.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        let bits = value.to_bits();
        let fraction = bits & ((1 << 52) - 1);
        let biased = i64::try_from((bits >> 52) & 0x7FF).unwrap_or_default();
        let mantissa = if biased == 0 { fraction } else { fraction | (1 << 52) };
        let exponent = biased.max(1) - 1075;
        let negative = value.is_sign_negative();
        Some(Self::rounded(negative, UBig::from(mantissa), exponent, PRECISION_FLOAT, false))
    }

    /// Rounds `mantissa × 2^exponent` to `precision` bits, half to even. `more`: the exact value is
    /// a little above.
    fn rounded(negative: bool, mantissa: UBig, exponent: i64, precision: u32, more: bool) -> Self {
        let excess = mantissa.bit_len().saturating_sub(precision as usize);
        let (mut mantissa, mut exponent) = (mantissa, exponent);
        if excess > 0 {
            let (rest, kept) = mantissa.split_bits(excess);
            let half = UBig::ONE << (excess - 1);
            let up = match rest.cmp(&half) {
                Ordering::Less => false,
                Ordering::Greater => true,
                Ordering::Equal => more || kept.trailing_zeros() == Some(0),
            };
            mantissa = if up { kept + UBig::ONE } else { kept };
            exponent = exponent.saturating_add_unsigned(excess as u64);
        }
        let Some(zeros) = mantissa.trailing_zeros() else {
            return Self { negative: false, mantissa, exponent: 0, precision };
        };
        let exponent = exponent.saturating_add_unsigned(zeros as u64);
        Self { negative, mantissa: mantissa >> zeros, exponent, precision }
    }

    /// The number itself unless it is too large or too small to be handled.
    fn bounded(self) -> Option<Self> {
        (self.magnitude().unsigned_abs() <= NUMBER_BITS_MAX
            && self.exponent.unsigned_abs() <= NUMBER_BITS_MAX)
            .then_some(self)
    }

    /// The place of the highest bit, as a power of two.
    fn magnitude(&self) -> i64 {
        self.exponent.saturating_add_unsigned(self.mantissa.bit_len() as u64)
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.mantissa.is_zero()
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// Whether it has no fraction.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// The whole number towards zero.
    #[must_use]
    pub fn truncated(&self) -> Self {
        if self.is_integer() {
            return self.clone();
        }
        let drop = usize::try_from(self.exponent.unsigned_abs()).unwrap_or(usize::MAX);
        let kept =
            if drop >= self.mantissa.bit_len() { UBig::ZERO } else { &self.mantissa >> drop };
        Self::rounded(self.negative, kept, 0, self.precision, false)
    }

    /// The next whole number below, or itself.
    #[must_use]
    pub fn floor(&self) -> Self {
        let whole = self.truncated();
        if self.negative && !self.is_integer() {
            return whole.minus(&Self::from(1_u64)).unwrap_or(whole);
        }
        whole
    }

    /// The next whole number above, or itself.
    #[must_use]
    pub fn ceil(&self) -> Self {
        self.negated().floor().negated()
    }

    /// Its negative.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self { negative: !self.negative && !self.is_zero(), ..self.clone() }
    }

    /// Its distance from zero.
    #[must_use]
    pub fn absolute(&self) -> Self {
        Self { negative: false, ..self.clone() }
    }

    /// The sum; none where it is out of range.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Option<Self> {
        let precision = self.precision.max(other.precision);
        let exponent = self.exponent.min(other.exponent);
        let (left, right) = (self.shifted_to(exponent)?, other.shifted_to(exponent)?);
        let (negative, sum) = match (self.negative == other.negative, left >= right) {
            (true, _) => (self.negative, left + right),
            (false, true) => (self.negative, left - right),
            (false, false) => (other.negative, right - left),
        };
        Self::rounded(negative, sum, exponent, precision, false).bounded()
    }

    /// The mantissa as it is with a smaller exponent.
    fn shifted_to(&self, exponent: i64) -> Option<UBig> {
        let by = usize::try_from(self.exponent.checked_sub(exponent)?).ok()?;
        (by as u64 <= NUMBER_BITS_MAX * 2).then(|| &self.mantissa << by)
    }

    /// The difference; none where it is out of range.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Option<Self> {
        self.plus(&other.negated())
    }

    /// The product; none where it is out of range.
    #[must_use]
    pub fn times(&self, other: &Self) -> Option<Self> {
        let product = &self.mantissa * &other.mantissa;
        let needed = u32::try_from(product.bit_len()).ok()?.min(PRECISION);
        let precision = self.precision.max(other.precision).max(needed);
        let exponent = self.exponent.checked_add(other.exponent)?;
        let negative = self.negative != other.negative;
        Self::rounded(negative, product, exponent, precision, false).bounded()
    }

    /// The quotient; none for a division by zero.
    #[must_use]
    pub fn over(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        let precision = self.precision.max(other.precision);
        // Two bits more than the result has, and a remainder that says whether there is more.
        let wanted = other.mantissa.bit_len() + precision as usize + 2;
        let shift = wanted.saturating_sub(self.mantissa.bit_len());
        let dividend = &self.mantissa << shift;
        let quotient = &dividend / &other.mantissa;
        let more = &quotient * &other.mantissa != dividend;
        let exponent = self.exponent - other.exponent - i64::try_from(shift).ok()?;
        let negative = self.negative != other.negative;
        Self::rounded(negative, quotient, exponent, precision, more).bounded()
    }

    /// The remainder of a division towards zero: it has the sign of the dividend. What is divided
    /// by zero remains as it is.
    #[must_use]
    pub fn remainder(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return Some(self.clone());
        }
        let whole = self.over(other)?.truncated();
        self.minus(&other.times(&whole)?)
    }

    /// The value of a whole number that fits; none for a fraction.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        if !self.is_integer() || self.magnitude() > 64 {
            return None;
        }
        let magnitude = i128::try_from(self.shifted_to(0)?).ok()?;
        i64::try_from(if self.negative { -magnitude } else { magnitude }).ok()
    }

    /// The value of a whole number that is not negative and fits.
    #[must_use]
    pub fn to_usize(&self) -> Option<usize> {
        usize::try_from(self.to_i64()?).ok()
    }

    /// The magnitude of a whole number.
    #[must_use]
    pub fn to_integer(&self) -> Option<UBig> {
        if self.is_integer() { self.shifted_to(0) } else { None }
    }

    /// The nearest value that floating-point hardware has.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        // The decimal text of 17 and more digits rounds to the same value.
        self.to_string().parse().unwrap_or(f64::NAN)
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |one: &Self| i8::from(!one.is_zero()) * if one.negative { -1 } else { 1 };
        let by_sign = sign(self).cmp(&sign(other));
        if by_sign != Ordering::Equal || self.is_zero() {
            return by_sign;
        }
        let by_size = self.magnitude().cmp(&other.magnitude()).then_with(|| {
            let exponent = self.exponent.min(other.exponent);
            self.shifted_to(exponent).cmp(&other.shifted_to(exponent))
        });
        if self.negative { by_size.reverse() } else { by_size }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        let same = self.exponent == other.exponent && self.mantissa == other.mantissa;
        self.negative == other.negative
            && (same
                || !(self.is_integer() && other.is_integer())
                    && self.to_string() == other.to_string())
    }
}

impl Eq for Number {}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Self::from_integer(false, UBig::from(value))
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self::from_integer(value < 0, UBig::from(value.unsigned_abs()))
    }
}

impl From<usize> for Number {
    fn from(value: usize) -> Self {
        Self::from(value as u64)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that fails may panic")]
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn arithmetic() {
        type Operation = fn(&Number, &Number) -> Option<Number>;
        let table: &[(&str, Operation, &str, &str)] = &[
            ("0.1", Number::plus, "0.2", "0.3"),
            ("18446744073709551615", Number::plus, "1", "18446744073709551616"),
            ("1", Number::minus, "1", "0"),
            ("2.5", Number::times, "-2", "-5"),
            ("1", Number::over, "4", "0.25"),
            ("-7", Number::remainder, "3", "-1"),
            ("7", Number::remainder, "-3", "1"),
            ("5.5", Number::remainder, "2", "1.5"),
            ("5", Number::remainder, "0", "5"),
        ];
        for (left, operation, right, want) in table {
            let got = operation(&number(left), &number(right)).unwrap();
            assert_eq!(got, number(want), "{left} and {right}");
        }
        assert!(number("1").over(&number("0")).is_none());
        assert!(number("1e60000").times(&number("1e60000")).is_none());
    }

    #[test]
    fn whole_numbers() {
        let table = [
            // number, floor, ceiling
            ("1.5", "1", "2"),
            ("-1.5", "-2", "-1"),
            ("-0.2", "-1", "0"),
            ("7", "7", "7"),
            ("1e30", "1e30", "1e30"),
        ];
        for (text, floor, ceil) in table {
            assert_eq!(number(text).floor(), number(floor), "floor of {text}");
            assert_eq!(number(text).ceil(), number(ceil), "ceiling of {text}");
        }
        assert_eq!(number("-9223372036854775808").to_i64(), Some(i64::MIN));
        assert_eq!(number("9223372036854775808").to_i64(), None);
        assert_eq!(number("0.5").to_i64(), None);
        assert!((number("0.1").to_f64() - 0.1).abs() < f64::EPSILON);
    }

    #[test]
    fn order() {
        assert!(number("-2") < number("-1"));
        assert!(number("-1") < number("0"));
        assert!(number("1e400") > number("1e399"));
        assert!(number("0.1") < number("0.11"));
    }
}
