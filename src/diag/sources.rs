//! The files that were read, by number: what a [`Span`] refers to.

use super::{Place, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files that were read.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<(Arc<str>, Arc<str>)>,
    numbers: BTreeMap<Arc<str>, u32>,
}

impl Sources {
    /// The number of a file, which is added if it is not there yet.
    pub fn add(&mut self, path: &str, text: &Arc<str>) -> u32 {
        if let Some(number) = self.numbers.get(path)
            && self.files.get(*number as usize).is_some_and(|(_, known)| known == text)
        {
            return *number;
        }
        let number = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        let path: Arc<str> = path.into();
        self.files.push((path.clone(), text.clone()));
        self.numbers.insert(path, number);
        number
    }

    /// The text of a place.
    #[must_use]
    pub fn text(&self, span: Span) -> Option<&str> {
        let (_, text) = self.files.get(span.file as usize)?;
        text.get(span.start as usize..span.end as usize)
    }

    /// File, line and column of a place.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        let Some((path, text)) = self.files.get(span.file as usize) else {
            return Place::default();
        };
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
