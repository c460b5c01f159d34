//! What in a text repeats what stood before.

/// A part of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Literal(u8),
    /// As many bytes as stand so far back.
    Match {
        length: usize,
        distance: usize,
    },
}

/// The shortest repetition that is looked for, and the longest there can be.
const LENGTH_MIN: usize = 4;
const LENGTH_MAX: usize = 258;
/// How far back a repetition may reach.
const WINDOW: usize = 1 << 15;
/// How far back one of the shortest length may reach, lest its distance costs more than it saves.
const SHORT_WINDOW: usize = 4096;
/// A repetition of this length is taken without looking whether the next byte begins a longer one.
const LAZY: usize = 16;
/// A repetition of this length ends the search.
const NICE: usize = 128;
/// Places that are looked at.
const TRIES: usize = 128;
/// Tokens of one block.
const TOKENS_MAX: usize = 1 << 14;
const HASH_BITS: u32 = 17;
const HASH_FACTOR: u32 = 0x1E35_A7BD;

/// Tells of each block and the bytes it is of.
pub(super) fn each_block(bytes: &[u8], tell: &mut dyn FnMut(&[Token], &[u8])) {
    let mut search = Search {
        bytes,
        heads: vec![None; 1 << HASH_BITS],
        before: vec![None; bytes.len()],
        head: None,
    };
    let mut blocks = Blocks { bytes, start: 0, tokens: Vec::new(), tell };
    let mut at = 0;
    let mut previous: Option<Found> = None;
    let mut pending = None;
    while let Some(byte) = bytes.get(at).copied() {
        search.insert(at, true);
        let found = search.find(at, previous.map_or(LENGTH_MIN - 1, |one| one.length));
        let better = found.map_or(LENGTH_MIN - 1, |one| one.length);
        if let Some(Found { length, distance }) = previous.filter(|one| one.length >= better) {
            // It began at the byte before.
            let end = at + length - 1;
            (at + 1..end).for_each(|inside| search.insert(inside, false));
            at = end;
            blocks.push(Token::Match { length, distance }, at);
            (previous, pending) = (None, None);
        } else {
            if let Some(literal) = pending {
                blocks.push(Token::Literal(literal), at);
            }
            (previous, pending) = (found, Some(byte));
            at += 1;
        }
    }
    if let Some(literal) = pending {
        blocks.tokens.push(Token::Literal(literal));
    }
    blocks.end(at);
}

struct Blocks<'a> {
    bytes: &'a [u8],
    start: usize,
    tokens: Vec<Token>,
    tell: &'a mut dyn FnMut(&[Token], &[u8]),
}

impl Blocks<'_> {
    /// Adds a token, after which all bytes before `end` are in the block.
    fn push(&mut self, token: Token, end: usize) {
        self.tokens.push(token);
        if self.tokens.len() == TOKENS_MAX {
            self.end(end);
        }
    }

    fn end(&mut self, end: usize) {
        if !self.tokens.is_empty() {
            (self.tell)(&self.tokens, self.bytes.get(self.start..end).unwrap_or_default());
            self.tokens.clear();
            self.start = end;
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Found {
    length: usize,
    distance: usize,
}

/// Where the same four bytes stood before, by their hash.
struct Search<'a> {
    bytes: &'a [u8],
    /// The last place of each hash.
    heads: Vec<Option<usize>>,
    /// The place before each place with the same hash.
    before: Vec<Option<usize>>,
    /// Where the search for the last place looked at begins.
    head: Option<usize>,
}

impl Search<'_> {
    fn insert(&mut self, at: usize, looked_at: bool) {
        let Some([one, two, three, four]) = self.bytes.get(at..at + LENGTH_MIN) else { return };
        let word = u32::from_be_bytes([*one, *two, *three, *four]);
        let hash = word.wrapping_mul(HASH_FACTOR) >> (32 - HASH_BITS);
        let Some(head) = self.heads.get_mut(hash as usize) else { return };
        let last = head.replace(at);
        if let Some(before) = self.before.get_mut(at) {
            *before = last;
        }
        if looked_at {
            self.head = last;
        }
    }

    /// The longest repetition, the nearest of several, unless the one before is good enough.
    fn find(&self, at: usize, previous: usize) -> Option<Found> {
        let ahead = self.bytes.len() - at;
        if ahead <= previous || previous >= LAZY {
            return None;
        }
        let here = self.bytes.get(at..at + ahead.min(LENGTH_MAX))?;
        let nice = here.len().min(NICE);
        let mut best: Option<Found> = None;
        let mut place = self.head;
        for _ in 0..TRIES {
            let Some(from) = place.filter(|from| at - from <= WINDOW) else { break };
            let there = self.bytes.get(from..).unwrap_or_default();
            let length = here.iter().zip(there).take_while(|(left, right)| left == right).count();
            let distance = at - from;
            let longer = length > best.map_or(LENGTH_MIN - 1, |best| best.length);
            if longer && (length > LENGTH_MIN || distance <= SHORT_WINDOW) {
                best = Some(Found { length, distance });
                if length >= nice {
                    break;
                }
            }
            place = self.before.get(from).copied().flatten();
        }
        best
    }
}
