//! The report as code quality issues of GitLab, which it shows in a merge request.
//!
//! Source: GitLab, "Code Quality: import code quality results from a CI/CD job", read 2026-11-23. What is
//! waived and what is merely a note are no issues.

use super::Report;
use crate::diff::finding::{Finding, Lane, Severity};
use serde::Serialize;
use std::io;

/// Issues that are written; the worst come first.
const ISSUES_MAX: usize = 5_000;
/// Where a finding lies that is written in no file.
const NOWHERE: &str = "plan.json";

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

/// Writes the report as a list of issues.
///
/// # Errors
/// What the writer gives.
pub fn render(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let counted = report.findings.iter().filter(|one| one.lane > Lane::Note);
    let mut issues: Vec<Issue<'_>> = counted.map(issue).collect();
    let cut = issues.len().saturating_sub(ISSUES_MAX);
    issues.truncate(ISSUES_MAX);
    let open = [
        (
            report.unknowns.len(),
            "trustdrift-unknown",
            "values are not known, and power may rest on them",
        ),
        (report.gaps.len(), "trustdrift-not-read", "changes were not read"),
        (cut, "trustdrift-cut", "findings more are left out here"),
    ];
    let open = open.into_iter().filter(|(count, ..)| *count > 0);
    issues.extend(open.map(|(count, name, what)| Issue {
        description: format!("{count} {what}: see the full report"),
        check_name: name,
        fingerprint: name,
        severity: "major",
        location: Location { path: NOWHERE, lines: Lines { begin: 1 } },
    }));
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}

fn issue(finding: &Finding) -> Issue<'_> {
    let place = finding.cause.first().map(|cause| &cause.place);
    Issue {
        description: format!("{}. Fix: {}", finding.title, finding.fix),
        check_name: finding.rule,
        fingerprint: &finding.id,
        severity: match (finding.lane, finding.severity) {
            (Lane::Block, _) => "blocker",
            (_, Severity::Critical | Severity::High) => "critical",
            (_, Severity::Medium) => "major",
            (_, Severity::Low) => "minor",
        },
        location: Location {
            path: place.and_then(|place| place.file.as_deref()).unwrap_or(NOWHERE),
            lines: Lines { begin: place.map_or(1, |place| place.line.max(1)) },
        },
    }
}
