//! `audit`: what stands now.

use super::args::{Audit, Judging};
use super::progress::Progress;
use super::{change, output, rules, snapshot};
use crate::diag::Error;
use crate::graph::sink::Selector;
use crate::model::{Inventory, Store};
use crate::report::{InputRecord, Report};
use crate::source::{self, Inputs};
use crate::{Question, compare};
use std::time::Instant;

/// Lists every path to administrator power and every trust from outside.
pub(super) fn run(audit: &Audit) -> Result<u8, Error> {
    let start = Instant::now();
    let progress = Progress::start(&audit.judging);
    progress.doing("reading");
    output::check(&audit.judging, &audit.sources)?;
    let ruling = &audit.judging.ruling;
    let rules = rules::in_force(ruling, rules::Sides::default())?;
    let accepted = audit.accepted.as_deref().map(snapshot::accepted).transpose()?;
    let accepted = accepted.unwrap_or_default();
    let mut store = Store::default();
    let given = audit.given.inputs();
    let (after, inputs) = side(&audit.sources, "after", &given, &mut store)?;
    progress.doing("analysing");
    let change = change::told(ruling, None, None)?;
    let question = Question::new("audit", None, after, rules);
    let question = Question { inputs, change, accepted, ..question };
    let report = judge(question, &audit.judging, &mut store, start)?;
    drop(progress);
    output::print(&report, &audit.judging)
}

/// Judges as strictly as the flags say.
///
/// # Errors
/// `usage` for an unknown format.
pub(super) fn judge(
    question: Question,
    judging: &Judging,
    store: &mut Store,
    start: Instant,
) -> Result<Report, Error> {
    let question = Question {
        fail_on: judging.fail_on.into(),
        unknown_as: judging.unknown_as.into(),
        sensitive: judging.sensitive.iter().map(|text| Selector::new(text)).collect(),
        draw: output::draws(judging)?,
        ..question
    };
    let mut report = compare(question, store);
    let millis = || u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    report.stats.millis = judging.stats.then(millis);
    Ok(report)
}

/// Reads two sides so that both know the same accounts: what the second tells of a symbol may concern
/// the first as well, which is then read again.
pub(super) fn both_sides<T>(
    read: &mut dyn FnMut(&mut Store) -> Result<T, Error>,
) -> Result<(Store, T), Error> {
    let mut store = Store::default();
    let mut sides = read(&mut store)?;
    if store.learned_late {
        store = Store::knowing(store.accounts);
        sides = read(&mut store)?;
    }
    Ok((store, sides))
}

/// Sources of one side, merged. Of a plan the planned side counts.
pub(super) fn side(
    sources: &[String],
    role: &'static str,
    given: &Inputs,
    store: &mut Store,
) -> Result<(Inventory, Vec<InputRecord>), Error> {
    let mut inventory = Inventory::default();
    let mut inputs = Vec::new();
    for source in sources {
        let (input, loaded) = source::load(source, given, store)?;
        let one = loaded.after();
        super::not_empty(source, one.resource_count)?;
        inventory.append(one);
        inputs.push(output::record(&input, role));
    }
    Ok((inventory, inputs))
}
