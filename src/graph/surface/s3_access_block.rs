//! Public access blocks of buckets and of whole accounts: while one stands, neither a policy nor an
//! access list makes a bucket public.
//!
//! Absent means: a bucket that never had one declared has the one that AWS gives to new buckets; one
//! that is taken away leaves the bucket without.

use super::{Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::{Arn, Name, value};

pub(super) const SURFACE: Surface = Surface {
    id: "s3-access-block",
    class: Class::Guardrail,
    axis: Axis::Access,
    polarity: Polarity::Confinement,
    weakened: "TO no longer blocks EXTENT",
    stands: "TO does not block EXTENT",
    fix: "keep all four switches of the public access block on",
    controls: &["csf2:PR.AA-05", "csf2:PR.IR-01", "nhi:NHI6:2025"],
    facts,
};

/// The switches with what each keeps back.
const SWITCHES: &[(&str, &str)] = &[
    ("block-public-acls", "new public access lists"),
    ("block-public-policy", "new public policies"),
    ("ignore-public-acls", "existing public access lists"),
    ("restrict-public-buckets", "existing public policies"),
];
const KEYS: &[&str] =
    &["block-public-acls", "block-public-policy", "ignore-public-acls", "restrict-public-buckets"];

/// Where blocks stand, and how bad their loss is.
const BLOCKS: &[(ElementKind, &str, Severity)] = &[
    (ElementKind::AccessPointBlock, "access-point", Severity::Medium),
    (ElementKind::AccountAccessBlock, "account", Severity::High),
    (ElementKind::BucketAccessBlock, "bucket", Severity::Medium),
];

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let mut out = Vec::new();
    for (kind, word, severity) in BLOCKS {
        for block in view.elements.of_kind(*kind) {
            out.extend(fact(view, block, word, *severity));
        }
    }
    out
}

/// What a block surely keeps back, and by itself what it perhaps does.
fn fact<'i>(
    view: &View<'_, 'i>,
    block: &'i Element,
    word: &str,
    severity: Severity,
) -> Vec<Fact<'i>> {
    let with = |wanted: Option<bool>| {
        let is = |key: &str| view.elements.flag(block, key) == wanted;
        Extent::names(SWITCHES.iter().filter(|(key, _)| is(key)).map(|(_, what)| *what))
    };
    let id = view.text(block.id);
    let name = Arn::parse(id).map_or(id, |arn| arn.resource);
    let to = Label { id: value::readable(id), short: format!("{word}/{}", value::readable(name)) };
    let sure = Fact {
        about: vec![block.id],
        extent: with(Some(true)),
        lacks: with(Some(false)),
        open: Vec::new(),
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: regards(view, block),
        from: Label::plain("anonymous"),
        to: to.clone(),
        technique: "guard.public-access-block",
        severity,
        support: vec![Support::of(block, KEYS, format!("the access block of {}", to.short))],
    };
    let perhaps = with(None);
    let open = (!perhaps.is_empty()).then(|| Fact {
        extent: perhaps,
        lacks: Extent::none(),
        open: vec![format!("the access block of {} is not known until apply", to.short)],
        ..sure.clone()
    });
    std::iter::once(sure).chain(open).collect()
}

/// An access point has its block as long as it is there; a bucket may lose its block, and one that is not
/// declared here stands as before.
fn regards(view: &View<'_, '_>, block: &Element) -> Option<(ElementKind, Name)> {
    match block.kind {
        ElementKind::AccountAccessBlock => None,
        ElementKind::AccessPointBlock => Some((block.kind, block.id)),
        _ => Some((ElementKind::Bucket, block.id))
            .filter(|(kind, id)| view.elements.find(*kind, *id).is_some()),
    }
}
