//! What a comparison finds: a new (or lost) way to power, with proof and cause, in words.

use crate::diag::Place;
use crate::model::inventory::ChangeKind;
use crate::words;

pub use crate::model::grade::{Axis, Class, Severity};

/// What should happen with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lane {
    /// For information.
    Note,
    /// Somebody must look at it.
    Review,
    /// It must not be merged as it is.
    Block,
}

/// How sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// The input leaves something open that it rests on.
    Unknown,
    /// It holds if the conditions that it names hold.
    Conditional,
    /// Every step is proven.
    Proven,
}

/// How it compares with before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Drift {
    /// It was not there.
    Added,
    /// It is no longer there.
    Removed,
    /// It was there on a condition, or for fewer.
    Widened,
    /// It is there for fewer.
    Narrowed,
    /// No comparison was asked for.
    Present,
}

words!(Lane: Note => "note", Review => "review", Block => "block");
words!(Certainty: Unknown => "unknown", Conditional => "conditional", Proven => "proven");
words!(Drift: Added => "added", Removed => "removed", Widened => "widened", Narrowed => "narrowed", Present => "present");

/// A statement or a declared fact that a step stands on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Because {
    /// The policy: an ARN, the name of an inline policy, or `trust policy`; for other facts what they
    /// say in words, or nothing.
    pub policy: String,
    /// The statement's position in it.
    pub statement: Option<u32>,
    /// The statement's Sid, or nothing.
    pub sid: String,
    /// What the statement says, on one line; nothing for other facts.
    pub says: String,
    /// Where it is written.
    pub place: Place,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// Node id of who acts.
    pub from: String,
    /// Node id of whom it then acts as; `ADMIN` for administrator power.
    pub to: String,
    /// Id of the technique.
    pub technique: &'static str,
    /// Family and name of the technique.
    pub name: &'static str,
    /// What happens, in words: `assumes role/deploy`.
    pub title: String,
    /// Whether the step was not possible before.
    pub new: bool,
    /// What it stands on.
    pub because: Vec<Because>,
    /// What must hold for it, in words.
    pub requires: Vec<String>,
}

/// A changed fact that opens it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cause {
    /// Terraform address, or the ARN without Terraform.
    pub address: String,
    /// The attribute; empty for the resource as a whole.
    pub attribute: String,
    /// The statement of a policy document.
    pub statement: Option<u32>,
    /// What the change does to the resource.
    pub change: ChangeKind,
    /// Where it is written.
    pub place: Place,
}

/// A concrete request that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Node id of the caller.
    pub principal: String,
    /// The action.
    pub action: String,
    /// The ARN it is made on.
    pub resource: String,
    /// Condition keys that it must carry.
    pub context: Vec<(String, String)>,
}

/// More of the same, not listed one by one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Also {
    /// How many further pairs of start and target.
    pub count: usize,
    /// Some of them: start and target.
    pub examples: Vec<(String, String)>,
}

/// What the rules say of a finding besides its lane.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ruling {
    /// The gates that hold it.
    pub gates: Vec<String>,
    /// Whose agreement it needs, who gave it, whose does not count and why: a sentence each.
    pub approvals: Vec<String>,
    /// What it rests on that nobody proves, contracts and assumptions, each until a day.
    pub assumptions: Vec<String>,
    /// Since when it is part of the accepted state.
    pub accepted: Option<String>,
}

/// Something a reviewer should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable: the same fact has the same id whatever moved around it.
    pub id: String,
    /// Id of the rule.
    pub rule: &'static str,
    /// What kind of trust moved.
    pub class: Class,
    /// Which question it answers.
    pub axis: Axis,
    /// What should happen with it.
    pub lane: Lane,
    /// How bad it would be.
    pub severity: Severity,
    /// How sure it is.
    pub certainty: Certainty,
    /// How it compares with before.
    pub drift: Drift,
    /// One sentence.
    pub title: String,
    /// Node id of the start.
    pub from: String,
    /// Node id of the target; `ADMIN` for administrator power.
    pub to: String,
    /// The account of the target.
    pub account: String,
    /// All starts, groups of them taken together: `group/devs (3 users)`.
    pub principals: Vec<String>,
    /// Names of all techniques by which they get there.
    pub techniques: Vec<&'static str>,
    /// One path, step by step.
    pub path: Vec<Hop>,
    /// The smallest set of changes that opens it.
    pub cause: Vec<Cause>,
    /// More of the same.
    pub also: Also,
    /// A request that shows the decisive step.
    pub witness: Option<Request>,
    /// Controls of catalogues that it touches.
    pub controls: Vec<&'static str>,
    /// Who must review it.
    pub owners: Vec<String>,
    /// What would close it.
    pub fix: String,
    /// What the rules say of it.
    pub ruling: Ruling,
}

impl Finding {
    /// How many get there.
    pub fn starts(&self) -> usize {
        1 + self.also.count
    }
}
