//! `policy compare`: does NEW allow anything that OLD does not?

use super::super::args::{ExplainFormat, PolicyCompare};
use super::super::output;
use super::eval::id_of;
use crate::diag::{Code, Error, limits};
use crate::iam::access::{Excess, Point};
use crate::iam::case::Pair;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// The exit code when something is new.
const NEW: u8 = 1;
/// The exit code when that could not be decided.
const UNDECIDED: u8 = 3;

/// An answer.
#[derive(Serialize, Default)]
struct Answer {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exact: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    witness: Option<Witness>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<Vec<New>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// A request as `policy eval` reads it.
#[derive(Serialize, Clone)]
struct Witness {
    principal: Option<String>,
    action: String,
    resource: String,
    resource_account: String,
    context: Map<String, Value>,
}

/// A statement that adds something.
#[derive(Serialize)]
struct New {
    statement: String,
    /// Whether only names that AWS may give in the future show it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    future_actions_only: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    witness: Option<Witness>,
    /// Why it is listed without a witness.
    #[serde(skip_serializing_if = "Option::is_none")]
    undecided: Option<&'static str>,
}

/// Compares.
pub(super) fn run(compare: &PolicyCompare) -> Result<u8, Error> {
    if compare.jsonl {
        return lines();
    }
    let (old, new) = (compare.old.as_deref(), compare.new.as_deref());
    let (before, after) = (read(old.unwrap_or_default())?, read(new.unwrap_or_default())?);
    let bad = |why: String| Error::new(Code::PolicyInvalid, "policy compare", why);
    let pair = Pair::read(&before, &after, None).map_err(bad)?;
    let answer = answer(&pair, None);
    let text = match compare.format {
        ExplainFormat::Json => {
            let json = serde_json::to_string_pretty(&answer);
            json.map_err(|error| bad(error.to_string()))? + "\n"
        }
        ExplainFormat::Table => told(&answer),
    };
    let failed = |error: std::io::Error| {
        Error::new(Code::OutputUnwritable, "standard output", error.to_string())
    };
    output::to_stdout(text.as_bytes()).map_err(failed)?;
    Ok(match (answer.result, answer.exact) {
        (Some("PASS"), _) => 0,
        (_, Some(true)) => NEW,
        _ => UNDECIDED,
    })
}

/// For people.
fn told(answer: &Answer) -> String {
    let mut out = String::new();
    let new = answer.new.as_deref().unwrap_or_default();
    if new.is_empty() {
        return "NEW allows nothing that OLD does not.\n".to_owned();
    }
    let _ = writeln!(out, "NEW allows more than OLD:");
    for one in new {
        let _ = writeln!(out, "\n  {}", one.statement);
        if let Some(why) = one.undecided {
            let _ = writeln!(out, "    not decided: {why}");
        }
        if one.future_actions_only {
            let _ = writeln!(out, "    only by names that AWS may give to actions in the future");
        }
        if let Some(witness) = &one.witness {
            let who = witness.principal.as_deref().unwrap_or("anybody, without credentials");
            let _ = writeln!(out, "    {}", witness.action);
            let _ = writeln!(out, "      on   {}", witness.resource);
            let _ = writeln!(out, "      by   {who}");
            for (key, value) in &witness.context {
                let _ = writeln!(out, "      with {key} = {value}");
            }
        }
    }
    out
}

/// The policies of a file, or of all JSON files of a directory, as a JSON list.
fn read(path: &str) -> Result<Box<RawValue>, Error> {
    let failed = |error: std::io::Error| Error::new(Code::InputUnreadable, path, error.to_string());
    let mut texts = Vec::new();
    if std::fs::metadata(path).map_err(failed)?.is_dir() {
        let mut files: Vec<_> = std::fs::read_dir(path)
            .map_err(failed)?
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|file| file.extension().is_some_and(|end| end == "json"))
            .take(limits::DIRECTORY_FILES_MAX)
            .collect();
        files.sort();
        for file in &files {
            texts.push(std::fs::read_to_string(file).map_err(failed)?);
        }
        if texts.is_empty() {
            let why = "there is no JSON file in the directory";
            return Err(Error::new(Code::NothingToAnalyse, path, why));
        }
    } else {
        texts.push(std::fs::read_to_string(path).map_err(failed)?);
    }
    for text in &texts {
        serde_json::from_str::<&RawValue>(text)
            .map_err(|error| Error::json(path, "a policy document", &error))?;
    }
    RawValue::from_string(format!("[{}]", texts.join(",")))
        .map_err(|error| Error::json(path, "a policy document", &error))
}

