//! Blocks of compressed data: stored, with the fixed codes, or with codes of their own.

use super::huffman::{Code, canonical, codes, size};
use super::matches::Token;

/// The symbol that ends a block; those of lengths follow.
const END: usize = 256;
/// Symbols of bytes, the end and lengths.
const SYMBOLS: usize = 286;
const DISTANCES: usize = 30;
/// The least of the lengths that each symbol stands for, less three.
const LENGTH_BASES: [usize; 29] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128,
    160, 192, 224, 255,
];
/// The order in which lengths of codes of lengths are written.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// Writes bits, the lowest first.
pub(super) struct Writer {
    out: Vec<u8>,
    bits: u64,
    count: u32,
}

/// A symbol with the bits that follow it.
#[derive(Debug, Clone, Copy)]
struct Symbol {
    symbol: usize,
    extra: usize,
    extra_bits: u32,
}

fn of_length(length: usize) -> Symbol {
    let length = length.saturating_sub(3);
    let at = LENGTH_BASES.partition_point(|base| *base <= length).saturating_sub(1);
    let base = LENGTH_BASES.get(at).copied().unwrap_or_default();
    let extra_bits = if at < 8 || at == 28 { 0 } else { (at as u32 - 4) / 4 };
    Symbol { symbol: END + 1 + at, extra: length - base, extra_bits }
}

fn of_distance(distance: usize) -> Symbol {
    let distance = distance.saturating_sub(1);
    if distance < 4 {
        return Symbol { symbol: distance, extra: 0, extra_bits: 0 };
    }
    // Two symbols for each power of two.
    let extra_bits = distance.ilog2() - 1;
    let symbol = 2 * extra_bits as usize + (distance >> extra_bits);
    Symbol { symbol, extra: distance & ((1 << extra_bits) - 1), extra_bits }
}

/// How often symbols are used.
struct Counts {
    symbols: Vec<usize>,
    distances: Vec<usize>,
    /// Bits that follow symbols.
    extra: usize,
}

impl Counts {
    fn of(tokens: &[Token]) -> Self {
        let mut counts =
            Self { symbols: vec![0; SYMBOLS], distances: vec![0; DISTANCES], extra: 0 };
        count(&mut counts.symbols, END);
        for token in tokens {
            match token {
                Token::Literal(byte) => count(&mut counts.symbols, usize::from(*byte)),
                Token::Match { length, distance } => {
                    let (length, distance) = (of_length(*length), of_distance(*distance));
                    count(&mut counts.symbols, length.symbol);
                    count(&mut counts.distances, distance.symbol);
                    counts.extra += (length.extra_bits + distance.extra_bits) as usize;
                }
            }
        }
        cut(&mut counts.symbols);
        cut(&mut counts.distances);
        if counts.distances.is_empty() {
            // There must be a code, used or not.
            counts.distances.push(1);
        }
        counts
    }
}

fn count(counts: &mut [usize], symbol: usize) {
    if let Some(count) = counts.get_mut(symbol) {
        *count += 1;
    }
}

/// Drops zeros at the end.
fn cut(counts: &mut Vec<usize>) {
    while counts.last() == Some(&0) {
        counts.pop();
    }
}

/// The codes of a block.
struct Codes {
    symbols: Vec<Code>,
    distances: Vec<Code>,
}

impl Codes {
    fn fixed() -> Self {
        let length = |symbol: usize| match symbol {
            0..144 => 8,
            144..256 => 9,
            256..280 => 7,
            _ => 8,
        };
        // Two symbols without a meaning have codes too.
        let lengths: Vec<u8> = (0..SYMBOLS + 2).map(length).collect();
        Self { symbols: canonical(&lengths), distances: canonical(&[5; DISTANCES + 2]) }
    }

    fn size(&self, counts: &Counts) -> usize {
        size(&counts.symbols, &self.symbols)
            + size(&counts.distances, &self.distances)
            + counts.extra
    }
}

/// How a block says what its codes are.
struct Description {
    /// Symbols of lengths and repetitions.
    symbols: Vec<Symbol>,
    codes: Vec<Code>,
    /// How many of the codes are described themselves.
    described: usize,
    size: usize,
}

impl Description {
    fn of(codes_of: &Codes) -> Self {
        let lengths = codes_of.symbols.iter().chain(&codes_of.distances).map(|code| code.length);
        let symbols = repeated(&lengths.collect::<Vec<u8>>());
        let mut counts = vec![0; ORDER.len()];
        for one in &symbols {
            count(&mut counts, one.symbol);
        }
        let codes = codes(&counts, 7);
        let used = |at: &usize| ORDER.get(*at).and_then(|one| counts.get(*one)) != Some(&0);
        let described = (4..ORDER.len()).rev().find(used).map_or(4, |last| last + 1);
        let extra: usize = symbols.iter().map(|one| one.extra_bits as usize).sum();
        let size = 5 + 5 + 4 + 3 * described + size(&counts, &codes) + extra;
        Self { symbols, codes, described, size }
    }
}

