//! The words in which facts and findings are graded.

/// What kind of trust moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// A principal comes to act as another.
    Path,
    /// Somebody new is trusted, though nobody known gets further by it.
    Trust,
    /// A right by itself.
    Access,
    /// Who reaches what over a network.
    Network,
    /// Who gets to know a secret.
    Secret,
    /// What is seen and kept of what happens.
    Logging,
    /// What keeps tenants and environments apart.
    Isolation,
    /// What limits others: blocks, boundaries, policies of an organization.
    Guardrail,
}

/// Which of the three questions it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Axis {
    /// Who gets in.
    Access,
    /// What they see.
    Visibility,
    /// Who did it.
    Attribution,
}

/// How bad it would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Another principal without much.
    Low,
    /// Data.
    Medium,
    /// Control of what matters, or administrator power on a condition.
    High,
    /// Administrator power.
    Critical,
}

/// Gives each variant of an enum its word, as printed, and the enum all of them.
#[macro_export]
macro_rules! words {
    ($type:ty: $($variant:ident => $word:literal),* $(,)?) => {
        impl $type {
            /// The words for all of them, as printed.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The word for it, as printed.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }
    };
}

words!(Class: Path => "path", Trust => "trust", Access => "access", Network => "network",
    Secret => "secret", Logging => "logging", Isolation => "isolation", Guardrail => "guardrail");
words!(Axis: Access => "access", Visibility => "visibility", Attribution => "attribution");
words!(Severity: Low => "low", Medium => "medium", High => "high", Critical => "critical");
