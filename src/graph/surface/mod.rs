//! The trust surface besides principals: what networks, secrets, logs and guardrails allow or keep
//! back, as facts that two sides can be compared by.
//!
//! A [`Surface`] reads one side through a [`View`] and states [`Fact`]s. Facts have polarity: a
//! capability weakens trust when it appears or widens, a confinement or an observation when it goes or
//! narrows; so one rule of comparison (`diff::fact`) serves all surfaces. A fact is known by what it
//! is about, never by the address it is written at; how far it goes is its [`Extent`]; what it stands
//! on is its [`Support`], from which the cause and the places of a finding come.
//!
//! # One more surface
//! 1. `src/graph/surface/NAME.rs` (or `FOLDER/NAME.rs`) with `pub(super) const SURFACE: Surface` and a
//!    function that states the facts of one side. State a confinement or an observation for everything
//!    that has one, with what it lacks: that is what an audit lists.
//! 2. A `mod` line and an entry in [`SURFACES`], both sorted by id.
//! 3. `testdata/surface/ID/CASE/` with `before/`, `after/` and perhaps `plan.json`: `weakens-...`,
//!    its nearest misses `keeps-...`, and `unknown-...` (see `tests/it/surface.rs`).
//!
//! What a surface reads and the model lacks is an [`Element`]: a kind in `model::element`, and an entry
//! in the table of its service in `source::terraform`.

mod elements;
mod extent;
mod isolation;
mod logging;
mod network;
mod s3_access_block;
mod secret;
mod session_length;

pub use elements::Elements;
pub use extent::Extent;
pub use network::{Addresses, Exposure, Traffic, Ways};
pub(in crate::graph) use network::{lets_all_pass, route_table};

use super::{Graph, Space};
use crate::model::element::{Element, ElementKind};
use crate::model::grade::{Axis, Class, Severity};
use crate::model::inventory::{Carrier, Guard, GuardAttachment, Origin, Parent};
use crate::model::{Name, Store};
use std::cell::OnceCell;

/// In which direction a fact weakens trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Polarity {
    /// Somebody can do something: weakens when it appears or widens.
    Capability,
    /// Something is kept back: weakens when it goes or narrows.
    Confinement,
    /// Something is seen or kept: weakens when it goes or narrows.
    Observation,
}

/// One kind of fact, and how to find those of a side.
#[derive(Debug)]
pub struct Surface {
    /// Id of the rule, kebab-case.
    pub id: &'static str,
    /// What kind of trust it is about.
    pub class: Class,
    /// Which question it answers.
    pub axis: Axis,
    /// When it weakens.
    pub polarity: Polarity,
    /// The sentence of a finding, with `FROM`, `TO` and `EXTENT` to be filled in: what somebody can
    /// do, or what is no longer kept back or seen.
    pub weakened: &'static str,
    /// The same for an audit: what stands, or what is lacking.
    pub stands: &'static str,
    /// What would close it.
    pub fix: &'static str,
    /// Controls of public catalogues that it touches.
    pub controls: &'static [&'static str],
    /// All its facts of one side.
    pub facts: for<'v, 'i> fn(&View<'v, 'i>) -> Vec<Fact<'i>>,
}

/// All surfaces, sorted by id.
pub const SURFACES: &[Surface] = &[
    network::BALANCED,
    network::ASKS,
    isolation::ENVIRONMENT,
    network::ROLE,
    logging::SUPPRESSION,
    isolation::BOUNDARY,
    logging::ALARM,
    logging::POWER,
    logging::RETENTION,
    logging::TRAIL,
    logging::WATCH,
    secret::credential::SURFACE,
    network::ADMISSION,
    network::EXPOSURE,
    network::GUARD,
    network::HOP,
    network::JOINED,
    network::PRE_EXPOSURE,
    network::REACH,
    network::OPEN,
    isolation::ORGANIZATION,
    network::SERVICE,
    s3_access_block::SURFACE,
    secret::copy::SURFACE,
    secret::state::SURFACE,
    secret::protection::SURFACE,
    secret::replica::SURFACE,
    logging::ATTRIBUTION,
    session_length::SURFACE,
];

/// What of a fact is news to the other side, where ids are called as told; none if that side has it in
/// another way.
pub type News =
    for<'i> fn(Fact<'i>, &View<'_, 'i>, &View<'_, 'i>, &dyn Fn(Name) -> Name) -> Option<Fact<'i>>;

/// Surfaces of which a fact may have stood by another way, with what of it then is news.
pub const BY_ENDS: &[(&str, News)] =
    &[("network-reach", network::reach_news), ("private-service", network::service_news)];

/// What a confinement that stands on both sides lost within.
#[derive(Debug, Clone)]
pub struct Loss {
    /// What is not kept back any more.
    pub of: Extent,
    /// Why it is not sure; empty if it is.
    pub open: Vec<String>,
}

