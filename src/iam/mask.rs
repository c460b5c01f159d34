//! A set of the actions that an engine was made for, as a few machine words.

use std::ops::{BitAnd, BitAndAssign, BitOr, Not};

/// How many actions an engine can tell apart.
pub const ACTIONS_MAX: usize = 512;

/// How many words hold them.
const WORDS: usize = ACTIONS_MAX / 64;

/// A set of named actions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Mask([u64; WORDS]);

impl Mask {
    /// No action.
    pub const EMPTY: Self = Self([0; WORDS]);

    /// The action at this position of the engine's list; none beyond [`ACTIONS_MAX`].
    pub fn one(at: usize) -> Self {
        let mut out = Self::EMPTY;
        if let Some(word) = out.0.get_mut(at / 64) {
            *word = 1 << (at % 64);
        }
        out
    }

    /// Whether it holds no action.
    pub fn is_empty(self) -> bool {
        self == Self::EMPTY
    }

    /// Whether both hold some action.
    pub fn meets(self, other: Self) -> bool {
        !(self & other).is_empty()
    }

    /// Whether it holds all that `other` does.
    pub fn holds(self, other: Self) -> bool {
        self & other == other
    }

    fn zip(self, other: Self, with: fn(u64, u64) -> u64) -> Self {
        let mut out = self;
        for (word, other) in out.0.iter_mut().zip(other.0) {
            *word = with(*word, other);
        }
        out
    }
}

impl BitOr for Mask {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        self.zip(other, |left, right| left | right)
    }
}

impl BitAnd for Mask {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        self.zip(other, |left, right| left & right)
    }
}

impl BitAndAssign for Mask {
    fn bitand_assign(&mut self, other: Self) {
        *self = *self & other;
    }
}

impl Not for Mask {
    type Output = Self;
    fn not(self) -> Self {
        Self(self.0.map(|word| !word))
    }
}

impl FromIterator<Self> for Mask {
    fn from_iter<I: IntoIterator<Item = Self>>(masks: I) -> Self {
        masks.into_iter().fold(Self::EMPTY, |all, one| all | one)
    }
}
