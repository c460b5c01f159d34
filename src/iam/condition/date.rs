//! Date operators: ISO 8601 or seconds of the epoch on either side, compared as instants.

use super::expected::{Comparison, Expected};
use super::{Operator, comparing};
use std::cmp::Ordering;

pub(super) const OPERATORS: &[Operator] = &[
    comparing("dateequals", Some("datenotequals"), |text| read(Comparison::Equal, text)),
    comparing("dategreaterthan", None, |text| read(Comparison::Greater, text)),
    comparing("dategreaterthanequals", None, |text| read(Comparison::NotLess, text)),
    comparing("datelessthan", None, |text| read(Comparison::Less, text)),
    comparing("datelessthanequals", None, |text| read(Comparison::NotGreater, text)),
];

fn read(comparison: Comparison, text: &str) -> Expected {
    Instant::read(text).map_or(Expected::Never, |instant| Expected::Date(comparison, instant))
}

/// How a request's value compares with an instant; none if it is no date.
pub(super) fn order(request: &str, instant: Instant) -> Option<Ordering> {
    Some(Instant::read(request)?.cmp(&instant))
}

/// Milliseconds since the begin of 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// The last instant that a date of four digits can name.
const LAST: i64 = 253_402_300_799_999;

impl Instant {
    /// The instant of `2026`, `2026-01`, `2026-01-31`, `2026-01-31T10:00Z`, `...:00.5+02:00` or of a
    /// number of seconds. Four digits alone are a year, as in ISO 8601.
    ///
    /// Source: IAM user guide, "Date condition operators", read 2026-11-22.
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if number && text.len() != 4 {
            let millis = text.parse::<i64>().ok()?.checked_mul(1_000)?;
            return (-LAST..=LAST).contains(&millis).then_some(Self(millis));
        }
        let (date, time) = text.split_once(['T', 't']).unwrap_or((text, "00:00Z"));
        let mut parts = date.splitn(3, '-');
        let year = digits_of(parts.next()?, 4)?;
        let month = parts.next().map_or(Some(1), |part| digits_of(part, 2))?;
        let day = parts.next().map_or(Some(1), |part| digits_of(part, 2))?;
        if !(1..=12).contains(&month) || !(1..=days_of(year, month)).contains(&day) {
            return None;
        }
        let (clock, offset) = match time.find(['Z', 'z', '+', '-']) {
            Some(at) => time.split_at_checked(at)?,
            None => (time, "Z"),
        };
        let seconds = days(year, month, day) * 86_400;
        Some(Self(seconds * 1_000 + clock_millis(clock)? - offset_millis(offset)?))
    }

    /// The instant so many seconds after the begin of 1970.
    pub const fn of_epoch(seconds: i64) -> Self {
        Self(seconds * 1_000)
    }

    /// The instant one second earlier or later.
    #[must_use]
    pub fn beside(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds * 1_000))
    }

    /// An instant between this and a later one; none if they are neighbours.
    pub fn between(self, later: Self) -> Option<Self> {
        let middle = self.0 + (later.0 - self.0) / 2;
        // Whole seconds where there is room: they can be written in both forms.
        let whole = middle.div_euclid(1_000) * 1_000;
        [whole, middle].into_iter().find(|at| *at > self.0 && *at < later.0).map(Self)
    }
}

impl std::fmt::Display for Instant {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (seconds, millis) = (self.0.div_euclid(1_000), self.0.rem_euclid(1_000));
        let (year, month, day) = civil(seconds.div_euclid(86_400));
        let clock = seconds.rem_euclid(86_400);
        let (hour, minute, second) = (clock / 3_600, clock / 60 % 60, clock % 60);
        write!(out, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if millis != 0 {
            write!(out, ".{millis:03}")?;
        }
        out.write_str("Z")
    }
}

fn digits_of(text: &str, count: usize) -> Option<i64> {
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

fn days_of(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a day since 1970-01-01.
fn civil(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, of_month)
}

fn clock_millis(clock: &str) -> Option<i64> {
    let mut parts = clock.splitn(3, ':');
    let hour = digits_of(parts.next()?, 2)?;
    let minute = digits_of(parts.next()?, 2)?;
    let (second, fraction) = match parts.next() {
        None => (0, 0),
        Some(text) => {
            let (second, fraction) = text.split_once('.').unwrap_or((text, "0"));
            let thousandths: String = fraction.chars().chain("000".chars()).take(3).collect();
            (digits_of(second, 2)?, digits_of(&thousandths, 3)?)
        }
    };
    let fits = hour <= 24 && minute < 60 && second <= 60;
    fits.then_some(((hour * 60 + minute) * 60 + second) * 1_000 + fraction)
}

fn offset_millis(offset: &str) -> Option<i64> {
    if offset.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, clock) = match offset.strip_prefix('+') {
        Some(clock) => (1, clock),
        None => (-1, offset.strip_prefix('-')?),
    };
    let (hour, minute) = clock.split_once(':').or_else(|| clock.split_at_checked(2))?;
    let minute = if minute.is_empty() { 0 } else { digits_of(minute, 2)? };
    Some(sign * (digits_of(hour, 2)? * 60 + minute) * 60_000)
}

#[cfg(test)]
mod tests {
    use super::Instant;

    #[test]
    fn instants() {
        let read = Instant::read;
        assert_eq!(read("1970-01-01T00:00:00Z"), Some(Instant(0)));
        assert_eq!(read("2026-01-01T02:00:00+02:00"), read("2026-01-01T00:00:00Z"));
        assert_eq!(read("2026-01-01T02:00:00+0200"), read("2026-01-01"));
        assert_eq!(read("2026"), Some(Instant(1_767_225_600_000)));
        assert_eq!(read("1767225600"), read("2026-01-01T00:00Z"));
        assert_eq!(read("2026-01-01T00:00:00.5Z"), Some(Instant(1_767_225_600_500)));
        for wrong in ["2026-13-01", "2026-02-30", "2026-01-01T25", "soon", "", "T", "-", "é"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for text in ["1969-12-31T23:59:59Z", "2024-02-29T12:30:45.250Z", "0000-03-01T00:00:00Z"] {
            let instant = Instant::read(text);
            assert_eq!(instant.map(|one| one.to_string()).as_deref(), Some(text));
        }
    }
}
