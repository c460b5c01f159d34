//! Credentials of users that stay valid until somebody takes them away.

use super::super::{Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::{Arn, value};

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "long-lived-credential",
    class: Class::Secret,
    axis: Axis::Access,
    polarity: Polarity::Capability,
    weakened: "TO gets EXTENT",
    stands: "TO has EXTENT",
    fix: "let it take a role for a short time, by federation or by what it runs on",
    controls: &["csf2:PR.AA-01", "nhi:NHI7:2025", "nhi:NHI2:2025"],
    facts,
};

/// What Terraform keeps of a credential that nobody's key encrypts.
const IN_STATE: &str = "its secret in the state";

/// Credentials whose secret stays with their owner.
const WITHOUT_SECRET: &str = "an SSH key for CodeCommit";

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let all = view.elements.of_kind(ElementKind::Credential).iter();
    all.filter_map(|credential| fact(view, credential)).collect()
}

/// What a credential opens; nothing for one that is switched off.
fn fact<'i>(view: &View<'_, 'i>, credential: &'i Element) -> Option<Fact<'i>> {
    let elements = &view.elements;
    let what = elements.text(credential, "what")?;
    if elements.text(credential, "status") == Some("Inactive") {
        return None;
    }
    let sealed = elements.setting(credential, "sealed-for").is_some() || what == WITHOUT_SECRET;
    let in_state = (!sealed).then_some(IN_STATE);
    let to = user(view, credential);
    let says = format!("{} has {what}", to.short);
    Some(Fact {
        about: vec![credential.id],
        extent: Extent::names(std::iter::once(what).chain(in_state)),
        lacks: Extent::none(),
        open: elements.why_open(credential, "status").into_iter().collect(),
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: None,
        from: Label::plain("*"),
        to,
        technique: "secret.long-lived",
        severity: Severity::Medium,
        support: vec![Support::of(credential, &["sealed-for", "status", "user"], says)],
    })
}

/// Whose it is; the credential itself where that is not known.
fn user(view: &View<'_, '_>, credential: &Element) -> Label {
    let owner = view.elements.text(credential, "user");
    let Some(text) = owner else { return super::label(view, credential, "credential") };
    let name = Arn::parse(text).map_or(text, |arn| arn.last_segment());
    Label { id: value::readable(text), short: format!("user/{}", value::readable(name)) }
}
