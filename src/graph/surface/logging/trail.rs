//! What is seen of the calls in an account, by all its trails and event stores together.

use super::{Seen, fact};
use crate::graph::surface::extent::WITHIN;
use crate::graph::surface::{Fact, Label, Polarity, Support, Surface, View};
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::value;

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "log-trail",
    class: Class::Logging,
    axis: Axis::Attribution,
    polarity: Polarity::Observation,
    weakened: "TO sees less than before: EXTENT",
    stands: "TO does not see EXTENT",
    fix: "keep one trail that logs all calls of all regions, or show where else they are seen",
    controls: &["csf2:PR.PS-04", "csf2:DE.CM-03", "csf2:DE.CM-09"],
    facts,
};

const TRAIL_KEYS: &[&str] = &[
    "bucket",
    "events",
    "global",
    "group",
    "key",
    "logging",
    "multi-region",
    "organization",
    "validated",
];
const STORE_KEYS: &[&str] =
    &["events", "key", "multi-region", "organization", "protected", "suspended"];

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let trails = view.elements.of_kind(ElementKind::Trail).iter();
    let stores = view.elements.of_kind(ElementKind::EventStore).iter();
    let trails = trails.flat_map(|one| of(view, one, trail(view, one), TRAIL_KEYS));
    trails.chain(stores.flat_map(|one| of(view, one, store(view, one), STORE_KEYS))).collect()
}

/// The facts of one of them: about its account, so that one may stand in for another.
fn of<'i>(
    view: &View<'_, 'i>,
    one: &'i Element,
    seen: Seen,
    keys: &'static [&'static str],
) -> Vec<Fact<'i>> {
    let about = view.elements.names(one, "account");
    let to = Label { id: "log:cloudtrail".to_owned(), short: "CloudTrail".to_owned() };
    let address = value::shown(&view.store.names, one.origin.address);
    let support = vec![Support::of(one, keys, format!("what {address} sees"))];
    seen.facts(&Fact { support, ..fact(about, to, "log.trail-off", Severity::High) })
}

fn trail(view: &View<'_, '_>, one: &Element) -> Seen {
    let elements = &view.elements;
    let mut seen = events(view, one);
    for (key, word) in [
        ("global", "calls to global services"),
        ("validated", "proof that its files are as they were written"),
    ] {
        seen.flag(view, one, (key, true), word);
    }
    organization(view, one, &mut seen);
    for (key, word) in [("key", "a key of its own"), ("group", "a copy in a log group")] {
        if elements.setting(one, key).is_some() {
            seen.sure.push(word.to_owned());
        }
    }
    match elements.flag(one, "logging") {
        Some(true) => seen,
        Some(false) => seen.dimmed(None),
        None => seen.dimmed(Some(why(view, one, "logging"))),
    }
}

fn store(view: &View<'_, '_>, one: &Element) -> Seen {
    let mut seen = events(view, one);
    organization(view, one, &mut seen);
    if view.elements.flag(one, "protected") == Some(true) {
        seen.sure.push("an event store that nobody deletes by mistake".to_owned());
    }
    match view.elements.flag(one, "suspended") {
        Some(false) => seen,
        Some(true) => seen.dimmed(None),
        None => seen.dimmed(Some(why(view, one, "suspended"))),
    }
}

fn why(view: &View<'_, '_>, one: &Element, key: &str) -> String {
    view.elements.why_unknown(one, key).unwrap_or_default()
}

/// The events that it keeps, of its own region where it does not keep those of all.
fn events(view: &View<'_, '_>, one: &Element) -> Seen {
    let elements = &view.elements;
    let region = value::readable(elements.text(one, "region").unwrap_or_default());
    let texts = elements.texts(one, "events");
    let own = || texts.iter().map(|text| format!("{text}{WITHIN}{region}")).collect();
    let all = || texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let mut seen = Seen::default();
    match elements.flag(one, "multi-region") {
        Some(true) => seen.sure = all(),
        Some(false) => (seen.sure, seen.lacks) = (own(), vec!["other regions".to_owned()]),
        None => {
            (seen.sure, seen.perhaps) = (own(), all());
            seen.open.push(why(view, one, "multi-region"));
        }
    }
    if let Some(why) = elements.why_open(one, "events") {
        seen.perhaps.extend(["reads".to_owned(), "writes".to_owned()]);
        seen.open.push(why);
    }
    seen
}

/// That it sees other accounts as well is a plus, and that it does not is no lack.
fn organization(view: &View<'_, '_>, one: &Element, seen: &mut Seen) {
    let word = "the other accounts of the organization";
    match view.elements.flag(one, "organization") {
        Some(true) => seen.sure.push(word.to_owned()),
        Some(false) => {}
        None => seen.unknown(view, one, "organization", word),
    }
}
