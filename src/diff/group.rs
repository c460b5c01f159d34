//! From pairs to findings: one cause, one finding.

use super::cause::{self, Changed};
use super::finding::{Also, Axis, Cause, Certainty, Class, Drift, Finding, Lane, Severity};
use super::pair::{Novelty, Pair};
use super::proof::{self, Proof};
use super::{Face, Ground, fingerprint, label, severity};
use crate::diag::limits;
use crate::graph::reach::Mode;
use crate::graph::set::Node;
use crate::graph::witness::Goal;
use crate::graph::{Sink, Space};
use std::collections::BTreeMap;

/// The rule of what tells nothing new of its start and is listed for information.
pub(super) const ANOTHER_WAY: &str = "another-way-to-admin";

/// The rule of a new identity with administrator power that nobody who was there can act as.
pub(super) const NEW_IDENTITY: &str = "new-privileged-identity";

/// The rule of a path that begins where nobody can be.
pub(super) const FROM_NOBODY: &str = "path-from-nobody";

/// The rule of who is administrator by its own policies.
pub(super) const ADMINISTRATOR: &str = "administrator";

/// A pair with its proof.
struct Proven {
    pair: Pair,
    proof: Proof,
    severity: Severity,
}

/// Proves all pairs, takes those of one cause together, and says each once.
pub(super) fn findings(
    pairs: Vec<Pair>,
    old: &Face<'_>,
    new: &Face<'_>,
    ground: Ground<'_>,
    space: &Space,
) -> Vec<Finding> {
    let mut groups: BTreeMap<String, Vec<Proven>> = BTreeMap::new();
    for pair in pairs {
        let proof = proof::of(&pair.witness, pair.outside, old, new, ground, space);
        let severity = severity::of(&pair, proof.hops.len(), ground.store);
        let key = cause::key(&proof.cause, ground.store);
        groups.entry(key).or_default().push(Proven { pair, proof, severity });
    }
    groups.into_values().filter_map(|group| finding(group, new, ground)).collect()
}

/// Puts findings in order, the worst first.
pub(super) fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let rank = |one: &Finding| std::cmp::Reverse((one.severity, one.certainty));
        rank(a).cmp(&rank(b)).then_with(|| (&a.from, &a.to, &a.id).cmp(&(&b.from, &b.to, &b.id)))
    });
}

fn finding(mut group: Vec<Proven>, new: &Face<'_>, ground: Ground<'_>) -> Option<Finding> {
    let text = |node: Node| ground.store.names.text(node);
    group.sort_by(|a, b| {
        let rank = |one: &Proven| {
            (
                !one.pair.entered,
                std::cmp::Reverse((one.pair.sink, one.severity, one.pair.mode == Mode::Must)),
                one.proof.hops.len(),
            )
        };
        rank(a).cmp(&rank(b)).then_with(|| text(a.pair.from).cmp(text(b.pair.from)))
    });
    let rest = group.get(1..).unwrap_or_default();
    let also = also(group.first()?, rest, new, ground);
    let starts: Vec<Node> = group.iter().map(|one| one.pair.from).collect();
    let principals = principals(&starts, new, ground);
    let mut techniques: Vec<&'static str> = Vec::new();
    for one in &group {
        techniques.extend(&one.pair.techniques);
    }
    let Proven { pair, proof, severity } = group.into_iter().next()?;
    techniques.extend(guards_lost(&proof.cause));
    techniques.extend(&proof.moves_tags);
    techniques.sort_unstable();
    techniques.dedup();
    let rule = rule(&pair);
    let certainty = match pair.mode {
        Mode::Must => Certainty::Proven,
        Mode::May => Certainty::Conditional,
    };
    let drift = match (ground.compared, pair.novelty) {
        (false, _) | (true, Novelty::Standing) => Drift::Present,
        (true, Novelty::Added | Novelty::Another | Novelty::Created) => Drift::Added,
        (true, Novelty::Widened) => Drift::Widened,
    };
    let (scene_from, scene_to) = (pair.from, goal_node(pair.goal));
    Some(Finding {
        id: fingerprint::of(rule, &pair, &proof.cause, ground.store),
        rule,
        class: Class::Path,
        axis: Axis::Access,
        lane: Lane::Review,
        severity,
        certainty,
        drift,
        title: title(&pair, &principals, ground),
        from: node(scene_from, new, ground),
        to: node(scene_to, new, ground),
        account: account(&pair, new, ground),
        principals,
        techniques,
        fix: proof::fix(&proof.hops),
        cause: proof.cause.iter().map(|one| shown(one, ground)).collect(),
        path: proof.hops,
        also,
        witness: proof.request,
        controls: controls(&pair),
        owners: Vec::new(),
        ruling: Default::default(),
    })
}

