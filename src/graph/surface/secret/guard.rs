//! How secrets are kept: under whose key, replaced from time to time, encrypted at all.
//!
//! A secret without a key of the customer or without rotation is no finding of an audit: many do well
//! without. That one had it and has it no longer is.

use super::super::{Extent, Fact, Label, Polarity, Support, Surface, View};
use super::has_own_key;
use crate::model::Name;
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "secret-guard",
    class: Class::Secret,
    axis: Axis::Visibility,
    polarity: Polarity::Confinement,
    weakened: "TO no longer has EXTENT",
    stands: "TO lacks EXTENT",
    fix: "put it back, or show that something else does the same",
    controls: &["csf2:PR.DS-01", "nhi:NHI7:2025", "nhi:NHI2:2025"],
    facts,
};

/// One way in which something is kept.
struct Guard {
    kind: ElementKind,
    keys: &'static [&'static str],
    word: &'static str,
    technique: &'static str,
    severity: Severity,
    /// What it gives.
    what: &'static str,
    /// Whether it does; none if that is not known.
    holds: fn(&View<'_, '_>, &Element) -> Option<bool>,
}

const OWN_KEY: &str = "a key of the customer";

const GUARDS: &[Guard] = &[
    Guard {
        kind: ElementKind::EncryptionKey,
        keys: &["rotates"],
        word: "key",
        technique: "secret.key-rotation",
        severity: Severity::Low,
        what: "a new key every year",
        holds: |view, key| view.elements.flag(key, "rotates"),
    },
    Guard {
        kind: ElementKind::Parameter,
        keys: &["key"],
        word: "parameter",
        technique: "secret.customer-key",
        severity: Severity::Medium,
        what: OWN_KEY,
        holds: has_own_key,
    },
    Guard {
        kind: ElementKind::Parameter,
        keys: &["type"],
        word: "parameter",
        technique: "secret.encryption",
        severity: Severity::High,
        what: "encryption",
        holds: |view, parameter| match view.elements.why_open(parameter, "type") {
            Some(_) => None,
            None => Some(view.elements.text(parameter, "type") == Some("SecureString")),
        },
    },
    Guard {
        kind: ElementKind::Secret,
        keys: &["key"],
        word: "secret",
        technique: "secret.customer-key",
        severity: Severity::Medium,
        what: OWN_KEY,
        holds: has_own_key,
    },
    Guard {
        kind: ElementKind::SecretRotation,
        keys: &["of"],
        word: "secret",
        technique: "secret.rotation",
        severity: Severity::Medium,
        what: "rotation",
        holds: |_, _| Some(true),
    },
];

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let each = |guard: &'static Guard| {
        let all = view.elements.of_kind(guard.kind).iter();
        all.filter_map(|one| fact(view, guard, one)).collect::<Vec<_>>()
    };
    GUARDS.iter().flat_map(each).collect()
}

/// What keeps an element, surely or perhaps; nothing if it surely does not.
fn fact<'i>(view: &View<'_, 'i>, guard: &Guard, one: &'i Element) -> Option<Fact<'i>> {
    let holds = (guard.holds)(view, one);
    if holds == Some(false) {
        return None;
    }
    let kept = kept(view, one);
    let to = kept.map_or_else(
        || super::label(view, one, guard.word),
        |kept| super::label(view, kept, guard.word),
    );
    let unknown = || format!("whether {} has {} is not known until apply", to.short, guard.what);
    Some(Fact {
        about: vec![kept.map_or(one.id, |kept| kept.id)],
        extent: Extent::whole(guard.what),
        lacks: Extent::none(),
        open: holds.is_none().then(unknown).into_iter().collect(),
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: kept.map(identity),
        from: Label::plain("*"),
        support: vec![Support::of(one, guard.keys, format!("{} has {}", to.short, guard.what))],
        to,
        technique: guard.technique,
        severity: guard.severity,
    })
}

/// What is kept: the secret of a rotation, where the input has it, else the thing itself.
fn kept<'i>(view: &View<'_, 'i>, one: &'i Element) -> Option<&'i Element> {
    if one.kind != ElementKind::SecretRotation {
        return Some(one);
    }
    view.elements.find(ElementKind::Secret, view.elements.name(one, "of")?)
}

fn identity(element: &Element) -> (ElementKind, Name) {
    (element.kind, element.id)
}
