//! Credentials of users that stay valid until somebody takes them back: access keys and
//! passwords.
//!
//! Absent means: a user without one declared has none as far as the input tells.

use crate::graph::surface::{Basis, Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::inventory::{Credential, CredentialKind};
use crate::model::{Arn, Name, value};
use std::collections::BTreeMap;

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "long-lived-credential",
    class: Class::Secret,
    axis: Axis::Attribution,
    polarity: Polarity::Capability,
    weakened: "TO gets EXTENT, valid until somebody takes it back",
    stands: "TO has EXTENT, valid until somebody takes it back",
    fix: "let it assume a role, or sign in by Identity Center",
    controls: &["csf2:PR.AA-01", "nhi:NHI7:2025"],
    facts,
};

/// What the first, the second and further credentials of a kind are called.
const NAMES: &[(CredentialKind, &[&str])] = &[
    (CredentialKind::AccessKey, &["an access key", "a second access key"]),
    (CredentialKind::LoginProfile, &["a console password"]),
    (CredentialKind::ServicePassword, &["a password for a service", "a second one"]),
];

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let mut by_user: BTreeMap<Name, Vec<&'i Credential>> = BTreeMap::new();
    for one in &view.graph.world.inventory.credentials {
        by_user.entry(one.user).or_default().push(one);
    }
    by_user.into_iter().flat_map(|(user, all)| of_user(view, user, &all)).collect()
}

/// A fact for each credential. All of a kind support each, for nothing tells the first from the second:
/// what changed among them is the cause.
fn of_user<'i>(view: &View<'_, 'i>, user: Name, all: &[&'i Credential]) -> Vec<Fact<'i>> {
    let arn = view.text(user);
    let name = Arn::parse(arn).map_or(arn, |arn| arn.resource);
    let to = Label { id: value::readable(arn), short: value::readable(name) };
    let mut out = Vec::new();
    for (kind, names) in NAMES {
        let of_kind: Vec<&Credential> =
            all.iter().copied().filter(|one| one.kind == *kind).collect();
        let support: Vec<Support<'i>> = of_kind
            .iter()
            .map(|one| Support {
                basis: Basis::Other(&one.origin, view.text(one.origin.address).to_owned()),
                says: format!("{} has a credential", to.short),
            })
            .collect();
        out.extend(names.iter().take(of_kind.len()).map(|says| Fact {
            about: vec![user],
            extent: Extent::whole(says),
            lacks: Extent::none(),
            open: Vec::new(),
            assumes: Vec::new(),
            behind: Vec::new(),
            regards: None,
            from: Label::plain("*"),
            to: to.clone(),
            technique: "secret.long-lived-credential",
            severity: Severity::Medium,
            support: support.clone(),
        }));
    }
    out
}
