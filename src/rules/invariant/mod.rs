//! What must always hold, asked of the graph: not of what a change opens but of what stands after it.
//!
//! Every demand is one function from the [`Estate`] to what breaks it. What surely breaks it blocks; what
//! may break it, because something is not known or rests on a condition, is for review.

mod access;
mod held;
mod path;

use super::estate::Estate;
use super::pack::{Invariant, Never};
use super::ruleset::{Ruleset, Source};
use super::select::Field;
use super::{catalogue, notice};
use crate::diag::{Place, limits};
use crate::diff::finding::{
    Also, Axis, Cause, Certainty, Class, Drift, Finding, Hop, Lane, Severity,
};
use crate::model::inventory::ChangeKind;

/// One way in which an invariant does not hold.
#[derive(Debug, Clone)]
struct Breach {
    from: String,
    to: String,
    /// What is wrong, in words: `gets to`.
    says: String,
    /// Whether it surely is so.
    sure: bool,
    /// Whether it was so before as well.
    stood: bool,
    path: Vec<Hop>,
}

impl Breach {
    fn new(from: &str, to: &str, says: impl Into<String>, sure: bool) -> Self {
        let (from, to) = (from.to_owned(), to.to_owned());
        Self { from, to, says: says.into(), sure, stood: false, path: Vec::new() }
    }
}

/// The invariants that do not hold, one finding each.
pub fn broken(rules: &Ruleset, field: &Field<'_>, estate: &mut Estate<'_, '_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for source in &rules.sources {
        for one in &source.pack.invariant {
            let breaches = breaches(one, field, estate);
            out.extend(finding(one, breaches, source));
        }
    }
    out
}

fn breaches(one: &Invariant, field: &Field<'_>, estate: &mut Estate<'_, '_>) -> Vec<Breach> {
    let mut out = Vec::new();
    if let Some(never) = one.never {
        let old = never == Never::Path;
        out.extend(path::between(&one.from, &one.to, &one.except, old, field, estate));
    }
    if let Some(between) = &one.no_path {
        let path::Between { from, to, except } = between;
        out.extend(path::between(from, to, except, true, field, estate));
    }
    if let Some(between) = &one.no_new {
        let path::Between { from, to, except } = between;
        out.extend(path::between(from, to, except, false, field, estate));
    }
    if let Some(only) = &one.only_via {
        out.extend(path::around(only, field, estate));
    }
    if let Some(rule) = &one.deny_by_default {
        out.extend(access::unlisted(rule, field, estate));
    }
    if let Some(rule) = &one.max_readers {
        out.extend(access::too_many(rule, field, estate));
    }
    if let Some(rule) = &one.set_equals {
        out.extend(access::other_members(rule, field, estate));
    }
    if let Some(rule) = &one.must_cover {
        out.extend(held::unseen(rule, field, estate));
    }
    if let Some(rule) = &one.must_confine {
        out.extend(held::loose(rule, field, estate));
    }
    if let Some(rule) = &one.requires_condition {
        out.extend(held::unasked(rule, field, estate));
    }
    out
}

/// All that breaks an invariant as one finding: the surest first, the others as further pairs.
fn finding(invariant: &Invariant, mut breaches: Vec<Breach>, source: &Source) -> Option<Finding> {
    breaches.sort_by(|left, right| {
        (right.sure, left.stood, left.path.len(), &left.from, &left.to).cmp(&(
            left.sure,
            right.stood,
            right.path.len(),
            &right.from,
            &right.to,
        ))
    });
    let mut breaches = breaches.into_iter();
    let first = breaches.next()?;
    let id = invariant.id.get_ref();
    let place = source.place(&invariant.id.span());
    let title = format!("`{id}` does not hold: {} {} {}", first.from, first.says, first.to);
    let lane = if first.sure { Lane::Block } else { Lane::Review };
    let mut finding = notice::INVARIANT_BROKEN.finding(id, title, lane, place);
    let mut others: Vec<(String, String)> = breaches.map(|one| (one.from, one.to)).collect();
    others.dedup();
    let count = others.len();
    others.truncate(limits::EXAMPLES_MAX);
    finding.also = Also { count, examples: others };
    let controls = invariant.controls.iter();
    let controls: Vec<_> = controls.filter_map(|id| catalogue::control(id.get_ref())).collect();
    if !controls.is_empty() {
        finding.controls = controls;
    }
    finding.severity = if first.sure { Severity::High } else { Severity::Medium };
    finding.certainty = if first.sure { Certainty::Proven } else { Certainty::Conditional };
    finding.drift = if first.stood { Drift::Present } else { Drift::Added };
    (finding.class, finding.axis) = (Class::Isolation, Axis::Access);
    finding.cause.extend(first.path.iter().filter(|hop| hop.new).flat_map(causes));
    finding.cause.dedup();
    (finding.from, finding.to, finding.path) = (first.from, first.to, first.path);
    finding.ruling.gates = vec![format!("invariant {id}")];
    Some(finding)
}

/// Where a new step is written.
fn causes(hop: &Hop) -> Vec<Cause> {
    let one = |place: &Place| {
        Some(Cause {
            address: place.address.as_deref()?.to_owned(),
            attribute: place.pointer.as_deref().unwrap_or_default().to_owned(),
            statement: None,
            change: ChangeKind::None,
            place: place.clone(),
        })
    };
    hop.because.iter().filter_map(|because| one(&because.place)).collect()
}
