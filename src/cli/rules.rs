//! `rules`, and the files that the rules in force come from.

use super::args::{Rules, RulesCommand, Ruling};
use super::{change, output, testing, text};
use crate::diag::{Code, Error, limits};
use crate::diff::finding::Lane;
use crate::rules::{Ruleset, lint, vocabulary, weakened};
use crate::source::history;
use jiff::civil::Date;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The rules of a repository.
const CONFIG: &str = "trustdrift.toml";

/// Lists or checks rules. A check that finds something ends with 1.
pub(super) fn run(rules: &Rules) -> Result<u8, Error> {
    let (paths, check) = match &rules.command {
        RulesCommand::Check(paths) => (paths, true),
        RulesCommand::List(paths) => (paths, false),
        RulesCommand::Test(test) => return testing::run(test),
    };
    let more: Vec<&String> = paths.ruling.rules.iter().chain(&paths.paths).collect();
    let ruleset = load(&more, &paths.ruling)?;
    let problems = if check { lint::alone(&ruleset) } else { Vec::new() };
    let text = if check { checked(&ruleset, &problems) } else { listed(&ruleset) };
    let failed =
        |error: std::io::Error| Error::new(Code::OutputUnwritable, "rules", error.to_string());
    output::to_stdout(text.as_bytes()).map_err(failed)?;
    Ok(u8::from(!problems.is_empty()))
}

/// What is compared, as the user names it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sides<'s> {
    /// What was.
    pub(super) before: Option<&'s str>,
    /// What is, or will be.
    pub(super) after: Option<&'s str>,
    /// The commit from which the forge says the change starts.
    pub(super) base: Option<&'s str>,
}

/// The rules that the flags of a judging command ask for. Where what was is a revision or a directory
/// with rules of its own, those judge, and what the change takes back of them is a finding.
///
/// # Errors
/// `rules-invalid` with the place, `input-unreadable`, or `usage` for a day that is none.
pub(super) fn in_force(ruling: &Ruling, sides: Sides<'_>) -> Result<Ruleset, Error> {
    let paths: Vec<&String> = ruling.rules.iter().collect();
    let today = today(ruling)?;
    let is = files(&paths, ruling, sides.after)?;
    let proposed = Ruleset::new(&is, today)?;
    let Some(was) = before(&paths, ruling, sides)? else { return Ok(proposed) };
    let weakened = weakened::compare(&was, &is);
    Ok(Ruleset { weakened, ..Ruleset::new(&was, today)? })
}

fn load(paths: &[&String], ruling: &Ruling) -> Result<Ruleset, Error> {
    Ruleset::new(&files(paths, ruling, None)?, today(ruling)?)
}

/// The files of rules as they are, that of the repository first: of a directory that is judged, its own.
fn files(
    paths: &[&String],
    ruling: &Ruling,
    after: Option<&str>,
) -> Result<Vec<(String, String)>, Error> {
    let mut out = Vec::new();
    let own = after.map(|after| Path::new(after).join(CONFIG)).filter(|file| file.is_file());
    let config = ruling.config.as_ref().map(PathBuf::from).or(own).or_else(nearest);
    for path in config.into_iter().chain(paths.iter().map(PathBuf::from)) {
        read(&path, &mut out)?;
    }
    Ok(out)
}

/// The same as they were before the change; none where nothing tells what they were.
fn before(
    paths: &[&String],
    ruling: &Ruling,
    sides: Sides<'_>,
) -> Result<Option<Vec<(String, String)>>, Error> {
    let revision = sides.before.and_then(change::revision).or(sides.base);
    if let Some(revision) = revision {
        return at(revision, paths, ruling).map(Some);
    }
    let own = |side: Option<&str>| {
        side.map(|one| Path::new(one).join(CONFIG)).filter(|one| one.is_file())
    };
    let (was, is) = (own(sides.before), own(sides.after));
    let directories = sides.before.is_some_and(|one| Path::new(one).is_dir());
    if ruling.config.is_some() || !directories || (was.is_none() && is.is_none()) {
        return Ok(None);
    }
    let mut out = Vec::new();
    for path in was.into_iter().chain(paths.iter().map(PathBuf::from)) {
        read(&path, &mut out)?;
    }
    Ok(Some(out))
}

