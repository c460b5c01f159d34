//! Numbers from and to decimal text.

use super::{Number, PRECISION};
use crate::diag::limits::NUMBER_BITS_MAX;
use dashu_int::UBig;
use dashu_int::ops::BitTest;
use std::fmt;

/// Significant digits where a number is written in short.
const SHORT_DIGITS: usize = 10;

/// A decimal number `0.DIGITS × 10^point`, without zeros at the end.
struct Decimal {
    digits: Vec<u8>,
    point: i64,
}

impl Decimal {
    /// `mantissa × 2^exponent`, exactly.
    fn new(mantissa: &UBig, exponent: i64) -> Self {
        let by = usize::try_from(exponent.unsigned_abs()).unwrap_or_default();
        let (whole, scale) = if exponent >= 0 {
            (mantissa << by, 0)
        } else {
            (mantissa * UBig::from(5_u8).pow(by), exponent)
        };
        let mut digits = whole.to_string().into_bytes();
        let point = i64::try_from(digits.len()).unwrap_or(i64::MAX).saturating_add(scale);
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        Self { digits, point }
    }

    fn at(&self, index: usize) -> u8 {
        self.digits.get(index).copied().unwrap_or(b'0')
    }

    /// Keeps `count` digits, rounded up if asked.
    fn cut(&mut self, count: usize, up: bool) {
        self.digits.truncate(count);
        if up {
            while self.digits.last() == Some(&b'9') {
                self.digits.pop();
            }
            match self.digits.last_mut() {
                Some(last) => *last += 1,
                None => {
                    self.digits.push(b'1');
                    self.point += 1;
                }
            }
        }
        while self.digits.last() == Some(&b'0') {
            self.digits.pop();
        }
    }

    /// Whether what follows the first `count` digits rounds up, half to even.
    fn rounds_up(&self, count: usize) -> bool {
        let even = count == 0 || self.at(count - 1).is_multiple_of(2);
        match self.at(count) {
            b'5' if count + 1 >= self.digits.len() => !even,
            digit => digit >= b'5',
        }
    }

    /// Without an exponent.
    fn plain(&self) -> String {
        let text = String::from_utf8_lossy(&self.digits);
        let digits = i64::try_from(self.digits.len()).unwrap_or(i64::MAX);
        let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or_default());
        if self.digits.is_empty() {
            "0".to_owned()
        } else if self.point <= 0 {
            format!("0.{}{text}", zeros(-self.point))
        } else if self.point >= digits {
            format!("{text}{}", zeros(self.point - digits))
        } else {
            let (whole, fraction) = text
                .split_at_checked(usize::try_from(self.point).unwrap_or_default())
                .unwrap_or_default();
            format!("{whole}.{fraction}")
        }
    }

    /// With an exponent.
    fn scientific(&self) -> String {
        let text = String::from_utf8_lossy(&self.digits);
        let (first, rest) = text.split_at_checked(1).unwrap_or(("0", ""));
        let dot = if rest.is_empty() { "" } else { "." };
        let exponent = if self.digits.is_empty() { 0 } else { self.point - 1 };
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{first}{dot}{rest}e{sign}{:02}", exponent.unsigned_abs())
    }
}

impl Number {
    /// The number that `text` is: decimal digits, perhaps a sign, a point, an exponent.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, text) = match text.as_bytes().first()? {
            b'-' => (true, text.get(1..)?),
            b'+' => (false, text.get(1..)?),
            _ => (false, text),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent_of(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        let limit = usize::try_from(NUMBER_BITS_MAX).unwrap_or(usize::MAX);
        if digits.is_empty()
            || digits.len() > limit
            || !digits.bytes().all(|one| one.is_ascii_digit())
        {
            return None;
        }
        let digits = UBig::from_str_radix(&digits, 10).ok()?;
        let exponent = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
        Self::from_decimal(negative, digits, exponent)
    }

