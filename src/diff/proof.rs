//! A path with its proof: for each step the premises, the statements and facts behind them, and what
//! must hold.

use super::cause::{self, Changed, find};
use super::finding::{Because, Hop, Request};
use super::{Face, Ground, label, says};
use crate::diag::Place;
use crate::graph::Space;
use crate::graph::allow::Scene;
use crate::graph::edge::outside_node;
use crate::graph::premise::{
    By, Checked, Layer, Premise, Support, check, enter, prove, prove_admin,
};
use crate::graph::set::Node;
use crate::graph::technique::{PASS_FIX, Shape};
use crate::graph::tenant;
use crate::graph::trust::Outside;
use crate::graph::witness::{CERTIFICATE, IS_ADMIN, Step, Witness};
use crate::model::Name;
use crate::model::inventory::{Attached, Origin};
use crate::model::value::shown;
use std::sync::Arc;

/// A proven path.
#[derive(Debug, Clone)]
pub struct Proof {
    /// Its steps, in words.
    pub hops: Vec<Hop>,
    /// The changes that open it.
    pub cause: Vec<Changed>,
    /// A request that shows the decisive step.
    pub request: Option<Request>,
    /// Whether somebody moves a tag that a step stands on.
    pub moves_tags: bool,
}

/// Proves the steps of a witness on the new side and finds what opened them.
pub fn of(
    witness: &Witness,
    outside: Option<Outside>,
    old: &Face<'_>,
    new: &Face<'_>,
    ground: Ground<'_>,
    space: &Space,
) -> Proof {
    let scenes = (old.scene(ground.store, space), new.scene(ground.store, space));
    let mut hops = Vec::new();
    let mut all = Vec::new();
    let mut request = None;
    for step in &witness.steps {
        // Who is controlled only by this step cannot help to make it.
        let pool = witness.pool.split(|node| *node == step.to).next().unwrap_or_default();
        let premises = premises(step, outside, pool, scenes.1, Some(scenes.0));
        let fresh: Vec<&Premise> =
            premises.iter().filter(|one| cause::is_new(one, scenes.0, scenes.1)).collect();
        let new_step = ground.compared && !fresh.is_empty();
        if request.is_none() {
            let shown = fresh.first().copied().or(premises.first());
            request = shown.and_then(|premise| as_request(premise, step, ground));
        }
        hops.push(hop(step, &premises, new_step, scenes.1, ground));
        all.extend(premises);
    }
    let cause = cause::of(&all, scenes.0, scenes.1, ground);
    let sets_tag = |premise: &Premise| match premise {
        Premise::Allowed { action, .. } => tenant::actions().any(|one| one == *action),
        _ => false,
    };
    let moves_tags = all.iter().any(sets_tag);
    Proof { hops, cause, request, moves_tags }
}

/// What a step stands on.
pub fn premises(
    step: &Step,
    outside: Option<Outside>,
    pool: &[Node],
    scene: Scene<'_, '_>,
    other: Option<Scene<'_, '_>>,
) -> Vec<Premise> {
    if step.technique.id == IS_ADMIN.id {
        return prove_admin(step.from, scene);
    }
    if step.technique.shape == Shape::Trust
        && let Some(outside) =
            outside.filter(|one| outside_node(*one, scene.store) == Some(step.from))
    {
        return enter(outside, step.to, scene);
    }
    prove(step.technique, step.from, step.on.unwrap_or(step.to), pool, scene, other)
}

fn hop(
    step: &Step,
    premises: &[Premise],
    new: bool,
    scene: Scene<'_, '_>,
    ground: Ground<'_>,
) -> Hop {
    let mut because = Vec::new();
    let mut requires = Vec::new();
    for premise in premises {
        let checked = check(premise, scene);
        because.extend(proof_of(&checked, scene, ground));
        requires.extend(checked.requires);
    }
    let mut seen = Vec::new();
    because.retain(|one| {
        let fresh = !seen.contains(one);
        if fresh {
            seen.push(one.clone());
        }
        fresh
    });
    requires.sort();
    requires.dedup();
    let technique = step.technique;
    Hop {
        from: node(step.from, scene, ground),
        to: node(step.to, scene, ground),
        technique: technique.id,
        name: technique.name,
        title: technique.title.replace("TO", &label::short(step.on.unwrap_or(step.to), ground)),
        new,
        because,
        requires,
    }
}

