//! Alarms on what the trail of an account says: a filter counts it, an alarm tells somebody.

use super::{fact, label};
use crate::graph::surface::extent::{COUNTS_FROM, WITHIN, spaced};
use crate::graph::surface::{Extent, Fact, Polarity, Support, Surface, View};
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::value;

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "log-alarm",
    class: Class::Logging,
    axis: Axis::Attribution,
    polarity: Polarity::Observation,
    weakened: "nobody is told any more of EXTENT",
    stands: "nobody is told of EXTENT",
    fix: "keep the filter and an alarm that tells somebody",
    controls: &["csf2:DE.AE-06", "csf2:DE.CM-03"],
    facts,
};

/// Fields of the events of a trail: a filter that asks for them looks at calls, not at load.
const FIELDS: &[&str] = &["$.errorCode", "$.eventName", "$.eventSource", "$.userIdentity"];

/// What of an alarm says who is told of what.
const TELLS: &[&str] = &["actions", "compares", "from", "metric", "namespace", "on"];

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let alarms = view.elements.of_kind(ElementKind::Alarm);
    let filters = view.elements.of_kind(ElementKind::MetricFilter).iter();
    let told = filters.filter(|one| looks_at_calls(view, one)).flat_map(|filter| {
        let on = alarms.iter().filter(|alarm| same_metric(view, filter, alarm));
        on.filter_map(|alarm| told(view, filter, alarm)).collect::<Vec<_>>()
    });
    told.collect()
}

fn looks_at_calls(view: &View<'_, '_>, filter: &Element) -> bool {
    let pattern = view.elements.text(filter, "pattern").unwrap_or_default();
    FIELDS.iter().any(|field| pattern.contains(field))
}

fn same_metric(view: &View<'_, '_>, filter: &Element, alarm: &Element) -> bool {
    ["metric", "namespace"].iter().all(|key| {
        let name = view.elements.name(filter, key);
        name.is_some() && name == view.elements.name(alarm, key)
    })
}

/// That somebody is told of what a filter counts; none if the alarm tells nobody.
fn told<'i>(view: &View<'_, 'i>, filter: &'i Element, alarm: &'i Element) -> Option<Fact<'i>> {
    let elements = &view.elements;
    elements.setting(alarm, "actions")?;
    let open: Vec<String> = view.elements.why_unknown(alarm, "on").into_iter().collect();
    if open.is_empty() && elements.flag(alarm, "on") == Some(false) {
        return None;
    }
    let pattern = spaced(&value::readable(elements.text(filter, "pattern")?));
    let support = vec![
        Support::of(filter, &["metric", "namespace", "pattern"], "what is counted".to_owned()),
        Support::of(alarm, TELLS, "who is told, and from when on".to_owned()),
    ];
    let extent = Extent::whole(&match counts_from(view, alarm) {
        0 | 1 => pattern,
        many => format!("{pattern}{WITHIN}{COUNTS_FROM}{many}"),
    });
    let to = label(view, filter, "metric-filter");
    Some(Fact { extent, open, support, ..fact(vec![], to, "log.alarm", Severity::Medium) })
}

/// From how many events on an alarm tells; from the first where it does not compare with more.
fn counts_from(view: &View<'_, '_>, alarm: &Element) -> u64 {
    let threshold = view.elements.text(alarm, "from").and_then(|text| text.split('.').next());
    let threshold: u64 = threshold.and_then(|text| text.parse().ok()).unwrap_or_default();
    match view.elements.text(alarm, "compares") {
        Some("GreaterThanOrEqualToThreshold") => threshold,
        Some("GreaterThanThreshold") => threshold.saturating_add(1),
        _ => 0,
    }
}
