//! trustdrift finds the new ways to power that an infrastructure change opens, and proves them.
//!
//! Data flows one way, a module a stage; each imports only what stands before it:
//!
//! ```text
//! source ──▶ model ──▶ iam ──▶ graph ──▶ diff ──▶ rules ──▶ report ──▶ cli
//! ```
//!
//! [`source`] reads plans, states, accounts, policies and snapshots into an
//! [`Inventory`] a side. [`iam`] decides what policies allow. [`graph`](mod@graph) joins an
//! inventory into principals and set edges, one technique a file. [`diff`] compares two graphs: new
//! pairs of a start and what it reaches, a path that shows each, the smallest change that opens it.
//! [`rules`] puts findings into lanes and closes the gate. [`report`] prints. This file is the
//! program: [`compare`] and [`explain`] are one call after the other.

mod advise;
pub mod catalog;
pub mod cli;
pub mod diag;
pub mod diff;
pub mod graph;
pub mod iam;
pub mod model;
pub mod report;
pub mod rules;
pub mod source;

use diff::explain::Explanation;
use diff::map::Map;
use diff::{Face, Ground};
use graph::sink::Selector;
use graph::{Provided, Side, Space};
use model::inventory::ChangeKind;
use model::{Inventory, Name, Store};
use report::{Report, Verdict};
use rules::accepted::Accepted;
use rules::boundary::Touched;
use rules::change::Change;
use rules::estate::Estate;
use rules::invariant;
use rules::judge::Docket;
use rules::node::Nodes;
use rules::select::Field;
use rules::{FailOn, Ruleset, UnknownAs};
use std::collections::{BTreeMap, BTreeSet};

/// What to judge, and how strictly.
#[derive(Debug)]
pub struct Question {
    /// Which command asks, for the report.
    pub command: &'static str,
    /// What was; none for an audit of what stands.
    pub before: Option<Inventory>,
    /// What is, or will be.
    pub after: Inventory,
    /// What a plan says it does to each resource.
    pub changed: BTreeMap<Name, ChangeKind>,
    /// What was read.
    pub inputs: Vec<report::InputRecord>,
    /// From which lane on the gate closes.
    pub fail_on: FailOn,
    /// As what something unknown counts.
    pub unknown_as: UnknownAs,
    /// The rule packs in force, and the day.
    pub rules: Ruleset,
    /// What the user names sensitive.
    pub sensitive: Vec<Selector>,
    /// What is told of the change.
    pub change: Change,
    /// What was accepted as it stands.
    pub accepted: Vec<Accepted>,
    /// Whether a format draws the graph.
    pub draw: bool,
}

impl Question {
    /// What a command asks about its sides, as strict as the program is by default and with nothing told
    /// besides.
    pub fn new(
        command: &'static str,
        before: Option<Inventory>,
        after: Inventory,
        rules: Ruleset,
    ) -> Self {
        Self {
            command,
            before,
            after,
            changed: BTreeMap::new(),
            inputs: Vec::new(),
            fail_on: FailOn::Review,
            unknown_as: UnknownAs::Review,
            rules,
            sensitive: Vec::new(),
            change: Change::default(),
            accepted: Vec::new(),
            draw: false,
        }
    }
}

/// Judges a change, or what stands.
pub fn compare(mut question: Question, store: &mut Store) -> Report {
    let compared = question.before.is_some();
    let mut before = question.before.take().unwrap_or_default();
    for side in [&mut before, &mut question.after] {
        side.open_invalid(&store.documents);
        side.open_contested();
    }
    if compared {
        question.after.keep_forgotten(&before, &store.names);
        question.after.remember(&before);
    }
    // Looking at a side gives its principals what others lend them: for a second look it must be as read.
    let tries = if compared { advise::tries(&question.after) } else { 0 };
    let read = (tries > 0).then(|| [before.clone(), question.after.clone()]);
    let (mut space, provided) = Space::new(&mut [&mut before, &mut question.after], store);
    let (mut report, known) = judge(&before, &question, compared, store, &provided, &mut space);
    if let Some(read) = &read {
        advise::closing(&mut report, &known, read, tries, &question, store, &mut space);
    }
    report
}

