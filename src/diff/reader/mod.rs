//! New readers of what is secret: who newly gets to know it by its own policies, by that of the
//! secret or of its key, or by rewriting one of those.
//!
//! What may be news is found with sets: principals whose policies moved with what these newly cover,
//! and secrets whose own policy or key moved with all who may ask for them. Each such pair is then
//! decided on both sides. Administrators gain nothing (D1, D2), nor does who could act as a reader
//! before (D4); who stands in for what is new on its own is a note (D6).

mod change;
mod tell;

use super::finding::Finding;
use super::rename::Renames;
use super::{Face, Ground};
use crate::diag::limits;
use crate::graph::allow::Ask;
use crate::graph::reach::Mode;
use crate::graph::read::case::{Asker, Case, Reading};
use crate::graph::read::{Keep, Kept, Lock, Policy, Way};
use crate::graph::set::{Both, Node, SetId};
use crate::graph::surface::View;
use crate::graph::world::Chain;
use crate::graph::{Graph, Space, guard};
use crate::iam::Stack;
use crate::iam::truth::Truth;
use crate::model::inventory::{Attached, IdentityKind};
use crate::model::policy::{Effect, PrincipalRef, Principals, StatementId};
use crate::model::{Name, Store};
use rustc_hash::{FxHashMap, FxHashSet};

/// A principal that newly reads a secret.
#[derive(Debug, Clone)]
struct News {
    who: Node,
    /// The secret, by its id on the new side.
    what: Name,
    /// How it reads, and on what.
    reading: Reading,
    /// Whether it has to rewrite a policy first.
    rewriting: bool,
    /// Whether it read before on a condition.
    widened: bool,
    /// Whether the secret, or the principal that nobody takes, is new as well.
    made: bool,
    cause: Vec<super::finding::Cause>,
}

/// What `new` lets somebody read that `old` did not. Without a comparison that is nothing: to read a
/// secret is what it is there for.
pub(super) fn news(
    old: &mut Face<'_>,
    new: &mut Face<'_>,
    ground: Ground<'_>,
    space: &mut Space,
) -> Vec<Finding> {
    let (was_there, is_there) = (old.graph.world.inventory, new.graph.world.inventory);
    let is = Keep::new(is_there, ground.sensitive, ground.store);
    if is.kept.is_empty() || !ground.compared {
        return Vec::new();
    }
    let was = Keep::new(was_there, ground.sensitive, ground.store);
    let renames = {
        let view = |graph| View::new(graph, &*space, ground.store);
        Renames::new(&view(&old.graph), &view(&new.graph))
    };
    let guards = [was_there, is_there].map(|one| guard::resource_denies(one, ground.store));
    let mut search = Search {
        touched: FxHashSet::default(),
        naming: Vec::new(),
        ways: Vec::new(),
        few: Vec::new(),
        inside: FxHashMap::default(),
        under: FxHashMap::default(),
        old,
        new,
        was: &was,
        is: &is,
        renames: &renames,
        guards: &guards,
        ground,
        space,
    };
    search.prepare();
    let all = search.all();
    let tell = tell::Teller { new: &*search.new, is: &is, ground, space: &*search.space };
    tell.findings(all)
}

/// What the organization denies on the resources of each account.
type Guards = FxHashMap<Name, Vec<StatementId>>;

struct Search<'s, 'o, 'n> {
    old: &'s mut Face<'o>,
    new: &'s mut Face<'n>,
    was: &'s Keep<'s>,
    is: &'s Keep<'s>,
    renames: &'s Renames,
    guards: &'s [Guards; 2],
    ground: Ground<'s>,
    space: &'s mut Space,
    /// Secrets whose own policy, key or tags moved.
    touched: FxHashSet<Name>,
    /// Secrets whose policy lets somebody in by name, or everybody.
    naming: Vec<Name>,
    /// What is read in each way, on both sides.
    ways: Vec<(Way, SetId)>,
    /// The same of what moved alone, for principals whose policies did not.
    few: Vec<(Way, SetId)>,
    /// What is read by what the calls are made on.
    inside: FxHashMap<Name, Name>,
    /// What is under a key.
    under: FxHashMap<Name, Vec<Name>>,
}

