//! What must never be, and the findings that break it.

use super::pack::{Invariant, Never};
use super::select::{Field, like};
use super::when;
use crate::diff::finding::{Drift, Finding};
use crate::iam::glob;

/// How a finding breaks an invariant, as the two ends of what must not be; none if it keeps it.
pub fn broken(
    invariant: &Invariant,
    finding: &Finding,
    field: &Field<'_>,
) -> Option<(String, String)> {
    let (from, to) = match (&invariant.never, &invariant.deny_by_default) {
        (Some(Never::New), _) if finding.drift == Drift::Present => None,
        (Some(_), _) => pair(invariant, finding, field),
        (None, Some(_)) => holder(invariant, finding, field),
        (None, None) => None,
    }?;
    let excepted = |id: &str| invariant.except.0.iter().any(|pattern| like(pattern, id));
    let on_the_way = finding.path.iter().any(|hop| excepted(&hop.from) || excepted(&hop.to));
    let out = !on_the_way && !excepted(&from) && !excepted(&to);
    out.then_some((from, to))
}

/// Two ends on one path, or of a further pair, that the selectors mean.
fn pair(invariant: &Invariant, finding: &Finding, field: &Field<'_>) -> Option<(String, String)> {
    let mut stops: Vec<&str> = vec![&finding.from];
    stops.extend(finding.path.iter().flat_map(|hop| [hop.from.as_str(), hop.to.as_str()]));
    stops.push(&finding.to);
    stops.dedup();
    let ordered = stops
        .iter()
        .enumerate()
        .flat_map(|(at, from)| stops.iter().skip(at + 1).map(move |to| (*from, *to)));
    let further = finding.also.examples.iter().map(|(from, to)| (from.as_str(), to.as_str()));
    let found = ordered.chain(further).find(|(from, to)| {
        let (from, to) = (field.nodes.node(from), field.nodes.node(to));
        from != to
            && field.means(&invariant.from, &from, None)
            && field.means(&invariant.to, &to, Some(&from))
    });
    found.map(|(from, to)| (from.to_owned(), to.to_owned()))
}

/// Somebody who is not listed, and the action that the finding gives them.
fn holder(invariant: &Invariant, finding: &Finding, field: &Field<'_>) -> Option<(String, String)> {
    let rule = invariant.deny_by_default.as_ref()?;
    let request = finding.witness.as_ref()?;
    let covered = |pattern: &String| glob::intersect(pattern, &request.action);
    let listed = rule.principals.0.iter().any(|one| like(one, &request.principal));
    let inside = match rule.scope.strip_prefix("account:") {
        Some(account) => when::targets(finding, field).any(|node| like(account, &node.account)),
        None => when::targets(finding, field).any(|node| like(&rule.scope, &node.id)),
    };
    let hit = rule.actions.0.iter().any(covered) && !listed && inside;
    hit.then(|| (request.principal.clone(), request.action.clone()))
}
