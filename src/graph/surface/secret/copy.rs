//! Copies of secrets, where others than the readers of the secret see them: in environments, start
//! scripts, task definitions, plain parameters and outputs.
//!
//! Absent means: none. A copy in another secret or an encrypted parameter is kept as the first is.

use super::named;
use crate::graph::surface::{Basis, Extent, Fact, Label, Polarity, Support, Surface, View};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::inventory::SecretCopy;
use crate::model::{Arn, Name, value};
use std::collections::BTreeMap;

pub(in crate::graph::surface) const SURFACE: Surface = Surface {
    id: "secret-copy",
    class: Class::Secret,
    axis: Axis::Visibility,
    polarity: Polarity::Capability,
    weakened: "TO gets EXTENT of FROM",
    stands: "TO holds EXTENT of FROM",
    fix: "let it read the secret when it needs it, instead of giving it a copy",
    controls: &["csf2:PR.DS-01", "nhi:NHI2:2025"],
    facts,
};

/// What is said of an output that Terraform prints.
const PRINTED: &str = "a copy in plain sight";

fn facts<'i>(view: &View<'_, 'i>) -> Vec<Fact<'i>> {
    let mut by: BTreeMap<(Name, Name), Vec<&'i SecretCopy>> = BTreeMap::new();
    for copy in &view.graph.world.inventory.copies {
        by.entry((copy.holder, copy.of)).or_default().push(copy);
    }
    by.into_values().filter_map(|list| fact(view, &list)).collect()
}

/// The fact of all copies of one secret in one holder. Secrets without a name of their own are told apart
/// by their number alone.
fn fact<'i>(view: &View<'_, 'i>, list: &[&'i SecretCopy]) -> Option<Fact<'i>> {
    let first = list.first()?;
    let from = named(view.text(first.of));
    let to = holder(view.text(first.holder));
    let one = |copy: &&'i SecretCopy| Support {
        basis: Basis::Other(&copy.origin, format!("{} {}", view.text(copy.holder), from.id)),
        says: format!("`{}` holds {}", view.text(copy.origin.attribute), from.short),
    };
    let support = list.iter().map(one).collect();
    let count = if Arn::parse(&from.id).is_some() { 1 } else { list.len() };
    let more = (2..=count).map(|number| format!("copy number {number}"));
    let printed = list.iter().any(|copy| copy.printed).then(|| PRINTED.to_owned());
    let names = std::iter::once("a copy".to_owned()).chain(more).chain(printed);
    Some(Fact {
        about: vec![first.holder, first.of],
        extent: Extent::names(names),
        lacks: Extent::none(),
        open: Vec::new(),
        assumes: Vec::new(),
        behind: Vec::new(),
        regards: None,
        severity: severity(list),
        from,
        to,
        technique: "secret.copy",
        support,
    })
}

/// An output that is kept back is seen by those alone who read the state.
fn severity(list: &[&SecretCopy]) -> Severity {
    let kept_back = list.iter().all(|copy| copy.kind.is_none() && !copy.printed);
    if kept_back { Severity::Low } else { Severity::Medium }
}

fn holder(id: &str) -> Label {
    let resource = Arn::parse(id).map_or(id, |arn| arn.resource);
    let short = value::readable(&resource.replacen(':', "/", 1));
    Label { id: value::readable(id), short }
}
