//! Date operators: ISO 8601 or seconds of the epoch on either side, compared as instants.

use super::Operator;
use std::cmp::Ordering;

pub(super) const OPERATORS: &[Operator] = &[
    Operator {
        name: "dateequals",
        negated: Some("datenotequals"),
        variables: false,
        test: |request, policy| Some((order(request, policy)? == Ordering::Equal).into()),
    },
    Operator {
        name: "dategreaterthan",
        negated: None,
        variables: false,
        test: |request, policy| Some((order(request, policy)? == Ordering::Greater).into()),
    },
    Operator {
        name: "dategreaterthanequals",
        negated: None,
        variables: false,
        test: |request, policy| Some((order(request, policy)? != Ordering::Less).into()),
    },
    Operator {
        name: "datelessthan",
        negated: None,
        variables: false,
        test: |request, policy| Some((order(request, policy)? == Ordering::Less).into()),
    },
    Operator {
        name: "datelessthanequals",
        negated: None,
        variables: false,
        test: |request, policy| Some((order(request, policy)? != Ordering::Greater).into()),
    },
];

fn order(request: &str, policy: &str) -> Option<Ordering> {
    instant(request)?.partial_cmp(&instant(policy)?)
}

/// Seconds since 1970 of `2026-01-31`, `2026-01-31T10:00:00Z`, `...+02:00` or a plain number.
fn instant(text: &str) -> Option<f64> {
    if let Ok(seconds) = text.parse::<f64>() {
        return Some(seconds).filter(|seconds| seconds.is_finite());
    }
    let (date, time) = text.split_once('T').unwrap_or((text, "00:00:00Z"));
    let mut parts = date.splitn(3, '-').map(str::parse::<i64>);
    let year = parts.next()?.ok()?;
    let month = parts.next().unwrap_or(Ok(1)).ok()?;
    let day = parts.next().unwrap_or(Ok(1)).ok()?;
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(0..=9_999).contains(&year) {
        return None;
    }
    let (clock, offset) = match time.find(['Z', '+', '-']) {
        Some(at) => time.split_at_checked(at)?,
        None => (time, "Z"),
    };
    Some(days(year, month, day) as f64 * 86_400.0 + seconds(clock)? - shift(offset)?)
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn seconds(clock: &str) -> Option<f64> {
    let mut total = 0.0;
    for (part, unit) in clock.splitn(3, ':').zip([3_600.0, 60.0, 1.0]) {
        total += part.parse::<f64>().ok()? * unit;
    }
    Some(total)
}

fn shift(offset: &str) -> Option<f64> {
    match offset.strip_prefix('+').map(|clock| (1.0, clock)) {
        Some((sign, clock)) => Some(sign * seconds(clock)?),
        None => match offset.strip_prefix('-') {
            Some(clock) => Some(-seconds(clock)?),
            None => Some(0.0),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::instant;

    #[test]
    fn instants() {
        assert_eq!(instant("1970-01-01T00:00:00Z"), Some(0.0));
        assert_eq!(instant("2026-01-01T02:00:00+02:00"), instant("2026-01-01T00:00:00Z"));
        assert_eq!(instant("2026-01-01"), Some(1_767_225_600.0));
        assert_eq!(instant("1767225600"), instant("2026-01-01T00:00:00Z"));
        assert_eq!(instant("2026-13-01"), None);
        assert_eq!(instant("soon"), None);
    }
}
