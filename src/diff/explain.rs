//! Why one principal reaches another, or what stands in its way.

use super::finding::Hop;
use super::proof;
use super::{Face, Ground, label};
use crate::graph::Space;
use crate::graph::allow::Scene;
use crate::graph::edge::{admin_node, outside_node};
use crate::graph::premise::{Against, By, Checked, Premise, check, enter, prove};
use crate::graph::reach::Mode;
use crate::graph::set::Node;
use crate::graph::technique::{Kind, Need, Shape, TECHNIQUES, Technique};
use crate::graph::witness::{self, Goal};
use crate::iam::{Blocked, Truth};
use crate::model::inventory::IdentityKind;
use crate::model::value;

/// How many near misses are shown.
const NEAR_MAX: usize = 3;

/// The answer for one pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Node id of the start.
    pub from: String,
    /// Node id of the target.
    pub to: String,
    /// Whether it is reached.
    pub reached: Truth,
    /// The path, if it is reached.
    pub path: Vec<Hop>,
    /// What is nearest to a path, if it is not.
    pub near: Vec<Near>,
}

/// A step that would lead there, and what it lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// Name of the technique.
    pub name: &'static str,
    /// Its id.
    pub technique: &'static str,
    /// The step in words.
    pub title: String,
    /// What holds already, in words.
    pub holds: Vec<String>,
    /// What it lacks, in words; never empty.
    pub lacks: Vec<String>,
}

/// The nodes that a text can mean: an ARN, an address, `user/NAME`, `role/NAME`, `group/NAME`,
/// `ADMIN`, or the id of a source outside.
pub fn resolve(text: &str, face: &Face<'_>, ground: Ground<'_>) -> Vec<Node> {
    let names = &ground.store.names;
    let world = &face.graph.world;
    if text.eq_ignore_ascii_case("admin") {
        return world.accounts.iter().filter_map(|one| admin_node(*one, ground.store)).collect();
    }
    let mut out: Vec<Node> = Vec::new();
    for node in &world.nodes {
        let Some(holder) = world.holder(*node) else { continue };
        let address = names.text(holder.identity.origin.address);
        let arn = value::readable(names.text(*node));
        if arn == text || address == text || label::short(*node, ground) == text {
            out.push(*node);
        }
    }
    let outside = face.graph.outside.keys().copied();
    out.extend(outside.filter(|node| value::readable(names.text(*node)) == text));
    out
}

/// Everything that a start reaches: administrator power, then principals, sorted by text.
pub fn reached(
    start: Node,
    face: &mut Face<'_>,
    ground: Ground<'_>,
    space: &mut Space,
) -> Vec<Node> {
    let (graph, reach) = (&mut face.graph, &mut face.reach);
    let control = reach.control(start, Mode::May, graph, ground.store, space);
    let admins = control.admin.iter().filter_map(|one| admin_node(*one, ground.store));
    let mut out: Vec<Node> = admins.collect();
    let sets = control.sets.iter().flat_map(|set| space.sets.members(*set).to_vec());
    let mut nodes: Vec<Node> = sets.filter(|node| *node != start).collect();
    nodes.sort_by_key(|node| ground.store.names.text(*node));
    nodes.dedup();
    out.extend(nodes);
    out
}

/// Why `from` reaches `to`, or what blocks it.
pub fn explain(
    from: Node,
    to: Node,
    face: &mut Face<'_>,
    ground: Ground<'_>,
    space: &mut Space,
) -> Explanation {
    let goal = goal(to, face, ground);
    let outside = face.graph.outside.get(&from).and_then(|list| list.first()).map(|one| one.0);
    for (mode, reached) in [(Mode::Must, Truth::Yes), (Mode::May, Truth::Unknown)] {
        let (graph, reach) = (&mut face.graph, &mut face.reach);
        let found = witness::find(from, goal, mode, graph, None, reach, ground.store, space);
        if let Some(found) = found {
            let path = proof::of(&found, outside, face, face, ground, space).hops;
            return answer(from, to, reached, path, vec![], face, ground);
        }
    }
    let near = near(from, goal, face, ground, space);
    answer(from, to, Truth::No, vec![], near, face, ground)
}

fn answer(
    from: Node,
    to: Node,
    reached: Truth,
    path: Vec<Hop>,
    near: Vec<Near>,
    face: &Face<'_>,
    ground: Ground<'_>,
) -> Explanation {
    let id = |node: Node| {
        let holder = face.graph.world.holder(node);
        label::node(node, holder.map(|holder| holder.identity.origin.address), ground)
    };
    Explanation { from: id(from), to: id(to), reached, path, near }
}

