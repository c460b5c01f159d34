//! `policy lint`: what AWS would refuse in policies, and what is likely not meant.

use super::super::args::{ExplainFormat, PolicyLint};
use super::super::output;
use crate::diag::{Code, Error};
use crate::iam::Engine;
use crate::iam::lint::lint;
use crate::iam::policies::PolicyType;
use crate::model::Store;
use crate::source::pointer::locate;
use serde::Serialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The exit code when there are problems.
const PROBLEMS: u8 = 1;

/// A problem with its place.
#[derive(Serialize)]
struct Found {
    file: String,
    line: u32,
    column: u32,
    element: String,
    code: &'static str,
    message: String,
}

/// Lists the problems of every file.
pub(super) fn run(asked: &PolicyLint) -> Result<u8, Error> {
    let mut found = Vec::new();
    for file in files(&asked.files)? {
        found.extend(problems(&file)?);
    }
    let text = match asked.format {
        ExplainFormat::Json => {
            let bad = |error: serde_json::Error| {
                Error::new(Code::OutputUnwritable, "standard output", error.to_string())
            };
            serde_json::to_string_pretty(&found).map_err(bad)? + "\n"
        }
        ExplainFormat::Table => told(&found),
    };
    output::to_stdout(text.as_bytes()).map_err(|error| {
        Error::new(Code::OutputUnwritable, "standard output", error.to_string())
    })?;
    Ok(if found.is_empty() { 0 } else { PROBLEMS })
}

/// For people and for editors: `file:line:column: warning[code]: message`.
fn told(found: &[Found]) -> String {
    let mut out = String::new();
    for one in found {
        let Found { file, line, column, code, message, .. } = one;
        let _ = writeln!(out, "{file}:{line}:{column}: warning[{code}]: {message}");
    }
    out
}

/// The files that are named, and the JSON files of the directories that are, sorted.
fn files(named: &[String]) -> Result<Vec<PathBuf>, Error> {
    let mut out = Vec::new();
    for name in named {
        let path = Path::new(name);
        let failed = |error: std::io::Error| {
            Error::new(Code::InputUnreadable, name.as_str(), error.to_string())
        };
        if !std::fs::metadata(path).map_err(failed)?.is_dir() {
            out.push(path.to_owned());
            continue;
        }
        let entries = std::fs::read_dir(path).map_err(failed)?.filter_map(Result::ok);
        let mut inside: Vec<PathBuf> = entries
            .map(|entry| entry.path())
            .filter(|file| file.extension().is_some_and(|end| end == "json"))
            .collect();
        inside.sort();
        out.extend(inside);
    }
    if out.is_empty() {
        let why = "there is no policy file in it";
        return Err(Error::new(Code::NothingToAnalyse, named.join(", "), why));
    }
    Ok(out)
}

/// The type that a file name says, as in `deploy.trust.json`.
fn type_of(file: &str) -> Option<PolicyType> {
    PolicyType::named(file.strip_suffix(".json")?.rsplit('.').next()?)
}

fn problems(file: &Path) -> Result<Vec<Found>, Error> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file)
        .map_err(|error| Error::new(Code::InputUnreadable, name.as_str(), error.to_string()))?;
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(&text) {
        return Err(Error::json(&name, "a policy document", &error));
    }
    let mut store = Store::default();
    let id = store.documents.add(&text, &mut store.names);
    let mut engine = Engine::new([]);
    engine.compile(&store);
    let found = lint(id, type_of(&name), &engine, &store).into_iter();
    Ok(found
        .map(|problem| {
            let (line, column) = locate(&text, &problem.at);
            let (element, code) = (problem.at, problem.code);
            Found { file: name.clone(), line, column, element, code, message: problem.message }
        })
        .collect())
}