    /// `digits × 10^exponent`, rounded once.
    fn from_decimal(negative: bool, digits: UBig, exponent: i64) -> Option<Self> {
        if exponent.unsigned_abs() > NUMBER_BITS_MAX / 4 {
            return digits.is_zero().then(Self::zero);
        }
        let power = UBig::from(10_u8).pow(usize::try_from(exponent.unsigned_abs()).ok()?);
        if exponent >= 0 {
            return Self::rounded(negative, digits * power, 0, PRECISION, false).bounded();
        }
        // Enough bits for the result and two more; the remainder says whether there is more.
        let wanted = power.bit_len() + PRECISION as usize + 2;
        let shift = wanted.saturating_sub(digits.bit_len());
        let dividend = digits << shift;
        let quotient = &dividend / &power;
        let more = &quotient * &power != dividend;
        let exponent = -i64::try_from(shift).ok()?;
        Self::rounded(negative, quotient, exponent, PRECISION, more).bounded()
    }

    /// The shortest decimal that no other number of this precision is nearer to.
    fn shortest(&self) -> Decimal {
        let mut decimal = Decimal::new(&self.mantissa, self.exponent);
        // One bit more than the precision: the last bit is half a unit in the last place.
        let bits = self.mantissa.bit_len();
        let Some(shift) = (self.precision as usize + 1).checked_sub(bits) else { return decimal };
        let mantissa = &self.mantissa << shift;
        let exponent = self.exponent - i64::try_from(shift).unwrap_or_default();
        let lower = Decimal::new(&(&mantissa - UBig::ONE), exponent);
        let upper = Decimal::new(&(&mantissa + UBig::ONE), exponent);
        // Half-way values round to an even mantissa, so they count as near only to such.
        let inclusive = mantissa.trailing_zeros() != Some(1);
        // A bound with its point elsewhere differs in the first digit, which is all that counts.
        for index in 0..decimal.digits.len() {
            let (low, digit, high) = (lower.at(index), decimal.at(index), upper.at(index));
            let down = low != digit || inclusive && index + 1 == lower.digits.len();
            let up =
                digit != high && (inclusive || digit + 1 < high || index + 1 < upper.digits.len());
            if down || up {
                let round_up = if down && up { decimal.rounds_up(index + 1) } else { up };
                decimal.cut(index + 1, round_up);
                break;
            }
        }
        decimal
    }

    /// The number with this many digits after the point: `%f` of a format.
    #[must_use]
    pub fn fixed(&self, digits: usize) -> String {
        let mut decimal = Decimal::new(&self.mantissa, self.exponent);
        let wanted = i64::try_from(digits).unwrap_or(i64::MAX).saturating_add(decimal.point);
        match usize::try_from(wanted) {
            Ok(count) if count < decimal.digits.len() => {
                let up = decimal.rounds_up(count);
                decimal.cut(count, up);
            }
            Ok(_) => {}
            Err(_) => decimal.digits.clear(),
        }
        let mut text = decimal.plain();
        if digits > 0 {
            let after = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
            if after == 0 {
                text.push('.');
            }
            text.push_str(&"0".repeat(digits - after));
        }
        self.signed(text)
    }

