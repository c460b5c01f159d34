//! Changed facts of the trust surface as findings: one rule for all surfaces.
//!
//! A capability weakens trust when it appears or widens, a confinement or an observation when it goes
//! or narrows. What is not known now counts against: a capability may be there, a confinement may not.
//! What was not known before weakens nothing. Facts that change for the same cause are one finding.

mod told;
mod trace;

use super::Ground;
use super::finding::{Cause, Certainty, Class, Drift, Finding, Severity};
use super::rename::Renames;
use crate::graph::surface::{
    BY_ENDS, BY_POLICY, Basis, Extent, Fact, Loss, Polarity, SURFACES, Surface, View,
};
use crate::iam::Truth;
use crate::model::Name;
use crate::model::element::ElementKind;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;
use told::finding;
use trace::Tracer;

/// What weakens trust from `old` to `new`, or without a comparison what stands: the worst first.
/// `paths` tells whether the same comparison opens paths: then a fact whose own parts all stood before
/// is news by one of them only (a role behind it gained power), which says it already.
pub(super) fn weakened<'i>(
    old: &Stated<'_, 'i>,
    new: &Stated<'_, 'i>,
    paths: bool,
    ground: Ground<'_>,
) -> Vec<Finding> {
    let mut groups = Groups::new();
    let compared = || Renames::new(&old.view, &new.view);
    let renames = if ground.compared { compared() } else { Renames::default() };
    let sides = Sides { old: &old.view, new: &new.view, renames: &renames };
    for ((surface, was), now) in SURFACES.iter().zip(&old.facts).zip(&new.facts) {
        for one in of_surface(surface, was, now, sides, ground) {
            let tracer = Tracer { sides, ground };
            let mut cause = tracer.moved(&one);
            if cause.is_empty() && ground.compared && paths {
                continue;
            }
            if cause.is_empty() {
                cause = tracer.all(&one);
            }
            groups.entry((surface.class, cause)).or_default().push(one);
        }
    }
    fold(&mut groups);
    groups.into_iter().filter_map(|((_, cause), group)| finding(group, cause, ground)).collect()
}

/// What a surface tells of is in what another one tells, where both come of the same changes.
const TOLD_BY: &[(&str, &str)] =
    &[("network-admission", "network-exposure"), ("network-reach", "network-reach")];

type Groups<'i> = BTreeMap<(Class, Vec<Cause>), Vec<Weakening<'i>>>;

/// Adds what is told by another surface to what that one tells of a larger cause: rules that together
/// expose a host each let somebody in.
fn fold(groups: &mut Groups<'_>) {
    let only = |group: &[Weakening<'_>], id: &str| group.iter().all(|one| one.surface.id == id);
    let mut moved = Vec::new();
    for ((class, cause), group) in groups.iter() {
        let Some((_, by)) = TOLD_BY.iter().find(|(told, _)| only(group, told)) else { continue };
        let tells = |(key, other): &(&(Class, Vec<Cause>), &Vec<Weakening<'_>>)| {
            key.0 == *class
                && key.1.len() > cause.len()
                && cause.iter().all(|one| key.1.contains(one))
                && other.iter().any(|one| one.surface.id == *by)
        };
        if let Some((key, _)) = groups.iter().find(tells) {
            moved.push(((*class, cause.clone()), key.clone()));
        }
    }
    for (from, to) in moved {
        let told = groups.remove(&from).unwrap_or_default();
        groups.entry(to).or_default().extend(told);
    }
}

/// A side with all its facts, surface by surface.
#[derive(Debug)]
pub(super) struct Stated<'v, 'i> {
    /// The side.
    pub(super) view: View<'v, 'i>,
    facts: Vec<Vec<Fact<'i>>>,
}

impl<'v, 'i> Stated<'v, 'i> {
    /// What the surfaces state of a side.
    pub(super) fn new(view: View<'v, 'i>) -> Self {
        let facts = SURFACES.iter().map(|surface| (surface.facts)(&view)).collect();
        Self { view, facts }
    }
}

/// Both sides, and what is called otherwise on the other.
#[derive(Clone, Copy)]
struct Sides<'t, 'v, 'i> {
    old: &'t View<'v, 'i>,
    new: &'t View<'v, 'i>,
    renames: &'t Renames,
}

