//! Where the lines go: width, colour and the characters that draw.

use super::Style;
use super::ink::Ink;
use super::text::Text;
use std::io;
use unicode_width::UnicodeWidthStr;

/// Prose wider than this is hard to read, however wide the terminal.
const PROSE_MAX: usize = 110;

/// Characters that draw, in Unicode or in ASCII.
pub(super) struct Glyphs {
    /// Where a path starts.
    pub(super) start: &'static str,
    /// Along a step.
    pub(super) bar: &'static str,
    /// Whom a step leads to.
    pub(super) down: &'static str,
    /// From one to another, in running text.
    pub(super) arrow: &'static str,
    /// Between things of a list on one line.
    pub(super) dot: &'static str,
    /// Removed and made anew.
    pub(super) replace: &'static str,
}

const UNICODE: Glyphs =
    Glyphs { start: "○", bar: "│", down: "▼", arrow: "→", dot: "·", replace: "±" };
const ASCII: Glyphs =
    Glyphs { start: "o", bar: "|", down: "v", arrow: "->", dot: "-", replace: "-/+" };

/// What begins a line, in its inks; written by us alone.
pub(super) type Margin<'m> = [(Ink, &'m str)];

/// A writer of paragraphs.
pub(super) struct Page<'w> {
    out: &'w mut dyn io::Write,
    style: Style,
}

impl<'w> Page<'w> {
    /// A page on a writer.
    pub(super) fn new(out: &'w mut dyn io::Write, style: Style) -> Self {
        Self { out, style }
    }

    /// How wide a line may be.
    pub(super) fn width(&self) -> usize {
        self.style.width
    }

    /// Whether more than ASCII may be drawn.
    pub(super) fn unicode(&self) -> bool {
        self.style.unicode
    }

    /// The characters that draw.
    pub(super) fn glyphs(&self) -> &'static Glyphs {
        if self.style.unicode { &UNICODE } else { &ASCII }
    }

    /// An empty line.
    pub(super) fn gap(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// A paragraph whose first line begins with one margin and the others with another.
    pub(super) fn put(
        &mut self,
        first: &Margin<'_>,
        rest: &Margin<'_>,
        text: &Text,
    ) -> io::Result<()> {
        self.within(self.style.width, first, rest, text)
    }

    /// A paragraph of prose, kept narrow enough to read.
    pub(super) fn prose(
        &mut self,
        first: &Margin<'_>,
        rest: &Margin<'_>,
        text: &Text,
    ) -> io::Result<()> {
        self.within(self.style.width.min(PROSE_MAX), first, rest, text)
    }

    /// A line that is laid out already and holds nothing that is not safe.
    pub(super) fn raw(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{}", line.trim_end())
    }

    fn within(
        &mut self,
        width: usize,
        first: &Margin<'_>,
        rest: &Margin<'_>,
        text: &Text,
    ) -> io::Result<()> {
        let room = |margin: &Margin<'_>| {
            width.saturating_sub(margin.iter().map(|(_, part)| part.width()).sum())
        };
        let mut margin = first;
        for line in text.lines(room(first), room(rest)) {
            let text = line.iter().map(|(ink, run)| (*ink, run.as_str()));
            let mut runs: Vec<(Ink, &str)> = margin.iter().copied().chain(text).collect();
            if let Some((_, last)) = runs.last_mut() {
                *last = last.trim_end();
            }
            for (ink, run) in runs {
                self.run(ink, run)?;
            }
            writeln!(self.out)?;
            margin = rest;
        }
        Ok(())
    }

    fn run(&mut self, ink: Ink, text: &str) -> io::Result<()> {
        if !self.style.color || ink == Ink::Plain || text.trim().is_empty() {
            return self.out.write_all(text.as_bytes());
        }
        let (look, words) = (ink.style(), text.trim_end());
        // Spaces stay without: some looks fill the ground behind them.
        let spaces = text.len() - words.len();
        write!(self.out, "{look}{words}{look:#}{:spaces$}", "")
    }
}
