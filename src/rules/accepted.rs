//! What was accepted as it stands: findings of an audit, each since a day.

use crate::diff::finding::{Certainty, Finding, Lane};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A finding that was there when a state was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// Its fingerprint.
    pub finding: String,
    /// The day on which a state with it was first accepted.
    pub since: Date,
    /// How many got there.
    pub starts: usize,
    /// Whether it was proven.
    pub proven: bool,
}

impl Accepted {
    /// Whether a finding is what was accepted, and no wider.
    pub fn covers(&self, finding: &Finding) -> bool {
        let proven = finding.certainty == Certainty::Proven;
        self.finding == finding.id && finding.starts() <= self.starts && (self.proven || !proven)
    }

    /// Since when it is accepted, in words.
    pub fn age(&self, today: Date) -> String {
        let days = (today - self.since).get_days();
        format!("since {}, {days} days", self.since)
    }
}

/// The findings of a state that is accepted on a day. What was accepted before keeps its day.
pub fn of(findings: &[Finding], known: &[Accepted], today: Date) -> Vec<Accepted> {
    let counts =
        |finding: &&Finding| finding.lane > Lane::Note || finding.ruling.accepted.is_some();
    let one = |finding: &Finding| {
        let before = known.iter().find(|one| one.covers(finding));
        Accepted {
            finding: finding.id.clone(),
            since: before.map_or(today, |one| one.since),
            starts: finding.starts(),
            proven: finding.certainty == Certainty::Proven,
        }
    };
    let mut out: Vec<Accepted> = findings.iter().filter(counts).map(one).collect();
    out.sort_by(|left, right| left.finding.cmp(&right.finding));
    out
}
