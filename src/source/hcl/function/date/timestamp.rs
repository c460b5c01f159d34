//! Points in time as RFC 3339 writes them.

use std::fmt;

const DAY: i64 = 24 * 60 * 60;
const NANOSECONDS: i64 = 1_000_000_000;
/// Days from the first of March of the year 0 to the first of January of 1970.
const EPOCH: i64 = 719_468;
/// Days of 400 years, after which the calendar repeats.
const ERA: i64 = 146_097;

/// A point in time, and how far the clock there is ahead of UTC.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Timestamp {
    /// Seconds since 1970, and the fraction that follows.
    seconds: i64,
    nanoseconds: i64,
    /// Seconds.
    offset: i64,
}

/// The same on a calendar and a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Civil {
    pub(in super::super) year: i64,
    pub(in super::super) month: i64,
    pub(in super::super) day: i64,
    /// 0 is Sunday.
    pub(in super::super) weekday: i64,
    pub(in super::super) hour: i64,
    pub(in super::super) minute: i64,
    pub(in super::super) second: i64,
}

/// What may be written otherwise than RFC 3339 has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Strict,
    /// Hours may have one digit, a comma may stand before the fraction, and offsets may reach 24:60.
    Lenient,
}

impl Timestamp {
    /// Reads a time of RFC 3339, as strictly as it is meant.
    pub(in super::super) fn parse_strict(text: &str) -> Result<Self, String> {
        Self::read(text, Mode::Strict)
    }

    /// Reads a time of RFC 3339 as leniently as `timecmp` does.
    pub(in super::super) fn parse(text: &str) -> Result<Self, String> {
        Self::read(text, Mode::Lenient)
    }

    fn read(text: &str, mode: Mode) -> Result<Self, String> {
        let mut reader = Reader { rest: text };
        let time = reader.time(mode).filter(|_| reader.rest.is_empty());
        time.ok_or_else(|| format!("`{text}` is no time such as `2006-01-02T15:04:05Z`"))
    }

    /// Reads a time as YAML may have it: numbers may be short, and all after the day may be missing.
    pub(in super::super) fn parse_yaml(text: &str) -> Option<Self> {
        let mut reader = Reader { rest: text };
        reader.yaml().filter(|_| reader.rest.is_empty())
    }

    /// A time in UTC; none if there is no such day or hour.
    pub(in super::super) fn new(date: [i64; 3], clock: [i64; 3], nanoseconds: i64) -> Option<Self> {
        let ([year, month, day], [hour, minute, second]) = (date, clock);
        let real = (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day)
            && (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60).contains(&second);
        let seconds = days(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
        real.then_some(Self { seconds, nanoseconds, offset: 0 })
    }

    /// The same point wherever the clock is.
    pub(in super::super) fn instant(&self) -> (i64, i64) {
        (self.seconds, self.nanoseconds)
    }

    /// Seconds that the clock is ahead of UTC.
    pub(in super::super) fn offset(&self) -> i64 {
        self.offset
    }

    /// The time so many nanoseconds later.
    pub(in super::super) fn plus(self, nanoseconds: i64) -> Self {
        let fraction = self.nanoseconds + nanoseconds % NANOSECONDS;
        let seconds = self.seconds + nanoseconds / NANOSECONDS + fraction.div_euclid(NANOSECONDS);
        Self { seconds, nanoseconds: fraction.rem_euclid(NANOSECONDS), ..self }
    }

    /// What calendar and clock show there.
    pub(in super::super) fn civil(&self) -> Civil {
        let local = self.seconds + self.offset;
        let (since, clock) = (local.div_euclid(DAY), local.rem_euclid(DAY));
        let shifted = since + EPOCH;
        let (era, of_era) = (shifted.div_euclid(ERA), shifted.rem_euclid(ERA));
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        // Months are counted from March, so that the day that comes and goes is the last.
        let march = (5 * of_year + 2) / 153;
        let month = if march < 10 { march + 3 } else { march - 9 };
        Civil {
            year: era * 400 + year + i64::from(month <= 2),
            month,
            day: of_year - (153 * march + 2) / 5 + 1,
            weekday: (since + 4).rem_euclid(7),
            hour: clock / 3600,
            minute: clock / 60 % 60,
            second: clock % 60,
        }
    }
}

/// Without the fraction.
impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Civil { year, month, day, hour, minute, second, .. } = self.civil();
        let (sign, year) = if year < 0 { ("-", -year) } else { ("", year) };
        write!(out, "{sign}{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if self.offset == 0 { out.write_str("Z") } else { out.write_str(&self.written_offset(":")) }
    }
}