fn goal_node(goal: Goal) -> Node {
    match goal {
        Goal::Admin(_, node) | Goal::Control(node) => node,
    }
}

fn node(id: Node, face: &Face<'_>, ground: Ground<'_>) -> String {
    let address = face.graph.world.holder(id).map(|holder| holder.identity.origin.address);
    label::node(id, address, ground)
}

fn account(pair: &Pair, face: &Face<'_>, ground: Ground<'_>) -> String {
    let account = match pair.goal {
        Goal::Admin(account, _) => Some(account),
        Goal::Control(node) => face.graph.world.account(node),
    };
    account.map(|name| crate::model::value::shown(&ground.store.names, name)).unwrap_or_default()
}

/// The other pairs of the group, and who gets there only through its starts.
fn also(first: &Proven, rest: &[Proven], face: &Face<'_>, ground: Ground<'_>) -> Also {
    let pair = |one: &Proven| {
        (node(one.pair.from, face, ground), node(goal_node(one.pair.goal), face, ground))
    };
    let target = |one: &Proven| node(goal_node(one.pair.goal), face, ground);
    let upstream = |one: &Proven| -> Vec<(String, String)> {
        let nodes = one.pair.upstream.iter();
        nodes.map(|start| (node(*start, face, ground), target(one))).collect()
    };
    let first_pair = pair(first);
    let mut all: Vec<(String, String)> = upstream(first);
    for one in rest {
        all.push(pair(one));
        all.extend(upstream(one));
    }
    let starts: Vec<Node> = std::iter::once(first).chain(rest).map(|one| one.pair.from).collect();
    for one in std::iter::once(first).chain(rest) {
        let others = one.pair.suppressed.iter().filter(|(start, _)| !starts.contains(start));
        all.extend(others.map(|(start, to)| (node(*start, face, ground), node(*to, face, ground))));
    }
    all.sort();
    all.dedup();
    all.retain(|pair| *pair != first_pair);
    let count = all.len();
    all.truncate(limits::EXAMPLES_MAX);
    Also { count, examples: all }
}

/// Short labels of the starts. Starts that are exactly the members of a group are that group.
pub(super) fn principals(starts: &[Node], face: &Face<'_>, ground: Ground<'_>) -> Vec<String> {
    let mut left: Vec<Node> = starts.to_vec();
    left.sort_unstable();
    left.dedup();
    let mut out = Vec::new();
    if left.len() > 1 {
        for (group, members) in sorted_groups(face) {
            if members.len() > 1 && members.iter().all(|member| left.binary_search(member).is_ok())
            {
                left.retain(|node| !members.contains(node));
                out.push(format!("{} ({} users)", label::short(group, ground), members.len()));
            }
        }
    }
    let mut single: Vec<String> = left.into_iter().map(|node| label::short(node, ground)).collect();
    single.sort();
    let more = single.len().saturating_sub(limits::EXAMPLES_MAX);
    single.truncate(limits::EXAMPLES_MAX);
    out.extend(single);
    if more > 0 {
        out.push(format!("{more} more"));
    }
    out
}

