//! `review`: the gate of a pull request.

use super::args::Review;
use super::progress::Progress;
use super::{audit, change, output, rules};
use crate::Question;
use crate::diag::{Code, Error};
use crate::model::inventory::ChangeKind;
use crate::model::{Inventory, Name, Store};
use crate::report::InputRecord;
use crate::source::{self, Inputs, Loaded};
use std::collections::BTreeMap;
use std::time::Instant;

/// Judges a change. Of a plan, before is its prior state and after its planned values; without a plan,
/// after is the directory and before the baseline: the merge base with the default branch, unless one
/// is given.
pub(super) fn run(review: &Review) -> Result<u8, Error> {
    let start = Instant::now();
    let progress = Progress::start(&review.judging);
    progress.doing("reading");
    output::check(&review.judging, review.plan.iter().chain(&review.baseline))?;
    let baseline = match (&review.plan, &review.baseline) {
        (None, None) => Some(source::merge_base(directory(review)?)?),
        (_, baseline) => baseline.clone(),
    };
    let ruling = &review.judging.ruling;
    let told = change::told(ruling, baseline.as_deref(), None)?;
    let after = if review.plan.is_none() { Some(directory(review)?) } else { None };
    let sides = rules::Sides { before: baseline.as_deref(), after, base: told.base.as_deref() };
    let rules = rules::in_force(ruling, sides)?;
    let given = review.given.inputs();
    let (mut store, (change, inputs)) = audit::both_sides(&mut |store| {
        let mut inputs = Vec::new();
        let change = match &review.plan {
            Some(plan) => of_plan(plan, review, &given, &mut inputs, store)?,
            None => {
                let baseline = baseline.as_deref().unwrap_or_default();
                of_directory(review, baseline, &given, &mut inputs, store)?
            }
        };
        Ok((change, inputs))
    })?;
    progress.doing("analysing");
    let question = Question::new("review", Some(change.before), change.after, rules);
    let question = Question { changed: change.changed, inputs, change: told, ..question };
    let report = audit::judge(question, &review.judging, &mut store, start)?;
    drop(progress);
    output::print(&report, &review.judging)
}

/// Two sides, and what a plan says it does.
struct Change {
    before: Inventory,
    after: Inventory,
    changed: BTreeMap<Name, ChangeKind>,
}

fn of_plan(
    plan: &str,
    review: &Review,
    given: &Inputs,
    inputs: &mut Vec<InputRecord>,
    store: &mut Store,
) -> Result<Change, Error> {
    let (input, loaded) = source::load_plan(plan, review.dir.as_deref(), given, store)?;
    let Loaded::Change { before, after, changed, declares } = loaded else {
        let why =
            format!("this is no plan: it was taken for a source of kind `{}`", input.kind.name());
        return Err(Error::new(Code::PlanExpected, plan, why));
    };
    let resources = before.resource_count + after.resource_count;
    super::not_empty(plan, resources + usize::from(declares))?;
    inputs.push(output::record(&input, "after"));
    let before = match &review.baseline {
        None => before,
        Some(baseline) => baseline_side(baseline, given, inputs, store)?,
    };
    Ok(Change { before, after, changed })
}

/// The directory that is judged without a plan.
fn directory(review: &Review) -> Result<&str, Error> {
    let directory = review.dir.as_deref().unwrap_or(".");
    if review.dir.is_none() && !source::is_configuration(directory) {
        let why = "no plan was given, and there is no Terraform configuration here";
        return Err(Error::new(Code::PlanExpected, "review", why));
    }
    Ok(directory)
}

fn of_directory(
    review: &Review,
    baseline: &str,
    given: &Inputs,
    inputs: &mut Vec<InputRecord>,
    store: &mut Store,
) -> Result<Change, Error> {
    let directory = directory(review)?;
    let before = baseline_side(baseline, given, inputs, store)?;
    let (input, loaded) = source::load(directory, given, store)?;
    inputs.push(output::record(&input, "after"));
    let after = loaded.after();
    super::not_empty(directory, before.resource_count + after.resource_count)?;
    Ok(Change { before, after, changed: BTreeMap::new() })
}

fn baseline_side(
    baseline: &str,
    given: &Inputs,
    inputs: &mut Vec<InputRecord>,
    store: &mut Store,
) -> Result<Inventory, Error> {
    let (input, loaded) = source::load(baseline, given, store)?;
    inputs.insert(0, output::record(&input, "before"));
    Ok(loaded.after())
}