/// A pair as `--jsonl` reads it.
#[derive(Deserialize)]
struct Line<'l> {
    #[serde(default)]
    id: Option<Value>,
    #[serde(borrow)]
    before: &'l RawValue,
    #[serde(borrow)]
    after: &'l RawValue,
    #[serde(default)]
    policy_type: Option<String>,
}

fn lines() -> Result<u8, Error> {
    for line in super::lines("-")? {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let parsed: Result<Line<'_>, _> = serde_json::from_str(&line);
        let answer = match parsed {
            Err(error) => refused(id_of(&line), error.to_string()),
            Ok(line) => match Pair::read(line.before, line.after, line.policy_type.as_deref()) {
                Ok(pair) => answer(&pair, line.id),
                Err(error) => refused(line.id, error),
            },
        };
        let failed = |error: &dyn std::fmt::Display| {
            Error::new(Code::OutputUnwritable, "standard output", error.to_string())
        };
        let mut out = serde_json::to_vec(&answer).map_err(|error| failed(&error))?;
        out.push(b'\n');
        output::to_stdout(&out).map_err(|error| failed(&error))?;
    }
    Ok(0)
}

/// The answer for a line that is not understood.
fn refused(id: Option<Value>, error: String) -> Answer {
    Answer { id, error: Some(error), ..Answer::default() }
}

/// The answer for a pair.
fn answer(pair: &Pair, id: Option<Value>) -> Answer {
    let excess = pair.excess();
    let new = added(pair, &excess);
    let pass = excess.is_nothing();
    let first = excess.points.first().map(|(_, point)| witness(point));
    Answer {
        id,
        result: Some(if pass { "PASS" } else { "FAIL" }),
        exact: Some(pass || first.is_some()),
        witness: first,
        new: Some(new),
        error: None,
    }
}

/// The statements that add something.
fn added(pair: &Pair, excess: &Excess) -> Vec<New> {
    let points = excess.points.iter().map(|(id, point)| New {
        statement: pair.name(*id),
        future_actions_only: point.future,
        witness: Some(witness(point)),
        undecided: None,
    });
    let undecided = excess.undecided.iter().map(|id| New {
        statement: pair.name(*id),
        future_actions_only: false,
        witness: None,
        undecided: Some("the policies are too intricate for the limits of the comparison"),
    });
    points.chain(undecided).collect()
}

/// The accounts of examples.
const ACCOUNT: &str = "111122223333";
const OTHER_ACCOUNT: &str = "444455556666";

fn witness(point: &Point) -> Witness {
    use crate::iam::principal::Caller;
    use crate::model::arn::{Arn, is_account};
    let of_caller = Caller::read(point.principal.as_deref()).account();
    let of_arn = Arn::parse(&point.resource).map(|arn| arn.account).filter(|one| is_account(one));
    let root = matches!(Caller::read(point.principal.as_deref()), Caller::Root(_));
    // Within an account a direct grant shows by itself. What is granted to an account shows by its
    // root user in another account's resource: root needs no policy of its own, and has no right to
    // it without the grant.
    let owner = match (of_caller, of_arn) {
        (Some(caller), arn) if root => arn.filter(|arn| *arn != caller).unwrap_or(OTHER_ACCOUNT),
        (caller, arn) => caller.or(arn).unwrap_or(ACCOUNT),
    };
    let value = |values: &[String]| match values {
        [one] => Value::from(one.as_str()),
        many => Value::from(many.to_vec()),
    };
    Witness {
        principal: point.principal.clone(),
        action: point.action.clone(),
        resource: point.resource.clone(),
        resource_account: owner.to_owned(),
        context: point.context.iter().map(|(key, list)| (key.to_owned(), value(list))).collect(),
    }
}