/// Lengths with repetitions in short: 16 repeats the one before, 17 and 18 zero.
fn repeated(lengths: &[u8]) -> Vec<Symbol> {
    let mut out = Vec::new();
    for run in lengths.chunk_by(|left, right| left == right) {
        let length = run.first().copied().map_or(0, usize::from);
        let plain = Symbol { symbol: length, extra: 0, extra_bits: 0 };
        let mut left = run.len();
        if length != 0 {
            out.push(plain);
            left -= 1;
            while left >= 3 {
                let many = left.min(6);
                out.push(Symbol { symbol: 16, extra: many - 3, extra_bits: 2 });
                left -= many;
            }
        } else {
            while left >= 11 {
                let many = left.min(138);
                out.push(Symbol { symbol: 18, extra: many - 11, extra_bits: 7 });
                left -= many;
            }
            if left >= 3 {
                out.push(Symbol { symbol: 17, extra: left - 3, extra_bits: 3 });
                left = 0;
            }
        }
        out.extend(std::iter::repeat_n(plain, left));
    }
    out
}

impl Writer {
    pub(super) fn new(out: Vec<u8>) -> Self {
        Self { out, bits: 0, count: 0 }
    }

    /// All bytes; the bits of an unfinished one are filled up.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.fill();
        self.out
    }

    fn write(&mut self, bits: usize, count: u32) {
        self.bits |= (bits as u64) << self.count;
        self.count += count;
        while self.count >= 8 {
            self.out.push((self.bits & 0xFF) as u8);
            self.bits >>= 8;
            self.count -= 8;
        }
    }

    fn fill(&mut self) {
        self.write(0, (8 - self.count) % 8);
    }

    fn code(&mut self, codes: &[Code], symbol: usize) {
        let code = codes.get(symbol).copied().unwrap_or_default();
        self.write(usize::from(code.bits), u32::from(code.length));
    }

    fn symbol(&mut self, codes: &[Code], Symbol { symbol, extra, extra_bits }: Symbol) {
        self.code(codes, symbol);
        self.write(extra, extra_bits);
    }

    /// A block of bytes as they are.
    pub(super) fn stored(&mut self, bytes: &[u8], last: bool) {
        self.write(usize::from(last), 3);
        self.fill();
        self.write(bytes.len(), 16);
        self.write(!bytes.len() & 0xFFFF, 16);
        self.out.extend(bytes);
    }

    /// A block of what `bytes` became, in whichever way is shortest.
    pub(super) fn block(&mut self, tokens: &[Token], bytes: &[u8]) {
        let counts = Counts::of(tokens);
        let fixed = Codes::fixed();
        let own =
            Codes { symbols: codes(&counts.symbols, 15), distances: codes(&counts.distances, 15) };
        let description = Description::of(&own);
        let fixed_size = 3 + fixed.size(&counts);
        let own_size = 3 + description.size + own.size(&counts);
        if (bytes.len() + 5) * 8 < fixed_size.min(own_size) {
            return self.stored(bytes, false);
        }
        if own_size < fixed_size {
            self.write(0b100, 3);
            self.describe(&own, &description);
            self.tokens(tokens, &own);
        } else {
            self.write(0b010, 3);
            self.tokens(tokens, &fixed);
        }
    }

    fn describe(&mut self, own: &Codes, description: &Description) {
        self.write(own.symbols.len() - (END + 1), 5);
        self.write(own.distances.len() - 1, 5);
        self.write(description.described - 4, 4);
        for one in ORDER.iter().take(description.described) {
            let length = description.codes.get(*one).map_or(0, |code| code.length);
            self.write(usize::from(length), 3);
        }
        for symbol in &description.symbols {
            self.symbol(&description.codes, *symbol);
        }
    }

    fn tokens(&mut self, tokens: &[Token], codes: &Codes) {
        for token in tokens {
            match token {
                Token::Literal(byte) => self.code(&codes.symbols, usize::from(*byte)),
                Token::Match { length, distance } => {
                    self.symbol(&codes.symbols, of_length(*length));
                    self.symbol(&codes.distances, of_distance(*distance));
                }
            }
        }
        self.code(&codes.symbols, END);
    }
}
