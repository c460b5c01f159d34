//! The packs in force: those that ship with the program, and the files of the user.

use super::pack::Pack;
use super::{catalogue, read};
use crate::diag::{Code, Error, Place};
use crate::diff::finding::Finding;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;

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
}

impl Source {
    /// Where a piece of the pack is written.
    pub fn place(&self, span: &Range<usize>) -> Place {
        Place { file: Some(self.file.as_str().into()), ..read::place(&self.text, span) }
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
            let source =
                Source { pack: read::pack(file, text)?, file: file.clone(), text: text.clone() };
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
        out.check()?;
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
            let pack = read::pack(&file, text)?;
            self.sources.push(Source { file, pack, text: (*text).to_owned() });
        }
        Ok(())
    }

    /// What can only be told of the whole: names that stand twice in a file, controls that do not exist,
    /// waivers that end before they begin, invariants that say nothing.
    fn check(&self) -> Result<(), Error> {
        for source in &self.sources {
            let mut seen = BTreeSet::new();
            for id in ids(&source.pack) {
                if !seen.insert(id.get_ref().as_str()) {
                    let message =
                        format!("`{}` stands twice; a file uses every name once", id.get_ref());
                    return Err(source.error(&id.span(), message));
                }
            }
            for name in &source.pack.catalogues {
                let mut prefixes = catalogue::CATALOGUES.iter().map(|one| one.prefix);
                if !prefixes.clone().any(|one| one == name.get_ref()) {
                    let question = read::suggestion(name.get_ref(), &mut prefixes);
                    let message = format!("there is no catalogue `{}`{question}", name.get_ref());
                    return Err(source.error(&name.span(), message));
                }
            }
            for gate in &source.pack.gate {
                gate.controls.iter().try_for_each(|control| known(control, source))?;
            }
            for invariant in &source.pack.invariant {
                invariant.controls.iter().try_for_each(|control| known(control, source))?;
                if invariant.demands() != 1 {
                    let message = "an invariant makes one demand: `never`, `no_path`, `no_new`, \
                                   `only_via`, `must_cover`, `must_confine`, `deny_by_default`, \
                                   `max_readers`, `requires_condition` or `set_equals`";
                    return Err(source.error(&invariant.id.span(), message.to_owned()));
                }
            }
            for waiver in &source.pack.waiver.0 {
                if waiver.expires < waiver.created {
                    let message = format!("waiver `{}` ends before it begins", waiver.id.get_ref());
                    return Err(source.error(&waiver.id.span(), message));
                }
                let days = (waiver.expires - waiver.created).get_days();
                let most = self.packs().filter_map(|pack| pack.waiver_days_max).min();
                if let Some(most) = most.filter(|most| days > i32::from(*most)) {
                    let id = waiver.id.get_ref();
                    let message = format!(
                        "waiver `{id}` holds for {days} days, the rules in force allow {most}"
                    );
                    return Err(source.error(&waiver.id.span(), message));
                }
                if waiver.finding.contains(['*', '?']) {
                    let id = waiver.id.get_ref();
                    let message = format!(
                        "waiver `{id}` names one finding by its whole fingerprint, no pattern"
                    );
                    return Err(source.error(&waiver.id.span(), message));
                }
            }
        }
        Ok(())
    }
}

fn known(control: &Spanned<String>, source: &Source) -> Result<(), Error> {
    if catalogue::control(control.get_ref()).is_some() {
        return Ok(());
    }
    let question = read::suggestion(control.get_ref(), catalogue::all());
    let message = format!("no catalogue has a control `{}`{question}", control.get_ref());
    Err(source.error(&control.span(), message))
}

/// The names that a pack gives, of whatever sort, an owner's apart: teams may own in several files.
fn ids(pack: &Pack) -> impl Iterator<Item = &Spanned<String>> {
    let targets = pack.target.iter().map(|one| &one.id);
    let tenants = pack.tenant.iter().map(|one| &one.id);
    let gates = pack.gate.iter().map(|one| &one.id);
    let invariants = pack.invariant.iter().map(|one| &one.id);
    let waivers = pack.waiver.0.iter().map(|one| &one.id);
    targets.chain(tenants).chain(gates).chain(invariants).chain(waivers)
}