impl Timestamp {
    /// `+01:00`, with this between hours and minutes.
    pub(in super::super) fn written_offset(&self, between: &str) -> String {
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.abs() / 60;
        format!("{sign}{:02}{between}{:02}", minutes / 60, minutes % 60)
    }
}

/// Days since 1970.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, march) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * march + 2) / 5 + day - 1;
    era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn time(&mut self, mode: Mode) -> Option<Timestamp> {
        let year = self.digits(4)?;
        let month = self.after("-")?.digits(2)?;
        let day = self.after("-")?.digits(2)?;
        self.after("T")?;
        let hour = if mode == Mode::Lenient { self.short()? } else { self.digits(2)? };
        let minute = self.after(":")?.digits(2)?;
        let second = self.after(":")?.digits(2)?;
        let nanoseconds = self.fraction(mode);
        let offset = self.offset(mode)?;
        let local = Timestamp::new([year, month, day], [hour, minute, second], nanoseconds)?;
        Some(Timestamp { seconds: local.seconds - offset, offset, ..local })
    }

    fn yaml(&mut self) -> Option<Timestamp> {
        let year = self.digits(4)?;
        let month = self.after("-")?.short()?;
        let day = self.after("-")?.short()?;
        if self.rest.is_empty() {
            return Timestamp::new([year, month, day], [0; 3], 0);
        }
        let spaced = self.after(" ").is_some();
        if !spaced && self.after("T").is_none() {
            self.after("t")?;
        }
        let hour = self.short()?;
        let minute = self.after(":")?.short()?;
        let second = self.after(":")?.short()?;
        let nanoseconds = self.fraction(Mode::Lenient);
        let offset = if spaced { 0 } else { self.offset(Mode::Lenient)? };
        let local = Timestamp::new([year, month, day], [hour, minute, second], nanoseconds)?;
        Some(Timestamp { seconds: local.seconds - offset, offset, ..local })
    }

    /// A number of two digits or one.
    fn short(&mut self) -> Option<i64> {
        self.digits(2).or_else(|| self.digits(1))
    }

    fn after(&mut self, text: &str) -> Option<&mut Self> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(self)
    }

    /// A number of so many digits.
    fn digits(&mut self, count: usize) -> Option<i64> {
        let (digits, rest) = self.rest.split_at_checked(count)?;
        let number =
            digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())??;
        self.rest = rest;
        Some(number)
    }

    /// Nanoseconds; what is finer is dropped.
    fn fraction(&mut self, mode: Mode) -> i64 {
        let comma = self.rest.strip_prefix(',').filter(|_| mode == Mode::Lenient);
        let Some(after) = self.rest.strip_prefix('.').or(comma) else { return 0 };
        let rest = after.trim_start_matches(|one: char| one.is_ascii_digit());
        if rest.len() == after.len() {
            return 0;
        }
        let digits = after.bytes().take(after.len() - rest.len()).chain(std::iter::repeat(b'0'));
        self.rest = rest;
        digits.take(9).fold(0, |all, digit| all * 10 + i64::from(digit - b'0'))
    }

    fn offset(&mut self, mode: Mode) -> Option<i64> {
        if self.after("Z").is_some() {
            return Some(0);
        }
        let sign = if self.after("-").is_some() { -1 } else { self.after("+").map(|_| 1)? };
        let hours = self.digits(2)?;
        let minutes = self.after(":")?.digits(2)?;
        let (hours_max, minutes_max) = if mode == Mode::Strict { (23, 59) } else { (24, 60) };
        (hours <= hours_max && minutes <= minutes_max).then_some(sign * (hours * 60 + minutes) * 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_they_are_read() {
        let table = [
            ("1970-01-01T00:00:00Z", Some("1970-01-01T00:00:00Z")),
            ("2020-02-29T23:59:59.999+05:30", Some("2020-02-29T23:59:59+05:30")),
            ("0000-01-01T00:00:00-08:00", Some("0000-01-01T00:00:00-08:00")),
            ("2017-11-22T00:00:00+00:00", Some("2017-11-22T00:00:00Z")),
            ("2017-11-22T1:00:00Z", Some("2017-11-22T01:00:00Z")),
            ("2017-11-22T00:00:00,5Z", Some("2017-11-22T00:00:00Z")),
            ("2019-02-29T00:00:00Z", None),
            ("2017-11-22T24:00:00Z", None),
            ("2017-11-22t00:00:00Z", None),
            ("2017-11-22 00:00:00Z", None),
            ("2017-11-22T00:00:00", None),
            ("2017-11-22T00:00:00Zx", None),
        ];
        for (text, want) in table {
            let got = Timestamp::parse(text).ok().map(|time| time.to_string());
            assert_eq!(got.as_deref(), want, "{text}");
        }
        assert!(Timestamp::parse_strict("2017-11-22T1:00:00Z").is_err());
    }
}