    /// The number with an exponent and this many digits after the point, or as few as it takes: `%e`.
    #[must_use]
    pub fn scientific(&self, digits: Option<usize>, letter: char) -> String {
        let decimal = self.in_digits(digits.map(|digits| digits.saturating_add(1)));
        let mut text = decimal.scientific();
        if let (Some(digits), Some((mantissa, exponent))) = (digits, text.split_once('e')) {
            let after = mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len());
            let dot = if after == 0 && digits > 0 { "." } else { "" };
            text =
                format!("{mantissa}{dot}{}e{exponent}", "0".repeat(digits.saturating_sub(after)));
        }
        self.signed(text.replace('e', &letter.to_string()))
    }

    /// The number in this many digits, or as few as it takes, with an exponent where it is very large
    /// or small: `%g`.
    #[must_use]
    pub fn general(&self, digits: Option<usize>, letter: char) -> String {
        let digits = digits.map(|digits| digits.max(1));
        let decimal = self.in_digits(digits);
        let length = i64::try_from(decimal.digits.len()).unwrap_or(i64::MAX);
        let widest = match digits.and_then(|digits| i64::try_from(digits).ok()) {
            None => 6,
            Some(digits) if digits > length && length >= decimal.point => length,
            Some(digits) => digits,
        };
        let exponent = decimal.point - 1;
        let large = !decimal.digits.is_empty() && (exponent < -4 || exponent >= widest);
        let text = if large {
            decimal.scientific().replace('e', &letter.to_string())
        } else {
            decimal.plain()
        };
        self.signed(text)
    }

    fn in_digits(&self, digits: Option<usize>) -> Decimal {
        let Some(digits) = digits.or_else(|| self.is_zero().then_some(1)) else {
            return self.shortest();
        };
        let mut decimal = Decimal::new(&self.mantissa, self.exponent);
        if decimal.digits.len() > digits {
            let up = decimal.rounds_up(digits);
            decimal.cut(digits, up);
        }
        decimal
    }

    fn signed(&self, text: String) -> String {
        if self.negative { format!("-{text}") } else { text }
    }

    /// The number in at most ten digits, with an exponent where it is very large or small.
    #[must_use]
    pub fn short(&self) -> String {
        let mut decimal = Decimal::new(&self.mantissa, self.exponent);
        if decimal.digits.len() > SHORT_DIGITS {
            let up = decimal.rounds_up(SHORT_DIGITS);
            decimal.cut(SHORT_DIGITS, up);
        }
        let widest = i64::try_from(SHORT_DIGITS).unwrap_or_default();
        let plain = decimal.digits.is_empty() || (-3..=widest).contains(&decimal.point);
        let text = if plain { decimal.plain() } else { decimal.scientific() };
        if self.negative { format!("-{text}") } else { text }
    }
}

fn exponent_of(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let all_digits = !digits.is_empty() && digits.bytes().all(|one| one.is_ascii_digit());
    if all_digits { text.parse().ok() } else { None }
}

/// Without an exponent, as short as it can be: how Terraform turns a number into a text.
impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negative {
            out.write_str("-")?;
        }
        let whole = self.exponent >= 0 && self.magnitude() <= i64::from(self.precision);
        if whole && let Some(integer) = self.to_integer() {
            return write!(out, "{integer}");
        }
        out.write_str(&self.shortest().plain())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that fails may panic")]
    use super::*;

    #[test]
    fn decimal_text() {
        let table = [
            ("0", "0"),
            ("-0", "0"),
            ("1.0", "1"),
            ("1e21", "1000000000000000000000"),
            ("12345678901234567890", "12345678901234567890"),
            ("0.1", "0.1"),
            ("-3.140", "-3.14"),
            ("1e-7", "0.0000001"),
            ("9.99999", "9.99999"),
            ("123456.789e2", "12345678.9"),
        ];
        for (text, want) in table {
            assert_eq!(Number::parse(text).unwrap().to_string(), want, "{text}");
        }
        assert_eq!(Number::from_f64(0.1).unwrap().to_string(), "0.1");
        assert_eq!(Number::from_f64(2_f64.sqrt()).unwrap().to_string(), "1.4142135623730951");
        for text in ["", "-", "1.2.3", "0x1", "1e", "e1", "1 ", "inf", "1e99999999999999999999"] {
            assert!(Number::parse(text).is_none(), "`{text}`");
        }
    }

    #[test]
    fn a_third_has_as_many_digits_as_its_precision() {
        let third = |left: Number| left.over(&Number::from(3_u64)).unwrap().to_string();
        assert_eq!(third(Number::from(10_u64)), "3.3333333333333333333");
        assert_eq!(third(Number::parse("10").unwrap()).len(), 156);
    }

    #[test]
    fn short_text() {
        let table = [
            ("1", "1"),
            ("12345678901", "1.23456789e+10"),
            ("0.00001", "1e-05"),
            ("0.0001", "0.0001"),
            ("1234567890", "1234567890"),
            ("-2.5", "-2.5"),
        ];
        for (text, want) in table {
            assert_eq!(Number::parse(text).unwrap().short(), want, "{text}");
        }
    }
}