/// A fact that changed for the worse, or that stands.
struct Weakening<'i> {
    surface: &'static Surface,
    /// The fact that came, or that went.
    fact: Fact<'i>,
    /// By how much.
    by: Extent,
    certainty: Certainty,
    drift: Drift,
    /// What else the facts of the other side stand on.
    said: Rc<Said>,
}

/// Texts of what facts stand on that are no elements.
type Said = HashSet<String>;

fn said(facts: &[Fact<'_>]) -> Rc<Said> {
    let support = facts.iter().flat_map(|fact| &fact.support);
    let texts = support.filter_map(|part| match &part.basis {
        Basis::Other(_, text) => Some(text.clone()),
        _ => None,
    });
    Rc::new(texts.collect())
}

fn of_surface<'i>(
    surface: &'static Surface,
    was: &[Fact<'i>],
    now: &[Fact<'i>],
    sides: Sides<'_, '_, 'i>,
    ground: Ground<'_>,
) -> Vec<Weakening<'i>> {
    if !ground.compared {
        return standing(surface, now, sides.new);
    }
    match surface.polarity {
        Polarity::Capability => gained(surface, was, now, sides),
        Polarity::Confinement | Polarity::Observation => lost(surface, was, now, sides),
    }
}

/// What an audit lists: capabilities that stand, and what confinements and observations lack.
fn standing<'i>(
    surface: &'static Surface,
    now: &[Fact<'i>],
    view: &View<'_, 'i>,
) -> Vec<Weakening<'i>> {
    let capability = surface.polarity == Polarity::Capability;
    let stated = Book::new(now, |id| id);
    let one = |fact: &Fact<'i>| {
        let by = match capability {
            true => fact.extent.clone(),
            false => fact.lacks.beyond(&stated.extent(&fact.about)),
        };
        (!by.is_empty()).then(|| {
            let (mut fact, certainty) = (fact.clone(), certainty(fact));
            if !capability {
                // What never was is worth a look; what is taken away is worse.
                fact.severity = fact.severity.min(Severity::Medium);
            }
            let (drift, said) = (Drift::Present, Rc::default());
            Weakening { surface, fact, by, certainty, drift, said }
        })
    };
    // That somebody may be administrator says of itself that it may do this.
    let says_more = |fact: &&Fact<'i>| admin(fact, view, |id| id) == Truth::No;
    now.iter().filter(says_more).filter_map(one).collect()
}

/// Capabilities that go further than before.
fn gained<'i>(
    surface: &'static Surface,
    was: &[Fact<'i>],
    now: &[Fact<'i>],
    sides: Sides<'_, '_, 'i>,
) -> Vec<Weakening<'i>> {
    let to_new = |id| sides.renames.to_new(id);
    let to_old = |id| sides.renames.to_old(id);
    let before = Book::new(was, to_new);
    let sure = Book::new(now.iter().filter(|fact| fact.open.is_empty()), |id| id);
    let other = said(was);
    let by_ends = BY_ENDS.iter().find(|(id, _)| *id == surface.id).map(|(_, news)| *news);
    let one = |fact: &Fact<'i>| {
        let had = before.extent(&fact.about);
        let known = if fact.open.is_empty() { Extent::none() } else { sure.extent(&fact.about) };
        let by = fact.extent.beyond(&had).beyond(&known);
        let drift = if had.is_empty() { Drift::Added } else { Drift::Widened };
        if by.is_empty() {
            return None;
        }
        let mut fact = Fact { extent: by, ..fact.clone() };
        if let Some(news) = by_ends {
            fact = news(fact, sides.new, sides.old, &to_old)?;
        }
        let (by, certainty, said) = (fact.extent.clone(), certainty(&fact), Rc::clone(&other));
        Some(Weakening { surface, fact, by, certainty, drift, said })
    };
    let news = |fact: &&Fact<'i>| {
        is_news(fact, sides.old, to_old) && !admin(fact, sides.old, to_old).must()
    };
    now.iter().filter(news).filter_map(one).collect()
}

