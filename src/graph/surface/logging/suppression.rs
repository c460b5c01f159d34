//! Findings that nobody is to see: archive rules, filters, trusted addresses.

use super::{fact, label};
use crate::graph::surface::{Extent, Fact, Polarity, Support, Surface, View};
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "finding-suppressed",
    class: Class::Logging,
    axis: Axis::Attribution,
    polarity: Polarity::Capability,
    weakened: "TO hides findings from view: EXTENT",
    stands: "TO hides findings from view: EXTENT",
    fix: "look at what it hides, and let it expire",
    controls: &["csf2:DE.AE-02", "csf2:DE.CM-09"],
    facts,
};

const KEYS: &[&str] = &["name", "on"];
/// Values with which it hides something.
const HIDING: &[&str] = &["ARCHIVE", "true"];

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let all = view.elements.of_kind(ElementKind::Suppression).iter();
    all.filter_map(|one| suppression(view, one)).collect()
}

fn suppression<'i>(view: &View<'_, 'i>, one: &'i Element) -> Option<Fact<'i>> {
    let elements = &view.elements;
    let open: Vec<String> = view.elements.why_unknown(one, "on").into_iter().collect();
    let on = elements.text(one, "on").is_some_and(|text| HIDING.contains(&text));
    if !on && open.is_empty() {
        return None;
    }
    let what = elements.text(one, "what").unwrap_or("rule");
    let to = label(view, one, "suppression");
    let support = vec![Support::of(one, KEYS, format!("the {what} of {}", to.short))];
    let plain = fact(vec![one.id], to, "log.detector-off", Severity::Medium);
    Some(Fact { extent: Extent::whole(what), open, support, ..plain })
}
