//! How long logs are kept.

use super::{fact, label};
use crate::graph::surface::extent::ENDLESS;
use crate::graph::surface::{Extent, Fact, Polarity, Support, Surface, View};
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::{Name, value};

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "log-retention",
    class: Class::Logging,
    axis: Axis::Attribution,
    polarity: Polarity::Observation,
    weakened: "TO no longer keeps what it has for EXTENT",
    stands: "TO does not keep what it has for EXTENT",
    fix: "keep logs as long as they may be asked for",
    controls: &["csf2:PR.PS-04", "csf2:PR.DS-01"],
    facts,
};

/// What keeps something for days, with the word for it and what its technique is called.
const KEEPERS: &[(ElementKind, &str, &str)] = &[
    (ElementKind::BucketLock, "bucket-lock", "log.bucket-lock"),
    (ElementKind::EventStore, "event-store", "log.retention"),
    (ElementKind::LogGroup, "log-group", "log.retention"),
];

/// What logs to a bucket, with the word for it.
const SINKS: &[(ElementKind, &str)] =
    &[(ElementKind::ConfigDelivery, "config-delivery"), (ElementKind::Trail, "trail")];

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let mut out = Vec::new();
    for (kind, word, technique) in KEEPERS {
        for one in view.elements.of_kind(*kind) {
            out.extend(keeper(view, one, word, technique));
        }
    }
    for (kind, word) in SINKS {
        for one in view.elements.of_kind(*kind) {
            let buckets = view.elements.names(one, "bucket").into_iter();
            out.extend(buckets.flat_map(|id| bucket(view, one, id, word)));
        }
    }
    out
}

/// The shortest of the days that it says; none if it says none that is known.
fn days(view: &View<'_, '_>, one: &Element) -> Option<u64> {
    let all = view.elements.texts(one, "days").into_iter().filter_map(|text| text.parse().ok());
    all.map(|days: u64| if days == 0 { ENDLESS } else { days }).min()
}

fn keeper<'i>(
    view: &View<'_, 'i>,
    one: &'i Element,
    word: &str,
    technique: &'static str,
) -> Vec<Fact<'i>> {
    let to = label(view, one, word);
    let support = vec![Support::of(one, &["days"], format!("how long {} keeps", to.short))];
    // Logs of a function go with the function.
    let regards = function(view, one).map(|arn| (ElementKind::Host, arn));
    let known = Fact { support, regards, ..fact(vec![one.id], to, technique, Severity::Medium) };
    level(view, one, days(view, one), known)
}

/// The fact for so many days, or for all that it may be where they are not known.
fn level<'i>(
    view: &View<'_, 'i>,
    one: &Element,
    days: Option<u64>,
    known: Fact<'i>,
) -> Vec<Fact<'i>> {
    match (days, view.elements.why_unknown(one, "days")) {
        (_, Some(why)) => {
            vec![Fact { extent: Extent::Level(ENDLESS, "days"), open: vec![why], ..known }]
        }
        (Some(days), None) => vec![Fact { extent: Extent::Level(days, "days"), ..known }],
        (None, None) => Vec::new(),
    }
}

/// The function that a log group is of, where the input has it.
fn function(view: &View<'_, '_>, group: &Element) -> Option<Name> {
    let name = view.elements.text(group, "name")?.strip_prefix("/aws/lambda/")?;
    let end = format!(":function:{name}");
    let all = view.graph.world.carriers.keys().copied();
    all.filter(|arn| view.text(*arn).ends_with(&end)).min()
}

/// How long what something logs to a bucket is kept: for ever, unless a rule of the bucket says otherwise.
fn bucket<'i>(view: &View<'_, 'i>, sink: &'i Element, id: Name, word: &str) -> Vec<Fact<'i>> {
    let rules = view.elements.find(ElementKind::BucketLifecycle, id);
    let to = label(view, sink, word);
    let said = rules.map(|rules| Support::of(rules, &["days"], "what its rules delete".to_owned()));
    let sink_said = Support::of(sink, &["bucket"], "where logs are written to".to_owned());
    let support = said.into_iter().chain([sink_said]).collect();
    let known = Fact {
        support,
        regards: Some((sink.kind, sink.id)),
        ..fact(vec![sink.id], to, "log.bucket-lifecycle", Severity::Medium)
    };
    match rules {
        None => {
            let open = (!in_sight(view, id)).then(|| {
                let bucket = value::readable(view.text(id));
                format!("bucket {bucket} is not declared here: how long it keeps is not known")
            });
            let extent = Extent::Level(ENDLESS, "days");
            vec![Fact { extent, open: open.into_iter().collect(), ..known }]
        }
        Some(rules) => level(view, rules, days(view, rules).or(Some(ENDLESS)), known),
    }
}

/// Whether the input has a bucket: one whose name is not known yet is made by it.
fn in_sight(view: &View<'_, '_>, bucket: Name) -> bool {
    value::is_symbolic(view.text(bucket))
        || !view.elements.by(ElementKind::Bucket, "name", bucket).is_empty()
}
