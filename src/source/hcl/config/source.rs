//! The files that were read, by number: what a [`Span`] refers to.

use super::super::place::Span;
use crate::diag::Place;
use std::sync::Arc;

/// The files that were read.
#[derive(Debug, Default)]
pub struct Sources(Vec<(Arc<str>, Arc<str>)>);

impl Sources {
    /// Adds a file and gives its number.
    pub(in super::super) fn add(&mut self, path: &str, text: &Arc<str>) -> u32 {
        self.0.push((path.into(), text.clone()));
        u32::try_from(self.0.len() - 1).unwrap_or(u32::MAX)
    }

    /// The text of a place.
    #[must_use]
    pub fn text(&self, span: Span) -> Option<&str> {
        let (_, text) = self.0.get(span.file as usize)?;
        text.get(span.start as usize..span.end as usize)
    }

    /// File, line and column of a place.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        let Some((path, text)) = self.0.get(span.file as usize) else { return Place::default() };
        let before = text.get(..span.start as usize).unwrap_or_default();
        let (lines, line) = match before.rsplit_once('\n') {
            Some((lines, line)) => (lines.matches('\n').count() + 1, line),
            None => (0, before),
        };
        let number = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
        Place {
            file: Some(path.clone()),
            line: number(lines),
            column: number(line.chars().count()),
            ..Place::default()
        }
    }
}
