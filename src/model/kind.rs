//! Kinds of things, each with one word.

/// Declares an enum of kinds with their words, each once: what a snapshot writes and a report says.
macro_rules! kinds {
    (
        $(#[$about:meta])*
        pub enum $of:ident { $($(#[$doc:meta])* $kind:ident $word:literal,)* }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $of { $($(#[$doc])* $kind,)* }

        impl $of {
            /// All kinds, in the order of their declaration.
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

pub(super) use kinds;
