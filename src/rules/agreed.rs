//! What was agreed with those outside of the inputs, and what is taken for granted: what a finding rests
//! on that nobody proves.

use super::condition;
use super::judge::Docket;
use super::notice;
use super::pack::{Assumption, Contract, Direction, Pack};
use super::select::{Field, like};
use crate::diff::finding::{Certainty, Finding, Lane};
use crate::graph::admission::{self, Admission};
use crate::model::value;

/// What a node outside of the inputs begins with, where it is somebody that one can agree with.
const PARTIES: &[&str] = &["account:", "arn:", "federated:"];

/// Applies contracts and assumptions. What lies inside of one becomes a note that names it; what no
/// longer counts, or what the inputs contradict, is said.
pub fn apply(
    docket: &Docket<'_>,
    field: &Field<'_>,
    finding: &mut Finding,
    out: &mut Vec<Finding>,
) {
    let rules = docket.rules;
    let needed = rules.packs().any(|pack| {
        !pack.contract.is_empty() || pack.boundary.as_ref().is_some_and(|one| one.contracts)
    });
    let parties: Vec<String> = parties(finding, field).collect();
    for party in &parties {
        let named = |one: &&Contract| one.node.0.iter().any(|pattern| like(pattern, party));
        if needed && !rules.all(|pack: &Pack| &pack.contract).any(|one| named(&one)) {
            let title = format!("no contract covers {party}: {}", finding.title);
            let place = finding.cause.first().map(|one| one.place.clone()).unwrap_or_default();
            let key = format!("{}\n{party}", finding.id);
            out.push(notice::CONTRACT_MISSING.finding(&key, title, Lane::Review, place));
        }
    }
    for source in &rules.sources {
        for one in &source.pack.contract {
            let Some(within) = standing(one, finding, docket, field) else { continue };
            let id = one.id.get_ref();
            let place = source.place(&one.id.span());
            if rules.today > one.review_by {
                let title = format!("contract `{id}` was to be looked at by {}", one.review_by);
                out.push(notice::CONTRACT_EXPIRED.finding(id, title, Lane::Review, place));
            } else if within {
                finding.lane = Lane::Note;
                finding.ruling.assumptions.push(format!(
                    "contract {id} of {} with {}, until {}",
                    one.owner_ours, one.owner_theirs, one.review_by
                ));
            } else {
                let title = format!("contract `{id}` does not cover this: {}", finding.title);
                let key = format!("{}\n{id}", finding.id);
                out.push(notice::CONTRACT_EXCEEDED.finding(&key, title, Lane::Review, place));
            }
        }
        for one in &source.pack.assumption {
            if !stops(one, finding) {
                continue;
            }
            let id = one.id.get_ref();
            let place = source.place(&one.id.span());
            if rules.today > one.expires {
                let title = format!("assumption `{id}` ended {}: {}", one.expires, one.says);
                out.push(notice::ASSUMPTION_EXPIRED.finding(id, title, Lane::Review, place));
            } else if is_contradicted(one, finding, field) {
                let title = format!("the inputs contradict assumption `{id}`: {}", finding.title);
                out.push(notice::ASSUMPTION_CONTRADICTED.finding(id, title, Lane::Block, place));
            } else {
                finding.lane = Lane::Note;
                finding.ruling.assumptions.push(format!(
                    "assumption {id} of {}, until {}: {}",
                    one.owner, one.expires, one.says
                ));
            }
        }
    }
}

/// The ends of a finding that no input declares and that one can agree with.
fn parties<'f>(finding: &'f Finding, field: &'f Field<'_>) -> impl Iterator<Item = String> + 'f {
    let ends = [finding.from.as_str(), finding.to.as_str()];
    let outside =
        |id: &&str| PARTIES.iter().any(|begin| id.starts_with(begin)) && !field.nodes.declares(id);
    ends.into_iter().filter(outside).map(str::to_owned)
}

/// Whether a finding lies within a contract; none if the contract is about something else.
fn standing(
    contract: &Contract,
    finding: &Finding,
    docket: &Docket<'_>,
    field: &Field<'_>,
) -> Option<bool> {
    let (theirs, ours) = match contract.direction {
        Direction::In => (&finding.from, &finding.to),
        Direction::Out => (&finding.to, &finding.from),
    };
    let named = contract.node.0.iter().any(|pattern| like(pattern, theirs));
    if !named || field.nodes.declares(theirs) {
        return None;
    }
    let allowed = &contract.allowed;
    let action = finding.witness.as_ref().map(|request| request.action.as_str());
    let action_fits = allowed.actions.0.is_empty()
        || action.is_some_and(|action| allowed.actions.0.iter().any(|one| like(one, action)));
    let inside = action_fits
        && allowed.rules.open_or(|pattern| like(pattern, finding.rule))
        && field.means(&allowed.resources, &field.nodes.node(ours), None)
        && asks(contract, theirs, field.nodes.arn(ours), docket)
        && finding.certainty != Certainty::Unknown;
    Some(inside)
}

/// Whether every statement by which a resource or role of ours lets them in asks for what was agreed.
fn asks(contract: &Contract, theirs: &str, ours: &str, docket: &Docket<'_>) -> bool {
    let Docket { after, store, .. } = docket;
    let party = theirs.split_once('#').map_or(theirs, |(party, _)| party);
    let lacks = |admission: &Admission<'_>| {
        let statement = store.documents.statement(admission.alone);
        !condition::lacking(statement, &contract.requires.0, store).is_empty()
    };
    let guarded = admission::guarded(after, store);
    let found = guarded.iter().find(|(arn, _)| value::readable(arn) == ours);
    let admissions = found.map(|(_, guarded)| guarded.admissions(store)).unwrap_or_default();
    let mut own = admissions
        .iter()
        .filter(|one| condition::who(one.principal, store).is_some_and(|who| who == party));
    contract.requires.0.is_empty() || (own.clone().next().is_some() && !own.any(lacks))
}

/// Whether an assumption says that a step of the finding is not taken.
fn stops(assumption: &Assumption, finding: &Finding) -> bool {
    let technique = |name: &str| assumption.technique.open_or(|pattern| like(pattern, name));
    let from = |id: &str| assumption.node.0.iter().any(|pattern| like(pattern, id));
    finding.path.iter().any(|hop| from(&hop.from) && technique(hop.technique))
        || (finding.path.is_empty() && from(&finding.from))
}

/// Whether the inputs prove what an assumption denies: they declare the node and every step.
fn is_contradicted(assumption: &Assumption, finding: &Finding, field: &Field<'_>) -> bool {
    let declared = |hop: &crate::diff::finding::Hop| {
        assumption.node.0.iter().any(|pattern| like(pattern, &hop.from))
            && field.nodes.declares(&hop.from)
            && hop.requires.is_empty()
    };
    finding.certainty == Certainty::Proven && finding.path.iter().any(declared)
}
