//! `rules test`: runs the tests of rule packs.
//!
//! A test says what comes out, never how it is written: a path or none, findings, a lane, owners, readers.
//! What would also hold if there were nothing at all shows nothing, and is refused.

mod file;
mod outcome;

use super::args::RulesTest;
use super::output;
use crate::diag::{Code, Error, limits};
use file::{Case, TestFile};
use outcome::{Scene, Sides};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// How a case ends.
enum End {
    Holds,
    Fails(String),
    /// It shows nothing, whatever the rules are.
    Refused(String),
}

/// Runs all tests; ends with 1 where one fails or is refused.
pub(super) fn run(test: &RulesTest) -> Result<u8, Error> {
    let mut files = Vec::new();
    for path in &test.paths {
        find(Path::new(path), 0, &mut files)?;
    }
    if files.is_empty() {
        let why = "there is no file of tests: one ends in `.test.toml`";
        return Err(Error::new(Code::NothingToAnalyse, test.paths.join(" "), why));
    }
    let (mut text, mut held, mut other) = (String::new(), 0, 0);
    for path in files {
        let file = file::read(&path)?;
        for case in &file.case {
            let end = judge(&path, &file, case)?;
            let name = format!("{} / {} ({})", file.rule, case.name, case.kind.word());
            match end {
                End::Holds => held += 1,
                End::Fails(why) | End::Refused(why) => {
                    other += 1;
                    let _ = writeln!(text, "{}: {name}: {why}", path.display());
                }
            }
        }
    }
    let _ = writeln!(text, "{held} cases hold, {other} do not");
    let failed =
        |error: std::io::Error| Error::new(Code::OutputUnwritable, "rules", error.to_string());
    output::to_stdout(text.as_bytes()).map_err(failed)?;
    Ok(u8::from(other > 0))
}

fn judge(path: &Path, file: &TestFile, case: &Case) -> Result<End, Error> {
    if case.expect.is_empty() {
        return Ok(End::Refused("refused: it expects nothing".to_owned()));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let sides = Sides::of(case, folder)?;
    if sides.unchanged {
        return Ok(End::Refused("refused: before and after are the same".to_owned()));
    }
    let expected = || case.expect.iter().enumerate();
    let empty = Scene::play(Sides::empty(case), file, case)?;
    if expected().all(|(number, one)| empty.fails(one, number).is_none()) {
        return Ok(End::Refused("refused: it also holds where there is nothing".to_owned()));
    }
    let scene = Scene::play(sides, file, case)?;
    let why = expected().find_map(|(number, one)| scene.fails(one, number));
    Ok(why.map_or(End::Holds, End::Fails))
}

/// Files of tests, in the order of their names.
fn find(path: &Path, depth: usize, out: &mut Vec<PathBuf>) -> Result<(), Error> {
    if !path.is_dir() {
        out.push(path.to_owned());
        return Ok(());
    }
    let name = path.display().to_string();
    let entries = std::fs::read_dir(path)
        .map_err(|error| Error::new(Code::InputUnreadable, &name, error.to_string()))?;
    let mut below: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .take(limits::DIRECTORY_FILES_MAX)
        .collect();
    below.sort();
    for one in below {
        // A link may lead back up.
        let link = one.is_symlink();
        if one.is_dir() && !link && depth < limits::MODULE_DEPTH_MAX {
            find(&one, depth + 1, out)?;
        } else if one.to_string_lossy().ends_with(".test.toml") {
            out.push(one);
        }
    }
    Ok(())
}
