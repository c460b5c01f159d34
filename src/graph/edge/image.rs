//! Relations of nodes that sets are carried along: from what a call is made on to whom it gives.

use super::super::allow::Scene;
use super::super::premise::{self, Premise};
use super::super::prepare::Space;
use super::super::set::{Both, Node, SetId};
use super::super::technique::Shape;
use super::Graph;
use crate::model::Store;
use crate::model::inventory::{Carrier, CarrierKind};

/// A relation of nodes that sets are carried along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Relation {
    /// From a carrier of a kind to the roles that it runs with.
    Role(CarrierKind),
    /// The same, for carriers that wait for nothing.
    RoleNow(CarrierKind),
    /// From an instance to the roles whose SSM agent answers.
    Agent,
    /// From a resource of a kind to the users whose keys it shows.
    Disclosed(CarrierKind),
    /// From a group to its members.
    Members,
    /// From a managed policy to who has it.
    HoldersOf,
}

/// Which of the carriers of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// All.
    Whole,
    /// Those in which commands can be run.
    Open,
    /// Not carriers, but what shows a credential.
    Showing,
}

impl Relation {
    /// For a shape: what surely holds, and what may hold.
    fn of(shape: Shape) -> Option<[Self; 2]> {
        Some(match shape {
            // Without the agent's rights on the role nobody knows whether a session opens.
            Shape::Agent => [Self::Agent, Self::Role(CarrierKind::Instance)],
            Shape::Carried(kind) | Shape::Inside(kind) => [Self::RoleNow(kind), Self::Role(kind)],
            Shape::Disclosed(kind) => [Self::Disclosed(kind); 2],
            _ => return None,
        })
    }
}

impl Graph<'_> {
    /// Whom the carriers of a set give to who controls them by a shape.
    pub(super) fn image_both(
        &mut self,
        shape: Shape,
        set: Both,
        store: &Store,
        space: &mut Space,
    ) -> Both {
        let Some([must, may]) = Relation::of(shape) else {
            return Both::certain(space.sets.empty());
        };
        Both {
            must: self.image(must, set.must, space, store),
            may: self.image(may, set.may, space, store),
        }
    }

    pub(super) fn image(
        &mut self,
        relation: Relation,
        set: SetId,
        space: &mut Space,
        store: &Store,
    ) -> SetId {
        if let Some(&known) = self.images.get(&(relation, set)) {
            return known;
        }
        let members = space.sets.members(set);
        let mut out: Vec<Node> = Vec::new();
        for node in members.iter() {
            self.related(relation, *node, self.scene(store, space), &mut out);
        }
        let image = space.sets.add(out);
        self.images.insert((relation, set), image);
        image
    }

    fn related(&self, relation: Relation, node: Node, scene: Scene<'_, '_>, out: &mut Vec<Node>) {
        let world = &self.world;
        let carriers = |kind| {
            let all = world.carriers.get(&node).into_iter().flatten();
            all.filter(move |(carrier, _)| carrier.kind == kind && carrier.runs_commands())
        };
        match relation {
            Relation::Role(kind) => out.extend(carriers(kind).map(|(_, role)| *role)),
            Relation::RoleNow(kind) => {
                let now = carriers(kind).filter(|(carrier, _)| carrier.waits_for().is_none());
                out.extend(now.map(|(_, role)| *role));
            }
            Relation::Agent => {
                let roles = carriers(CarrierKind::Instance).map(|(_, role)| *role);
                let answers = |role: &Node| {
                    premise::check(&Premise::AgentAnswers { role: *role }, scene).truth.must()
                };
                out.extend(roles.filter(answers));
            }
            Relation::Disclosed(kind) => {
                let users = world.disclosures.get(&node).into_iter().flatten();
                out.extend(users.filter(|one| one.kind == kind).map(|one| one.user));
            }
            Relation::Members => {
                out.extend(world.members.get(&node).into_iter().flatten().copied());
            }
            Relation::HoldersOf => {
                out.extend(world.holders_of.get(&node).into_iter().flatten().copied());
            }
        }
    }

    /// The resources of a kind that calls can be made on.
    pub(super) fn carriers(&mut self, kind: CarrierKind, part: Part, space: &mut Space) -> SetId {
        if let Some(&known) = self.carriers.get(&(kind, part)) {
            return known;
        }
        let inventory = self.world.inventory;
        let fits = |one: &&Carrier| {
            one.kind == kind
                && match part {
                    Part::Whole => one.shut.is_none(),
                    Part::Open => one.runs_commands(),
                    Part::Showing => false,
                }
        };
        let nodes: Vec<Node> = match part {
            Part::Showing => {
                let shown = inventory.disclosures.iter().filter(|one| one.kind == kind);
                shown.map(|one| one.carrier).collect()
            }
            _ => inventory.carriers.iter().filter(fits).map(|one| one.arn).collect(),
        };
        let set = space.sets.add(nodes);
        self.carriers.insert((kind, part), set);
        set
    }
}