/// The report, and the ids of what the comparison itself found.
fn judge(
    before: &Inventory,
    question: &Question,
    compared: bool,
    store: &Store,
    provided: &Provided,
    space: &mut Space,
) -> (Report, BTreeSet<String>) {
    let ground = Ground {
        store,
        changed: &question.changed,
        compared,
        sensitive: &question.sensitive,
        places: [&question.after.places, &before.places],
    };
    let mut old = Face::new(before, Side::Before, store, space, provided);
    let mut new = Face::new(&question.after, Side::After, store, space, provided);
    let found = diff::compare(&mut old, &mut new, ground, space);
    let mut findings = found.findings;
    let known = findings.iter().map(|one| one.id.clone()).collect();
    for finding in &mut findings {
        finding.lane = rules::lane::of(finding);
    }
    let touched = touched(question, store);
    let mut nodes = Nodes::of(&[&question.after, before], store);
    let mut estate = Estate::new(&mut new, &mut old, ground, space);
    nodes.privileges = estate.privileges(&question.rules);
    let field = Field::new(&question.rules, &nodes);
    let broken = invariant::broken(&question.rules, &field, &mut estate);
    let docket = Docket {
        rules: &question.rules,
        change: &question.change,
        accepted: &question.accepted,
        after: &question.after,
        nodes: &nodes,
        store,
        compared,
        touched,
    };
    let judged = rules::judge::judge(&docket, findings, broken);
    let findings = judged.findings;
    let unknowns = report::unknown::of(&old.graph.world, &new.graph.world, store);
    let gaps = report::unknown::gaps(before, &question.after, store);
    let (lane, exit) =
        rules::verdict(&findings, unknowns.len(), question.fail_on, question.unknown_as);
    let map = question.draw.then(|| diff::map::draw(&old, &new, ground, space));
    let report = Report {
        command: question.command,
        verdict: Verdict { lane, exit },
        inputs: question.inputs.clone(),
        stats: report::unknown::stats(&new.graph, unknowns.len(), store),
        findings,
        resolved: found.resolved,
        waived: judged.waived,
        unknowns,
        gaps,
        map,
    };
    (report, known)
}

/// What the change touches, as far as the inputs tell.
fn touched(question: &Question, store: &Store) -> Touched {
    let read = |role: &str| -> Vec<&str> {
        let inputs = question.inputs.iter().filter(|one| one.role == role);
        inputs.map(|one| one.sha256.as_str()).collect()
    };
    let planned = question.inputs.iter().any(|one| one.kind.starts_with("plan"));
    let changed = question.changed.iter().filter(|(_, kind)| **kind != ChangeKind::None);
    let addresses = changed.map(|(name, _)| store.names.text(*name).to_owned());
    Touched {
        nothing: !read("before").is_empty() && read("before") == read("after"),
        addresses: planned.then(|| addresses.collect()),
        files: question.change.files.clone(),
    }
}

/// The graph of what stands, to be drawn.
pub fn graph(mut inventory: Inventory, store: &mut Store) -> Map {
    let mut nothing = Inventory::default();
    inventory.lead_through_providers(store);
    let (mut space, provided) = Space::new(&mut [&mut nothing, &mut inventory], store);
    let changed = BTreeMap::new();
    let ground = Ground {
        store,
        changed: &changed,
        compared: false,
        sensitive: &[],
        places: [&inventory.places, &nothing.places],
    };
    let old = Face::new(&nothing, Side::Before, store, &mut space, &provided);
    let new = Face::new(&inventory, Side::After, store, &mut space, &provided);
    diff::map::draw(&old, &new, ground, &mut space)
}

/// Why `from` reaches `to` (or everything that it reaches), or what blocks it. Empty when `from` or
/// `to` names nothing. `latent` counts, on a condition, rights with which nothing in sight can be done.
pub fn explain(
    mut inventory: Inventory,
    from: &str,
    to: Option<&str>,
    latent: bool,
    store: &mut Store,
) -> Vec<Explanation> {
    let (mut space, provided) = Space::new(&mut [&mut inventory], store);
    space.latent = latent;
    let inventory = &inventory;
    let changed = BTreeMap::new();
    let ground = Ground {
        store,
        changed: &changed,
        compared: false,
        sensitive: &[],
        places: [&inventory.places, &inventory.places],
    };
    let mut face = Face::new(inventory, Side::After, store, &mut space, &provided);
    let mut out = Vec::new();
    for start in diff::explain::resolve(from, &face, ground) {
        let targets = match to {
            Some(to) => diff::explain::resolve(to, &face, ground),
            None => diff::explain::reached(start, &mut face, ground, &mut space),
        };
        for target in targets {
            out.push(diff::explain::explain(start, target, &mut face, ground, &mut space));
        }
    }
    out
}
