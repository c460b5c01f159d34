//! Who holds rights: nobody who is not listed, no more than so many, exactly these.

use super::Breach;
use super::estate::{Estate, Stand};
use super::path::arrivals;
use crate::diff::proof;
use crate::graph::allow::object;
use crate::graph::context::Call;
use crate::iam::glob;
use crate::iam::stack::{Request, decide};
use crate::model::{Arn, Effect, StatementId};
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
    let face = &*estate.new.face;
    let scene = face.scene(store, estate.space);
    let mut out = Vec::new();
    for node in &face.graph.world.nodes {
        let Some(holder) = face.graph.world.holder(*node) else { continue };
        let id = proof::node(*node, scene, estate.ground);
        if is_listed(&rule.principals.0, &id, field) {
            continue;
        }
        let account = store.names.text(holder.identity.account);
        let stack = estate.space.stacks.stack(holder.stack);
        let actor = Some(face.graph.world.actor(holder.identity));
        let candidates = stack.identity.iter().flat_map(|one| asked(*one, rule, estate));
        let found =
            candidates.filter(|(_, resource)| inside(&rule.scope, resource, account, field));
        let allowed = found.filter_map(|(action, resource)| {
            let object = object(scene.world, *node);
            let call = Call { action: &action, actor, object, mover: None, passed_to: None, store };
            let request = Request { action: &action, resource: &resource, context: &call };
            let truth = decide(stack, &request, scene.engine, store).truth;
            truth.may().then_some((truth.must(), action))
        });
        let mut allowed: Vec<(bool, String)> = allowed.collect();
        allowed.sort();
        if let Some((sure, action)) = allowed.pop() {
            out.push(Breach::new(&id, &rule.scope, format!("may {action} in"), sure));
        }
    }
    out
}

/// The actions of a statement that the rule is about, each on each resource of the statement.
fn asked(id: StatementId, rule: &DenyByDefault, estate: &Estate<'_, '_>) -> Vec<(String, String)> {
    let store = estate.ground.store;
    let statement = store.documents.statement(id);
    if statement.effect != Effect::Allow {
        return Vec::new();
    }
    let compiled = estate.space.engine.statement(id);
    let names = |action: &&String| match action.contains(['*', '?']) {
        false => compiled.is_some_and(|one| one.names(action)) || is_named(id, action, estate),
        true => is_named(id, action, estate),
    };
    let resources: Vec<String> = match statement.resources.negated {
        true => vec!["*".to_owned()],
        false => {
            let texts = statement.resources.patterns.iter();
            texts.map(|name| store.names.text(*name).to_owned()).collect()
        }
    };
    let actions = rule.actions.0.iter().filter(names);
    actions.flat_map(|action| resources.iter().map(|one| (action.clone(), one.clone()))).collect()
}

/// Whether the actions of a statement and a pattern have one in common.
fn is_named(id: StatementId, action: &str, estate: &Estate<'_, '_>) -> bool {
    let store = estate.ground.store;
    let actions = &store.documents.statement(id).actions;
    let lower = action.to_lowercase();
    let meets = |name: &crate::model::Name| {
        glob::intersect(&store.names.text(*name).to_lowercase(), &lower)
    };
    let any = actions.patterns.iter().any(meets);
    if actions.negated { !any || action.contains('*') } else { any }
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
    let meant = field.nodes.declared().filter(|node| field.means(&rule.select, node, None));
    for node in meant {
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
