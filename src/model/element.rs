//! What bears on trust and is neither identity nor policy: security groups, trails, access blocks.
//!
//! An element is what a source says of one thing, setting by setting, in our own words; what that
//! means is for the surfaces of the graph to say.

use super::inventory::Origin;
use super::names::Name;
use super::value::Unknown;

/// Declares the kinds with their words, each once.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $word:literal,)*) => {
        /// What kind of element.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ElementKind { $($(#[$doc])* $kind,)* }

        impl ElementKind {
            /// All kinds, sorted by word.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// The word for it.
            pub fn word(self) -> &'static str {
                match self { $(Self::$kind => $word),* }
            }

            /// The kind of a word.
            pub fn of_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.word() == word)
            }
        }
    };
}

kinds! {
    /// Blocks public access to all buckets of an account.
    AccountAccessBlock "account-access-block",
    /// A bucket of S3.
    Bucket "bucket",
    /// Blocks public access to a bucket, whatever its policy and its lists say.
    BucketAccessBlock "bucket-access-block",
}

/// Something declared, with its settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// What it is.
    pub kind: ElementKind,
    /// What it is known by, among those of its kind: an ARN or the id that AWS gives; with a symbol
    /// where that is not known yet. What others refer to.
    pub id: Name,
    /// What it says, in order of keys.
    pub settings: Vec<Setting>,
    /// Where it is declared.
    pub origin: Origin,
}

/// One setting of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Which, in our own words: `block-public-policy`.
    pub key: Name,
    /// Its values as texts: one, or those of a list.
    pub known: Vec<Name>,
    /// Why that is not all; none if it is.
    pub open: Option<Unknown>,
    /// Where below the element's address it is written.
    pub attribute: Name,
}
