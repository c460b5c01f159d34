//! Changed facts of the trust surface as findings: one rule for all surfaces.
//!
//! A capability weakens trust when it appears or widens, a confinement or an observation when it goes
//! or narrows. What is not known now counts against: a capability may be there, a confinement may not.
//! What was not known before weakens nothing. Facts that change for the same cause are one finding.

use super::finding::{Also, Because, Cause, Certainty, Class, Drift, Finding, Hop, Lane, Severity};
use super::fingerprint;
use super::{Ground, proof};
use crate::diag::limits;
use crate::graph::surface::{Basis, Extent, Fact, Polarity, SURFACES, Support, Surface, View};
use crate::model::element::Element;
use crate::model::inventory::{ChangeKind, Origin};
use crate::model::value::shown;
use crate::model::{Arn, Name, value};
use std::collections::{BTreeMap, HashMap};

/// What weakens trust from `old` to `new`, or without a comparison what stands: the worst first.
pub(super) fn weakened(old: &View<'_, '_>, new: &View<'_, '_>, ground: Ground<'_>) -> Vec<Finding> {
    let mut groups: BTreeMap<(Class, Vec<Cause>, Certainty), Vec<Weakening<'_>>> = BTreeMap::new();
    for surface in SURFACES {
        for one in of_surface(surface, old, new, ground) {
            let cause = Tracer { old, new, ground }.cause(&one);
            let key = (surface.class, cause, one.certainty);
            groups.entry(key).or_default().push(one);
        }
    }
    groups.into_iter().filter_map(|((_, cause, _), group)| finding(group, cause, ground)).collect()
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
}

fn of_surface<'i>(
    surface: &'static Surface,
    old: &View<'_, 'i>,
    new: &View<'_, 'i>,
    ground: Ground<'_>,
) -> Vec<Weakening<'i>> {
    let now = (surface.facts)(new);
    if !ground.compared {
        return standing(surface, now);
    }
    let was = (surface.facts)(old);
    match surface.polarity {
        Polarity::Capability => gained(surface, &was, &now),
        Polarity::Confinement | Polarity::Observation => lost(surface, was, &now, new),
    }
}

/// What an audit lists: capabilities that stand, and what confinements and observations lack.
fn standing<'i>(surface: &'static Surface, now: Vec<Fact<'i>>) -> Vec<Weakening<'i>> {
    let capability = surface.polarity == Polarity::Capability;
    let one = |fact: Fact<'i>| {
        let by = if capability { fact.extent.clone() } else { fact.lacks.clone() };
        let certainty = certainty(&fact);
        (!by.is_empty()).then_some(Weakening {
            surface,
            fact,
            by,
            certainty,
            drift: Drift::Present,
        })
    };
    now.into_iter().filter_map(one).collect()
}

/// Capabilities that go further than before.
fn gained<'i>(surface: &'static Surface, was: &[Fact<'i>], now: &[Fact<'i>]) -> Vec<Weakening<'i>> {
    let before = Book::new(was);
    let sure = Book::new(now.iter().filter(|fact| fact.open.is_empty()));
    let one = |fact: &Fact<'i>| {
        let had = before.extent(&fact.about);
        let known = if fact.open.is_empty() { Extent::none() } else { sure.extent(&fact.about) };
        let by = fact.extent.beyond(&had).beyond(&known);
        let drift = if had.is_empty() { Drift::Added } else { Drift::Widened };
        let (fact, certainty) = (fact.clone(), certainty(fact));
        (!by.is_empty()).then_some(Weakening { surface, fact, by, certainty, drift })
    };
    now.iter().filter_map(one).collect()
}

/// Confinements and observations that do not go as far as before, while what they are there for stands.
fn lost<'i>(
    surface: &'static Surface,
    was: Vec<Fact<'i>>,
    now: &[Fact<'i>],
    new: &View<'_, 'i>,
) -> Vec<Weakening<'i>> {
    let sure = Book::new(now.iter().filter(|fact| fact.open.is_empty()));
    let perhaps = Book::new(now);
    let mut out = Vec::new();
    for fact in was.into_iter().filter(|fact| fact.open.is_empty()) {
        let guarded = |(kind, id)| new.elements.find(kind, id).is_some();
        if !fact.guards.is_none_or(guarded) {
            continue;
        }
        let (kept, may) = (sure.extent(&fact.about), perhaps.extent(&fact.about));
        let drift = if may.is_empty() { Drift::Removed } else { Drift::Narrowed };
        let certain = fact.extent.beyond(&may);
        let (by, certainty) = match certain.is_empty() {
            false => (certain, Certainty::Proven),
            true => (fact.extent.beyond(&kept), Certainty::Unknown),
        };
        if by.is_empty() {
            continue;
        }
        let same = |one: &&Fact<'_>| one.about == fact.about && certainty != Certainty::Proven;
        let open = now.iter().filter(same).flat_map(|one| one.open.iter().cloned()).collect();
        out.push(Weakening { surface, fact: Fact { open, ..fact }, by, certainty, drift });
    }
    out
}

