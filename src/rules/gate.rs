//! Whether the gate closes.

use crate::diff::finding::{Finding, Lane};

/// From which lane on findings close the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// Only what must not be merged.
    Block,
    /// What somebody must look at, and worse.
    Review,
    /// Nothing closes it.
    Never,
}

/// As what something unknown counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownAs {
    /// Somebody must look at it.
    Review,
    /// It must not be merged.
    Block,
    /// It is listed and counts for nothing.
    Ignore,
}

/// The highest lane that counts, and the exit code: 1 when a finding closes the gate, 3 when none
/// does but something unknown may not be ignored, else 0. No lane is the fast lane.
pub fn verdict(
    findings: &[Finding],
    unknowns: usize,
    fail_on: FailOn,
    unknown_as: UnknownAs,
) -> (Option<Lane>, u8) {
    let closes = |lane: Lane| match fail_on {
        FailOn::Block => lane >= Lane::Block,
        FailOn::Review => lane >= Lane::Review,
        FailOn::Never => false,
    };
    let open = match unknown_as {
        UnknownAs::Review => Some(Lane::Review),
        UnknownAs::Block => Some(Lane::Block),
        UnknownAs::Ignore => None,
    };
    let open = open.filter(|_| unknowns > 0);
    let worst = findings.iter().map(|finding| finding.lane).max();
    let lane = worst.filter(|lane| *lane > Lane::Note).max(open);
    let exit = if worst.is_some_and(closes) {
        1
    } else if open.is_some_and(closes) {
        3
    } else {
        0
    };
    (lane, exit)
}

#[cfg(test)]
mod tests {
    use super::{FailOn, UnknownAs, verdict};

    #[test]
    fn unknown_alone_is_undecided() {
        assert_eq!(verdict(&[], 0, FailOn::Review, UnknownAs::Review), (None, 0));
        assert_eq!(verdict(&[], 2, FailOn::Review, UnknownAs::Review).1, 3);
        assert_eq!(verdict(&[], 2, FailOn::Review, UnknownAs::Ignore), (None, 0));
        assert_eq!(verdict(&[], 2, FailOn::Block, UnknownAs::Review).1, 0);
        assert_eq!(verdict(&[], 2, FailOn::Block, UnknownAs::Block).1, 3);
    }
}
