//! Where something stands in the configuration.

/// A piece of a file of the configuration. Lines and columns are counted when somebody asks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Which file, by its number in the list of sources.
    pub file: u32,
    /// The byte it begins at.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
}

impl Span {
    /// From the begin of this one to the end of `other`, which stands in the same file.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { end: other.end.max(self.end), ..self }
    }
}
