//! Where a report goes: standard output or files, in which format, how wide, in which colours.

use super::args::{Judging, Terminal, When};
use crate::diag::{Code, Error};
use crate::report::table::Style;
use crate::report::{Report, github, gitlab, html, json, junit, markdown, sarif, table};
use crate::source::Input;
use std::io::{self, IsTerminal, Write};

/// Columns where no terminal tells and none were asked for.
const WIDTH_DEFAULT: usize = 100;
/// The narrowest and the widest that is written.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=200;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Github,
    Gitlab,
    Html,
    Json,
    Junit,
    Markdown,
    Sarif,
    Table,
}

/// Formats by name, sorted.
const FORMATS: &[(&str, Format)] = &[
    ("github", Format::Github),
    ("gitlab", Format::Gitlab),
    ("html", Format::Html),
    ("json", Format::Json),
    ("junit", Format::Junit),
    ("markdown", Format::Markdown),
    ("sarif", Format::Sarif),
    ("table", Format::Table),
];

/// A format and the file it goes to; standard output without one.
type Target<'a> = (Format, Option<&'a str>);

/// Whether what `--format` asks for can be done; takes away what an earlier run has left there.
///
/// # Errors
/// `usage` for an unknown format, for two on standard output, and for a file that is one of the
/// `sources`; `output-unwritable`.
pub(super) fn check<'s>(
    judging: &Judging,
    sources: impl IntoIterator<Item = &'s String>,
) -> Result<(), Error> {
    let targets = targets(judging)?;
    let whole = |path: &str| std::path::Path::new(path).canonicalize().ok();
    let read: Vec<_> = sources.into_iter().filter_map(|source| whole(source)).collect();
    let over = |file: &&str| whole(file).is_some_and(|file| read.contains(&file));
    if let Some(file) = targets.iter().filter_map(|(_, file)| *file).find(over) {
        let why = "the report would be written over what is read: give it another name";
        return Err(Error::new(Code::Usage, format!("--format {file}"), why));
    }
    if targets.iter().filter(|(_, file)| file.is_none()).count() > 1 {
        let why = "only one format can go to standard output: give the others a file";
        return Err(Error::new(Code::Usage, "--format", why));
    }
    // A run that fails leaves no report of an earlier one that may say green.
    for file in targets.iter().filter_map(|(_, file)| *file) {
        if std::path::Path::new(file).is_file() {
            std::fs::remove_file(file)
                .map_err(|error| Error::new(Code::OutputUnwritable, file, error.to_string()))?;
        }
    }
    Ok(())
}

fn targets(judging: &Judging) -> Result<Vec<Target<'_>>, Error> {
    let one = |text: &'_ String| -> Result<(Format, Option<String>), Error> {
        let (name, file) = match text.split_once('=') {
            Some((name, file)) => (name, Some(file.to_owned())),
            None => (text.as_str(), None),
        };
        let found = FORMATS.iter().find(|(known, _)| *known == name);
        let known: Vec<&str> = FORMATS.iter().map(|(name, _)| *name).collect();
        let why = || format!("there is no format `{name}`; there is {}", known.join(", "));
        let (_, format) =
            found.ok_or_else(|| Error::new(Code::Usage, format!("--format {text}"), why()))?;
        Ok((*format, file))
    };
    judging
        .format
        .iter()
        .map(|text| {
            let (format, _) = one(text)?;
            Ok((format, text.split_once('=').map(|(_, file)| file)))
        })
        .collect()
}

/// Whether a format draws the graph, which costs time that the others need not spend.
///
/// # Errors
/// As [`check`].
pub(super) fn draws(judging: &Judging) -> Result<bool, Error> {
    Ok(targets(judging)?.iter().any(|(format, _)| *format == Format::Html))
}

/// Prints the report wherever it was asked for. A file is written whole or not at all.
///
/// # Errors
/// `output-unwritable` naming the file.
pub(super) fn print(report: &Report, judging: &Judging) -> Result<u8, Error> {
    for (format, file) in targets(judging)? {
        let mut bytes = Vec::new();
        let style = style(&judging.terminal, file.is_some());
        let rendered = match format {
            Format::Github => github::render(report, &mut bytes),
            Format::Gitlab => gitlab::render(report, &mut bytes),
            Format::Html => html::render(report, &mut bytes),
            Format::Json => json::render(report, &mut bytes),
            Format::Junit => junit::render(report, &mut bytes),
            Format::Markdown => markdown::render(report, &mut bytes),
            Format::Sarif => sarif::render(report, &mut bytes),
            Format::Table => table::render(report, style, &mut bytes),
        };
        let failed = |error: io::Error| {
            let subject = file.unwrap_or("standard output");
            Error::new(Code::OutputUnwritable, subject, error.to_string())
        };
        rendered.map_err(failed)?;
        match file {
            Some(file) => write_whole(file, &bytes)?,
            None if judging.quiet => {}
            None => to_stdout(&bytes).map_err(failed)?,
        }
    }
    Ok(report.verdict.exit)
}

/// Writes to standard output; a reader that stops reading is no failure.
pub(super) fn to_stdout(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Writes a file beside its place and moves it there, so that nobody sees half of it.
///
/// # Errors
/// `output-unwritable` naming the file.
pub(super) fn write_whole(file: &str, bytes: &[u8]) -> Result<(), Error> {
    let failed = |error: io::Error| Error::new(Code::OutputUnwritable, file, error.to_string());
    let path = std::path::Path::new(file);
    if path.exists() && !path.is_file() {
        // A device or a pipe cannot be replaced, only written to.
        return std::fs::write(path, bytes).map_err(failed);
    }
    let beside = format!("{file}.{}.part", std::process::id());
    std::fs::write(&beside, bytes).map_err(failed)?;
    std::fs::rename(&beside, path).map_err(|error| {
        let _ = std::fs::remove_file(&beside);
        failed(error)
    })
}

/// How to write: colour only on a terminal, unless asked for.
pub(super) fn style(terminal: &Terminal, to_file: bool) -> Style {
    let on_terminal = !to_file && io::stdout().is_terminal();
    let wanted = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    let color = match terminal.color {
        When::Auto => on_terminal && wanted,
        When::Always => true,
        When::Never => false,
    };
    let of_terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let measured = if on_terminal { of_terminal } else { None };
    let width = terminal.width.or(measured).unwrap_or(WIDTH_DEFAULT);
    let width = width.clamp(*WIDTHS.start(), *WIDTHS.end());
    Style { width, color, unicode: true }
}

/// What the report says of an input.
pub(super) fn record(input: &Input, role: &'static str) -> crate::report::InputRecord {
    crate::report::InputRecord {
        role,
        kind: input.kind.name(),
        name: input.name.clone(),
        sha256: input.sha256.clone(),
    }
}
