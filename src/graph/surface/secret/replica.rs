//! Copies of secrets and keys in other regions: who may read there may read the secret.

use super::label;
use crate::graph::surface::{Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::{Arn, Name, value};

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "secret-replica",
    class: Class::Secret,
    axis: Axis::Visibility,
    polarity: Polarity::Capability,
    weakened: "TO is copied to EXTENT",
    stands: "TO is copied to EXTENT",
    fix: "copy it only to regions whose readers are those of the first, or make one there",
    controls: &["csf2:PR.DS-01", "csf2:PR.AA-05"],
    facts,
};

/// What copies are, and what they are copies of.
const KINDS: &[(ElementKind, &str)] =
    &[(ElementKind::KeyReplica, "key"), (ElementKind::SecretReplica, "secret")];

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let mut out = Vec::new();
    for (kind, word) in KINDS {
        for replica in view.elements.of_kind(*kind) {
            let Some(of) = view.elements.name(replica, "of") else { continue };
            out.push(fact(view, replica, of, word));
        }
    }
    out
}

fn fact<'i>(view: &View<'_, 'i>, replica: &'i Element, of: Name, word: &str) -> Fact<'i> {
    let to = label(view, of, word);
    let told = view.elements.text(replica, "region");
    let arn = view.elements.text(replica, "arn").and_then(Arn::parse).map(|arn| arn.region);
    let region = value::readable(told.or(arn).unwrap_or("a region that is not known"));
    let keys = &["key", "of", "region"];
    let support = Support::of(replica, keys, format!("a copy in {region}"));
    let unkept = is_unkept(view, replica).then(|| format!("{region} without a key of your own"));
    Fact {
        about: vec![of],
        extent: Extent::names(std::iter::once(region).chain(unkept)),
        lacks: Extent::none(),
        open: view.elements.why_open(replica, "region").into_iter().collect(),
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: None,
        from: Label::plain("*"),
        to,
        technique: "secret.replica",
        severity: Severity::Medium,
        support: vec![support],
    }
}

/// Whether a copy of a secret is surely under a key of AWS, where no policy says who may decrypt
/// it.
fn is_unkept(view: &View<'_, '_>, replica: &Element) -> bool {
    let is_own = |key: &str| !key.contains("alias/aws/");
    replica.kind == ElementKind::SecretReplica
        && view.elements.why_open(replica, "key").is_none()
        && !view.elements.text(replica, "key").is_some_and(is_own)
}
