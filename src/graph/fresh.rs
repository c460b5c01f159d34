//! Calls on a resource that the actor makes itself: is there a name and a region for which all of
//! them are allowed? The patterns of the policies say which to try; every answer is decided on a
//! concrete resource.

use super::admin;
use super::allow::Scene;
use super::context::{self, Actor, Object};
use super::technique;
use super::world::StackId;
use crate::diag::limits;
use crate::iam::stack::{Outcome, Request, decide};
use crate::iam::truth::Truth;
use crate::model::policy::Effect;

/// A region and a name for something new.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Fresh {
    /// Such as `us-east-1`.
    pub(super) region: String,
    /// The name.
    pub(super) name: String,
}

impl Default for Fresh {
    fn default() -> Self {
        Self { region: "us-east-1".into(), name: admin::NEW.into() }
    }
}

impl Fresh {
    /// The ARN of a template.
    pub(super) fn arn(&self, template: &str, account: &str) -> String {
        template
            .replace("{region}", &self.region)
            .replace("{account}", account)
            .replace("{new}", &self.name)
    }
}

/// The decision on one call on a new resource.
pub(super) fn on_new(
    scene: Scene<'_, '_>,
    stack: StackId,
    actor: Actor<'_>,
    action: &str,
    resource: &str,
) -> Outcome {
    let call = context::Call {
        action,
        actor: Some(actor),
        object: Object::default(),
        mover: None,
        passed_to: None,
        store: scene.store,
    };
    let request = Request { action, resource, context: &call };
    decide(scene.stacks.stack(stack), &request, scene.engine, scene.store)
}

/// Whether one new resource exists on which `calls` are all allowed and of each group of `then` one;
/// with the best such name. Calls on anything else are not looked at.
pub(super) fn best(
    scene: Scene<'_, '_>,
    stack: StackId,
    actor: Actor<'_>,
    calls: &[technique::Call],
    then: &[&[technique::Call]],
) -> (Truth, Fresh) {
    let account = scene.store.names.text(actor.account);
    let allowed = |call: &technique::Call, fresh: &Fresh| {
        let on = |template: &&str| {
            on_new(scene, stack, actor, call.action, &fresh.arn(template, account)).truth
        };
        match call.on.templates() {
            [] => Truth::Yes,
            templates => Truth::any(templates.iter().map(on)),
        }
    };
    let ask = |fresh: &Fresh| {
        let first = Truth::all(calls.iter().map(|call| allowed(call, fresh)));
        let rest = then.iter().map(|group| Truth::any(group.iter().map(|c| allowed(c, fresh))));
        if first == Truth::No { first } else { first.and(Truth::all(rest)) }
    };
    let mut out = (ask(&Fresh::default()), Fresh::default());
    if out.0 == Truth::Yes {
        return out;
    }
    for fresh in candidates(scene, stack, actor, calls, then) {
        let truth = ask(&fresh);
        if truth > out.0 {
            out = (truth, fresh);
        }
        if out.0 == Truth::Yes {
            break;
        }
    }
    out
}

/// Names worth trying besides one that no policy names: one for each pattern about these calls.
fn candidates(
    scene: Scene<'_, '_>,
    stack: StackId,
    actor: Actor<'_>,
    calls: &[technique::Call],
    then: &[&[technique::Call]],
) -> Vec<Fresh> {
    let mut out = Vec::new();
    let store = scene.store;
    let policies = scene.stacks.stack(stack);
    let all = || calls.iter().chain(then.iter().copied().flatten());
    for &id in policies.identity.iter().chain(policies.boundary.iter().flatten()) {
        let Some(compiled) = scene.engine.statement(id) else { continue };
        if compiled.effect != Effect::Allow {
            continue;
        }
        for call in all() {
            let action = scene.engine.action(call.action);
            if !action.is_some_and(|action| compiled.actions.meets(action.bit())) {
                continue;
            }
            for pattern in &store.documents.statement(id).resources.patterns {
                let text = store.names.text(*pattern);
                for template in call.on.templates() {
                    let fresh = fill(text, template, store.names.text(actor.account));
                    out.extend(fresh.filter(|fresh| !out.contains(fresh)));
                }
            }
        }
        if out.len() >= limits::CANDIDATES_MAX {
            break;
        }
    }
    out
}

/// The region and name that make `template` a member of `pattern`; none if its resource type differs.
fn fill(pattern: &str, template: &str, account: &str) -> Option<Fresh> {
    if pattern == "*" || pattern.contains("${") {
        return None;
    }
    let mut fields = pattern.splitn(6, ':').skip(3);
    let region = fields.next().filter(|region| !region.contains('*') && !region.is_empty());
    let last = fields.nth(1).unwrap_or("*");
    let wanted = template.splitn(6, ':').nth(5)?;
    let Some((head, tail)) = wanted.split_once("{new}") else {
        let (region, name) = (region?.to_owned(), admin::NEW.to_owned());
        return Some(Fresh { region, name });
    };
    let name = last.strip_prefix(head).unwrap_or("*");
    let tail = tail.replace("{new}", "").replace("{account}", account);
    let name = name.strip_suffix(tail.as_str()).unwrap_or(name);
    let name = name.replace('*', admin::NEW).replace('?', "x");
    Some(Fresh { region: region.unwrap_or("us-east-1").to_owned(), name })
}
