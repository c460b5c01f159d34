//! `review`: the gate of a pull request.

use super::args::Review;
use super::output;
use crate::diag::{Code, Error};
use crate::model::Store;
use crate::source::{self, Loaded};
use crate::{Question, compare};
use std::time::Instant;

/// Judges a plan: before is its prior state (or the baseline), after its planned values.
pub(super) fn run(review: &Review) -> Result<u8, Error> {
    let start = Instant::now();
    output::check(&review.judging)?;
    if let Some(dir) = &review.dir {
        let why = "this version does not read configurations; leave --dir out and give the plan";
        return Err(Error::new(Code::Usage, dir, why));
    }
    let Some(plan) = &review.plan else {
        return Err(Error::new(Code::PlanExpected, "review", "no plan was given"));
    };
    let mut store = Store::default();
    let (input, loaded) = source::load(plan, &mut store)?;
    let Loaded::Change { before, after, changed, declares } = loaded else {
        let why =
            format!("this is no plan: it was taken for a source of kind `{}`", input.kind.name());
        return Err(Error::new(Code::PlanExpected, plan, why));
    };
    let resources = before.resource_count + after.resource_count;
    super::not_empty(plan, resources + usize::from(declares))?;
    let mut inputs = vec![output::record(&input, "after")];
    let before = match &review.baseline {
        None => before,
        Some(baseline) => {
            let (input, loaded) = source::load(baseline, &mut store)?;
            inputs.insert(0, output::record(&input, "before"));
            match loaded {
                Loaded::Change { after, .. } | Loaded::Side(after) => after,
            }
        }
    };
    let question = Question {
        command: "review",
        before: Some(before),
        after,
        changed,
        inputs,
        fail_on: review.judging.fail_on.into(),
        unknown_as: review.judging.unknown_as.into(),
    };
    let mut report = compare(question, &mut store);
    report.stats.millis = super::audit::millis(start, &review.judging);
    output::print(&report, &review.judging)
}
