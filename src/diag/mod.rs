//! What can go wrong and where: places, errors, warnings and the named limits of the program.

mod code;
pub mod limits;
mod place;
mod sources;
mod span;

pub use code::Code;
pub use place::Place;
pub use sources::Sources;
pub use span::Span;

use std::fmt;

/// Why the program could not run. Ends with exit code 2.
///
/// `subject` is the file or argument, `message` one sentence, `help` the next thing to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Error {
    /// Which kind of failure; its kebab-case id is printed in brackets.
    pub code: Code,
    /// The file or argument that is at fault.
    pub subject: String,
    /// Where in it: a line and column, a pointer, a resource address; empty when it is all of it.
    pub place: Place,
    /// One lower-case sentence without a full stop.
    pub message: String,
}

impl Error {
    /// An error about all of `subject`.
    pub fn new(code: Code, subject: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code, subject: subject.into(), place: Place::default(), message: message.into() }
    }

    /// The same error, at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// The error that a JSON reader gave, with its line and column.
    pub fn json(subject: &str, what: &str, error: &serde_json::Error) -> Self {
        let text = error.to_string();
        let text = text.split(" at line ").next().unwrap_or_default();
        let code = match error.classify() {
            _ if text.contains("recursion limit") => Code::InputTooDeep,
            serde_json::error::Category::Eof => Code::InputTruncated,
            serde_json::error::Category::Data => Code::InputShape,
            _ => Code::InputNotJson,
        };
        let place =
            Place { line: line(error.line()), column: line(error.column()), ..Place::default() };
        Self::new(code, subject, format!("{what}: {text}")).at(place)
    }
}

fn line(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "error[{}]: {}", self.code, self.message)?;
        writeln!(out, "  --> {}{}", self.subject, self.place)?;
        write!(out, "  = help: {}", self.code.help())
    }
}

/// Something a reader should know that does not stop the run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// Which kind of problem.
    pub code: Code,
    /// The file or the resource that it was found in.
    pub subject: String,
    /// One lower-case sentence without a full stop.
    pub message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "warning[{}]: {}", self.code, self.message)?;
        writeln!(out, "  --> {}", self.subject)?;
        write!(out, "  = help: {}", self.code.help())
    }
}
