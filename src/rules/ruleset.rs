//! The packs in force: those that ship with the program, and the files of the user.

use super::pack::Pack;
use super::{check, read};
use crate::diag::{Code, Error, Place};
use crate::diff::finding::Finding;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::iter;
use std::ops::Range;

/// The packs that ship with the program, by name, sorted.
pub const SHIPPED: &[(&str, &str)] = &[
    ("ci-oidc", include_str!("../../rulesets/ci-oidc.toml")),
    ("core", include_str!("../../rulesets/core.toml")),
    ("eks", include_str!("../../rulesets/eks.toml")),
    ("regulated", include_str!("../../rulesets/regulated.toml")),
    ("saas-tenancy", include_str!("../../rulesets/saas-tenancy.toml")),
    ("strict", include_str!("../../rulesets/strict.toml")),
];

/// The pack that is always in force.
const CORE: &str = "core";

/// A pack and the text it was read from, for places.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file, or `pack:` and the name of a shipped pack.
    pub file: String,
    /// What it says.
    pub pack: Pack,
    text: String,
    /// Where lines begin.
    lines: Vec<usize>,
}

impl Source {
    fn new(file: &str, text: &str) -> Result<Self, Error> {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let lines = iter::once(0).chain(ends).collect();
        let pack = read::pack(file, text)?;
        Ok(Self { file: file.to_owned(), pack, text: text.to_owned(), lines })
    }

    /// Where a piece of the pack is written.
    pub fn place(&self, span: &Range<usize>) -> Place {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let line = self.lines.partition_point(|begin| *begin <= span.start);
        let begin = line.checked_sub(1).and_then(|line| self.lines.get(line));
        let before = self.text.get(begin.copied().unwrap_or_default()..span.start);
        let column = before.unwrap_or_default().chars().count() + 1;
        let file = Some(self.file.as_str().into());
        Place { file, line: number(line), column: number(column), ..Place::default() }
    }

    /// Where a text stands in quotes, from the begin of a piece on; that piece where it is not found so.
    pub fn quoted(&self, text: &str, from: &Range<usize>) -> Range<usize> {
        let rest = self.text.get(from.start..).unwrap_or_default();
        let quotes = ['"', '\''].map(|quote| format!("{quote}{text}{quote}"));
        let found = quotes.iter().filter_map(|quoted| rest.find(quoted.as_str())).min();
        found.map_or(from.clone(), |at| from.start + at..from.start + at + text.len())
    }

    /// An error at a piece of the pack.
    pub fn error(&self, span: &Range<usize>, message: String) -> Error {
        Error::new(Code::RulesInvalid, &self.file, message).at(read::place(&self.text, span))
    }
}

/// All packs in force, and the day for which they are judged.
#[derive(Debug, Clone)]
pub struct Ruleset {
    /// `core` first, then in the order in which they were named.
    pub sources: Vec<Source>,
    /// The day on which waivers must hold.
    pub today: Date,
    /// What the change takes back of these rules, where it changes rules: it is judged by those before it.
    pub weakened: Vec<Finding>,
}

impl Ruleset {
    /// The packs of some files, each a name and a text, with the shipped packs that they ask for.
    ///
    /// # Errors
    /// `rules-invalid` with the place and what was likely meant.
    pub fn new(files: &[(String, String)], today: Date) -> Result<Self, Error> {
        let mut out = Self { sources: Vec::new(), today, weakened: Vec::new() };
        let mut seen = BTreeSet::new();
        out.ship(CORE, &mut seen)?;
        for (file, text) in files {
            let source = Source::new(file, text)?;
            for name in &source.pack.packs {
                if SHIPPED.iter().all(|(known, _)| known != name.get_ref()) {
                    let known = SHIPPED.iter().map(|(known, _)| *known);
                    let question = read::suggestion(name.get_ref(), known);
                    let message = format!("there is no pack `{}`{question}", name.get_ref());
                    return Err(source.error(&name.span(), message));
                }
                out.ship(name.get_ref(), &mut seen)?;
            }
            out.sources.push(source);
        }
        check::all(&out)?;
        Ok(out)
    }

    /// All packs in force.
    pub fn packs(&self) -> impl Iterator<Item = &Pack> {
        self.sources.iter().map(|source| &source.pack)
    }

    /// The rules of one sort, of all packs.
    pub fn all<T: 'static>(&self, sort: fn(&Pack) -> &Vec<T>) -> impl Iterator<Item = &T> {
        self.packs().flat_map(sort)
    }

    fn ship(&mut self, name: &str, seen: &mut BTreeSet<String>) -> Result<(), Error> {
        let Some((_, text)) = SHIPPED.iter().find(|(known, _)| *known == name) else {
            return Ok(());
        };
        if seen.insert(name.to_owned()) {
            let file = format!("pack:{name}");
            self.sources.push(Source::new(&file, text)?);
        }
        Ok(())
    }
}
