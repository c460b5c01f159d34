//! One path that shows a reach: the one with the fewest new edges, then the shortest, then the first
//! by technique, by how its nodes stand, and by name.

use super::edge::{Edge, Graph, Out, Partial};
use super::prepare::Space;
use super::reach::{Mode, Reach, outside_edges};
use super::set::Node;
use super::technique::{PLAIN, Shape, Technique};
use super::world::Standing;
use crate::diag::limits;
use crate::model::Store;
use crate::model::names::Name;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

const fn outside(
    id: &'static str,
    name: &'static str,
    title: &'static str,
    fix: &'static str,
) -> Technique {
    let source = "IAM user guide, role trust policies, read 2026-11-23";
    Technique { id, name, title, fix, source, ..PLAIN }
}

/// A foreign principal takes a role.
pub const FOREIGN: Technique = outside(
    "xacct-assume-role",
    "xacct.assume-role",
    "assumes TO from another account",
    "name the foreign role instead of its account, and require sts:ExternalId or aws:PrincipalOrgID",
);
/// A principal of the role's own account that the input does not define takes it.
pub const UNSEEN: Technique = outside(
    "trust-of-unseen",
    "sts.assume-role",
    "assumes TO, which names it in its trust policy",
    "take the principal out of the trust policy, or declare it beside the role",
);
/// A subject of an OIDC provider takes a role.
pub const OIDC: Technique = outside(
    "fed-oidc",
    "fed.oidc",
    "takes TO with a token of the provider",
    "fix the whole subject in the trust policy: repository, branch or environment",
);
/// A subject of a SAML provider takes a role.
pub const SAML: Technique = outside(
    "fed-saml",
    "fed.saml",
    "takes TO with an assertion of the provider",
    "require SAML:aud and the attribute that names the team",
);
/// An identity of a Cognito pool takes a role.
pub const POOL: Technique = outside(
    "fed-cognito",
    "fed.cognito",
    "takes TO with an identity of the pool",
    "require the audience of the pool and authenticated users, and let only administrators add users",
);
/// Whoever has a certificate below a trust anchor takes a role.
pub const CERTIFICATE: Technique = outside(
    "rolesanywhere-certificate",
    "fed.rolesanywhere",
    "takes TO with a certificate that the trust anchor believes",
    "require aws:SourceArn of the anchor and the aws:PrincipalTag of the certificate's subject",
);
/// Somebody of Identity Center takes the role of a permission set.
pub const PERMISSION_SET: Technique = outside(
    "fed-sso",
    "fed.sso",
    "signs in as TO by its permission set",
    "take back the assignment or the membership, or give the permission set less",
);
/// Pods of a service account of EKS have a role.
pub const PODS: Technique = outside(
    "eks-pod-identity-association",
    "eks.pod-identity-association",
    "have TO by an association of the cluster",
    "associate the service account with a role of its own that can do no more than it needs",
);
/// A principal is administrator by its own policies.
pub const IS_ADMIN: Technique = Technique {
    id: "is-admin",
    name: "is-admin",
    title: "is administrator by its own policies",
    fix: "take away the policy that allows everything, or bound it",
    source: "IAM user guide, AWS managed policies for job functions, read 2026-11-23",
    shape: Shape::Create,
    ..PLAIN
};

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Who acts.
    pub from: Node,
    /// Whom it then acts as, or the node of administrator power.
    pub to: Node,
    /// How.
    pub technique: &'static Technique,
    /// For a grant: whose rights it decides.
    pub on: Option<Node>,
}

/// Where a search shall end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// Administrator power over an account: the account, and the node that stands for it.
    Admin(Name, Node),
    /// Control of a principal.
    Control(Node),
}

/// A path and the identities that were under control on the way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// From the start to the goal.
    pub steps: Vec<Step>,
    /// All identities that the search had under control, in order of discovery.
    pub pool: Vec<Node>,
}

/// Edges that are new, steps, and the text of the node: what a path costs.
type Cost = (u32, u32);

