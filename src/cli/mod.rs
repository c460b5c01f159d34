//! The command line: one file a subcommand. The only module that prints, asks the terminal and sets
//! the exit code.

mod args;
mod audit;
mod change;
mod console;
mod diff;
mod explain;
mod given;
mod graph;
mod init;
mod output;
mod policy;
mod progress;
mod review;
mod rules;
mod shell;
mod snapshot;
mod testing;
mod text;

use crate::diag::{Code, Error};
use clap::Parser;
use clap::error::ErrorKind;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

/// It could not run: bad usage or bad input.
const CANNOT_RUN: u8 = 2;

/// Runs the program. 0 passed, 1 the gate closed, 2 it could not run, 3 undecided.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match args::Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            // A closed pipe is no failure of ours.
            let _ = error.print();
            return ExitCode::from(if asked { 0 } else { CANNOT_RUN });
        }
    };
    let outcome = match &arguments.command {
        args::Command::Audit(audit) => audit::run(audit),
        args::Command::Completions(completions) => shell::completions(completions),
        args::Command::Console(console) => console::run(console),
        args::Command::Diff(diff) => diff::run(diff),
        args::Command::Explain(explain) => explain::run(explain),
        args::Command::Graph(graph) => graph::run(graph),
        args::Command::Init(init) => init::run(init),
        args::Command::Man(man) => shell::man(man),
        args::Command::Policy(policy) => policy::run(policy),
        args::Command::Review(review) => review::run(review),
        args::Command::Rules(rules) => rules::run(rules),
        args::Command::Snapshot(snapshot) => snapshot::run(snapshot),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let _ = writeln!(anstream::stderr(), "{error}");
            ExitCode::from(CANNOT_RUN)
        }
    }
}

/// An input that holds nothing to look at is an error, never a pass.
fn not_empty(subject: &str, resources: usize) -> Result<(), Error> {
    if resources == 0 {
        return Err(Error::new(
            Code::NothingToAnalyse,
            subject,
            "there is no resource in it to analyse",
        ));
    }
    Ok(())
}
