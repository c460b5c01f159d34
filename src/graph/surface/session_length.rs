//! How soon sessions end: for so long is a token good that got into other hands.
//!
//! Absent means: a role or permission set that says nothing ends its sessions within an hour.

use super::{Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::{Arn, value};

pub(super) const SURFACE: Surface = Surface {
    id: "session-length",
    class: Class::Trust,
    axis: Axis::Access,
    polarity: Polarity::Confinement,
    weakened: "sessions of TO no longer end within EXTENT",
    stands: "sessions of TO do not end within EXTENT",
    fix: "let sessions last no longer than the work that they are for",
    controls: &["csf2:PR.AA-03", "nhi:NHI7:2025"],
    facts,
};

/// What sessions may end within, in seconds, and its word. AWS lets none last longer than 12 hours.
const WITHIN: &[(u64, &str)] = &[(3_600, "the hour"), (28_800, "the working day")];

/// The units of a length such as `PT1H30M`, in seconds.
const UNITS: &[(char, u64)] = &[('D', 86_400), ('H', 3_600), ('M', 60), ('S', 1)];

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    view.elements.of_kind(ElementKind::SessionLimit).iter().map(|one| fact(view, one)).collect()
}

/// Within what the sessions of a role or permission set end. Where that is not known they may end within
/// any of them.
fn fact<'i>(view: &View<'_, 'i>, one: &'i Element) -> Fact<'i> {
    let id = view.text(one.id);
    let name = Arn::parse(id).map_or(id, |arn| arn.resource);
    let to = Label { id: value::readable(id), short: value::readable(name) };
    let length = view.elements.text(one, "length").and_then(seconds);
    let open = view.elements.why_unknown(one, "length");
    let within = WITHIN.iter().filter(|(most, _)| length.is_none_or(|length| length <= *most));
    let says = format!("how long sessions of {} last", to.short);
    Fact {
        about: vec![one.id],
        extent: Extent::names(within.map(|(_, word)| *word)),
        lacks: Extent::none(),
        open: open.into_iter().collect(),
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: Some((ElementKind::SessionLimit, one.id)),
        from: Label::plain("*"),
        to,
        technique: "session.length",
        severity: Severity::Medium,
        support: vec![Support::of(one, &["length"], says)],
    }
}

/// The seconds of `3600` or of a length as ISO 8601 writes it: `PT1H30M`.
fn seconds(text: &str) -> Option<u64> {
    let Some(parts) = text.strip_prefix('P') else { return text.parse().ok() };
    let mut total: u64 = 0;
    let mut count = String::new();
    for letter in parts.chars().filter(|letter| *letter != 'T') {
        if letter.is_ascii_digit() {
            count.push(letter);
            continue;
        }
        let (_, unit) = UNITS.iter().find(|(known, _)| *known == letter)?;
        total = total.checked_add(count.parse::<u64>().ok()?.checked_mul(*unit)?)?;
        count.clear();
    }
    count.is_empty().then_some(total)
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn lengths_are_read_in_both_ways() {
        for (text, want) in [
            ("3600", Some(3_600)),
            ("PT1H", Some(3_600)),
            ("PT1H30M", Some(5_400)),
            ("PT45M", Some(2_700)),
            ("P1D", Some(86_400)),
            ("PT", Some(0)),
            ("PT1", None),
            ("PTxH", None),
            ("PT99999999999999999999H", None),
            ("an hour", None),
        ] {
            assert_eq!(seconds(text), want, "{text}");
        }
    }
}
