//! The report as workflow commands of GitHub, which it shows as annotations of a change.
//!
//! A step has ten errors and ten warnings: the worst are written, and a notice says how many are not.
//!
//! Source: GitHub, "Workflow commands for GitHub Actions", and its limits of annotations, read 2026-11-23.

use super::Report;
use crate::diag::Place;
use crate::diff::finding::{Finding, Lane};
use std::io;

/// Annotations of one kind that a step may have.
const EACH_MAX: usize = 10;

/// Writes a command for each finding that counts, and one for what is open.
///
/// # Errors
/// What the writer gives.
pub fn render(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let mut left = 0;
    for (lane, kind) in [(Lane::Block, "error"), (Lane::Review, "warning")] {
        let all = || report.findings.iter().filter(|one| one.lane == lane);
        // One warning is kept for what is open.
        let room = if lane == Lane::Review { EACH_MAX - 1 } else { EACH_MAX };
        all().take(room).try_for_each(|one| finding(kind, one, out))?;
        left += all().count().saturating_sub(room);
    }
    let open = report.unknowns.len() + report.gaps.len();
    if open > 0 {
        let text = format!("{open} open questions: values that are not known or not read");
        writeln!(out, "::warning title=trustdrift::{}", message(&text))?;
    }
    let more = match left {
        0 => String::new(),
        left => format!(", {left} of them not annotated: see the full report"),
    };
    let text = format!("{}: {} findings{more}", report.verdict.word(), report.findings.len());
    writeln!(out, "::notice title=trustdrift::{}", message(&text))
}

fn finding(kind: &str, finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
    let nowhere = Place::default();
    let place = finding.cause.first().map_or(&nowhere, |cause| &cause.place);
    let at = match &place.file {
        Some(file) => format!("file={},line={},", property(file), place.line.max(1)),
        None => String::new(),
    };
    let title = property(&format!("trustdrift {}", finding.rule));
    let text = message(&format!("{}\nFix: {}", finding.title, finding.fix));
    writeln!(out, "::{kind} {at}title={title}::{text}")
}

/// A text after the command: it can neither end the line nor begin an escape.
fn message(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    text.chars().map(|one| if one.is_control() { '\u{fffd}' } else { one }).collect()
}

/// A text as the value of a property: it cannot begin another one either.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::render;
    use crate::report::table::sample;

    #[test]
    fn a_name_is_no_command() {
        let mut bytes = Vec::new();
        render(&sample::hostile(), &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        for line in text.lines() {
            let (command, rest) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
            let kind = command.split(' ').next().unwrap();
            assert!(["error", "warning", "notice"].contains(&kind), "{line}");
            assert!(!command.contains("stop-commands") || command.contains("%3A%3A"), "{line}");
            assert!(!rest.chars().any(char::is_control));
        }
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let mut report = sample::report();
        for _ in 0..4 {
            report.findings.extend_from_within(..);
        }
        let mut bytes = Vec::new();
        render(&report, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let count = |kind: &str| text.lines().filter(|line| line.starts_with(kind)).count();
        assert_eq!((count("::error "), count("::notice ")), (10, 1), "{text}");
        assert!(count("::warning ") <= 10 && text.contains("not annotated"), "{text}");
    }
}
