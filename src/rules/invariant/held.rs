//! What must be seen, kept in, or asked for.

use super::Breach;
use crate::graph::surface::{Polarity, SURFACES};
use crate::model::policy::Principals;
use crate::model::{Effect, Name, value};
use crate::rules::condition;
use crate::rules::estate::{Estate, Stand};
use crate::rules::node::Node;
use crate::rules::pack::{RequiresCondition, Watched};
use crate::rules::select::{Field, like};

/// What nothing of the named surfaces sees.
pub(super) fn unseen(
    rule: &Watched,
    field: &Field<'_>,
    estate: &mut Estate<'_, '_>,
) -> Vec<Breach> {
    without(rule, Polarity::Observation, "is not seen by", field, estate)
}

/// What nothing of the named surfaces keeps in.
pub(super) fn loose(rule: &Watched, field: &Field<'_>, estate: &mut Estate<'_, '_>) -> Vec<Breach> {
    without(rule, Polarity::Confinement, "is not confined by", field, estate)
}

/// What some surfaces say nothing of. A fact is about a node where it names the node, or its account.
fn without(
    rule: &Watched,
    polarity: Polarity,
    says: &str,
    field: &Field<'_>,
    estate: &mut Estate<'_, '_>,
) -> Vec<Breach> {
    let view = estate.view(Stand::New);
    let named = |id: &str| rule.by.0.iter().any(|pattern| like(pattern, id));
    let surfaces = SURFACES.iter().filter(|one| one.polarity == polarity && named(one.id));
    let facts: Vec<_> = surfaces.flat_map(|one| (one.facts)(&view)).collect();
    let text = |name: &Name| value::shown(&view.store.names, *name);
    let elements = &estate.new.face.graph.world.inventory.elements;
    let accounts = elements.iter().flat_map(|one| view.elements.names(one, "account"));
    let mut accounts: Vec<String> = accounts.map(|name| text(&name)).collect();
    accounts.sort();
    accounts.dedup();
    // The ARN of a bucket does not tell its account: where there is one account, it is that.
    let account = |node: &Node| match accounts.as_slice() {
        [only] if node.account.is_empty() => only.clone(),
        _ => node.account.clone(),
    };
    let about = |fact: &crate::graph::surface::Fact<'_>, node: &Node| {
        fact.to.id == node.id
            || fact.from.id == node.id
            || fact.about.iter().map(text).any(|one| {
                one == node.id || one == node.address || (one == account(node) && !one.is_empty())
            })
    };
    let by = rule.by.0.join(" or ");
    let mut out = Vec::new();
    for node in field.meant(&rule.select).filter(|node| stands(node, estate)) {
        let own: Vec<_> = facts.iter().filter(|fact| about(fact, node)).collect();
        let holds = |sure: bool| {
            own.iter().any(|fact| {
                let whole = !fact.extent.is_empty() && fact.lacks.is_empty();
                (whole && fact.open.is_empty()) || (!sure && !fact.open.is_empty())
            })
        };
        if !holds(true) {
            out.push(Breach::new(&node.id, &by, says, !holds(false)));
        }
    }
    out
}

/// Whether a node stands after the change: what goes needs nothing.
fn stands(node: &Node, estate: &Estate<'_, '_>) -> bool {
    let inventory = estate.new.face.graph.world.inventory;
    let names = &estate.ground.store.names;
    let ids = inventory.identities.iter().map(|one| one.arn);
    let ids = ids.chain(inventory.carriers.iter().map(|one| one.arn));
    let ids = ids.chain(inventory.resources.iter().map(|one| one.arn));
    let mut ids = ids.chain(inventory.elements.iter().map(|one| one.id));
    ids.any(|id| value::shown(names, id) == node.id)
}

/// Who is trusted without what the rule asks for.
pub(super) fn unasked(
    rule: &RequiresCondition,
    field: &Field<'_>,
    estate: &mut Estate<'_, '_>,
) -> Vec<Breach> {
    let store = estate.ground.store;
    let mut out = Vec::new();
    for identity in &estate.new.face.graph.world.inventory.identities {
        let id = value::shown(&store.names, identity.arn);
        if !field.means(&rule.to, &field.nodes.node(&id), None) {
            continue;
        }
        let Some(trust) = estate.new.face.graph.world.trust(identity.arn) else { continue };
        for entry in &trust.entries {
            let statement = store.documents.statement(entry.statement);
            if statement.effect != Effect::Allow {
                continue;
            }
            let lacking: Vec<&str> = condition::lacking(statement, &rule.keys.0, store);
            if lacking.is_empty() {
                continue;
            }
            let trusted: Vec<String> = match &statement.principals {
                Principals::Only(list) => {
                    list.iter().filter_map(|one| condition::who(*one, store)).collect()
                }
                Principals::None | Principals::Not(_) => vec!["anonymous".to_owned()],
            };
            let meant =
                trusted.iter().filter(|one| field.means(&rule.from, &field.nodes.node(one), None));
            let says = format!("shows no {} to", lacking.join(", "));
            out.extend(meant.map(|one| Breach::new(one, &id, says.clone(), trust.sure)));
        }
    }
    out
}