impl Search<'_, '_, '_> {
    fn prepare(&mut self) {
        self.ways = by_way(self.was.kept.iter().chain(&self.is.kept), self.space);
        for kept in &self.is.kept {
            self.inside.insert(kept.inside, kept.id);
            self.inside.insert(kept.id, kept.id);
            if let Lock::Key(key) = kept.lock {
                self.under.entry(key).or_default().push(kept.id);
            }
            if self.is_touched(kept) {
                self.touched.insert(kept.id);
            }
            if self.lets_in(kept.id) {
                self.naming.push(kept.id);
            }
        }
        let moved = self.is.kept.iter().filter(|kept| self.touched.contains(&kept.id));
        self.few = by_way(moved, self.space);
    }

    fn counterpart(&self, id: Name) -> Option<&Kept<'_>> {
        self.was.find(self.renames.to_old(id))
    }

    fn is_touched(&self, kept: &Kept<'_>) -> bool {
        let Some(before) = self.counterpart(kept.id) else { return true };
        let key = |keep: &Keep<'_>, kept: &Kept<'_>| match kept.lock {
            Lock::Key(key) => keep.key_policy(key),
            Lock::Service | Lock::Unknown(_) => Policy::Absent,
        };
        self.was.policy(before.id) != self.is.policy(kept.id)
            || self.lock_before(before) != kept.lock
            || key(self.was, before) != key(self.is, kept)
            || before.tags != kept.tags
    }

    /// What something was under, as the new side calls it.
    fn lock_before(&self, before: &Kept<'_>) -> Lock {
        match before.lock {
            Lock::Key(key) => Lock::Key(self.renames.to_new(key)),
            ref other => other.clone(),
        }
    }

    fn lets_in(&self, id: Name) -> bool {
        let Policy::Says(list) = self.is.policy(id) else { return false };
        let by_name = |one: &PrincipalRef| {
            matches!(one, PrincipalRef::Arn(_) | PrincipalRef::Anyone | PrincipalRef::AnyAws)
        };
        list.iter().any(|id| {
            let statement = self.ground.store.documents.statement(*id);
            let meant = match &statement.principals {
                Principals::None => false,
                Principals::Only(list) => list.iter().any(by_name),
                Principals::Not(_) => true,
            };
            statement.effect == Effect::Allow && meant
        })
    }

    fn all(&mut self) -> Vec<News> {
        let mut out = Vec::new();
        for who in self.new.graph.world.nodes.clone() {
            let Some(holder) = self.new.graph.world.holder(who) else { continue };
            let before = self.old.graph.world.holder(who);
            let moved = before.is_none_or(|one| {
                one.stack != holder.stack
                    || one.identity.tags != holder.identity.tags
                    || calls_from_elsewhere(who, self.old, self.new)
                    || trusts_otherwise(who, self.old, self.new)
            });
            let group = holder.identity.kind == IdentityKind::Group;
            if group || (!moved && self.touched.is_empty()) {
                continue;
            }
            let candidates = self.candidates(who, moved);
            if candidates.is_empty() || self.is_administrator(who) {
                continue;
            }
            for what in candidates {
                let found = self.pair(who, what);
                out.extend(found.filter(|_| !self.had_by_another(who, what)));
            }
        }
        out
    }

    /// What a principal may newly read, as far as sets tell.
    fn candidates(&mut self, who: Node, moved: bool) -> Vec<Name> {
        let mut out: Vec<Name> =
            self.naming.iter().copied().filter(|id| moved || self.touched.contains(id)).collect();
        let ways = if moved { &self.ways } else { &self.few };
        for (way, universe) in ways.clone() {
            for action in way.reads().iter().chain(way.rewrites()) {
                let now =
                    targets(&self.new.graph, who, (action, universe), self.ground, self.space);
                if now.may == self.space.sets.empty() {
                    continue;
                }
                let was = match moved {
                    true => {
                        targets(&self.old.graph, who, (action, universe), self.ground, self.space)
                    }
                    false => now,
                };
                for one in self.space.sets.members(now.may).iter() {
                    // A key that the input does not hold is no secret of it, and opens some.
                    let id = self.inside.get(one).copied().unwrap_or(*one);
                    let had = self.space.sets.contains(was.must, self.renames.to_old(*one));
                    if self.touched.contains(&id) || (moved && !had) {
                        out.push(id);
                        out.extend(self.under.get(&id).into_iter().flatten());
                    }
                }
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    fn is_administrator(&mut self, who: Node) -> bool {
        let store = self.ground.store;
        let (old, new) = (&mut *self.old, &mut *self.new);
        !old.reach.admin(who, Mode::May, &mut old.graph, store, self.space).is_empty()
            || !new.reach.admin(who, Mode::May, &mut new.graph, store, self.space).is_empty()
    }

    /// Decides a pair on both sides.
    fn pair(&self, who: Node, what: Name) -> Option<News> {
        let kept = self.is.find(what)?;
        let stacks = [&self.old.graph, &self.new.graph].map(|graph| self.stack(graph, who));
        let (was, is) = self.cases(kept, &stacks);
        let asker = asker_of(&self.new.graph, who, kept, self.ground, self.space)?;
        let plain = asker.reads(&is);
        let reading = match plain.truth {
            Truth::Yes => plain.clone(),
            _ => asker.comes_to_read(&is),
        };
        let rewriting = reading.truth > plain.truth;
        let reading = if rewriting { reading } else { plain };
        if reading.truth == Truth::No {
            return None;
        }
        let before = self.before(who, kept, &was);
        if reading.truth <= before {
            return None;
        }
        let asker = asker_of(&self.new.graph, who, kept, self.ground, self.space)?;
        let decide = |case: &Case<'_>| match rewriting {
            true => asker.comes_to_read(case).truth,
            false => asker.reads(case).truth,
        };
        let parts = change::moved([&was, &is], reading.truth, &decide);
        let tracer = change::Tracer {
            faces: [&*self.old, &*self.new],
            keeps: [self.was, self.is],
            renames: self.renames,
            ground: self.ground,
            space: self.space,
        };
        let cause = tracer.causes(who, kept, &reading, parts);
        let made = self.counterpart(what).is_none() || self.is_made(who);
        let widened = before != Truth::No;
        Some(News { who, what, reading, rewriting, widened, made, cause })
    }

    /// The policies of a principal, without what policies of resources lend it: those are read as what
    /// they are.
    fn stack(&self, graph: &Graph<'_>, who: Node) -> Stack {
        let Some(holder) = graph.world.holder(who) else { return Stack::default() };
        let stack = self.space.stacks.stack(holder.stack);
        let is_lent = |chain: &&Chain<'_>| matches!(chain.attachment.attached, Attached::Lent(..));
        if !holder.chains.iter().any(|chain| is_lent(&chain)) {
            return stack.clone();
        }
        let own = holder.chains.iter().filter(|chain| !is_lent(chain));
        let own: FxHashSet<StatementId> =
            own.flat_map(|chain| chain.entries).map(|entry| entry.statement).collect();
        let kept =
            |list: &[StatementId]| list.iter().copied().filter(|id| own.contains(id)).collect();
        Stack { identity: kept(&stack.identity), perhaps: kept(&stack.perhaps), ..stack.clone() }
    }

    /// What decides on both sides. Something new is taken to have been there before, kept in the way
    /// that is usual: then only those read it anew who are named.
    fn cases<'c>(&'c self, kept: &Kept<'_>, stacks: &'c [Stack; 2]) -> (Case<'c>, Case<'c>) {
        let [old, new] = stacks;
        let account = crate::model::Arn::parse(self.ground.store.names.text(kept.id));
        let account = account.and_then(|arn| self.ground.store.names.find(arn.account));
        let guards = |all: &'c Guards| -> &'c [StatementId] {
            account.and_then(|one| all.get(&one)).map(Vec::as_slice).unwrap_or_default()
        };
        let [before, after] = self.guards;
        let is = Case::new(new, kept, self.is, guards(after));
        let was = match self.counterpart(kept.id) {
            Some(kept) => Case::new(old, kept, self.was, guards(before)),
            None => Case {
                stack: old,
                policy: Policy::Absent,
                key: match kept.lock {
                    Lock::Key(key) => self.key_before(key),
                    Lock::Service | Lock::Unknown(_) => Policy::Absent,
                },
                guards: guards(before),
                ..is.clone()
            },
        };
        (was, is)
    }

    fn key_before(&self, key: Name) -> Policy {
        match (self.is.key_policy(key), self.was.key_policy(self.renames.to_old(key))) {
            // A key that is new, too.
            (Policy::Says(_) | Policy::Absent, Policy::Unknown) => Policy::Absent,
            (_, before) => before,
        }
    }

    /// Whether it came to read before, in whatever way.
    fn before(&self, who: Node, kept: &Kept<'_>, was: &Case<'_>) -> Truth {
        let graph = &self.old.graph;
        let before = self.counterpart(kept.id).unwrap_or(kept);
        let asker = asker_of(graph, who, before, self.ground, self.space);
        asker.map_or(Truth::No, |asker| asker.comes_to_read(was).truth)
    }

    /// Whether it could act as somebody who read it before.
    fn had_by_another(&mut self, who: Node, what: Name) -> bool {
        let Some(before) = self.was.find(self.renames.to_old(what)) else { return false };
        let (old, store) = (&mut *self.old, self.ground.store);
        if old.graph.world.holder(who).is_none() {
            return false;
        }
        let control = old.reach.control(who, Mode::Must, &mut old.graph, store, self.space);
        let mut others: FxHashSet<Node> = control.active.into_iter().collect();
        for set in control.sets {
            others.extend(self.space.sets.members(set).iter().take(limits::STAND_INS_MAX));
        }
        others.remove(&who);
        let mut others: Vec<Node> = others.into_iter().collect();
        others.sort_unstable();
        others.into_iter().take(limits::STAND_INS_MAX).any(|other| {
            let stack = self.stack(&self.old.graph, other);
            let case = Case::new(&stack, before, self.was, &[]);
            let asker = asker_of(&self.old.graph, other, before, self.ground, self.space);
            asker.is_some_and(|asker| asker.reads(&case).truth.must())
        })
    }

    /// Whether a principal is new and a role that nobody takes.
    fn is_made(&self, who: Node) -> bool {
        let new = self.old.graph.world.holder(who).is_none();
        let holder = self.new.graph.world.holder(who);
        let role = holder.is_some_and(|one| one.identity.kind == IdentityKind::Role);
        let trust = self.new.graph.world.trust(who);
        new && role && trust.is_none_or(|trust| trust.entries.is_empty())
    }
}

