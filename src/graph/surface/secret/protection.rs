//! What protects secrets, parameters and keys: encryption, a key of one's own, rotation.
//!
//! Absent means: a secret without a key is under the key of AWS for the service; a parameter that is no
//! `SecureString` is not encrypted; without rotation a value stays until somebody changes it. None of
//! that is wrong by itself: only to lose it is news.

use super::label;
use crate::graph::surface::{Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "secret-protection",
    class: Class::Secret,
    axis: Axis::Visibility,
    polarity: Polarity::Confinement,
    weakened: "TO loses EXTENT",
    stands: "TO lacks EXTENT",
    fix: "keep it encrypted under a key of your own, and keep it rotating",
    controls: &["csf2:PR.DS-01", "nhi:NHI7:2025"],
    facts,
};

const ENCRYPTION: &str = "encryption";
const OWN_KEY: &str = "the key of its own that it is encrypted under";
const ROTATION: &str = "rotation";

/// What each kind is called, and which settings tell of its protection.
const KINDS: &[(ElementKind, &str, &[&str])] = &[
    (ElementKind::Key, "key", &["rotates"]),
    (ElementKind::Parameter, "parameter", &["type", "key"]),
    (ElementKind::Secret, "secret", &["key"]),
];

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let mut out = Vec::new();
    for (kind, word, keys) in KINDS {
        for element in view.elements.of_kind(*kind) {
            out.extend(fact(view, element, word, keys));
        }
    }
    out
}

/// What protects an element, and by itself what perhaps does.
fn fact<'i>(
    view: &View<'_, 'i>,
    element: &'i Element,
    word: &str,
    keys: &'static [&'static str],
) -> Vec<Fact<'i>> {
    let to = label(view, element.id, word);
    let mut names: Vec<&str> = Vec::new();
    let mut support = vec![Support::of(element, keys, format!("what {} says", to.short))];
    if view.elements.text(element, "type") == Some("SecureString") {
        names.push(ENCRYPTION);
    }
    if view.elements.text(element, "key").is_some_and(|key| !key.contains("alias/aws/")) {
        names.push(OWN_KEY);
    }
    if view.elements.flag(element, "rotates") == Some(true) {
        names.push(ROTATION);
    }
    for rotation in view.elements.by(ElementKind::SecretRotation, "of", element.id) {
        names.push(ROTATION);
        support.push(Support::of(rotation, &["of"], format!("{} rotates", to.short)));
    }
    let encrypted = element.kind == ElementKind::Parameter;
    let sure = Fact {
        about: vec![element.id],
        extent: Extent::names(names),
        lacks: Extent::none(),
        open: Vec::new(),
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: Some((element.kind, element.id)),
        from: Label::plain("*"),
        to,
        technique: "secret.protection",
        severity: if encrypted { Severity::High } else { Severity::Medium },
        support,
    };
    let open: Vec<String> =
        keys.iter().filter_map(|key| view.elements.why_open(element, key)).collect();
    let perhaps = (!open.is_empty()).then(|| Fact {
        extent: Extent::names([ENCRYPTION, OWN_KEY, ROTATION]),
        open,
        ..sure.clone()
    });
    std::iter::once(sure).chain(perhaps).collect()
}
