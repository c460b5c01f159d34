//! What was accepted for a time, and whether that still counts.

use super::pack::{Waiver, Widening};
use crate::diff::finding::{Certainty, Drift, Finding};
use jiff::civil::Date;

/// What becomes of a waiver that names a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The finding is accepted.
    Holds,
    /// Its time is over, or has not come.
    Expired,
    /// The path got wider since.
    Outgrown,
    /// What it names needs a person's decision, or is not known.
    Refused,
}

/// Whether a waiver names a finding: by its whole fingerprint, never by a pattern.
pub fn names(waiver: &Waiver, finding: &Finding) -> bool {
    waiver.finding.strip_prefix("fp:").unwrap_or(&waiver.finding) == finding.id
}

/// What becomes of a waiver that names a finding; `human` where a gate asks for a person.
pub fn standing(waiver: &Waiver, finding: &Finding, human: bool, today: Date) -> Standing {
    if human || finding.certainty == Certainty::Unknown {
        Standing::Refused
    } else if today > waiver.expires || today < waiver.created {
        Standing::Expired
    } else if is_wider(waiver, finding) && waiver.max_widening == Widening::None {
        Standing::Outgrown
    } else {
        Standing::Holds
    }
}

/// Whether a finding goes further than what was accepted: the change widens it, more get there, or it is
/// surer by now.
fn is_wider(waiver: &Waiver, finding: &Finding) -> bool {
    finding.drift == Drift::Widened
        || waiver.starts.is_some_and(|starts| finding.starts() > starts)
        || waiver.certainty.is_some_and(|certainty| finding.certainty > certainty)
}
