//! `audit`: what stands now.

use super::args::{Audit, Judging};
use super::progress::Progress;
use super::{change, output, rules, snapshot};
use crate::diag::Error;
use crate::graph::sink::Selector;
use crate::model::{Inventory, Store};
use crate::report::InputRecord;
use crate::source::{self, Inputs};
use crate::{Question, compare};
use std::collections::BTreeMap;
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
    let question = Question {
        command: "audit",
        before: None,
        after,
        changed: BTreeMap::new(),
        inputs,
        fail_on: audit.judging.fail_on.into(),
        unknown_as: audit.judging.unknown_as.into(),
        rules,
        sensitive: audit.judging.sensitive.iter().map(|text| Selector::new(text)).collect(),
        change: change::told(ruling, None, None)?,
        accepted,
        draw: output::draws(&audit.judging)?,
    };
    let mut report = compare(question, &mut store);
    report.stats.millis = millis(start, &audit.judging);
    drop(progress);
    output::print(&report, &audit.judging)
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

/// The time taken, where it was asked for.
pub(super) fn millis(start: Instant, judging: &Judging) -> Option<u64> {
    judging.stats.then(|| u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX))
}
