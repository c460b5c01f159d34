//! What is set off from the rest of the text, and in which colours.

use crate::diff::finding::Severity;
use anstyle::{AnsiColor, Style};

/// What a run of text is, as far as its look goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Like everything else.
    Plain,
    /// Nodes, addresses and headings: what a reader looks for.
    Strong,
    /// Labels, frames, ids and places: what a reader looks up.
    Faint,
    /// The mark of a step that was not possible before.
    New,
    /// The gate is open.
    Good,
    /// Somebody must look.
    Doubt,
    /// The gate is closed.
    Bad,
    /// How bad something is.
    Of(Severity),
}

impl Ink {
    /// The look.
    pub(super) fn style(self) -> Style {
        let (plain, bold) = (Style::new(), Style::new().bold());
        let color = |style: Style, color: AnsiColor| style.fg_color(Some(color.into()));
        match self {
            Self::Plain => plain,
            Self::Strong => bold,
            Self::Faint => plain.dimmed(),
            Self::New => color(bold, AnsiColor::Magenta),
            Self::Good => color(bold, AnsiColor::Green),
            Self::Doubt | Self::Of(Severity::Medium) => color(bold, AnsiColor::Yellow),
            Self::Bad | Self::Of(Severity::High) => color(bold, AnsiColor::Red),
            Self::Of(Severity::Critical) => color(bold.invert(), AnsiColor::Red),
            Self::Of(Severity::Low) => color(bold, AnsiColor::Cyan),
        }
    }
}