fn sorted_groups<'f>(face: &'f Face<'_>) -> Vec<(Node, &'f [Node])> {
    let world = &face.graph.world;
    let nodes = world.nodes.iter();
    nodes.filter_map(|node| Some((*node, world.members.get(node)?.as_slice()))).collect()
}

fn rule(pair: &Pair) -> &'static str {
    if pair.novelty == Novelty::Another {
        return ANOTHER_WAY;
    }
    if pair.novelty == Novelty::Created {
        return NEW_IDENTITY;
    }
    if pair.novelty == Novelty::Standing {
        return ADMINISTRATOR;
    }
    if !pair.entered {
        return FROM_NOBODY;
    }
    match (pair.outside.is_some(), pair.sink) {
        (false, Sink::Admin) => "path-to-admin",
        (false, Sink::Sensitive) => "path-to-control",
        (false, Sink::Data) => "path-to-data",
        (false, Sink::Lateral) => "path-to-principal",
        (true, Sink::Admin) => "outside-to-admin",
        (true, _) => "outside-to-role",
    }
}

fn title(pair: &Pair, principals: &[String], ground: Ground<'_>) -> String {
    let own = label::short(pair.from, ground);
    let who = match principals {
        [one] => one.clone(),
        // The path is that of the start, so it goes first.
        list if list.contains(&own) => format!("{own} and {} more", list.len() - 1),
        [one, ..] => format!("{one} and {} more", principals.len() - 1),
        [] => own,
    };
    let sure = if pair.mode == Mode::Must { "can" } else { "may" };
    if rule(pair) == FROM_NOBODY {
        let goal = match pair.goal {
            Goal::Admin(..) => "administrator power".to_owned(),
            Goal::Control(node) => label::short(node, ground),
        };
        return format!("{who} has a way to {goal}, and nobody but administrators can act as it");
    }
    match pair.goal {
        Goal::Admin(..) if pair.novelty == Novelty::Created => {
            format!("{who} is new and has a way to administrator power")
        }
        Goal::Admin(account, _) if pair.novelty == Novelty::Standing => {
            let account = crate::model::value::shown(&ground.store.names, account);
            let are = if principals.len() > 1 { "are" } else { "is" };
            format!("{who} {are} administrator of account {account}")
        }
        Goal::Admin(account, _) => {
            let account = crate::model::value::shown(&ground.store.names, account);
            format!("{who} {sure} become administrator of account {account}")
        }
        Goal::Control(node) if pair.novelty == Novelty::Another => {
            let target = label::short(node, ground);
            format!("{who} had administrator power already and gains another way, by {target}")
        }
        Goal::Control(node) => format!("{who} {sure} act as {}", label::short(node, ground)),
    }
}

/// A changed fact as a cause.
pub(super) fn shown(changed: &Changed, ground: Ground<'_>) -> Cause {
    let text = |name| crate::model::value::shown(&ground.store.names, name);
    let statement = changed.statement.map(|(_, index)| index);
    Cause {
        address: text(changed.origin.address),
        attribute: text(changed.origin.attribute),
        statement,
        change: changed.change,
        place: proof::place(&changed.origin, statement, ground),
    }
}

/// Names for controls that the cause takes away.
fn guards_lost(cause: &[Changed]) -> impl Iterator<Item = &'static str> {
    cause.iter().filter_map(|one| match one.kind {
        "boundary" => Some("guard.boundary-removed"),
        "scp" | "scp-attachment" => Some("guard.scp"),
        "session" => Some("tenant.tag-session"),
        _ => None,
    })
}

/// Controls of public catalogues that a path of this kind touches.
fn controls(pair: &Pair) -> Vec<&'static str> {
    match (pair.outside.is_some(), pair.sink) {
        (true, _) => vec!["csf2:PR.AA-05", "nhi:NHI5:2025"],
        (false, Sink::Admin | Sink::Sensitive) => vec!["csf2:PR.AA-05", "nhi:NHI5:2025"],
        (false, _) => vec!["csf2:PR.AA-05"],
    }
}