/// Whether whoever a fact regards is administrator on a side, and so can do this and more.
fn admin(fact: &Fact<'_>, side: &View<'_, '_>, there: impl Fn(Name) -> Name) -> Truth {
    let out = fact.regards.and_then(|(_, id)| side.graph.out(there(id)));
    out.map_or(Truth::No, |out| out.admin)
}

/// Whether what a fact regards stands on the other side as well.
fn is_news(fact: &Fact<'_>, other: &View<'_, '_>, there: impl Fn(Name) -> Name) -> bool {
    let world = &other.graph.world;
    fact.regards.is_none_or(|(kind, id)| {
        let id = there(id);
        let element = other.elements.find(kind, id).is_some();
        let placed = || world.inventory.parents.iter().any(|link| link.child == id);
        element
            || world.holders.contains_key(&id)
            || world.carriers.contains_key(&id)
            || (kind == ElementKind::OrganizationMember && placed())
    })
}

/// Confinements and observations that do not go as far as before, while what they are there for stands.
fn lost<'i>(
    surface: &'static Surface,
    was: &[Fact<'i>],
    now: &[Fact<'i>],
    sides: Sides<'_, '_, 'i>,
) -> Vec<Weakening<'i>> {
    let to_new = |id| sides.renames.to_new(id);
    let sure = Book::new(now.iter().filter(|fact| fact.open.is_empty()), |id| id);
    let perhaps = Book::new(now, |id| id);
    let other = said(now);
    let narrower = BY_POLICY.iter().find(|(id, _)| *id == surface.id).map(|(_, narrower)| narrower);
    let mut out = Vec::new();
    for fact in was.iter().filter(|fact| fact.open.is_empty()) {
        if !is_news(fact, sides.new, to_new) {
            continue;
        }
        let about: Vec<Name> = fact.about.iter().copied().map(to_new).collect();
        let (kept, may) = (sure.extent(&about), perhaps.extent(&about));
        let drift = if may.is_empty() { Drift::Removed } else { Drift::Narrowed };
        let certain = fact.extent.beyond(&may);
        let (by, certainty) = match certain.is_empty() {
            false => (certain, certainty(fact)),
            true => (fact.extent.beyond(&kept), Certainty::Unknown),
        };
        if by.is_empty() {
            let loss = narrower.and_then(|of| of(fact, sides.old, sides.new, &to_new));
            out.extend(loss.map(|loss| narrowed(surface, fact, loss, &other)));
            continue;
        }
        let same = |one: &&Fact<'_>| one.about == about && certainty == Certainty::Unknown;
        let open = now.iter().filter(same).flat_map(|one| one.open.iter().cloned()).collect();
        let (fact, said) = (Fact { open, ..fact.clone() }, Rc::clone(&other));
        out.push(Weakening { surface, fact, by, certainty, drift, said });
    }
    out
}

/// A confinement that stands and keeps back less.
fn narrowed<'i>(
    surface: &'static Surface,
    fact: &Fact<'i>,
    loss: Loss,
    said: &Rc<Said>,
) -> Weakening<'i> {
    let fact = Fact { open: loss.open, ..fact.clone() };
    let (certainty, said) = (certainty(&fact), Rc::clone(said));
    Weakening { surface, fact, by: loss.of, certainty, drift: Drift::Narrowed, said }
}

fn certainty(fact: &Fact<'_>) -> Certainty {
    match (fact.open.is_empty(), fact.assumes.is_empty()) {
        (false, _) => Certainty::Unknown,
        (true, false) => Certainty::Conditional,
        (true, true) => Certainty::Proven,
    }
}

/// How far the facts of a surface go, by what they are about.
struct Book(HashMap<Vec<Name>, Extent>);

impl Book {
    /// The book of these facts, ids called as `called` says.
    fn new<'f, 'i: 'f>(
        facts: impl IntoIterator<Item = &'f Fact<'i>>,
        called: impl Fn(Name) -> Name,
    ) -> Self {
        let mut out: HashMap<Vec<Name>, Extent> = HashMap::new();
        for fact in facts {
            let about = fact.about.iter().copied().map(&called).collect();
            let known = out.entry(about).or_insert_with(Extent::none);
            *known = fact.extent.union(known);
        }
        Self(out)
    }

    fn extent(&self, about: &[Name]) -> Extent {
        self.0.get(about).cloned().unwrap_or_else(Extent::none)
    }
}
