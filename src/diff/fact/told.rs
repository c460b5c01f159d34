//! Weakened facts of one cause as a finding.

use super::Weakening;
use super::trace::origin;
use crate::diag::limits;
use crate::diff::finding::{Also, Because, Cause, Certainty, Drift, Finding, Hop, Lane, Severity};
use crate::diff::{Ground, fingerprint, proof};
use crate::graph::surface::{Extent, Fact, Polarity, Support, Surface};
use crate::model::{Arn, value};
use std::cmp::Reverse;

/// One finding for all that one cause weakens.
pub(super) fn finding(
    mut group: Vec<Weakening<'_>>,
    cause: Vec<Cause>,
    ground: Ground<'_>,
) -> Option<Finding> {
    group.sort_by(|a, b| {
        let about = |one: &Weakening<'_>| {
            (one.surface.id, one.fact.to.clone(), one.fact.from.clone(), one.by.to_string())
        };
        let rank = |one: &Weakening<'_>| {
            // Of equals the one that takes nothing for granted, comes from outside, stands on the most;
            // of what is lost the one that stood on the least, for that is nearest to what was changed.
            let Fact { severity, assumes, support, from, .. } = &one.fact;
            let outside = from.id == "internet";
            let count = support.len();
            let much = match one.surface.polarity {
                Polarity::Capability => count,
                Polarity::Confinement | Polarity::Observation => usize::MAX - count,
            };
            Reverse((*severity, assumes.is_empty(), one.certainty, outside, much))
        };
        rank(a).cmp(&rank(b)).then_with(|| about(a).cmp(&about(b)))
    });
    let also = also(&group);
    // Who and how as the first of them tells; what else moves with it are further pairs.
    let first = group.first()?.surface.id;
    let same = || group.iter().filter(|one| one.surface.id == first);
    let mut principals: Vec<String> = same().map(|one| one.fact.from.short.clone()).collect();
    principals.sort();
    principals.dedup();
    let mut techniques: Vec<&'static str> = same().map(|one| one.fact.technique).collect();
    techniques.sort_unstable();
    techniques.dedup();
    let Weakening { surface, fact, by, certainty, drift, .. } = group.into_iter().next()?;
    Some(Finding {
        id: id(surface, &fact, ground),
        rule: surface.id,
        class: surface.class,
        axis: surface.axis,
        lane: Lane::Review,
        severity: graded(fact.severity, certainty),
        certainty,
        drift,
        title: title(surface, &fact, &by, drift),
        from: fact.from.id.clone(),
        to: fact.to.id.clone(),
        account: Arn::parse(&fact.to.id).map(|arn| arn.account.to_owned()).unwrap_or_default(),
        principals,
        techniques,
        path: path(surface, &fact, &by, drift, ground),
        cause,
        also,
        witness: None,
        controls: surface.controls.to_vec(),
        owners: Vec::new(),
        ruling: Default::default(),
        fix: surface.fix.to_owned(),
    })
}

/// What is not known weighs one less.
fn graded(severity: Severity, certainty: Certainty) -> Severity {
    match (severity, certainty) {
        (Severity::Critical, Certainty::Unknown) => Severity::High,
        (Severity::High, Certainty::Unknown) => Severity::Medium,
        _ => severity,
    }
}

fn title(surface: &Surface, fact: &Fact<'_>, by: &Extent, drift: Drift) -> String {
    let sentence = if drift == Drift::Present { surface.stands } else { surface.weakened };
    let sentence = sentence
        .replace("FROM", &fact.from.short)
        .replace("TO", &fact.to.short)
        .replace("EXTENT", &by.to_string());
    match fact.open.is_empty() {
        true => sentence,
        false => format!("perhaps: {sentence}"),
    }
}

/// The weakening as a first step, and what lies behind its target as further ones.
fn path(
    surface: &Surface,
    fact: &Fact<'_>,
    by: &Extent,
    drift: Drift,
    ground: Ground<'_>,
) -> Vec<Hop> {
    let because = |part: &Support<'_>| Because {
        policy: value::readable(&part.says),
        statement: None,
        sid: String::new(),
        says: String::new(),
        place: proof::place(origin(&part.basis), None, ground),
    };
    let mut out = vec![Hop {
        from: fact.from.id.clone(),
        to: fact.to.id.clone(),
        technique: surface.id,
        name: fact.technique,
        title: title(surface, fact, by, drift),
        new: drift != Drift::Present,
        because: fact.support.iter().map(because).collect(),
        requires: [fact.assumes.clone(), fact.open.clone()].concat(),
    }];
    let mut from = &fact.to.id;
    for (label, support) in &fact.behind {
        out.push(Hop {
            from: from.clone(),
            to: label.id.clone(),
            technique: surface.id,
            name: fact.technique,
            title: format!("behind it stands {}", label.short),
            new: false,
            because: vec![because(support)],
            requires: Vec::new(),
        });
        from = &label.id;
    }
    out
}

/// The other weakenings of a group, as pairs.
fn also(group: &[Weakening<'_>]) -> Also {
    let pair = |one: &Weakening<'_>| (one.fact.from.id.clone(), one.fact.to.id.clone());
    let Some(first) = group.first().map(pair) else { return Also::default() };
    let mut all: Vec<(String, String)> = group.iter().map(pair).collect();
    all.sort();
    all.dedup();
    all.retain(|one| *one != first);
    let count = all.len();
    all.truncate(limits::EXAMPLES_MAX);
    Also { count, examples: all }
}

/// The same for the same surface and what it is about, wherever it is written; what is about nothing
/// that has an id is what it says.
fn id(surface: &Surface, fact: &Fact<'_>, ground: Ground<'_>) -> String {
    let about: Vec<&str> = fact.about.iter().map(|name| ground.store.names.text(*name)).collect();
    let about = if about.is_empty() { fact.extent.to_string() } else { about.join("\n") };
    fingerprint::digest(&format!("{}\n{about}", surface.id))
}