/// What decides between nodes of one cost: how they are reached and how they stand. Names decide
/// last, so that a change of names alone changes no path.
type Tie = (&'static str, Standing, Arc<str>);

/// A path from `start` to `goal` on `graph`; none if there is none in this mode. Edges that `before`
/// already has cost nothing, so the path shows what is new and no more.
#[expect(clippy::too_many_arguments, reason = "a search reads both sides and what they share")]
pub fn find(
    start: Node,
    goal: Goal,
    mode: Mode,
    graph: &mut Graph<'_>,
    before: Option<&Graph<'_>>,
    reach: &mut Reach,
    store: &Store,
    space: &mut Space,
) -> Option<Witness> {
    let mut search = Search {
        mode,
        goal,
        best: None,
        bound: None,
        costs: FxHashMap::default(),
        parents: FxHashMap::default(),
        order: Vec::new(),
        closed: FxHashSet::default(),
        open: BinaryHeap::new(),
        extra: Vec::new(),
        fans: Vec::new(),
    };
    search.costs.insert(start, (0, 0));
    search.push(start, (0, 0), "", graph, store);
    search.bound_by(start, (0, 0), graph, before);
    loop {
        search.run(graph, before, store, space);
        if search.best.is_some() || !search.complete(graph, before, store, space) {
            break;
        }
    }
    search.finals(graph, before, reach, store, space);
    let (_, last) = search.best.take()?;
    let mut steps = search.path(last.first().map_or(start, |step| step.from));
    if let Some(on) = last.first().and_then(|step| step.on) {
        for step in search.path(on) {
            if !steps.contains(&step) {
                steps.push(step);
            }
        }
    }
    steps.extend(last);
    steps.truncate(limits::PATH_STEPS_MAX);
    Some(Witness { steps, pool: search.order })
}

struct Search {
    mode: Mode,
    goal: Goal,
    best: Option<(Cost, Vec<Step>)>,
    /// What the cheapest known way to somebody with the power that is looked for costs: nothing dearer is
    /// worth a look.
    bound: Option<Cost>,
    costs: FxHashMap<Node, Cost>,
    parents: FxHashMap<Node, Step>,
    order: Vec<Node>,
    closed: FxHashSet<Node>,
    open: BinaryHeap<Reverse<(Cost, Tie, Node)>>,
    extra: Vec<(Node, Edge)>,
    /// Edges followed so far, with the cost of their start.
    fans: Vec<(Node, Cost, Edge)>,
}

impl Search {
    fn push(&mut self, node: Node, cost: Cost, by: &'static str, graph: &Graph<'_>, store: &Store) {
        let tie = (by, graph.world.standing(node, store), store.names.shared(node));
        self.open.push(Reverse((cost, tie, node)));
    }

    fn run(
        &mut self,
        graph: &Graph<'_>,
        before: Option<&Graph<'_>>,
        store: &Store,
        space: &mut Space,
    ) {
        while let Some(Reverse((cost, _, node))) = self.open.pop() {
            if !self.closed.insert(node) {
                continue;
            }
            if self.best.as_ref().is_some_and(|(known, _)| *known <= cost)
                || self.order.len() > limits::CONTROL_MAX
                || self.is_dear(cost)
            {
                break;
            }
            self.order.push(node);
            if self.is_dear((cost.0, cost.1 + 1)) {
                continue;
            }
            let power = |out: &Out| self.mode.takes(out.admin);
            if graph.outs.get(&node).is_some_and(power) && matches!(self.goal, Goal::Admin(..)) {
                // Nothing beyond administrator power is nearer to it.
                continue;
            }
            let own = graph.outs.get(&node).map(|out| out.becomes.as_slice()).unwrap_or_default();
            let extra: Vec<Edge> = self
                .extra
                .iter()
                .filter(|(from, _)| *from == node)
                .map(|(_, edge)| *edge)
                .collect();
            let outside = outside_edges(graph, node);
            for edge in own.iter().copied().chain(outside).chain(extra) {
                self.relax(node, cost, edge, graph, before, store, space);
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one relaxation reads both sides and the space")]
    fn relax(
        &mut self,
        node: Node,
        cost: Cost,
        edge: Edge,
        graph: &Graph<'_>,
        before: Option<&Graph<'_>>,
        store: &Store,
        space: &mut Space,
    ) {
        let targets = self.mode.of(edge.targets);
        if let Goal::Control(goal) = self.goal
            && space.sets.contains(targets, goal)
            && goal != node
        {
            let price = self.price(cost, node, edge.technique, goal, before, space);
            let step = Step { from: node, to: goal, technique: edge.technique, on: None };
            self.offer(price, vec![step]);
        }
        self.fans.push((node, cost, edge));
        let active = space.sets.intersect(targets, graph.active);
        for to in space.sets.members(active).iter() {
            if *to == node {
                continue;
            }
            let price = self.price(cost, node, edge.technique, *to, before, space);
            if !self.is_dear(price) && self.costs.get(to).is_none_or(|known| price < *known) {
                self.bound_by(*to, price, graph, before);
                self.costs.insert(*to, price);
                let step = Step { from: node, to: *to, technique: edge.technique, on: None };
                self.parents.insert(*to, step);
                self.push(*to, price, edge.technique.id, graph, store);
            }
        }
    }

    /// Whether something that costs so much cannot lie on the path that is looked for.
    fn is_dear(&self, cost: Cost) -> bool {
        self.bound.is_some_and(|bound| bound < cost)
    }

    /// Notes what it costs to come to `node`, if that has the power by its own policies.
    fn bound_by(&mut self, node: Node, cost: Cost, graph: &Graph<'_>, before: Option<&Graph<'_>>) {
        let Goal::Admin(account, _) = self.goal else { return };
        if self.is_admin(node, graph) && graph.world.account(node) == Some(account) {
            let old = before.is_some_and(|graph| self.is_admin(node, graph));
            let cost = (cost.0 + u32::from(!old), cost.1);
            self.bound = Some(self.bound.map_or(cost, |bound| bound.min(cost)));
        }
    }

    fn is_admin(&self, node: Node, graph: &Graph<'_>) -> bool {
        graph.outs.get(&node).is_some_and(|out| self.mode.takes(out.admin))
    }

    fn price(
        &self,
        (new, hops): Cost,
        from: Node,
        technique: &Technique,
        to: Node,
        before: Option<&Graph<'_>>,
        space: &Space,
    ) -> Cost {
        let old =
            before.is_some_and(|graph| has_edge(graph, from, technique, to, self.mode, space));
        (new + u32::from(!old), hops + 1)
    }

    fn offer(&mut self, cost: Cost, last: Vec<Step>) {
        if self.best.as_ref().is_none_or(|(known, _)| cost < *known) {
            self.best = Some((cost, last));
        }
    }

    /// Edges that controlled identities complete for each other; whether that opened anything.
    fn complete(
        &mut self,
        graph: &mut Graph<'_>,
        before: Option<&Graph<'_>>,
        store: &Store,
        space: &mut Space,
    ) -> bool {
        let mut partials: Vec<(Node, Partial)> = Vec::new();
        let mut provides = Vec::new();
        for node in &self.order {
            let Some(out) = graph.outs.get(node) else { continue };
            partials.extend(out.partial.iter().map(|partial| (*node, partial.clone())));
            provides.extend(out.provides.iter().copied());
        }
        let mut opened = false;
        for (node, partial) in partials {
            let domain = partial.domain(&provides, &mut space.sets);
            let targets = graph.completed(&partial, domain, store, space);
            let edge = Edge { targets, ..partial.edge };
            if self.mode.of(targets) != space.sets.empty() && !self.extra.contains(&(node, edge)) {
                self.extra.push((node, edge));
                let cost = self.costs.get(&node).copied().unwrap_or_default();
                self.relax(node, cost, edge, graph, before, store, space);
                opened = true;
            }
        }
        opened
    }

    /// The last steps to administrator power from all that is under control.
    fn finals(
        &mut self,
        graph: &Graph<'_>,
        before: Option<&Graph<'_>>,
        reach: &mut Reach,
        store: &Store,
        space: &mut Space,
    ) {
        let Goal::Admin(account, admin) = self.goal else { return };
        for node in self.order.clone() {
            let Some(out) = graph.outs.get(&node) else { continue };
            let cost = self.costs.get(&node).copied().unwrap_or_default();
            let was = before.and_then(|graph| graph.outs.get(&node));
            let here = graph.world.account(node) == Some(account);
            if here && self.mode.takes(out.admin) {
                let old = was.is_some_and(|out| self.mode.takes(out.admin));
                let step = Step { from: node, to: admin, technique: &IS_ADMIN, on: None };
                // No step of its own for the length: the power is the principal's.
                self.offer((cost.0 + u32::from(!old), cost.1), vec![step]);
            }
            let further = (cost.0, cost.1 + 1);
            if self.best.as_ref().is_some_and(|(known, _)| *known <= further) {
                continue;
            }
            let mode = self.mode;
            let creates = out.creates.iter().filter(|(_, truth)| here && mode.takes(*truth));
            for (technique, truth) in creates {
                let same = |(one, was): &(_, _)| one == technique && was >= truth;
                let old = was.is_some_and(|out| out.creates.iter().any(same));
                let step = Step { from: node, to: admin, technique, on: None };
                self.offer((further.0 + u32::from(!old), further.1), vec![step]);
            }
            let goal = (account, admin);
            for grant in out.deciding() {
                self.grant(node, cost, *grant, goal, graph, before, reach, store, space);
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one grant reads both sides and the space")]
    fn grant(
        &mut self,
        node: Node,
        cost: Cost,
        grant: Edge,
        (account, admin): (Name, Node),
        graph: &Graph<'_>,
        before: Option<&Graph<'_>>,
        reach: &mut Reach,
        store: &Store,
        space: &mut Space,
    ) {
        for (target, controlled) in self.controlled(node, grant, before, space) {
            let (mode, pool, by) = (self.mode, &self.order, grant.technique);
            if graph.world.account(target) != Some(account)
                || !reach.gives_power(by, target, pool, mode, graph, store, space)
            {
                continue;
            }
            let old = before.is_some_and(|graph| {
                has_grant(graph, node, grant.technique, target, self.mode, space)
            });
            let price = (cost.0 + controlled.0 + u32::from(!old), cost.1 + controlled.1 + 1);
            let step = Step { from: node, to: admin, technique: grant.technique, on: Some(target) };
            self.offer(price, vec![step]);
        }
    }

    /// Targets of a grant that are under control, with what that costs beyond the granting node: the
    /// node itself for nothing, then the cheapest of each followed edge.
    fn controlled(
        &mut self,
        node: Node,
        grant: Edge,
        before: Option<&Graph<'_>>,
        space: &mut Space,
    ) -> Vec<(Node, Cost)> {
        let targets = self.mode.of(grant.targets);
        let mut out = Vec::new();
        if space.sets.contains(targets, node) {
            out.push((node, (0, 0)));
        }
        for (from, cost, edge) in self.fans.clone() {
            let common = space.sets.intersect(targets, self.mode.of(edge.targets));
            for target in space.sets.members(common).iter().copied().take(limits::EXAMPLES_MAX) {
                let price = self.price(cost, from, edge.technique, target, before, space);
                if target == node {
                    continue;
                }
                if self.costs.get(&target).is_none_or(|known| price < *known) {
                    let step = Step { from, to: target, technique: edge.technique, on: None };
                    self.parents.insert(target, step);
                    self.costs.insert(target, price);
                }
                out.push((target, price));
            }
        }
        out
    }

    /// The steps from the start to a node.
    fn path(&self, to: Node) -> Vec<Step> {
        let mut out = Vec::new();
        let mut at = to;
        while let Some(step) = self.parents.get(&at) {
            out.push(step.clone());
            at = step.from;
            if out.len() > limits::PATH_STEPS_MAX {
                break;
            }
        }
        out.reverse();
        out
    }
}

/// Whether a side has this edge, complete by itself.
pub fn has_edge(
    graph: &Graph<'_>,
    from: Node,
    technique: &Technique,
    to: Node,
    mode: Mode,
    space: &Space,
) -> bool {
    let own = graph.outs.get(&from).map(|out| out.becomes.as_slice()).unwrap_or_default();
    let outside = graph.outside.get(&from).into_iter().flatten().map(|(_, edge)| edge);
    own.iter().chain(outside).any(|edge| {
        edge.technique.id == technique.id && space.sets.contains(mode.of(edge.targets), to)
    })
}

fn has_grant(
    graph: &Graph<'_>,
    from: Node,
    technique: &Technique,
    to: Node,
    mode: Mode,
    space: &Space,
) -> bool {
    graph.outs.get(&from).into_iter().flat_map(Out::deciding).any(|edge| {
        edge.technique.id == technique.id && space.sets.contains(mode.of(edge.targets), to)
    })
}
