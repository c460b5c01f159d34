//! `policy`: questions about policies alone, without a graph.

mod compare;
mod eval;
mod lint;

use super::args::{Policy, PolicyCommand};
use crate::diag::{Code, Error};
use std::io::{BufRead, BufReader, Read};

/// Answers the question.
pub(super) fn run(policy: &Policy) -> Result<u8, Error> {
    match &policy.command {
        PolicyCommand::Eval(eval) => eval::run(eval),
        PolicyCommand::Compare(compare) => compare::run(compare),
        PolicyCommand::Lint(lint) => lint::run(lint),
    }
}

/// The lines of a file or of standard input, one after the other.
fn lines(file: &str) -> Result<impl Iterator<Item = Result<String, Error>> + use<>, Error> {
    let failed = |error: std::io::Error| Error::new(Code::InputUnreadable, file, error.to_string());
    let from: Box<dyn Read> = match file {
        "-" => Box::new(std::io::stdin()),
        path => Box::new(std::fs::File::open(path).map_err(failed)?),
    };
    let subject = file.to_owned();
    let mut reader = BufReader::new(from);
    let next = move || -> Option<Result<String, Error>> {
        let mut bytes = Vec::new();
        let limit = crate::diag::limits::LINE_BYTES_MAX;
        match (&mut reader).take(limit).read_until(b'\n', &mut bytes) {
            Ok(0) => None,
            Ok(read) if read as u64 == limit => {
                let why = format!("a line of more than {limit} bytes");
                Some(Err(Error::new(Code::InputTooLarge, subject.clone(), why)))
            }
            Ok(_) => Some(Ok(String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) => {
                Some(Err(Error::new(Code::InputUnreadable, subject.clone(), error.to_string())))
            }
        }
    };
    Ok(std::iter::from_fn(next))
}