/// What a fact of the first side lost on the second, where ids are called as told.
pub type Narrower =
    fn(&Fact<'_>, &View<'_, '_>, &View<'_, '_>, &dyn Fn(Name) -> Name) -> Option<Loss>;

/// Surfaces of which a confinement may stand and keep back less, with what it lost.
pub const BY_POLICY: &[(&str, Narrower)] = &[("network-guard", network::guard_narrower)];

/// One side, as surfaces see it.
#[derive(Debug)]
pub struct View<'v, 'i> {
    /// Identities, what runs with which role, who is administrator.
    pub graph: &'v Graph<'i>,
    /// All elements, found by kind and id.
    pub elements: Elements<'i>,
    /// Policies as they are bound together.
    pub space: &'v Space,
    /// Names.
    pub store: &'i Store,
    exposures: OnceCell<Vec<Exposure<'i>>>,
    ways: OnceCell<Ways<'i>>,
}

impl<'v, 'i> View<'v, 'i> {
    /// The view of a side.
    pub fn new(graph: &'v Graph<'i>, space: &'v Space, store: &'i Store) -> Self {
        let elements = Elements::new(graph.world.inventory, store);
        let (exposures, ways) = (OnceCell::new(), OnceCell::new());
        Self { graph, elements, space, store, exposures, ways }
    }

    /// How far each host is exposed to the internet.
    fn exposures(&self) -> &[Exposure<'i>] {
        self.exposures.get_or_init(|| network::exposures(self))
    }

    /// Who inside is let in to what matters.
    fn ways(&self) -> &Ways<'i> {
        self.ways.get_or_init(|| network::ways(self))
    }

    /// The text of a name.
    pub fn text(&self, name: Name) -> &'i str {
        self.store.names.text(name)
    }
}

/// A node of the report: its id, and how a sentence names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The node id of the contract.
    pub id: String,
    /// Short, for sentences: `bucket/data`.
    pub short: String,
}

impl Label {
    /// A node whose id is short enough: `internet`.
    pub fn plain(text: &str) -> Self {
        Self { id: text.to_owned(), short: text.to_owned() }
    }
}

/// Something that holds on one side, or that may.
#[derive(Debug, Clone)]
pub struct Fact<'i> {
    /// What it is about: the same on both sides, wherever it is written. With the surface's id, all
    /// that tells it from other facts.
    pub about: Vec<Name>,
    /// How far it goes.
    pub extent: Extent,
    /// How far a confinement or an observation should go and does not: for an audit.
    pub lacks: Extent,
    /// Why it is not sure; empty if it is. What is not known in a capability may be all, in a
    /// confinement nothing.
    pub open: Vec<String>,
    /// What it takes for granted and no input can tell: `somebody who reaches it takes it over`.
    pub assumes: Vec<String>,
    /// What has to stand on both sides for a change to be news: a block that goes with its bucket loses
    /// nothing, and that a new host is near to something is not drift. None where all change is news.
    pub regards: Option<(ElementKind, Name)>,
    /// Who can, or `*`.
    pub from: Label,
    /// What is reached, read, kept back or seen.
    pub to: Label,
    /// By which way, for a capability; which control, for others: `net.sg-open-admin-port`.
    pub technique: &'static str,
    /// What lies behind the target, one step after the other, each with what it stands on.
    pub behind: Vec<(Label, Support<'i>)>,
    /// How bad its weakening would be.
    pub severity: Severity,
    /// What it stands on.
    pub support: Vec<Support<'i>>,
}

/// Something a fact stands on.
#[derive(Debug, Clone)]
pub struct Support<'i> {
    /// What declares it.
    pub basis: Basis<'i>,
    /// What it says, in words: `security group web lets 0.0.0.0/0 in on tcp 22`.
    pub says: String,
}

/// What declares something that a fact stands on.
#[derive(Debug, Clone)]
pub enum Basis<'i> {
    /// An element, with those of its settings that matter; without any, that it is there.
    Element(&'i Element, &'static [&'static str]),
    /// Something runs with a role.
    Carrier(&'i Carrier, Name),
    /// A policy of the organization says what it says.
    Guard(&'i Guard),
    /// It is attached somewhere.
    Attached(&'i Guard, &'i GuardAttachment),
    /// An account or unit lies below another.
    Below(&'i Parent),
    /// Something else, with a text that is the same on both sides as long as it says the same: the
    /// other side says it if any of its facts of the same surface stands on it.
    Other(&'i Origin, String),
}

impl<'i> Support<'i> {
    /// An element, by the settings that matter.
    pub fn of(element: &'i Element, keys: &'static [&'static str], says: String) -> Self {
        Self { basis: Basis::Element(element, keys), says }
    }
}
