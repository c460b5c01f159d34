//! Codes that are the shorter the more often they are used.

/// The code of a symbol; no bits for one that is not used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Code {
    /// The first bit is the lowest.
    pub(super) bits: u16,
    pub(super) length: u8,
}

/// The best codes of at most `longest` bits for symbols used so many times.
pub(super) fn codes(counts: &[usize], longest: usize) -> Vec<Code> {
    canonical(&lengths(counts, longest))
}

/// The codes of given lengths: the shorter first, those of one length in order.
pub(super) fn canonical(lengths: &[u8]) -> Vec<Code> {
    let mut codes = vec![Code::default(); lengths.len()];
    let mut next = 0_u16;
    for length in 1..=15 {
        next <<= 1;
        for (code, _) in codes.iter_mut().zip(lengths).filter(|(_, one)| **one == length) {
            *code = Code { bits: next.reverse_bits() >> (16 - length), length };
            next += 1;
        }
    }
    codes
}

/// The bits that symbols used so many times take with these codes.
pub(super) fn size(counts: &[usize], codes: &[Code]) -> usize {
    counts.iter().zip(codes).map(|(count, code)| count * usize::from(code.length)).sum()
}

/// The lengths of codes, by packages: in each round the symbols, ordered by their counts, are merged
/// with pairs of what the round before left. A symbol's code has as many bits as there are rounds of
/// whose first entries it is one. Of equal ones the pair comes first.
fn lengths(counts: &[usize], longest: usize) -> Vec<u8> {
    let mut used: Vec<(usize, usize)> =
        counts.iter().copied().zip(0..).filter(|one| one.0 > 0).collect();
    let mut lengths = vec![0; counts.len()];
    let mut add = |symbols: &[(usize, usize)]| {
        for (_, symbol) in symbols {
            if let Some(length) = lengths.get_mut(*symbol) {
                *length += 1;
            }
        }
    };
    if used.len() <= 2 {
        add(&used);
        return lengths;
    }
    used.sort_unstable();
    let mut rounds: Vec<Vec<Entry>> = Vec::new();
    for _ in 0..longest.min(used.len() - 1) {
        let pairs = rounds.last().map_or_else(Vec::new, |last| pairs(last));
        rounds.push(merged(&used, &pairs));
    }
    let mut wanted = 2 * used.len() - 2;
    for round in rounds.iter().rev() {
        let taken = round.iter().take(wanted);
        let symbols = taken.filter(|entry| !entry.is_pair).count();
        add(used.get(..symbols).unwrap_or_default());
        wanted = 2 * (wanted - symbols);
    }
    lengths
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    count: usize,
    is_pair: bool,
}

fn pairs(entries: &[Entry]) -> Vec<usize> {
    let (pairs, _) = entries.as_chunks::<2>();
    pairs.iter().map(|[left, right]| left.count + right.count).collect()
}

fn merged(symbols: &[(usize, usize)], pairs: &[usize]) -> Vec<Entry> {
    let pairs = pairs.iter().map(|count| Entry { count: *count, is_pair: true });
    let symbols = symbols.iter().map(|(count, _)| Entry { count: *count, is_pair: false });
    let mut all: Vec<Entry> = pairs.chain(symbols).collect();
    all.sort_by_key(|entry| entry.count);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_codes() {
        let table: &[(&[usize], usize, &[u8])] = &[
            (&[0, 3, 0], 15, &[0, 1, 0]),
            (&[5, 1, 1, 2], 15, &[1, 3, 3, 2]),
            (&[1, 1, 2, 4, 8], 3, &[3, 3, 3, 3, 1]),
            (&[1, 1, 1, 1], 15, &[2, 2, 2, 2]),
        ];
        for (counts, longest, want) in table {
            assert_eq!(lengths(counts, *longest), *want, "{counts:?}");
        }
    }
}