fn goal(to: Node, face: &Face<'_>, ground: Ground<'_>) -> Goal {
    let accounts = face.graph.world.accounts.iter();
    let mut admins = accounts.filter_map(|one| Some((*one, admin_node(*one, ground.store)?)));
    match admins.find(|(_, node)| *node == to) {
        Some((account, node)) => Goal::Admin(account, node),
        None => Goal::Control(to),
    }
}

/// Steps to the target (or, for administrator power, to an administrator) that lack the least.
fn near(
    from: Node,
    goal: Goal,
    face: &mut Face<'_>,
    ground: Ground<'_>,
    space: &mut Space,
) -> Vec<Near> {
    let (graph, reach) = (&mut face.graph, &mut face.reach);
    let control = reach.control(from, Mode::May, graph, ground.store, space);
    let targets: Vec<Node> = match goal {
        Goal::Control(node) => vec![node],
        Goal::Admin(account, _) => {
            let nodes = face.graph.world.nodes.iter().copied();
            let own = nodes.filter(|node| face.graph.world.account(*node) == Some(account));
            own.filter(|node| face.graph.outs.get(node).is_some_and(|out| out.admin.may()))
                .collect()
        }
    };
    let scene = face.scene(ground.store, space);
    let mut ranked: Vec<(usize, Near)> = Vec::new();
    // How much the nearest lack, in order: what surely lacks more is not looked at.
    let mut best: Vec<usize> = Vec::new();
    for target in targets {
        let Some(holder) = face.graph.world.holder(target) else { continue };
        for actor in &control.active {
            for technique in TECHNIQUES {
                let least = face.graph.calls_lacking(technique, *actor, space);
                let far = best.get(NEAR_MAX * 2).is_some_and(|worst| least > *worst);
                if far || !fits(technique, holder.identity.kind) {
                    continue;
                }
                let premises = match face.graph.world.holder(*actor) {
                    Some(_) => prove(technique, *actor, target, &control.active, scene, None),
                    None => outside_premises(technique, *actor, target, scene, face),
                };
                let one = miss(technique, target, &premises, face, ground, space);
                let Some(near) = one else { continue };
                let lacks = near.lacks.len();
                best.insert(best.partition_point(|known| *known <= lacks), lacks);
                best.truncate(NEAR_MAX * 2 + 1);
                ranked.push((lacks, near));
            }
        }
    }
    ranked.sort_by(|(a, left), (b, right)| {
        (a, std::cmp::Reverse(left.holds.len()), left.name).cmp(&(
            b,
            std::cmp::Reverse(right.holds.len()),
            right.name,
        ))
    });
    ranked.dedup_by(|(_, left), (_, right)| left == right);
    ranked.into_iter().map(|(_, near)| near).take(NEAR_MAX).collect()
}

fn outside_premises(
    technique: &Technique,
    actor: Node,
    target: Node,
    scene: Scene<'_, '_>,
    face: &Face<'_>,
) -> Vec<Premise> {
    let mut known = face.graph.outside.values().flatten().map(|(outside, _)| *outside);
    match known.find(|one| outside_node(*one, scene.store) == Some(actor)) {
        Some(outside) if technique.shape == Shape::Trust => enter(outside, target, scene),
        _ => vec![],
    }
}

fn fits(technique: &Technique, kind: IdentityKind) -> bool {
    match technique.shape {
        Shape::Become(Kind::User | Kind::UserWith(_)) | Shape::Disclosed(_) => {
            kind == IdentityKind::User
        }
        Shape::Become(Kind::Group) => kind == IdentityKind::Group,
        Shape::Become(_)
        | Shape::Trust
        | Shape::Pass(_)
        | Shape::Repass(..)
        | Shape::Agent
        | Shape::Inside(_)
        | Shape::Carried(_) => kind == IdentityKind::Role,
        Shape::Grant(_) | Shape::Unbind(_) | Shape::Undeny(..) | Shape::Unguard | Shape::Create => {
            false
        }
    }
}

fn miss(
    technique: &'static Technique,
    target: Node,
    premises: &[Premise],
    face: &Face<'_>,
    ground: Ground<'_>,
    space: &Space,
) -> Option<Near> {
    let scene = face.scene(ground.store, space);
    let (mut holds, mut lacks) = (Vec::new(), Vec::new());
    for premise in premises {
        let checked = check(premise, scene);
        if checked.truth.may() {
            holds.push(held(premise, ground));
        } else {
            lacks.extend(missing(premise, &checked, face, ground));
        }
    }
    if lacks.is_empty() {
        return None;
    }
    lacks.dedup();
    let title = technique.title.replace("TO", &label::short(target, ground));
    Some(Near { name: technique.name, technique: technique.id, title, holds, lacks })
}

