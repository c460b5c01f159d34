//! Copies of secrets and of keys in other regions, where other rules may bind them.

use super::super::{Extent, Fact, Label, Polarity, Support, Surface, View};
use super::has_own_key;
use crate::model::Name;
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "secret-replica",
    class: Class::Secret,
    axis: Axis::Visibility,
    polarity: Polarity::Capability,
    weakened: "TO gets EXTENT",
    stands: "TO has EXTENT",
    fix: "keep the secret in the regions that need it, under a key of the customer in each",
    controls: &["csf2:PR.DS-01", "nhi:NHI2:2025"],
    facts,
};

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let of_secrets = view.elements.of_kind(ElementKind::SecretReplica).iter();
    let of_keys = view.elements.of_kind(ElementKind::KeyReplica).iter();
    let of_secrets = of_secrets.filter_map(|replica| of_secret(view, replica));
    of_secrets.chain(of_keys.map(|replica| of_key(view, replica))).collect()
}

fn of_secret<'i>(view: &View<'_, 'i>, replica: &'i Element) -> Option<Fact<'i>> {
    let secret = view.elements.name(replica, "of")?;
    let region = view.elements.name(replica, "region")?;
    let place = format!("a copy in {}", view.text(region));
    let own_key = has_own_key(view, replica) != Some(false);
    let bare = (!own_key).then(|| format!("{place} without a key of the customer"));
    let source = view.elements.find(ElementKind::Secret, secret);
    let extent = Extent::names(std::iter::once(place).chain(bare));
    Some(fact(view, vec![secret, region], extent, source.unwrap_or(replica), replica))
}

fn of_key<'i>(view: &View<'_, 'i>, replica: &'i Element) -> Fact<'i> {
    let source = view.elements.name(replica, "of");
    let source = source.and_then(|id| view.elements.find(ElementKind::EncryptionKey, id));
    let extent = Extent::whole("a copy in another region");
    fact(view, vec![replica.id], extent, source.unwrap_or(replica), replica)
}

fn fact<'i>(
    view: &View<'_, 'i>,
    about: Vec<Name>,
    extent: Extent,
    source: &Element,
    replica: &'i Element,
) -> Fact<'i> {
    let word = if replica.kind == ElementKind::KeyReplica { "key" } else { "secret" };
    let to = super::label(view, source, word);
    let says = format!("{} has {extent}", to.short);
    Fact {
        about,
        extent,
        lacks: Extent::none(),
        open: Vec::new(),
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: None,
        from: Label::plain("*"),
        to,
        technique: "secret.replica",
        severity: Severity::Medium,
        support: vec![Support::of(replica, &["key", "of", "region"], says)],
    }
}
