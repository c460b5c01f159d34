//! Roles of one environment or tenant that something of another may take or runs with, by their tags.

use super::{fact, label};
use crate::graph::surface::{Basis, Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::inventory::{Carrier, Identity};
use crate::model::{Name, value};

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "environment-crossed",
    class: Class::Isolation,
    axis: Axis::Access,
    polarity: Polarity::Capability,
    weakened: "FROM acts as TO, across EXTENT",
    stands: "FROM acts as TO, across EXTENT",
    fix: "give each environment and each tenant a role of its own",
    controls: &["csf2:PR.IR-01", "nhi:NHI8:2025"],
    facts,
};

/// Tag keys that set things apart, in lower case.
const WALLS: &[&str] =
    &["customer", "env", "environment", "stage", "tenant", "tenant-id", "tenant_id", "tenantid"];

type Tags = [(Name, Name)];

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let world = &view.graph.world;
    let mut out = Vec::new();
    for identity in &world.inventory.identities {
        let named = world.trusts.naming(identity.arn).iter();
        for role in named.filter_map(|role| world.holder(*role)) {
            out.extend(trusted(view, identity, role.identity));
        }
    }
    for (carrier, node) in world.carriers.values().flatten() {
        let Some(role) = world.holder(*node) else { continue };
        out.extend(runs(view, carrier, role.identity));
    }
    out
}

/// What lies between two: `env (dev, prod)`; nothing where not both say where they belong.
fn between(view: &View<'_, '_>, one: &Tags, other: &Tags) -> Vec<String> {
    let find = |tags: &Tags, wall: &str| {
        let found = tags.iter().find(|(key, _)| view.text(*key).eq_ignore_ascii_case(wall));
        found.map(|(_, text)| view.text(*text)).filter(|text| !value::is_symbolic(text))
    };
    let crossed = |wall: &&&str| {
        let (from, to) = (find(one, wall)?, find(other, wall)?);
        (!from.eq_ignore_ascii_case(to)).then(|| format!("{wall} ({from}, {to})"))
    };
    WALLS.iter().filter_map(|wall| crossed(&wall)).collect()
}

fn trusted<'i>(view: &View<'_, 'i>, from: &Identity, role: &'i Identity) -> Option<Fact<'i>> {
    let crossed = between(view, &from.tags, &role.tags);
    let origin = &role.trust.as_ref()?.origin;
    let text = format!("{} trusts {}", view.text(role.arn), view.text(from.arn));
    let (from_label, to) = (label(view, from), label(view, role));
    let says = format!("{} trusts {}", to.short, from_label.short);
    let about = vec![from.arn, role.arn];
    let plain = fact(about, from_label, to, "tenant.trust", Severity::Medium);
    let support = vec![Support { basis: Basis::Other(origin, text), says }];
    (!crossed.is_empty()).then(|| Fact { extent: Extent::names(crossed), support, ..plain })
}

fn runs<'i>(view: &View<'_, 'i>, carrier: &'i Carrier, role: &'i Identity) -> Option<Fact<'i>> {
    let crossed = between(view, &carrier.tags, &role.tags);
    let id = value::readable(view.text(carrier.arn));
    let short = value::readable(view.text(carrier.origin.address));
    let to = label(view, role);
    let says = format!("{short} runs with {}", to.short);
    let about = vec![carrier.arn, role.arn];
    let plain = fact(about, Label { id, short }, to, "tenant.shared-role", Severity::Medium);
    let support = vec![Support { basis: Basis::Carrier(carrier, role.arn), says }];
    (!crossed.is_empty()).then(|| Fact { extent: Extent::names(crossed), support, ..plain })
}