/// A premise that holds, in words.
fn held(premise: &Premise, ground: Ground<'_>) -> String {
    let short = |node: &Node| label::short(*node, ground);
    match premise {
        Premise::Allowed { who, action, resource, .. } => {
            format!("{} is allowed {action} on {}", short(who), value::readable(resource))
        }
        Premise::Undenied { who, role } => {
            format!("nothing denies {} to assume {}", short(who), short(role))
        }
        Premise::Trusts { role, by } => format!("{} trusts {}", short(role), by_words(*by, ground)),
        Premise::Enters { role, .. } => format!("the way to {} is open", short(role)),
        Premise::Runs { carrier, role, .. } => {
            format!("{} runs as {}", short(carrier), short(role))
        }
        Premise::AgentAnswers { role } => {
            format!("the SSM agent of an instance with {} answers", short(role))
        }
        Premise::Operates { carrier, .. } => {
            format!("{} lists it as administrator", short(carrier))
        }
        Premise::InProfile { role } => format!("an instance profile holds {}", short(role)),
        Premise::Shows { carrier, user, .. } => {
            format!("{} shows a key of {}", short(carrier), short(user))
        }
        Premise::Credentials { user, .. } => format!("the credentials of {} allow it", short(user)),
        Premise::Uncapped { who, .. } => format!("nothing caps what {} is given", short(who)),
        Premise::PowerUnbound { who } => {
            format!("{} is administrator without its boundary", short(who))
        }
        Premise::PowerUnguarded { who } => {
            format!("{} is administrator without the SCPs", short(who))
        }
        Premise::PowerUndenied { who, .. } => {
            format!("{} is administrator without the Deny", short(who))
        }
        Premise::PowerInVersion { policy } => {
            format!("a version of {} makes an administrator", short(policy))
        }
        Premise::Given {
            need: Need::Unseen(what) | Need::Role(what) | Need::Thing(_, what) | Need::Only(_, what),
        } => (*what).to_owned(),
        Premise::Has { who, what } => format!("{} has {}", short(who), short(what)),
    }
}

/// What a premise lacks, in words.
fn missing(
    premise: &Premise,
    checked: &Checked,
    face: &Face<'_>,
    ground: Ground<'_>,
) -> Vec<String> {
    let short = |node: &Node| label::short(*node, ground);
    let what = match premise {
        Premise::AgentAnswers { .. } => "the registration of the SSM agent".to_owned(),
        Premise::Allowed { action, resource, .. } => {
            format!("{action} on {}", value::readable(resource))
        }
        Premise::Undenied { role, .. } => format!("sts:AssumeRole on {}", short(role)),
        Premise::Uncapped { who, .. }
        | Premise::PowerUnbound { who }
        | Premise::PowerUndenied { who, .. } => {
            format!("what {} would be given", short(who))
        }
        _ => String::new(),
    };
    let one = |against: &Against| match against {
        Against::Policy(who, Blocked::NoAllow) => {
            format!("no policy of {} allows {what}", short(who))
        }
        Against::Policy(who, Blocked::Boundary) => {
            format!("the permissions boundary of {} does not allow {what}", short(who))
        }
        Against::Policy(who, Blocked::Guard(_)) => {
            format!("the SCPs of the account of {} do not allow {what}", short(who))
        }
        Against::Policy(who, Blocked::Deny(statement)) => {
            let place = denying(*who, *statement, face, ground);
            format!("{what} is denied to {} by {place}", short(who))
        }
        Against::Trust(role) => match premise {
            Premise::Trusts { by, .. } => {
                format!(
                    "the trust policy of {} does not admit {}",
                    short(role),
                    by_words(*by, ground)
                )
            }
            _ => format!("the trust policy of {} does not admit it", short(role)),
        },
        Against::Missing(why) => (*why).to_owned(),
    };
    // A Deny ends it whatever else is missing, so it comes first.
    let mut against: Vec<&Against> = checked.blocked.iter().collect();
    against.sort_by_key(|one| !matches!(one, Against::Policy(_, Blocked::Deny(_))));
    against.into_iter().map(one).collect()
}

fn denying(
    who: Node,
    statement: crate::model::StatementId,
    face: &Face<'_>,
    ground: Ground<'_>,
) -> String {
    let text = |name| ground.store.names.text(name);
    let found =
        face.graph.world.holder(who).and_then(|holder| super::cause::find(holder, statement));
    match found {
        Some((chain, entry)) => {
            let origin = chain.written.map_or(&chain.attachment.origin, |written| &written.origin);
            format!(
                "{}.{}#Statement[{}]",
                text(origin.address),
                text(origin.attribute),
                entry.index
            )
        }
        None => "its boundary or an SCP".into(),
    }
}

fn by_words(by: By, ground: Ground<'_>) -> String {
    match by {
        By::Actor(node) => label::short(node, ground),
        By::Service(service) => service.to_owned(),
        By::Outside(outside) => outside_node(outside, ground.store)
            .map(|node| label::short(node, ground))
            .unwrap_or_default(),
    }
}
