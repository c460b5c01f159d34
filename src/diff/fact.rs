//! Changed facts of the trust surface as findings: one rule for all surfaces.
//!
//! A capability weakens trust when it appears or widens, a confinement or an observation when it goes
//! or narrows. What is not known now counts against: a capability may be there, a confinement may not.
//! What was not known before weakens nothing. Facts that change for the same cause are one finding.

use super::finding::{Also, Because, Cause, Certainty, Class, Drift, Finding, Hop, Lane, Severity};
use super::fingerprint;
use super::rename::Renames;
use super::{Ground, cause, proof};
use crate::diag::limits;
use crate::graph::surface::{
    BY_ENDS, BY_POLICY, Basis, Extent, Fact, Loss, Polarity, SURFACES, Support, Surface, View,
};
use crate::iam::Truth;
use crate::model::element::{Element, ElementKind};
use crate::model::inventory::{ChangeKind, Guard, GuardAttachment, Origin};
use crate::model::value::shown;
use crate::model::{Arn, Name, value};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

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

/// Finds out what of a fact's support changed.
struct Tracer<'t, 'v, 'i> {
    sides: Sides<'t, 'v, 'i>,
    ground: Ground<'t>,
}

impl<'t, 'v, 'i> Tracer<'t, 'v, 'i> {
    /// The changes that a weakening comes from; none where nothing that it stands on changes by itself.
    fn moved(&self, one: &Weakening<'_>) -> Vec<Cause> {
        let support = one.fact.support.iter();
        sorted(support.filter_map(|part| self.changed(part, one)).flatten())
    }

    /// All that a weakening stands on.
    fn all(&self, one: &Weakening<'_>) -> Vec<Cause> {
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
fn says(other: &View<'_, '_>, guard: &Guard) -> bool {
    let guards = &other.graph.world.inventory.guards;
    let same = |one: &Guard| one.written.document == guard.written.document;
    guards.iter().find(|one| one.id == guard.id).map_or_else(|| guards.iter().any(same), same)
}

/// Whether an attachment of the other side is that of a policy which says the same.
fn is_of(other: &View<'_, '_>, link: &GuardAttachment, guard: &Guard) -> bool {
    let mut guards = other.graph.world.inventory.guards.iter();
    guards.any(|one| one.id == link.guard && one.written.document == guard.written.document)
}

fn sorted(causes: impl Iterator<Item = Cause>) -> Vec<Cause> {
    let mut out: Vec<Cause> = causes.collect();
    out.sort();
    out.dedup();
    out
}

fn origin<'b>(basis: &'b Basis<'_>) -> &'b Origin {
    match basis {
        Basis::Element(element, _) => &element.origin,
        Basis::Carrier(carrier, _) => &carrier.origin,
        Basis::Guard(guard) => &guard.written.origin,
        Basis::Attached(_, link) => &link.origin,
        Basis::Below(link) => &link.origin,
        Basis::Other(origin, _) => origin,
    }
}

/// One finding for all that one cause weakens.
fn finding(
    mut group: Vec<Weakening<'_>>,
    cause: Vec<Cause>,
    ground: Ground<'_>,
) -> Option<Finding> {
    group.sort_by(|a, b| {
        let about = |one: &Weakening<'_>| {
            (one.surface.id, one.fact.to.clone(), one.fact.from.clone(), one.by.to_string())
        };
        let rank = |one: &Weakening<'_>| {
            // Of equals the one that takes nothing for granted, comes from outside, stands on the most;
            // of what is lost the one that stood on the least, for that is nearest to what was changed.
            let Fact { severity, assumes, support, from, .. } = &one.fact;
            let outside = from.id == "internet";
            let count = support.len();
            let much = match one.surface.polarity {
                Polarity::Capability => count,
                Polarity::Confinement | Polarity::Observation => usize::MAX - count,
            };
            Reverse((*severity, assumes.is_empty(), one.certainty, outside, much))
        };
        rank(a).cmp(&rank(b)).then_with(|| about(a).cmp(&about(b)))
    });
    let also = also(&group);
    // Who and how as the first of them tells; what else moves with it are further pairs.
    let first = group.first()?.surface.id;
    let same = || group.iter().filter(|one| one.surface.id == first);
    let mut principals: Vec<String> = same().map(|one| one.fact.from.short.clone()).collect();
    principals.sort();
    principals.dedup();
    let mut techniques: Vec<&'static str> = same().map(|one| one.fact.technique).collect();
    techniques.sort_unstable();
    techniques.dedup();
    let Weakening { surface, fact, by, certainty, drift, .. } = group.into_iter().next()?;
    Some(Finding {
        id: id(surface, &fact, ground),
        rule: surface.id,
        class: surface.class,
        axis: surface.axis,
        lane: Lane::Review,
        severity: graded(fact.severity, certainty),
        certainty,
        drift,
        title: title(surface, &fact, &by, drift),
        from: fact.from.id.clone(),
        to: fact.to.id.clone(),
        account: Arn::parse(&fact.to.id).map(|arn| arn.account.to_owned()).unwrap_or_default(),
        principals,
        techniques,
        path: path(surface, &fact, &by, drift, ground),
        cause,
        also,
        witness: None,
        controls: surface.controls.to_vec(),
        owners: Vec::new(),
        ruling: Default::default(),
        fix: surface.fix.to_owned(),
    })
}

