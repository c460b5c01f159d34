//! The lane of a finding, from how bad and how sure it is.

use crate::diff::finding::{Certainty, Finding, Lane, Severity};

/// Lanes by severity: for what is proven, and for what rests on a condition.
const LANES: &[(Severity, Lane, Lane)] = &[
    (Severity::Critical, Lane::Block, Lane::Review),
    (Severity::High, Lane::Block, Lane::Review),
    (Severity::Medium, Lane::Review, Lane::Review),
    (Severity::Low, Lane::Note, Lane::Note),
];

/// Which lane a finding goes to.
pub fn of(finding: &Finding) -> Lane {
    let row = LANES.iter().find(|(severity, ..)| *severity == finding.severity);
    match (row, finding.certainty) {
        (Some((_, proven, _)), Certainty::Proven) => *proven,
        (Some((_, _, open)), _) => *open,
        (None, _) => Lane::Review,
    }
}