/// What is read in each way.
fn by_way<'k>(kept: impl Iterator<Item = &'k Kept<'k>>, space: &mut Space) -> Vec<(Way, SetId)> {
    let mut ways: Vec<(Way, Vec<Name>)> = Vec::new();
    let mut add = |way: Way, name: Name| match ways.iter_mut().find(|(known, _)| *known == way) {
        Some((_, list)) => list.push(name),
        None => ways.push((way, vec![name])),
    };
    for kept in kept {
        add(kept.way, kept.inside);
        add(kept.way, kept.id);
        if let Lock::Key(key) = kept.lock {
            add(Way::KEY, key);
        }
    }
    ways.into_iter().map(|(way, names)| (way, space.sets.add(names))).collect()
}

/// On what of a universe a principal's policies allow an action.
fn targets(
    graph: &Graph<'_>,
    who: Node,
    (action, universe): (&str, SetId),
    ground: Ground<'_>,
    space: &mut Space,
) -> Both {
    let nothing = Both::certain(space.sets.empty());
    let Some(holder) = graph.world.holder(who) else { return nothing };
    let Some(action) = space.engine.action(action) else { return nothing };
    let scene = crate::graph::allow::Scene {
        store: ground.store,
        engine: &space.engine,
        stacks: &space.stacks,
        world: &graph.world,
        side: graph.side,
    };
    let actor = graph.world.actor(holder.identity);
    let ask = Ask { action, universe, passed_to: None };
    space.allow.targets(scene, holder.stack, actor, ask, &mut space.sets)
}

/// Whether a role's trust policy says something else: of its sessions too, and so of their tags.
fn trusts_otherwise(who: Node, old: &Face<'_>, new: &Face<'_>) -> bool {
    let said = |face: &Face<'_>| {
        let trust = face.graph.world.holder(who)?.identity.trust.as_ref()?;
        trust.said()
    };
    said(old) != said(new)
}

/// Whether a principal calls from where it did not before.
fn calls_from_elsewhere(who: Node, old: &Face<'_>, new: &Face<'_>) -> bool {
    let (was, is) = (old.graph.world.zones(who), new.graph.world.zones(who));
    is.iter().any(|zone| was.iter().all(|before| before.from != zone.from))
}

/// A principal of a side that wants to read something.
fn asker_of<'a>(
    graph: &'a Graph<'_>,
    who: Node,
    kept: &'a Kept<'a>,
    ground: Ground<'a>,
    space: &'a Space,
) -> Option<Asker<'a>> {
    let store: &'a Store = ground.store;
    let actor = graph.world.actor(graph.world.holder(who)?.identity);
    Some(Asker::new(actor, kept, &space.engine, store))
}
