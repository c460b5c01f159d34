//! `snapshot`: the canonical inventory, to be a baseline; with `--accept` one that only a passing run moves
//! forward.

use super::args::Snapshot;
use super::{audit, output, rules};
use crate::diag::{Code, Error};
use crate::model::Store;
use crate::rules::Ruleset;
use crate::rules::accepted::{self, Accepted};
use crate::source::{self, Inputs, snapshot};
use crate::{Question, compare};
use std::collections::BTreeMap;
use std::io::Write as _;

/// Writes what the sources hold.
pub(super) fn run(arguments: &Snapshot) -> Result<u8, Error> {
    let given = arguments.given.inputs();
    let file = arguments.output.to_string_lossy().into_owned();
    let mut store = Store::default();
    let (inventory, _) = audit::side(&arguments.sources, "after", &given, &mut store)?;
    let mut text = snapshot::write(&inventory, &store);
    if arguments.accept {
        let rules = rules::in_force(&arguments.ruling, rules::Sides::default())?;
        let there = arguments.output.is_file();
        let known = if there { accepted(&file)? } else { Vec::new() };
        let exit = if there { passes(arguments, &file, &rules, &given)? } else { 0 };
        if exit != 0 {
            let _ = writeln!(
                anstream::stderr(),
                "{file} stays as it is: the gate does not pass what changed since; \
                 `trustdrift diff {file} SRC` shows it"
            );
            return Ok(exit);
        }
        let today = rules.today;
        let report = compare(Question::new("audit", None, inventory, rules), &mut store);
        let list = accepted::of(&report.findings, &known, today);
        let list = serde_json::to_string(&list).unwrap_or_default();
        text = snapshot::with_accepted(text, &list);
    }
    output::write_whole(&file, text.as_bytes())?;
    Ok(0)
}

/// What a snapshot says was accepted in it.
///
/// # Errors
/// `input-unreadable`, `input-not-json`, or `input-shape` for what is no snapshot.
pub(super) fn accepted(file: &str) -> Result<Vec<Accepted>, Error> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Error::new(Code::InputUnreadable, file, error.to_string()))?;
    let what = "what was accepted cannot be read";
    let mut whole: BTreeMap<String, serde_json::Value> =
        serde_json::from_str(&text).map_err(|error| Error::json(file, what, &error))?;
    let list = whole.remove(snapshot::ACCEPTED_KEY).unwrap_or_else(|| serde_json::json!([]));
    serde_json::from_value(list).map_err(|error| Error::json(file, what, &error))
}

/// How the gate ends for what changed since an accepted state.
fn passes(arguments: &Snapshot, file: &str, rules: &Ruleset, given: &Inputs) -> Result<u8, Error> {
    let (mut store, (before, after)) = audit::both_sides(&mut |store| {
        let (_, before) = source::load(file, given, store)?;
        let (after, _) = audit::side(&arguments.sources, "after", given, store)?;
        Ok((before.after(), after))
    })?;
    let question = Question::new("diff", Some(before), after, rules.clone());
    Ok(compare(question, &mut store).verdict.exit)
}
