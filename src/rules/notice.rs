//! Findings about the rules themselves.

use crate::diag::Place;
use crate::diff::finding::{Also, Axis, Certainty, Class, Drift, Finding, Lane, Severity};
use sha2::{Digest, Sha256};

/// What can be wrong with rules, or with what they are about: the id of the rule and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// The id of the rule.
    pub rule: &'static str,
    /// What to do about it.
    pub fix: &'static str,
}

/// The inputs prove what was taken for granted not to be.
pub const ASSUMPTION_CONTRADICTED: Notice =
    Notice { rule: "assumption-contradicted", fix: "remove the assumption: it does not hold" };
/// The time of something taken for granted is over.
pub const ASSUMPTION_EXPIRED: Notice =
    Notice { rule: "assumption-expired", fix: "check that it still holds and date it anew" };
/// A change is to be looked at though it moves no trust.
pub const CHANGE_REVIEW: Notice = Notice {
    rule: "change-review",
    fix: "let somebody else than the author approve the newest commit",
};
/// Somebody outside gets further than was agreed.
pub const CONTRACT_EXCEEDED: Notice =
    Notice { rule: "contract-exceeded", fix: "keep to the contract, or agree on another" };
/// A contract is due to be looked at.
pub const CONTRACT_EXPIRED: Notice = Notice {
    rule: "contract-expired",
    fix: "look at the contract with both owners and date it anew",
};
/// Nothing was agreed with somebody outside.
pub const CONTRACT_MISSING: Notice =
    Notice { rule: "contract-missing", fix: "write down what was agreed in `[[contract]]`" };
/// A rule of the core goes to a lower lane.
pub const CORE_WEAKENED: Notice =
    Notice { rule: "core-weakened", fix: "remove the override, or waive the findings one by one" };
/// What must never be, is.
pub const INVARIANT_BROKEN: Notice =
    Notice { rule: "invariant-broken", fix: "take back the change that opens the path" };
/// A trust node changes that nobody owns.
pub const OWNER_MISSING: Notice =
    Notice { rule: "owner-missing", fix: "name an owner that covers it in `[[owner]]`" };
/// A change takes back a rule, or adds an exception to one.
pub const RULES_WEAKENED: Notice = Notice {
    rule: "rules-weakened",
    fix: "let the owners of the rules decide; this change is judged by those before it",
};
/// A selector means nothing.
pub const SELECTOR_EMPTY: Notice = Notice {
    rule: "selector-empty",
    fix: "mend the selector, or say `allow_empty = true` where it may match nothing",
};
/// A waiver's time is over.
pub const WAIVER_EXPIRED: Notice =
    Notice { rule: "waiver-expired", fix: "close the path, or decide anew and date the waiver so" };
/// A waived path got wider.
pub const WAIVER_OUTGROWN: Notice =
    Notice { rule: "waiver-outgrown", fix: "decide about the path as it is now" };
/// A waiver is for what no waiver may cover.
pub const WAIVER_REFUSED: Notice = Notice {
    rule: "waiver-refused",
    fix: "let the owners decide: neither this class nor what is unknown can be waived",
};
/// A waiver names nothing that is there.
pub const WAIVER_UNUSED: Notice =
    Notice { rule: "waiver-unused", fix: "remove the waiver: what it accepted is gone" };

impl Notice {
    /// The finding that says so; `key` tells it from others of the same rule.
    pub fn finding(self, key: &str, title: String, lane: Lane, place: Place) -> Finding {
        let digest = Sha256::digest(format!("{}\n{key}", self.rule));
        let id = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let cause = crate::diff::finding::Cause {
            address: place.file.as_deref().unwrap_or_default().to_owned(),
            attribute: String::new(),
            statement: None,
            change: crate::model::inventory::ChangeKind::None,
            place,
        };
        Finding {
            id,
            rule: self.rule,
            class: Class::Guardrail,
            axis: Axis::Attribution,
            lane,
            severity: if lane == Lane::Block { Severity::High } else { Severity::Medium },
            certainty: Certainty::Proven,
            drift: Drift::Present,
            title,
            from: key.to_owned(),
            to: key.to_owned(),
            account: String::new(),
            principals: Vec::new(),
            techniques: Vec::new(),
            path: Vec::new(),
            cause: vec![cause],
            also: Also::default(),
            witness: None,
            controls: Vec::new(),
            owners: Vec::new(),
            ruling: Default::default(),
            fix: self.fix.to_owned(),
        }
    }
}
