//! What would close the findings of a change, tried before it is said.

use crate::Question;
use crate::diag::limits;
use crate::diff::finding::Lane;
use crate::diff::{self, Face, Ground};
use crate::graph::{Side, Space};
use crate::model::{Inventory, Store};
use crate::report::Report;
use std::collections::BTreeSet;

/// How many cuts are tried: fewer where looking again costs more, so that advice never costs much more
/// than the analysis itself.
pub(crate) fn tries(after: &Inventory) -> usize {
    // A principal is asked for all techniques, which costs more than a fact of a resource.
    let others = (after.resources.len() + after.elements.len()) / 4;
    let each = limits::CUTS_WORK_MAX / (after.identities.len() + others).max(1);
    each.min(limits::CUTS_MAX)
}

/// Adds to findings the smallest cut that closes them: found by making it and looking again. `known`
/// are the ids of what the comparison found. A cut
/// that opens something else, or changes what another finding stands on, is none.
pub(crate) fn closing(
    report: &mut Report,
    known: &BTreeSet<String>,
    [before, after]: &[Inventory; 2],
    mut tries: usize,
    question: &Question,
    store: &mut Store,
    space: &mut Space,
) {
    // What rules add of their own is not what is looked for again.
    let mut open = known.clone();
    let findings = &mut report.findings;
    for index in 0..findings.len() {
        let Some(finding) = findings.get(index).filter(|one| open.contains(&one.id)) else {
            continue;
        };
        if finding.lane < Lane::Review {
            continue;
        }
        let cuts = diff::fix::cuts(finding, &mut after.clone(), store);
        let id = finding.id.clone();
        for cut in cuts {
            if tries == 0 {
                return;
            }
            tries -= 1;
            let cut_off = diff::fix::apply(&cut, before, after);
            let left = ids(before.clone(), cut_off, question, store, space);
            if left.contains(&id) || !left.is_subset(known) {
                continue;
            }
            let closed: BTreeSet<String> = open.difference(&left).cloned().collect();
            for one in findings.iter_mut().filter(|one| closed.contains(&one.id)) {
                one.fix = format!("{}. Checked: {} it is closed", one.fix, cut.words);
            }
            open.retain(|one| !closed.contains(one));
            break;
        }
    }
}

/// The ids of all that a change opens.
fn ids(
    mut before: Inventory,
    mut after: Inventory,
    question: &Question,
    store: &mut Store,
    space: &mut Space,
) -> BTreeSet<String> {
    let provided = space.ready(&mut [&mut before, &mut after], store);
    let ground = Ground {
        store,
        changed: &question.changed,
        compared: true,
        sensitive: &question.sensitive,
        places: [&after.places, &before.places],
    };
    let mut old = Face::new(&before, Side::Before, store, space, &provided);
    let mut new = Face::new(&after, Side::After, store, space, &provided);
    let found = diff::compare(&mut old, &mut new, ground, space);
    found.findings.into_iter().map(|one| one.id).collect()
}
