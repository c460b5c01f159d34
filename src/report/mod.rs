//! The report as data, and its formats: one file each.

pub mod explain;
pub mod github;
pub mod gitlab;
pub mod graph;
pub mod html;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod sarif;
pub mod table;
pub mod unknown;

use crate::diag::Place;
use crate::diff::finding::{Finding, Lane};
use crate::diff::map::Map;

/// What was read, for the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputRecord {
    /// `before`, `after` or `config`.
    pub role: &'static str,
    /// `plan`, `state`, ...
    pub kind: &'static str,
    /// As the user named it.
    pub name: String,
    /// Of the bytes read.
    pub sha256: String,
}

/// The judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// The highest lane of what counts; none for the fast lane.
    pub lane: Option<Lane>,
    /// 0 passed, 1 the gate closed, 3 undecided.
    pub exit: u8,
}

impl Verdict {
    /// What it comes to: `block`, `review`, `undecided` or `pass`. An exit code of 3 outranks the lane,
    /// which cannot tell it.
    pub fn word(self) -> &'static str {
        match (self.exit, self.lane) {
            (3, _) => "undecided",
            (_, Some(lane @ (Lane::Block | Lane::Review))) => lane.word(),
            (_, Some(Lane::Note) | None) => "pass",
        }
    }
}

/// Something that the input leaves open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnknownRecord {
    /// The resource.
    pub address: String,
    /// The attribute.
    pub attribute: String,
    /// Why it is not known.
    pub reason: String,
    /// What rests on it.
    pub affects: Vec<String>,
    /// Where it is written, as far as that is known.
    pub place: Place,
}

/// Something that changed and was not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GapRecord {
    /// The resource.
    pub address: String,
    /// What was not read.
    pub reason: String,
    /// Where it is written, as far as that is known.
    pub place: Place,
}

/// How much was looked at: evidence for a report that finds nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stats {
    /// Users, roles and groups of the after side.
    pub principals: usize,
    /// Resources of the input.
    pub resources: usize,
    /// Different statements, both sides together.
    pub statements: usize,
    /// Set edges of the after side.
    pub edges: usize,
    /// Policy documents that are not known.
    pub unresolved: usize,
    /// Time taken; only where it was asked for, so that the bytes stay the same.
    pub millis: Option<u64>,
}

/// Everything that a format prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Which command made it: `review`, `diff`, `audit`.
    pub command: &'static str,
    /// The judgement.
    pub verdict: Verdict,
    /// What was read.
    pub inputs: Vec<InputRecord>,
    /// What is new, or present; the worst first.
    pub findings: Vec<Finding>,
    /// What the change removes.
    pub resolved: Vec<Finding>,
    /// What a waiver accepts for a time.
    pub waived: Vec<Finding>,
    /// What is not known.
    pub unknowns: Vec<UnknownRecord>,
    /// What was not read.
    pub gaps: Vec<GapRecord>,
    /// How much was looked at.
    pub stats: Stats,
    /// Both sides as a graph, where a format draws it.
    pub map: Option<Map>,
}

impl Report {
    /// Who must look at it: the owners of all findings, sorted, each once.
    pub fn owners(&self) -> Vec<&str> {
        let owners = self.findings.iter().flat_map(|one| &one.owners);
        let owners: std::collections::BTreeSet<&str> = owners.map(String::as_str).collect();
        owners.into_iter().collect()
    }
}
