//! Which changes are looked at though they move no trust.

use super::approval::Council;
use super::change::provenance::{Agents, Provenance};
use super::judge::Docket;
use super::notice;
use super::pack::{Approvals, Boundary, BoundaryPath, Mode};
use super::select::like;
use crate::diag::Place;
use crate::diff::finding::{Finding, Lane};

/// The finding that a change is to be looked at, where the boundary asks for it.
pub fn look(docket: &Docket<'_>, agents: &Agents<'_>, council: &Council<'_>) -> Option<Finding> {
    if docket.touched.is_nothing() {
        return None;
    }
    let mode = mode(docket);
    let provenance = agents.provenance(docket.change);
    let signs = match (mode, &provenance) {
        (Mode::TrustDelta, _) | (Mode::AiAny, Provenance::Declared) => return None,
        (Mode::All, Provenance::Declared) => "every change is looked at here".to_owned(),
        (_, Provenance::Agent(signs)) => signs.join("; "),
        (_, Provenance::Untold) => "nobody tells who had a hand in it".to_owned(),
    };
    let title = format!("the boundary `{}` asks for a look at this change: {signs}", mode.word());
    let key = format!("{}\n{signs}", mode.word());
    let mut finding = notice::CHANGE_REVIEW.finding(&key, title, Lane::Review, Place::default());
    let asks = Approvals {
        count: 1,
        human: true,
        not_author: true,
        after_last_push: true,
        ..Approvals::default()
    };
    let decision = council.decide("boundary", &asks, &finding);
    finding.ruling.gates = vec![format!("boundary {}", mode.word())];
    finding.ruling.approvals = decision.says;
    if decision.open {
        finding.lane = Lane::Note;
    }
    Some(finding)
}

/// What a change touches, as far as the inputs tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Whether both sides are the same, byte by byte.
    pub nothing: bool,
    /// Terraform addresses; none where no plan lists them.
    pub addresses: Option<Vec<String>>,
    /// Files; none where nobody tells.
    pub files: Option<Vec<String>>,
}

impl Touched {
    fn is_nothing(&self) -> bool {
        self.nothing || self.addresses.as_ref().is_some_and(Vec::is_empty)
    }

    /// Whether it touches what a pattern means, or may: files where the pattern has a slash or names a
    /// kind of file, else addresses.
    fn may_meet(&self, pattern: &str) -> bool {
        let names = if pattern.contains('/') || pattern.ends_with(".tf") {
            &self.files
        } else {
            &self.addresses
        };
        names.as_ref().is_none_or(|names| names.iter().any(|name| like(pattern, name)))
    }
}

/// The strictest mode of what the change touches, of all packs. Where nobody tells what it touches it may
/// be anything.
fn mode(docket: &Docket<'_>) -> Mode {
    let boundaries = docket.rules.packs().filter_map(|pack| pack.boundary.as_ref());
    let of = |boundary: &Boundary| {
        let meets =
            |path: &&BoundaryPath| path.files.0.iter().any(|one| docket.touched.may_meet(one));
        let named: Vec<&BoundaryPath> = boundary.path.iter().filter(meets).collect();
        let strictest = named.iter().map(|path| path.mode).max();
        // A path may ask for less than the rest only where all that is touched lies in it.
        let all = |names: &Option<Vec<String>>| {
            names.as_ref().is_some_and(|names| {
                let patterns = || named.iter().flat_map(|path| &path.files.0);
                names.iter().all(|name| patterns().any(|pattern| like(pattern, name)))
            })
        };
        let covered = all(&docket.touched.files) || all(&docket.touched.addresses);
        if covered { strictest } else { strictest.max(Some(boundary.mode)) }
    };
    boundaries.filter_map(of).max().unwrap_or_default()
}