/// What is not known weighs one less.
fn graded(severity: Severity, certainty: Certainty) -> Severity {
    match (severity, certainty) {
        (Severity::Critical, Certainty::Unknown) => Severity::High,
        (Severity::High, Certainty::Unknown) => Severity::Medium,
        _ => severity,
    }
}

fn title(surface: &Surface, fact: &Fact<'_>, by: &Extent, drift: Drift) -> String {
    let sentence = if drift == Drift::Present { surface.stands } else { surface.weakened };
    let sentence = sentence
        .replace("FROM", &fact.from.short)
        .replace("TO", &fact.to.short)
        .replace("EXTENT", &by.to_string());
    match fact.open.is_empty() {
        true => sentence,
        false => format!("perhaps: {sentence}"),
    }
}

/// The weakening as a first step, and what lies behind its target as further ones.
fn path(
    surface: &Surface,
    fact: &Fact<'_>,
    by: &Extent,
    drift: Drift,
    ground: Ground<'_>,
) -> Vec<Hop> {
    let because = |part: &Support<'_>| Because {
        policy: value::readable(&part.says),
        statement: None,
        sid: String::new(),
        says: String::new(),
        place: proof::place(origin(&part.basis), None, ground),
    };
    let mut out = vec![Hop {
        from: fact.from.id.clone(),
        to: fact.to.id.clone(),
        technique: surface.id,
        name: fact.technique,
        title: title(surface, fact, by, drift),
        new: drift != Drift::Present,
        because: fact.support.iter().map(because).collect(),
        requires: [fact.assumes.clone(), fact.open.clone()].concat(),
    }];
    let mut from = &fact.to.id;
    for (label, support) in &fact.behind {
        out.push(Hop {
            from: from.clone(),
            to: label.id.clone(),
            technique: surface.id,
            name: fact.technique,
            title: format!("behind it stands {}", label.short),
            new: false,
            because: vec![because(support)],
            requires: Vec::new(),
        });
        from = &label.id;
    }
    out
}

/// The other weakenings of a group, as pairs.
fn also(group: &[Weakening<'_>]) -> Also {
    let pair = |one: &Weakening<'_>| (one.fact.from.id.clone(), one.fact.to.id.clone());
    let Some(first) = group.first().map(pair) else { return Also::default() };
    let mut all: Vec<(String, String)> = group.iter().map(pair).collect();
    all.sort();
    all.dedup();
    all.retain(|one| *one != first);
    let count = all.len();
    all.truncate(limits::EXAMPLES_MAX);
    Also { count, examples: all }
}

/// The same for the same surface and what it is about, wherever it is written; what is about nothing
/// that has an id is what it says.
fn id(surface: &Surface, fact: &Fact<'_>, ground: Ground<'_>) -> String {
    let about: Vec<&str> = fact.about.iter().map(|name| ground.store.names.text(*name)).collect();
    let about = if about.is_empty() { fact.extent.to_string() } else { about.join("\n") };
    fingerprint::digest(&format!("{}\n{about}", surface.id))
}
