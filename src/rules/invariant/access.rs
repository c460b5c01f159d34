//! Who holds rights: nobody who is not listed, no more than so many, exactly these.

use super::Breach;
use super::path::arrivals;
use crate::iam::glob;
use crate::model::Arn;
use crate::rules::estate::{Estate, Right, Stand};
use crate::rules::pack::{DenyByDefault, MaxReaders, Members, SetEquals};
use crate::rules::select::{Field, like};
use std::collections::BTreeMap;

/// The word for those whom no list names.
const UNLISTED: &str = "unlisted";

/// Whom a list of principals names: by node id, pattern, or `role/NAME`.
fn is_listed(list: &[String], id: &str, field: &Field<'_>) -> bool {
    let arn = Arn::parse(field.nodes.arn(id));
    let short = arn.map(|arn| format!("{}/{}", arn.resource_type(), arn.last_segment()));
    let short = short.unwrap_or_default();
    list.iter()
        .filter(|one| *one != UNLISTED)
        .any(|one| like(one, id) || (!short.is_empty() && like(one, &short)))
}

/// Who may do one of the actions in the scope and is not listed.
pub(super) fn unlisted(
    rule: &DenyByDefault,
    field: &Field<'_>,
    estate: &mut Estate<'_, '_>,
) -> Vec<Breach> {
    let store = estate.ground.store;
    let mut out = Vec::new();
    for (node, id) in estate.starts(Stand::New) {
        let Some(holder) = estate.face(Stand::New).graph.world.holder(node) else { continue };
        if is_listed(&rule.principals.0, &id, field) {
            continue;
        }
        let account = store.names.text(holder.identity.account);
        let rights = estate.rights(node, &rule.actions.0, Stand::New).into_iter();
        let inside = rights.filter(|right| inside(&rule.scope, &right.resource, account, field));
        if let Some(Right { sure, action, .. }) = inside.max() {
            out.push(Breach::new(&id, &rule.scope, format!("may {action} in"), sure));
        }
    }
    out
}

/// Whether a resource lies in a scope: an account, or what a pattern means.
fn inside(scope: &str, resource: &str, own: &str, field: &Field<'_>) -> bool {
    match scope.strip_prefix("account:") {
        None => glob::intersect(scope, resource),
        Some(account) => {
            let named = Arn::parse(resource).map(|arn| arn.account).unwrap_or_default();
            let named = if named.is_empty() || named == "*" { own } else { named };
            field.is_account(account, named)
        }
    }
}

/// What more read than the rule lets.
pub(super) fn too_many(
    rule: &MaxReaders,
    field: &Field<'_>,
    estate: &mut Estate<'_, '_>,
) -> Vec<Breach> {
    let mut readers: BTreeMap<String, Vec<bool>> = BTreeMap::new();
    for grip in estate.grips(Stand::New).into_iter().filter(|grip| grip.reads) {
        if field.means(&rule.select, &field.nodes.node(&grip.to), None) {
            readers.entry(grip.to).or_default().push(grip.sure);
        }
    }
    let mut out = Vec::new();
    for (id, all) in readers.into_iter().filter(|(_, all)| all.len() > rule.max) {
        let sure = all.iter().filter(|sure| **sure).count() > rule.max;
        let count = format!("{} principals", all.len());
        out.push(Breach::new(&count, &id, format!("and not {} read", rule.max), sure));
    }
    out
}

/// Who gets somewhere and is not listed, and who is listed and does not.
pub(super) fn other_members(
    rule: &SetEquals,
    field: &Field<'_>,
    estate: &mut Estate<'_, '_>,
) -> Vec<Breach> {
    let mut members: Vec<(String, String, bool)> = Vec::new();
    match rule.of {
        Members::Readers => {
            let grips = estate.grips(Stand::New).into_iter().filter(|grip| grip.reads);
            members.extend(grips.map(|grip| (grip.from, grip.to, grip.sure)));
        }
        Members::Reach => {
            for (start, id) in estate.starts(Stand::New) {
                let all = arrivals(start, Stand::New, estate).into_iter();
                let others = all.filter(|(to, _)| *to != id);
                members.extend(others.map(|(to, (sure, _))| (id.clone(), to, sure)));
            }
        }
    }
    members.retain(|(_, to, _)| field.means(&rule.select, &field.nodes.node(to), None));
    let mut out: Vec<Breach> = members
        .iter()
        .filter(|(from, ..)| !is_listed(&rule.principals.0, from, field))
        .map(|(from, to, sure)| Breach::new(from, to, "is not listed and gets to", *sure))
        .collect();
    for node in field.meant(&rule.select) {
        let listed = rule.principals.0.iter();
        let missing = listed.filter(|one| {
            let here = members.iter().filter(|(_, to, _)| field.nodes.arn(to) == node.id);
            !here.into_iter().any(|(from, ..)| is_listed(std::slice::from_ref(one), from, field))
        });
        out.extend(
            missing.map(|one| Breach::new(one, &node.id, "is listed and does not get to", true)),
        );
    }
    out
}
