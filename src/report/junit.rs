//! The report as JUnit XML: each finding that closes the gate is a failed test, each open question an
//! error, a pass one test that succeeded.

use super::Report;
use crate::diff::finding::{Finding, Lane};
use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite};
use std::io;

/// Writes the report as JUnit XML.
///
/// # Errors
/// What the writer gives.
pub fn render(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let mut suite = TestSuite::new(report.command);
    suite.add_test_cases(report.findings.iter().map(finding));
    suite.add_test_cases(report.unknowns.iter().map(|one| {
        let name = format!("{}.{} is known", one.address, one.attribute);
        failed(&name, "unknown", NonSuccessKind::Error, &one.reason)
    }));
    if report.findings.is_empty() && report.unknowns.is_empty() {
        let looked = format!("{} resources move no trust", report.stats.resources);
        suite.add_test_case(TestCase::new(looked, TestCaseStatus::success()));
    }
    let mut document = Document::new("trustdrift");
    document.add_test_suite(suite);
    let text = document.to_string().map_err(io::Error::other)?;
    out.write_all(text.as_bytes())
}

fn finding(finding: &Finding) -> TestCase {
    if finding.lane == Lane::Note {
        let mut case = TestCase::new(finding.title.clone(), TestCaseStatus::success());
        case.set_classname(finding.rule);
        return case;
    }
    let causes: Vec<String> =
        finding.cause.iter().map(|one| format!("{}.{}", one.address, one.attribute)).collect();
    let text = format!("cause: {}\nfix: {}\nid: {}", causes.join(", "), finding.fix, finding.id);
    failed(&finding.title, finding.rule, NonSuccessKind::Failure, &text)
}

fn failed(name: &str, class: &str, kind: NonSuccessKind, text: &str) -> TestCase {
    let mut status = TestCaseStatus::non_success(kind);
    status.set_message(text.lines().next().unwrap_or_default());
    status.set_description(text);
    let mut case = TestCase::new(name, status);
    case.set_classname(class);
    case
}
