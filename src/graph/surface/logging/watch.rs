//! Single things that watch or log: each is a row that says which of its settings count, and as what.

use super::{Seen, fact, label};
use crate::graph::surface::extent::WITHIN;
use crate::graph::surface::{Fact, Polarity, Support, Surface, View};
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::{Name, value};

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "log-watch",
    class: Class::Logging,
    axis: Axis::Attribution,
    polarity: Polarity::Observation,
    weakened: "TO no longer has EXTENT",
    stands: "TO lacks EXTENT",
    fix: "put it back, or show what else sees the same",
    controls: &["csf2:PR.PS-04", "csf2:DE.CM-01", "csf2:DE.CM-09"],
    facts,
};

/// One setting, and what it means.
enum Scale {
    /// That it is there at all.
    There(&'static str),
    /// A flag that should be on.
    On(&'static str, &'static str),
    /// Something that is given.
    Given(&'static str, &'static str),
    /// Each value of a list counts.
    Each(&'static str, &'static str),
    /// What each of the possible values means.
    Word(&'static str, &'static [(&'static str, &'static [&'static str])]),
}

/// What a fact is about.
enum Of {
    /// The thing itself, by its id.
    Itself,
    /// What a setting names: nothing is lost if another one sees the same.
    Named(&'static str),
}

struct Watch {
    kind: ElementKind,
    /// What readers call it.
    word: &'static str,
    technique: &'static str,
    severity: Severity,
    of: Of,
    /// A setting and its value with which it sees nothing.
    off: Option<(&'static str, &'static str)>,
    scales: &'static [Scale],
    keys: &'static [&'static str],
    /// Whether an audit lists what it lacks.
    audited: bool,
}

const PLAIN: Watch = Watch {
    kind: ElementKind::ServiceLog,
    word: "",
    technique: "log.detector-off",
    severity: Severity::Medium,
    of: Of::Itself,
    off: None,
    scales: &[],
    keys: &[],
    audited: false,
};

const WATCHES: &[Watch] = &[
    Watch {
        kind: ElementKind::Analyzer,
        word: "access-analyzer",
        scales: &[
            Scale::There("the search for access from outside"),
            Scale::Word(
                "type",
                &[
                    ("ORGANIZATION", &["the whole organization in sight"]),
                    ("ORGANIZATION_UNUSED_ACCESS", &["the whole organization in sight"]),
                ],
            ),
        ],
        keys: &["type"],
        ..PLAIN
    },
    Watch {
        kind: ElementKind::BucketVersioning,
        word: "bucket-versions",
        technique: "log.bucket-lock",
        severity: Severity::Low,
        scales: &[Scale::Word("status", &[("Enabled", &["earlier versions"])])],
        keys: &["status"],
        ..PLAIN
    },
    Watch {
        kind: ElementKind::ConfigDelivery,
        word: "config-delivery",
        scales: &[Scale::There("the delivery of what changes in configurations")],
        ..PLAIN
    },
    Watch {
        kind: ElementKind::ConfigRecorder,
        word: "config-recorder",
        scales: &[
            Scale::On("all", "the recording of all types"),
            Scale::On("global", "the recording of global types"),
            Scale::Each("types", "the recording of all types"),
        ],
        keys: &["all", "global", "left-out", "types"],
        ..PLAIN
    },
    Watch {
        kind: ElementKind::ConfigStatus,
        word: "config-recorder",
        severity: Severity::High,
        off: Some(("on", "false")),
        scales: &[Scale::There("the recording of configurations")],
        keys: &["on"],
        audited: true,
        ..PLAIN
    },
    Watch {
        kind: ElementKind::Detector,
        word: "guardduty",
        severity: Severity::High,
        off: Some(("on", "false")),
        scales: &[
            Scale::There("the detection of threats"),
            // What a feature of the same name is as well.
            Scale::On("s3", "threat detection within S3_DATA_EVENTS"),
            Scale::On("kubernetes", "threat detection within EKS_AUDIT_LOGS"),
            Scale::On("volumes", "threat detection within EBS_MALWARE_PROTECTION"),
        ],
        keys: &["kubernetes", "on", "s3", "volumes"],
        audited: true,
        ..PLAIN
    },
    Watch {
        kind: ElementKind::DetectorFeature,
        word: "guardduty",
        of: Of::Named("of"),
        off: Some(("status", "DISABLED")),
        scales: &[Scale::Each("name", "threat detection")],
        keys: &["name", "of", "status"],
        ..PLAIN
    },
    Watch {
        kind: ElementKind::FlowLog,
        word: "flow-log",
        technique: "log.flow",
        of: Of::Named("of"),
        scales: &[Scale::Word(
            "traffic",
            &[
                ("ALL", &["a log of what is let in", "a log of what is turned away"]),
                ("ACCEPT", &["a log of what is let in"]),
                ("REJECT", &["a log of what is turned away"]),
            ],
        )],
        keys: &["of", "traffic"],
        ..PLAIN
    },
    Watch {
        kind: ElementKind::Hub,
        word: "security-hub",
        scales: &[Scale::There("the collection of findings")],
        ..PLAIN
    },
    Watch {
        kind: ElementKind::HubStandard,
        word: "security-hub",
        severity: Severity::Low,
        of: Of::Named("name"),
        scales: &[Scale::Each("name", "the standard")],
        keys: &["name"],
        ..PLAIN
    },
    Watch {
        kind: ElementKind::Inspector,
        word: "inspector",
        scales: &[Scale::Each("types", "scans"), Scale::Each("accounts", "scans of account")],
        keys: &["accounts", "types"],
        ..PLAIN
    },
    Watch {
        kind: ElementKind::LogGroup,
        word: "log-group",
        technique: "log.delete-log-group",
        scales: &[
            Scale::Given("key", "a key of its own"),
            Scale::On("protected", "protection against deletion"),
        ],
        keys: &["key", "protected"],
        ..PLAIN
    },
    Watch {
        kind: ElementKind::LogSubscription,
        word: "log-subscription",
        technique: "log.subscription",
        of: Of::Named("group"),
        scales: &[Scale::Each("target", "a copy of its logs")],
        keys: &["group", "target"],
        ..PLAIN
    },
    Watch {
        kind: ElementKind::Macie,
        word: "macie",
        off: Some(("status", "PAUSED")),
        scales: &[Scale::There("the search for sensitive data")],
        keys: &["status"],
        ..PLAIN
    },
    Watch {
        kind: ElementKind::QueryLog,
        word: "query-log",
        technique: "log.dns",
        scales: &[Scale::There("a log of the names it asks for")],
        ..PLAIN
    },
    Watch {
        kind: ElementKind::ServiceLog,
        word: "log-of",
        technique: "log.service",
        scales: &[
            Scale::Given("access", "an access log"),
            Scale::On("flag", "an access log"),
            Scale::On("connections", "a log of connections"),
            Scale::Each("kinds", "logs"),
            Scale::Word(
                "exec",
                &[
                    ("DEFAULT", &["a log of commands in containers"]),
                    ("OVERRIDE", &["a log of commands in containers"]),
                ],
            ),
            Scale::Word(
                "level",
                &[
                    ("ALL", &["a log of errors", "a log of failures", "a log of each step"]),
                    ("ERROR", &["a log of errors", "a log of failures"]),
                    ("FATAL", &["a log of failures"]),
                ],
            ),
        ],
        keys: &["access", "connections", "exec", "flag", "kinds", "level"],
        ..PLAIN
    },
];

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let of = |watch: &'static Watch| {
        let all = view.elements.of_kind(watch.kind).iter();
        all.flat_map(|one| of_one(view, watch, one)).collect::<Vec<_>>()
    };
    WATCHES.iter().flat_map(of).collect()
}

fn of_one<'i>(view: &View<'_, 'i>, watch: &'static Watch, one: &'i Element) -> Vec<Fact<'i>> {
    let mut seen = seen(view, watch, one);
    if !watch.audited {
        seen.lacks.clear();
    }
    if seen.sure.is_empty() && seen.perhaps.is_empty() && seen.lacks.is_empty() {
        return Vec::new();
    }
    let about = match watch.of {
        Of::Itself => vec![one.id],
        Of::Named(key) => view.elements.names(one, key),
    };
    let to = label(view, one, watch.word);
    let support = vec![Support::of(one, watch.keys, format!("what {} does", to.short))];
    let regards = regards(view, watch, one, &about);
    seen.facts(&Fact { support, regards, ..fact(about, to, watch.technique, watch.severity) })
}

/// What has to stand for its loss to be one: the thing that is logged about, where the input has it.
fn regards(
    view: &View<'_, '_>,
    watch: &Watch,
    one: &Element,
    about: &[Name],
) -> Option<(ElementKind, Name)> {
    let declared = |kind| about.iter().copied().find(|id| view.elements.find(kind, *id).is_some());
    let found = |kind| declared(kind).map(|id| (kind, id));
    match watch.kind {
        ElementKind::LogGroup => Some((watch.kind, one.id)),
        ElementKind::BucketVersioning => found(ElementKind::ServiceLog),
        ElementKind::FlowLog => found(ElementKind::Vpc).or_else(|| found(ElementKind::Subnet)),
        ElementKind::QueryLog => found(ElementKind::Vpc),
        ElementKind::LogSubscription => found(ElementKind::LogGroup),
        ElementKind::ServiceLog => {
            let all = view.elements.of_kind(watch.kind).iter();
            let mut things = all.filter(|thing| view.elements.text(thing, "thing").is_some());
            things.any(|thing| thing.id == one.id).then_some((watch.kind, one.id))
        }
        _ => None,
    }
}

fn seen(view: &View<'_, '_>, watch: &Watch, one: &Element) -> Seen {
    let elements = &view.elements;
    let mut seen = Seen::default();
    for scale in watch.scales {
        place(view, scale, one, &mut seen);
    }
    let Some((key, off)) = watch.off else { return seen };
    match (elements.text(one, key), elements.why_unknown(one, key)) {
        (Some(text), _) if text == off => seen.dimmed(None),
        (_, Some(why)) => seen.dimmed(Some(why)),
        _ => seen,
    }
}

/// Where a thing stands on one scale.
fn place(view: &View<'_, '_>, scale: &Scale, one: &Element, seen: &mut Seen) {
    let elements = &view.elements;
    match scale {
        Scale::There(word) => seen.sure.push((*word).to_owned()),
        Scale::On(key, word) => {
            if elements.texts(one, key).contains(&"true") {
                seen.sure.push((*word).to_owned());
            } else if elements.why_unknown(one, key).is_some() {
                seen.unknown(view, one, key, word);
            } else {
                seen.lacks.push((*word).to_owned());
            }
        }
        Scale::Given(key, word) => {
            if elements.setting(one, key).is_some() {
                seen.sure.push((*word).to_owned());
            }
        }
        Scale::Each(key, word) => {
            let texts =
                elements.texts(one, key).into_iter().filter(|text| !value::is_symbolic(text));
            seen.sure.extend(texts.map(|text| format!("{word}{WITHIN}{text}")));
            if elements.why_unknown(one, key).is_some() {
                seen.unknown(view, one, key, word);
            }
        }
        Scale::Word(key, words) => {
            let text = elements.text(one, key);
            let means = words.iter().find(|(value, _)| Some(*value) == text);
            seen.sure
                .extend(means.into_iter().flat_map(|(_, all)| *all).map(|one| (*one).to_owned()));
            if elements.why_unknown(one, key).is_some() {
                for word in words.iter().flat_map(|(_, all)| *all) {
                    seen.unknown(view, one, key, word);
                }
            }
        }
    }
}
