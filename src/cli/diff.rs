//! `diff`: the same judgement between any two sources.

use super::args::Diff;
use super::{audit, output};
use crate::diag::Error;
use crate::model::Store;
use crate::{Question, compare};
use std::collections::BTreeMap;
use std::time::Instant;

/// Compares two sources. Of a plan the planned side counts.
pub(super) fn run(diff: &Diff) -> Result<u8, Error> {
    let start = Instant::now();
    output::check(&diff.judging)?;
    let mut store = Store::default();
    let (before, mut inputs) =
        audit::side(std::slice::from_ref(&diff.before), "before", &mut store)?;
    let (after, more) = audit::side(std::slice::from_ref(&diff.after), "after", &mut store)?;
    inputs.extend(more);
    let question = Question {
        command: "diff",
        before: Some(before),
        after,
        changed: BTreeMap::new(),
        inputs,
        fail_on: diff.judging.fail_on.into(),
        unknown_as: diff.judging.unknown_as.into(),
    };
    let mut report = compare(question, &mut store);
    report.stats.millis = audit::millis(start, &diff.judging);
    output::print(&report, &diff.judging)
}
