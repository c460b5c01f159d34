//! How bad a pair is: what is reached, from where, how surely.

use super::finding::Severity;
use super::pair::{Novelty, Pair};
use crate::graph::Sink;
use crate::graph::reach::Mode;
use crate::graph::trust::Outside;
use crate::graph::trust::issuer::{Breadth, breadth};
use crate::model::Store;

/// Steps beyond which a path counts as long.
const LONG: usize = 3;

/// The severity by points: the sink 1 to 4, a source outside up to 2 more, one less on a condition
/// and for a long path.
pub(super) fn of(pair: &Pair, steps: usize, store: &Store) -> Severity {
    let informs = matches!(pair.novelty, Novelty::Another | Novelty::Created | Novelty::Standing);
    if informs || !pair.entered {
        return Severity::Low;
    }
    let sink = match pair.sink {
        Sink::Admin => 4,
        Sink::Sensitive => 3,
        Sink::Data => 2,
        Sink::Lateral => 1,
    };
    let source = pair.outside.map_or(0, |outside| source(outside, store));
    let conditional = i32::from(pair.mode == Mode::May);
    let long = i32::from(steps > LONG);
    match sink + source - conditional - long {
        4 if conditional == 0 => Severity::Critical,
        5.. => Severity::Critical,
        3 | 4 => Severity::High,
        2 => Severity::Medium,
        // Whoever lets in more than one principal from outside has something to look at.
        _ if source > 0 => Severity::Medium,
        _ => Severity::Low,
    }
}

fn source(outside: Outside, store: &Store) -> i32 {
    match outside {
        Outside::Anyone => 2,
        Outside::Account(_) => 1,
        Outside::Principal(_) | Outside::Person(_) => 0,
        Outside::Federated(provider, subject) => {
            match breadth(store.names.text(provider), store.names.text(subject)) {
                Breadth::Everybody => 2,
                Breadth::Tenant => 1,
                Breadth::One => 0,
            }
        }
    }
}
