//! What changed of what a weakened fact stands on.

use super::{Sides, Weakening};
use crate::diff::finding::Cause;
use crate::diff::{Ground, cause, proof};
use crate::graph::surface::{Basis, Polarity, Support, Surface, View};
use crate::model::Name;
use crate::model::element::Element;
use crate::model::inventory::{ChangeKind, Guard, GuardAttachment, Origin};
use crate::model::value::shown;

/// Finds out what of a fact's support changed.
pub(super) struct Tracer<'t, 'v, 'i> {
    pub(super) sides: Sides<'t, 'v, 'i>,
    pub(super) ground: Ground<'t>,
}

impl<'t, 'v, 'i> Tracer<'t, 'v, 'i> {
    /// The changes that a weakening comes from; none where nothing that it stands on changes by itself.
    pub(super) fn moved(&self, one: &Weakening<'_>) -> Vec<Cause> {
        let support = one.fact.support.iter();
        sorted(support.filter_map(|part| self.changed(part, one)).flatten())
    }

    /// All that a weakening stands on.
    pub(super) fn all(&self, one: &Weakening<'_>) -> Vec<Cause> {
        sorted(one.fact.support.iter().map(|part| self.shown(origin(&part.basis))))
    }

    /// The side that a fact is compared with, and what an id is called there.
    fn other(
        &self,
        surface: &Surface,
    ) -> (&'t View<'v, 'i>, impl Fn(Name) -> Name + use<'t, 'v, 'i>) {
        let Sides { old, new, renames } = self.sides;
        let gained = surface.polarity == Polarity::Capability;
        let called = move |id| if gained { renames.to_old(id) } else { renames.to_new(id) };
        (if gained { old } else { new }, called)
    }

    /// What of a support the other side says differently; none if it says the same.
    fn changed(&self, part: &Support<'_>, one: &Weakening<'_>) -> Option<Vec<Cause>> {
        let (other, called) = self.other(one.surface);
        match &part.basis {
            Basis::Element(element, keys) => self.element(element, keys, other, called),
            Basis::Carrier(carrier, role) => {
                let runs = other.graph.world.carriers.get(&called(carrier.arn));
                let same = runs.into_iter().flatten().any(|(_, one)| *one == called(*role));
                (!same).then(|| vec![self.shown(&carrier.origin)])
            }
            Basis::Guard(guard) => {
                (!says(other, guard)).then(|| vec![self.shown(&guard.written.origin)])
            }
            Basis::Attached(guard, link) => {
                let there = &other.graph.world.inventory.guard_attachments;
                let mut of_it = there.iter().filter(|one| one.target == called(link.target));
                let same = of_it.any(|one| one.guard == guard.id || is_of(other, one, guard));
                (!same).then(|| vec![self.shown(&link.origin)])
            }
            Basis::Below(link) => {
                let (child, parent) = (called(link.child), called(link.parent));
                let mut there = other.graph.world.inventory.parents.iter();
                let same = there.any(|one| one.child == child && one.parent == parent);
                (!same).then(|| vec![self.shown(&link.origin)])
            }
            Basis::Other(origin, text) => {
                (!one.said.contains(text)).then(|| vec![self.shown(origin)])
            }
        }
    }

    fn element(
        &self,
        element: &Element,
        keys: &[&str],
        other: &View<'_, '_>,
        called: impl Fn(Name) -> Name,
    ) -> Option<Vec<Cause>> {
        let found = other.elements.find(element.kind, called(element.id));
        let Some(there) = found.or_else(|| other.elements.in_place_of(element)) else {
            return Some(vec![self.shown(&element.origin)]);
        };
        let says = |element: &Element, key: &str, called: &dyn Fn(Name) -> Name| {
            let known = other.store.names.find(key);
            let all = element.settings.iter().filter(|one| Some(one.key) == known);
            let mut names: Vec<Name> =
                all.clone().flat_map(|one| one.known.iter().map(|name| called(*name))).collect();
            names.sort_unstable();
            (names, all.map(|one| one.open.is_some()).collect::<Vec<_>>())
        };
        let differs = |key: &&&str| says(element, key, &called) != says(there, key, &|name| name);
        let changed = keys.iter().filter(differs);
        let causes: Vec<Cause> = changed.map(|key| self.setting(element, there, key)).collect();
        (!causes.is_empty()).then_some(causes)
    }

    /// A setting that changes, as a cause; where only one side writes it, there.
    fn setting(&self, here: &Element, there: &Element, key: &str) -> Cause {
        let written = |element: &Element| {
            let key = self.ground.store.names.find(key);
            let found = element.settings.iter().find(|one| Some(one.key) == key);
            found.map(|one| Origin { address: element.origin.address, attribute: one.attribute })
        };
        let origin = written(here).or_else(|| written(there));
        self.shown(&origin.unwrap_or_else(|| here.origin.clone()))
    }

    fn shown(&self, origin: &Origin) -> Cause {
        let text = |name| shown(&self.ground.store.names, name);
        Cause {
            address: text(origin.address),
            attribute: text(origin.attribute),
            statement: None,
            change: self.change(origin.address),
            place: proof::place(origin, None, self.ground),
        }
    }

    fn change(&self, address: Name) -> ChangeKind {
        if !self.ground.compared {
            return ChangeKind::None;
        }
        if let Some(kind) = self.ground.changed.get(&address) {
            return *kind;
        }
        let declares = |view: &View<'_, '_>| cause::declares(view.graph.world.inventory, address);
        match (declares(self.sides.old), declares(self.sides.new)) {
            (false, true) => ChangeKind::Create,
            (true, false) => ChangeKind::Delete,
            _ => ChangeKind::Update,
        }
    }
}

/// Whether a policy of the organization says the same on the other side, under whatever id.
pub(super) fn says(other: &View<'_, '_>, guard: &Guard) -> bool {
    let guards = &other.graph.world.inventory.guards;
    let same = |one: &Guard| one.written.document == guard.written.document;
    guards.iter().find(|one| one.id == guard.id).map_or_else(|| guards.iter().any(same), same)
}

/// Whether an attachment of the other side is that of a policy which says the same.
pub(super) fn is_of(other: &View<'_, '_>, link: &GuardAttachment, guard: &Guard) -> bool {
    let mut guards = other.graph.world.inventory.guards.iter();
    guards.any(|one| one.id == link.guard && one.written.document == guard.written.document)
}

pub(super) fn sorted(causes: impl Iterator<Item = Cause>) -> Vec<Cause> {
    let mut out: Vec<Cause> = causes.collect();
    out.sort();
    out.dedup();
    out
}

pub(super) fn origin<'b>(basis: &'b Basis<'_>) -> &'b Origin {
    match basis {
        Basis::Element(element, _) => &element.origin,
        Basis::Carrier(carrier, _) => &carrier.origin,
        Basis::Guard(guard) => &guard.written.origin,
        Basis::Attached(_, link) => &link.origin,
        Basis::Below(link) => &link.origin,
        Basis::Other(origin, _) => origin,
    }
}