fn certainty(fact: &Fact<'_>) -> Certainty {
    if fact.open.is_empty() { Certainty::Proven } else { Certainty::Unknown }
}

/// How far the facts of a surface go, by what they are about.
struct Book<'f>(HashMap<&'f [Name], Extent>);

impl<'f> Book<'f> {
    fn new<'i: 'f>(facts: impl IntoIterator<Item = &'f Fact<'i>>) -> Self {
        let mut out: HashMap<&[Name], Extent> = HashMap::new();
        for fact in facts {
            let known = out.entry(fact.about.as_slice()).or_insert_with(Extent::none);
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
    old: &'t View<'v, 'i>,
    new: &'t View<'v, 'i>,
    ground: Ground<'t>,
}

impl Tracer<'_, '_, '_> {
    /// The changes that a weakening comes from; all that the fact stands on, where nothing of it
    /// changes by itself or nothing is compared.
    fn cause(&self, one: &Weakening<'_>) -> Vec<Cause> {
        let other = match one.surface.polarity {
            Polarity::Capability => self.old,
            Polarity::Confinement | Polarity::Observation => self.new,
        };
        let support = || one.fact.support.iter();
        let mut out: Vec<Cause> =
            support().filter_map(|part| self.changed(part, other)).flatten().collect();
        if out.is_empty() {
            out = support().map(|part| self.shown(origin(&part.basis))).collect();
        }
        out.sort();
        out.dedup();
        out
    }

    /// What of a support the other side says differently; none if it says the same.
    fn changed(&self, part: &Support<'_>, other: &View<'_, '_>) -> Option<Vec<Cause>> {
        let Basis::Element(element, keys) = part.basis else {
            return None;
        };
        let Some(there) = other.elements.find(element.kind, element.id) else {
            return Some(vec![self.shown(&element.origin)]);
        };
        let differs = |key: &&&str| {
            let texts = |of: &View<'_, '_>, element: &Element| {
                let known = of.store.names.find(key);
                let found = element.settings.iter().find(|one| Some(one.key) == known);
                found.map(|one| (one.known.clone(), one.open.clone()))
            };
            texts(other, element) != texts(other, there)
        };
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
        let declares = |view: &View<'_, '_>| view.elements.declares(address);
        match (declares(self.old), declares(self.new)) {
            (false, true) => ChangeKind::Create,
            (true, false) => ChangeKind::Delete,
            _ => ChangeKind::Update,
        }
    }
}

fn origin<'b>(basis: &'b Basis<'_>) -> &'b Origin {
    match basis {
        Basis::Element(element, _) => &element.origin,
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
        b.fact.severity.cmp(&a.fact.severity).then_with(|| about(a).cmp(&about(b)))
    });
    let also = also(&group);
    let mut principals: Vec<String> = group.iter().map(|one| one.fact.from.short.clone()).collect();
    principals.sort();
    principals.dedup();
    let mut techniques: Vec<&'static str> = group.iter().map(|one| one.fact.technique).collect();
    techniques.sort_unstable();
    techniques.dedup();
    let Weakening { surface, fact, by, certainty, drift } = group.into_iter().next()?;
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
        path: vec![hop(surface, &fact, &by, drift, ground)],
        cause,
        also,
        witness: None,
        controls: surface.controls.to_vec(),
        owners: Vec::new(),
        fix: surface.fix.to_owned(),
    })
}

/// What is not sure weighs one less.
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

fn hop(surface: &Surface, fact: &Fact<'_>, by: &Extent, drift: Drift, ground: Ground<'_>) -> Hop {
    let because = |part: &Support<'_>| Because {
        policy: value::readable(&part.says),
        statement: None,
        sid: String::new(),
        place: proof::place(origin(&part.basis), None, ground),
    };
    Hop {
        from: fact.from.id.clone(),
        to: fact.to.id.clone(),
        technique: surface.id,
        name: fact.technique,
        title: title(surface, fact, by, drift),
        new: drift != Drift::Present,
        because: fact.support.iter().map(because).collect(),
        requires: fact.open.clone(),
    }
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

/// The same for the same surface and what it is about, wherever it is written.
fn id(surface: &Surface, fact: &Fact<'_>, ground: Ground<'_>) -> String {
    let about: Vec<&str> = fact.about.iter().map(|name| ground.store.names.text(*name)).collect();
    fingerprint::digest(&format!("{}\n{}", surface.id, about.join("\n")))
}
