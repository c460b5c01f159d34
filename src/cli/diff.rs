//! `diff`: the same judgement between any two sources.

use super::args::Diff;
use super::progress::Progress;
use super::{audit, change, output, rules};
use crate::Question;
use crate::diag::Error;
use std::slice;
use std::time::Instant;

/// Compares two sources. Of a plan the planned side counts.
pub(super) fn run(diff: &Diff) -> Result<u8, Error> {
    let start = Instant::now();
    let progress = Progress::start(&diff.judging);
    progress.doing("reading");
    output::check(&diff.judging, [&diff.before, &diff.after])?;
    let ruling = &diff.judging.ruling;
    let told = change::told(ruling, Some(&diff.before), Some(&diff.after))?;
    let sides = rules::Sides {
        before: Some(&diff.before),
        after: Some(&diff.after),
        base: told.base.as_deref(),
    };
    let rules = rules::in_force(ruling, sides)?;
    let given = diff.given.inputs();
    let (mut store, (before, after, inputs)) = audit::both_sides(&mut |store| {
        let mut side = |source, role| audit::side(slice::from_ref(source), role, &given, store);
        let (before, mut inputs) = side(&diff.before, "before")?;
        let (after, more) = side(&diff.after, "after")?;
        inputs.extend(more);
        Ok((before, after, inputs))
    })?;
    progress.doing("analysing");
    let question = Question::new("diff", Some(before), after, rules);
    let question = Question { inputs, change: told, ..question };
    let report = audit::judge(question, &diff.judging, &mut store, start)?;
    drop(progress);
    output::print(&report, &diff.judging)
}