/// The files of rules in a revision; those outside of its repository as they are.
fn at(revision: &str, paths: &[&String], ruling: &Ruling) -> Result<Vec<(String, String)>, Error> {
    let mut out = Vec::new();
    let here = std::env::current_dir().unwrap_or_default();
    let configs: Vec<PathBuf> = match &ruling.config {
        Some(config) => vec![PathBuf::from(config)],
        None => here.ancestors().map(|folder| folder.join(CONFIG)).collect(),
    };
    for config in configs {
        match history::texts_at(revision, &config) {
            Ok(found) if found.is_empty() => {}
            Ok(found) => {
                out.extend(found);
                break;
            }
            // What lies outside of the repository no commit changes.
            Err(_) if ruling.config.is_some() || config.is_file() => {
                read(&config, &mut out)?;
                break;
            }
            Err(_) => break,
        }
    }
    for path in paths {
        match history::texts_at(revision, Path::new(path)) {
            Ok(found) => out.extend(found),
            Err(_) => read(Path::new(path), &mut out)?,
        }
    }
    Ok(out)
}

/// The day for which is judged.
///
/// # Errors
/// `usage` for a day that is none.
pub(super) fn today(ruling: &Ruling) -> Result<Date, Error> {
    let Some(text) = &ruling.today else {
        return Ok(jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::now()).date());
    };
    text.parse().map_err(|_| {
        let why = format!("`{text}` is no day; write it as 2026-01-31");
        Error::new(Code::Usage, "--today", why)
    })
}

/// The nearest configuration up the tree.
fn nearest() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join(CONFIG)).find(|file| file.is_file())
}

/// A file, or the `*.toml` files of a directory in the order of their names.
fn read(path: &Path, out: &mut Vec<(String, String)>) -> Result<(), Error> {
    let name = path.display().to_string();
    let failed =
        |error: std::io::Error| Error::new(Code::InputUnreadable, &name, error.to_string());
    if path.is_dir() {
        let entries = std::fs::read_dir(path).map_err(failed)?;
        let mut files: Vec<PathBuf> = entries
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|file| file.is_file() && file.extension().is_some_and(|end| end == "toml"))
            .take(limits::DIRECTORY_FILES_MAX)
            .collect();
        files.sort();
        return files.iter().try_for_each(|file| read(file, out));
    }
    let text = text::read(&name, limits::RULES_BYTES_MAX, Code::RulesInvalid)?;
    out.push((name, text));
    Ok(())
}

fn checked(rules: &Ruleset, problems: &[String]) -> String {
    let mut out: String = problems.iter().map(|problem| format!("{problem}\n")).collect();
    let _ = writeln!(out, "{} pack(s) read, {} problem(s)", rules.sources.len(), problems.len());
    out
}

fn listed(rules: &Ruleset) -> String {
    let mut out = String::new();
    for source in &rules.sources {
        let about = source.pack.pack.as_ref().map_or("", |pack| pack.about.as_str());
        let _ = writeln!(out, "{}  {about}", source.file);
        let pack = &source.pack;
        let gates = pack.gate.iter().map(|one| ("gate", &one.id, one.lane.word()));
        let targets = pack.target.iter().map(|one| ("target", &one.id, one.mission.as_str()));
        let tenants = pack.tenant.iter().map(|one| ("tenant", &one.id, ""));
        let owners = pack.owner.iter().map(|one| ("owner", &one.id, ""));
        let invariants =
            pack.invariant.iter().map(|one| ("invariant", &one.id, Lane::Block.word()));
        let overrides = pack.overrides.iter().map(|one| ("override", &one.rule, one.lane.word()));
        let waivers = pack.waiver.0.iter().map(|one| ("waiver", &one.id, one.finding.as_str()));
        let all = gates.chain(targets).chain(tenants).chain(owners);
        for (sort, id, what) in all.chain(invariants).chain(overrides).chain(waivers) {
            let _ = writeln!(out, "  {sort:<10} {:<28} {what}", id.get_ref());
        }
    }
    let _ = writeln!(out, "built in");
    for rule in vocabulary::rules() {
        let _ = writeln!(out, "  {:<10} {rule}", "finding");
    }
    out
}
