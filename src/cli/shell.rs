//! `completions` and `man`: what shells and manuals want to know, from the one definition of the
//! command line.

use super::args::{Arguments, Completions, Man};
use super::output;
use crate::diag::{Code, Error};
use clap::CommandFactory;

/// Prints the completions of a shell.
pub(super) fn completions(completions: &Completions) -> Result<u8, Error> {
    let mut bytes = Vec::new();
    let mut command = Arguments::command();
    clap_complete::generate(completions.shell, &mut command, "trustdrift", &mut bytes);
    output::to_stdout(&bytes).map_err(|error| failed("standard output", &error))?;
    Ok(0)
}

/// Writes a manual page for each command.
pub(super) fn man(man: &Man) -> Result<u8, Error> {
    let directory = &man.directory;
    let name = directory.display().to_string();
    std::fs::create_dir_all(directory).map_err(|error| failed(&name, &error))?;
    clap_mangen::generate_to(Arguments::command(), directory)
        .map_err(|error| failed(&name, &error))?;
    Ok(0)
}

fn failed(subject: &str, error: &std::io::Error) -> Error {
    Error::new(Code::OutputUnwritable, subject, error.to_string())
}
