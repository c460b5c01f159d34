//! `policy eval`: JSON lines in, one decision a line out.

use super::super::args::PolicyEval;
use super::super::output;
use crate::diag::{Code, Error};
use crate::iam::case::{Case, Documents, layer_name};
use crate::iam::decide::Reasons;
use serde::Serialize;
use serde_json::Value;

/// An answer.
#[derive(Serialize, Default)]
struct Answer {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    depends_on: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// Decides every line; a malformed one is answered by an error and the run goes on.
pub(super) fn run(eval: &PolicyEval) -> Result<u8, Error> {
    let mut out = Vec::new();
    for line in super::lines(&eval.file)? {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = answer(&line);
        let failed = |error: &dyn std::fmt::Display| {
            Error::new(Code::OutputUnwritable, "standard output", error.to_string())
        };
        serde_json::to_writer(&mut out, &answer).map_err(|error| failed(&error))?;
        out.push(b'\n');
        output::to_stdout(&out).map_err(|error| failed(&error))?;
        out.clear();
    }
    Ok(0)
}

fn answer(line: &str) -> Answer {
    let mut documents = Documents::new();
    match Case::read(line, &mut documents) {
        Ok(case) => said(case.id.clone(), &case.explain(&documents), &documents),
        Err(error) => Answer { id: id_of(line), error: Some(error), ..Answer::default() },
    }
}

/// The id of a line, also of one that says nothing else that is understood.
pub(super) fn id_of(line: &str) -> Option<Value> {
    serde_json::from_str::<Value>(line).ok()?.get("id").cloned()
}

fn said(id: Option<Value>, reasons: &Reasons, documents: &Documents) -> Answer {
    let mut by: Vec<String> =
        reasons.by.iter().map(|part| documents.name(part.place, part.statement)).collect();
    by.extend(reasons.missing.iter().map(|place| format!("{} does not allow", layer_name(*place))));
    by.dedup();
    Answer {
        id,
        decision: Some(reasons.decision.name()),
        by: Some(by),
        depends_on: Some(reasons.depends_on.clone()),
        error: None,
    }
}
