//! Roles that are handed to a service for something new.

use super::super::set::{Both, Node};
use super::super::technique::{self, COGNITO, Call, Kind, Shape, Technique};
use super::super::trust::Outside;
use super::super::{PASS_ROLE, fresh};
use super::build::{Asker, Builder};
use super::{Edge, Out, Partial, limited, single};
use crate::iam::truth::Truth;

impl Builder<'_, '_> {
    /// A role handed to something new.
    pub(super) fn pass(
        &mut self,
        technique: &'static Technique,
        service: &'static str,
        asker: Asker<'_>,
        out: &mut Out,
    ) {
        let account = asker.actor.account;
        for (index, group) in technique.then.iter().enumerate() {
            let truth = self.on_any_name(group, asker);
            if truth.may() {
                let domain = single(account, truth, self.space);
                out.provides.push((technique.id, index, domain));
            }
        }
        let first = self.on_new(technique, false, asker);
        if first == Truth::No {
            return;
        }
        let roles = self.passable(service, asker);
        let roles = self.with_profile(technique.shape, roles, asker);
        if roles.is_empty(&self.space.sets) {
            return;
        }
        let needed = self.needed(technique, asker);
        let first = first.and(needed);
        let complete = self.on_new(technique, true, asker).and(needed);
        if complete.may() {
            let targets = limited(roles, complete, self.space.sets.empty());
            self.push(&mut out.becomes, technique, targets);
        }
        if first.may() && !complete.must() && !technique.then.is_empty() {
            let lacks = self.lacking(technique, out);
            let domain = single(account, first, self.space);
            let edge = Edge { technique, targets: limited(roles, first, self.space.sets.empty()) };
            out.partial.push(Partial { edge, domain, lacks });
        }
    }

    /// Whether one of the calls is allowed on a resource whatever its name: only then does it help
    /// another identity, who chose the name.
    fn on_any_name(&self, calls: &[Call], asker: Asker<'_>) -> Truth {
        let scene = self.graph.scene(self.store, self.space);
        let account = self.store.names.text(asker.actor.account);
        let on = |action: &str, template: &str| {
            let resource = fresh::Fresh::default().arn(template, account);
            fresh::on_new(scene, asker.stack, asker.actor, action, &resource).truth
        };
        Truth::any(
            calls.iter().flat_map(|call| {
                call.on.templates().iter().map(|template| on(call.action, template))
            }),
        )
    }

    /// Groups of further calls that the actor does not surely have.
    pub(super) fn lacking(&self, technique: &Technique, out: &Out) -> Vec<usize> {
        let has = |index: usize| {
            let mut own = out.provides.iter();
            own.any(|(id, at, domain)| {
                *id == technique.id && *at == index && domain.must != self.space.sets.empty()
            })
        };
        (0..technique.then.len()).filter(|index| !has(*index)).collect()
    }

    /// Roles that the actor may hand to the service and that trust it.
    pub(super) fn passable(&mut self, service: &'static str, asker: Asker<'_>) -> Both {
        let empty = self.space.sets.empty();
        let account = asker.actor.account;
        let name = self.store.names.find(service);
        let trusting = match name {
            _ if service == COGNITO => self.trusting_pools(asker),
            Some(name) => self.graph.world.trusts.admitting_service(account, name, empty),
            None => return Both::certain(empty),
        };
        if trusting.may == empty {
            return trusting;
        }
        let universe = self.universe(account, Kind::Role);
        let passable = self.allowed(asker, PASS_ROLE, universe, Some(service));
        passable.intersect(trusting, &mut self.space.sets)
    }

    /// Roles that trust identity pools.
    fn trusting_pools(&mut self, asker: Asker<'_>) -> Both {
        let world = &self.graph.world;
        let of_pools = |outside: &Outside| match outside {
            Outside::Federated(provider, _) => self.store.names.text(*provider) == COGNITO,
            _ => false,
        };
        let (mut must, mut may) = (Vec::new(), Vec::new());
        for (outside, role) in world.trusts.outside.iter().filter(|(one, _)| of_pools(one)) {
            let Some(trust) = world.trust(*role) else { continue };
            let truth = trust.admits_outside(*outside, self.store).truth;
            if world.account(*role) == Some(asker.actor.account) && truth.may() {
                may.push(*role);
                must.extend(Some(*role).filter(|_| truth.must()));
            }
        }
        Both { must: self.space.sets.add(must), may: self.space.sets.add(may) }
    }

    /// EC2 takes a role in an instance profile: one must exist, or the actor must be able to make it.
    pub(super) fn with_profile(&mut self, shape: Shape, roles: Both, asker: Asker<'_>) -> Both {
        if !shape.takes_profile() || roles.is_empty(&self.space.sets) {
            return roles;
        }
        let scene = self.graph.scene(self.store, self.space);
        let Asker { stack, actor } = asker;
        let makes = fresh::best(scene, stack, actor, technique::MAKE_PROFILE, &[]).0;
        let world = &self.graph.world;
        let has = |role: &Node| world.profiles.contains_key(role);
        let members = self.space.sets.members(roles.may);
        let in_profile: Vec<Node> = members.iter().copied().filter(has).collect();
        let in_profile = self.space.sets.add(in_profile);
        let sets = &mut self.space.sets;
        let must = if makes.must() { roles.must } else { sets.intersect(roles.must, in_profile) };
        let may = if makes.may() { roles.may } else { sets.intersect(roles.may, in_profile) };
        Both { must, may }
    }
}