/// The node id of the contract.
pub fn node(id: Node, scene: Scene<'_, '_>, ground: Ground<'_>) -> String {
    let address = scene.world.holder(id).map(|holder| holder.identity.origin.address);
    label::node(id, address, ground)
}

pub(super) fn proof_of(
    checked: &Checked,
    scene: Scene<'_, '_>,
    ground: Ground<'_>,
) -> Vec<Because> {
    checked.support.iter().filter_map(|support| one(support, scene, ground)).collect()
}

/// A support as it is printed; none for what is no proof of a right.
pub(super) fn one(support: &Support, scene: Scene<'_, '_>, ground: Ground<'_>) -> Option<Because> {
    let text = |name: Name| shown(&ground.store.names, name);
    let says = |id| says::statement(ground.store.documents.statement(id), &ground.store.names);
    match support {
        Support::Trust { role, entry } => {
            let trust = scene.world.holder(*role)?.identity.trust.as_ref()?;
            Some(Because {
                policy: "trust policy".into(),
                statement: Some(entry.index),
                sid: text(entry.sid),
                says: says(entry.statement),
                place: place(&trust.origin, Some(entry.index), ground),
            })
        }
        Support::Fact { origin } => Some(Because {
            policy: String::new(),
            statement: None,
            sid: String::new(),
            says: String::new(),
            place: place(origin, None, ground),
        }),
        Support::Statement { who, layer: Layer::Identity, statement } => {
            let (chain, entry) = find(scene.world.holder(*who)?, *statement)?;
            let written = chain.written.map(|written| &written.origin);
            let (origin, index) = match written {
                Some(origin) => (origin, Some(entry.index)),
                // A policy of AWS has no place of its own: its attachment has.
                None => (&chain.attachment.origin, None),
            };
            let policy = match chain.attachment.attached {
                Attached::Lent(..) => "resource policy".into(),
                _ => text(chain.policy),
            };
            Some(Because {
                policy,
                statement: Some(entry.index),
                sid: text(entry.sid),
                says: says(entry.statement),
                place: place(origin, index, ground),
            })
        }
        // Layers that let pass are no proof of a right; what they say is in the answer.
        Support::Statement { .. } => None,
    }
}

/// A place as the report names it.
pub fn place(origin: &Origin, statement: Option<u32>, ground: Ground<'_>) -> Place {
    let text = |name: Name| shown(&ground.store.names, name);
    let attribute = text(origin.attribute);
    let pointer = match statement {
        Some(index) => format!("{attribute}#Statement[{index}]"),
        None => attribute,
    };
    let mut sides = ground.places.iter();
    let found = sides.find_map(|places| places.find(origin.address, &pointer));
    Place {
        address: Some(Arc::from(text(origin.address))),
        pointer: Some(Arc::from(pointer)).filter(|pointer: &Arc<str>| !pointer.is_empty()),
        ..found.unwrap_or_default()
    }
}

fn as_request(premise: &Premise, step: &Step, ground: Ground<'_>) -> Option<Request> {
    let id = |node| label::node(node, None, ground);
    match premise {
        Premise::Allowed { who, action, resource, passed_to, .. } => Some(Request {
            principal: id(*who),
            action: (*action).into(),
            resource: crate::model::value::readable(resource),
            context: passed_to
                .map(|service| vec![("iam:PassedToService".to_owned(), service.to_owned())])
                .unwrap_or_default(),
        }),
        Premise::Trusts { role, by } => Some(Request {
            principal: match by {
                By::Service(service) => (*service).into(),
                By::Actor(node) => id(*node),
                By::Outside(_) => id(step.from),
            },
            action: match by {
                By::Outside(Outside::Federated(..)) if step.technique.id == "fed-saml" => {
                    "sts:AssumeRoleWithSAML".into()
                }
                By::Outside(Outside::Federated(..)) if step.technique.id != CERTIFICATE.id => {
                    "sts:AssumeRoleWithWebIdentity".into()
                }
                _ => "sts:AssumeRole".into(),
            },
            resource: id(*role),
            context: vec![],
        }),
        _ => None,
    }
}

/// What would close a path: the advice of its first new step.
pub fn fix(hops: &[Hop]) -> String {
    let hop = hops.iter().find(|hop| hop.new).or(hops.first());
    hop.and_then(|hop| crate::graph::technique::find(hop.technique))
        .map_or(PASS_FIX, |technique| technique.fix)
        .to_owned()
}
