//! Who must not get where, and by which way alone.

use super::Breach;
use crate::graph::set::Node;
use crate::rules::estate::{ADMIN, Estate, Stand};
use crate::rules::many::Many;
use crate::rules::pack::{OnlyVia, Selector};
use crate::rules::select::Field;
use std::collections::BTreeMap;

pub(super) use crate::rules::pack::Between;

/// A place that a start gets to: whether surely, and the principal by whose right.
type Arrivals = BTreeMap<String, (bool, String)>;

/// Who gets from one to the other, unless over what is excepted; with `standing`, whether or not they did
/// before.
pub(super) fn between(
    from: &Selector,
    to: &Selector,
    except: &Many<String>,
    standing: bool,
    field: &Field<'_>,
    estate: &mut Estate<'_, '_>,
) -> Vec<Breach> {
    let before = estate.starts(Stand::Old);
    let mut out = Vec::new();
    for (start, id) in estate.starts(Stand::New) {
        let own = field.nodes.node(&id);
        if !field.means(from, &own, None) || field.is_excepted(except, &id) {
            continue;
        }
        let was = before.iter().find(|(_, known)| *known == id);
        let was = was.map(|(node, _)| *node);
        let was = was.map(|node| arrivals(node, Stand::Old, estate)).unwrap_or_default();
        for (target, (sure, by)) in arrivals(start, Stand::New, estate) {
            let node = field.nodes.node(&target);
            let meant = target != id && field.means(to, &node, Some(&own));
            if !meant || field.is_excepted(except, &target) {
                continue;
            }
            let stood = was.get(&target).is_some_and(|(was_sure, _)| *was_sure || !sure);
            let path = estate.steps(start, &by);
            let over = path.iter().any(|hop| field.is_excepted(except, &hop.to));
            if !over && (standing || !stood) {
                let breach = Breach::new(&id, &target, "gets to", sure);
                out.push(Breach { stood, path, ..breach });
            }
        }
    }
    out
}

/// Who gets from one to the other though nothing leaves what every way should lead through.
pub(super) fn around(
    only: &OnlyVia,
    field: &Field<'_>,
    estate: &mut Estate<'_, '_>,
) -> Vec<Breach> {
    let starts = estate.starts(Stand::New);
    let is_via = |id: &str| field.means(&only.via, &field.nodes.node(id), None);
    let via: Vec<Node> =
        starts.iter().filter(|(_, id)| is_via(id)).map(|(node, _)| *node).collect();
    let mut out = Vec::new();
    for (start, id) in starts {
        let own = field.nodes.node(&id);
        if is_via(&id) || !field.means(&only.from, &own, None) {
            continue;
        }
        let mut reached = estate.reached_without(start, &via);
        reached.retain(|one, _| *one == id || !is_via(one));
        for (target, (sure, _)) in held(&reached, Stand::New, estate) {
            let node = field.nodes.node(&target);
            if target != id && !is_via(&target) && field.means(&only.to, &node, Some(&own)) {
                out.push(Breach::new(&id, &target, "gets by another way to", sure));
            }
        }
    }
    out
}

/// All that a start gets to: principals, administrator power, and what they get at.
pub(super) fn arrivals(start: Node, stand: Stand, estate: &mut Estate<'_, '_>) -> Arrivals {
    let reached = estate.reached(start, stand);
    held(&reached, stand, estate)
}

/// Principals with all that they get at by their own right. An administrator gets at all of its account.
fn held(reached: &BTreeMap<String, bool>, stand: Stand, estate: &mut Estate<'_, '_>) -> Arrivals {
    let grips = estate.grips(stand);
    let mut out: Arrivals = BTreeMap::new();
    let mut add = |target: &str, sure: bool, by: &str| {
        let known = out.entry(target.to_owned()).or_insert((sure, by.to_owned()));
        if sure && !known.0 {
            *known = (true, by.to_owned());
        }
    };
    for (principal, sure) in reached {
        add(principal, *sure, principal);
        let own = grips.iter().filter(|grip| grip.from == *principal);
        for grip in own {
            add(&grip.to, *sure && grip.sure, principal);
        }
    }
    if let Some(sure) = reached.get(ADMIN) {
        for grip in grips.iter().filter(|grip| grip.reads) {
            add(&grip.to, *sure && estate.is_single(stand), ADMIN);
        }
    }
    out
}
