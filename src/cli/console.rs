//! `console`: expressions in, values out.

use super::args::Console;
use super::output;
use crate::diag::{Code, Error};
use crate::source::hcl::console::{Answer, SENSITIVE, UNKNOWN, answer, split};
use crate::source::hcl::expand::Options;
use crate::source::hcl::files::Directory;
use serde_json::json;
use std::io::{self, Read};
use std::path::Path;

/// Answers the expressions on standard input, one line each.
pub(super) fn run(console: &Console) -> Result<u8, Error> {
    let unreadable = |why: String| Error::new(Code::InputUnreadable, &console.directory, why);
    let files = Directory::new(Path::new(&console.directory)).map_err(unreadable)?;
    let mut text = String::new();
    let read = io::stdin().lock().read_to_string(&mut text);
    read.map_err(|error| Error::new(Code::InputUnreadable, "-", error.to_string()))?;
    let mut expressions = split(&text).into_iter();
    let mut written = Ok(());
    let mut tell = |answer: Answer| {
        written = output::to_stdout(line(answer, console.json).as_bytes());
        written.is_ok()
    };
    let texts = console.var.iter().map(|(name, text)| (name.as_str().into(), text.clone()));
    let options = Options { texts: texts.collect(), ..Options::default() };
    answer(&files, &options, &mut expressions, &mut tell).map_err(|error| {
        Error::new(Code::ConfigurationInvalid, &console.directory, error.message.to_string())
    })?;
    written
        .map(|()| 0)
        .map_err(|error| Error::new(Code::OutputUnwritable, "standard output", error.to_string()))
}

/// A line for an answer.
fn line(answer: Answer, json: bool) -> String {
    match (answer, json) {
        (Answer::Value(value), true) => format!("{{\"value\":{value}}}\n"),
        (Answer::Error(why), true) => format!("{}\n", json!({"error": why})),
        (Answer::Value(value), false) => format!("{}\n", readable(&value)),
        (Answer::Error(why), false) => format!("error: {why}\n"),
    }
}

/// The value as a person would read it.
fn readable(json: &str) -> &str {
    match json {
        UNKNOWN => "(known after apply)",
        SENSITIVE => "(sensitive value)",
        json => json,
    }
}
