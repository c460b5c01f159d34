//! `rules`, and the files that the rules in force come from.

use super::args::{Rules, RulesCommand, Ruling};
use super::output;
use crate::diag::{Code, Error, limits};
use crate::diff::finding::Lane;
use crate::rules::{Ruleset, lint};
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

/// The rules that the flags of a judging command ask for.
///
/// # Errors
/// `rules-invalid` with the place, `input-unreadable`, or `usage` for a day that is none.
pub(super) fn in_force(ruling: &Ruling) -> Result<Ruleset, Error> {
    load(&ruling.rules.iter().collect::<Vec<_>>(), ruling)
}

fn load(paths: &[&String], ruling: &Ruling) -> Result<Ruleset, Error> {
    let mut files = Vec::new();
    let config = ruling.config.as_ref().map(PathBuf::from).or_else(nearest);
    for path in config.into_iter().chain(paths.iter().map(PathBuf::from)) {
        read(&path, &mut files)?;
    }
    Ruleset::new(&files, today(ruling)?)
}

fn today(ruling: &Ruling) -> Result<Date, Error> {
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
    let size = std::fs::metadata(path).map_err(failed)?.len();
    if size > limits::RULES_BYTES_MAX {
        let why = format!("{size} bytes are more than rules need");
        return Err(Error::new(Code::InputTooLarge, &name, why));
    }
    out.push((name.clone(), std::fs::read_to_string(path).map_err(failed)?));
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
    out
}
