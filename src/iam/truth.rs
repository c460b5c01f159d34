//! Yes, no, and not known.

use std::ops::Not;

/// A three-valued answer (Kleene). Unknown is never rounded: it stays until something decides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// Surely not.
    No,
    /// It depends on something that is not known.
    Unknown,
    /// Surely.
    Yes,
}

impl Truth {
    /// Both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// One of them holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// All hold; an empty list does.
    pub fn all(items: impl IntoIterator<Item = Self>) -> Self {
        let mut out = Self::Yes;
        for item in items {
            out = out.and(item);
            if out == Self::No {
                break;
            }
        }
        out
    }

    /// Some holds; an empty list does not.
    pub fn any(items: impl IntoIterator<Item = Self>) -> Self {
        let mut out = Self::No;
        for item in items {
            out = out.or(item);
            if out == Self::Yes {
                break;
            }
        }
        out
    }

    /// Whether it surely holds.
    pub fn must(self) -> bool {
        self == Self::Yes
    }

    /// Whether it may hold.
    pub fn may(self) -> bool {
        self != Self::No
    }
}

impl From<bool> for Truth {
    fn from(truth: bool) -> Self {
        if truth { Self::Yes } else { Self::No }
    }
}

impl Not for Truth {
    type Output = Self;
    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }
}
