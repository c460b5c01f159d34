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
    /// Controls that it is evidence toward.
    pub controls: &'static [&'static str],
}

/// The inputs prove what was taken for granted not to be.
pub const ASSUMPTION_CONTRADICTED: Notice = Notice {
    rule: "assumption-contradicted",
    fix: "remove the assumption: it does not hold",
    controls: &["csf2:ID.RA-07"],
};
/// The time of something taken for granted is over.
pub const ASSUMPTION_EXPIRED: Notice = Notice {
    rule: "assumption-expired",
    fix: "check that it still holds and date it anew",
    controls: &["csf2:ID.RA-07", "csf2:GV.SC-07"],
};
/// A change is to be looked at though it moves no trust.
pub const CHANGE_REVIEW: Notice = Notice {
    rule: "change-review",
    fix: "let somebody else than the author approve the newest commit",
    controls: &["csf2:ID.RA-07", "airmf:MAP 3.5"],
};
/// Somebody outside gets further than was agreed.
pub const CONTRACT_EXCEEDED: Notice = Notice {
    rule: "contract-exceeded",
    fix: "keep to the contract, or agree on another",
    controls: &["csf2:GV.SC-05", "csf2:GV.SC-07", "nhi:NHI3:2025"],
};
/// A contract is due to be looked at.
pub const CONTRACT_EXPIRED: Notice = Notice {
    rule: "contract-expired",
    fix: "look at the contract with both owners and date it anew",
    controls: &["csf2:GV.SC-07"],
};
/// Nothing was agreed with somebody outside.
pub const CONTRACT_MISSING: Notice = Notice {
    rule: "contract-missing",
    fix: "write down what was agreed in `[[contract]]`",
    controls: &["csf2:GV.SC-05", "csf2:ID.AM-04"],
};
/// A rule of the core goes to a lower lane.
pub const CORE_WEAKENED: Notice = Notice {
    rule: "core-weakened",
    fix: "remove the override, or waive the findings one by one",
    controls: &["csf2:GV.PO-02", "csf2:ID.RA-07"],
};
/// What must never be, is.
pub const INVARIANT_BROKEN: Notice = Notice {
    rule: "invariant-broken",
    fix: "take back the change that opens the path",
    controls: &["csf2:PR.IR-01"],
};
/// A trust node changes that nobody owns.
pub const OWNER_MISSING: Notice = Notice {
    rule: "owner-missing",
    fix: "name an owner that covers it in `[[owner]]`",
    controls: &["csf2:GV.RR-02"],
};
/// A change takes back a rule, or adds an exception to one.
pub const RULES_WEAKENED: Notice = Notice {
    rule: "rules-weakened",
    fix: "let the owners of the rules decide; this change is judged by those before it",
    controls: &["csf2:GV.PO-02", "csf2:ID.RA-07"],
};
/// A selector means nothing.
pub const SELECTOR_EMPTY: Notice = Notice {
    rule: "selector-empty",
    fix: "mend the selector, or say `allow_empty = true` where it may match nothing",
    controls: &["csf2:ID.IM-02"],
};
/// A waiver's time is over.
pub const WAIVER_EXPIRED: Notice = Notice {
    rule: "waiver-expired",
    fix: "close the path, or decide anew and date the waiver so",
    controls: &["csf2:ID.RA-06", "csf2:ID.RA-07"],
};
/// A waived path got wider.
pub const WAIVER_OUTGROWN: Notice = Notice {
    rule: "waiver-outgrown",
    fix: "decide about the path as it is now",
    controls: &["csf2:ID.RA-06", "csf2:ID.RA-07"],
};
/// A waiver is for what no waiver may cover.
pub const WAIVER_REFUSED: Notice = Notice {
    rule: "waiver-refused",
    fix: "let the owners decide: neither this class nor what is unknown can be waived",
    controls: &["csf2:GV.RR-02", "csf2:ID.RA-07"],
};
/// A waiver names nothing that is there.
pub const WAIVER_UNUSED: Notice = Notice {
    rule: "waiver-unused",
    fix: "remove the waiver: what it accepted is gone",
    controls: &["csf2:ID.RA-07"],
};

/// All of them, sorted by rule.
pub const NOTICES: &[Notice] = &[
    ASSUMPTION_CONTRADICTED,
    ASSUMPTION_EXPIRED,
    CHANGE_REVIEW,
    CONTRACT_EXCEEDED,
    CONTRACT_EXPIRED,
    CONTRACT_MISSING,
    CORE_WEAKENED,
    INVARIANT_BROKEN,
    OWNER_MISSING,
    RULES_WEAKENED,
    SELECTOR_EMPTY,
    WAIVER_EXPIRED,
    WAIVER_OUTGROWN,
    WAIVER_REFUSED,
    WAIVER_UNUSED,
];

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
            controls: self.controls.to_vec(),
            owners: Vec::new(),
            ruling: Default::default(),
            fix: self.fix.to_owned(),
        }
    }
}
