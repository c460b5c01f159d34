//! What the template shows, in the words of the page.

use super::super::Report;
use super::super::json::FindingJson;
use crate::diag::Place;
use crate::diff::finding::{Cause, Finding};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Findings that are shown in full; the rest is a number.
pub(super) const FINDINGS_MAX: usize = 300;
/// Lines of the lists at the end; the rest is a number.
const LINES_MAX: usize = 500;

#[derive(Serialize)]
pub(super) struct View<'a> {
    command: &'static str,
    verdict: &'static str,
    exit: u8,
    tool: &'static str,
    compared: bool,
    inputs: Vec<String>,
    owners: Vec<&'a str>,
    accounts: BTreeSet<&'a str>,
    classes: BTreeSet<&'static str>,
    findings: Vec<Shown<'a>>,
    more: usize,
    count: usize,
    controls: Vec<Control<'a>>,
    resolved: Listed,
    waived: Listed,
    unknowns: Listed,
    gaps: Listed,
    stats: String,
}

/// A finding, with what is only made for the page.
#[derive(Serialize)]
struct Shown<'a> {
    number: usize,
    finding: FindingJson<'a>,
    causes: Vec<String>,
    places: Vec<Vec<String>>,
    controls: Vec<(String, &'a str)>,
}

#[derive(Serialize)]
struct Control<'a> {
    anchor: String,
    name: &'a str,
    findings: Vec<(usize, &'a str)>,
}

/// A list that may be cut.
#[derive(Serialize)]
struct Listed {
    lines: Vec<String>,
    more: usize,
}

impl Listed {
    fn new(count: usize, lines: impl Iterator<Item = String>) -> Self {
        Self { lines: lines.take(LINES_MAX).collect(), more: count.saturating_sub(LINES_MAX) }
    }
}

impl<'a> View<'a> {
    pub(super) fn new(report: &'a Report) -> Self {
        let shown = report.findings.iter().take(FINDINGS_MAX).enumerate();
        let stats = &report.stats;
        let titles =
            |list: &'a [Finding]| Listed::new(list.len(), list.iter().map(|one| one.title.clone()));
        let unknown = |one: &super::super::UnknownRecord| {
            format!("{}.{}: {}{}", one.address, one.attribute, one.reason, at(&one.place))
        };
        let gap = |one: &super::super::GapRecord| {
            format!("{}: {}{}", one.address, one.reason, at(&one.place))
        };
        Self {
            command: report.command,
            verdict: report.verdict.word(),
            exit: report.verdict.exit,
            tool: env!("CARGO_PKG_VERSION"),
            compared: report.command != "audit",
            inputs: report
                .inputs
                .iter()
                .map(|one| format!("{}: {} ({})", one.role, one.name, one.kind))
                .collect(),
            owners: report.owners(),
            accounts: report
                .findings
                .iter()
                .map(|one| one.account.as_str())
                .filter(|one| !one.is_empty())
                .collect(),
            classes: report.findings.iter().map(|one| one.class.word()).collect(),
            findings: shown.map(|(index, finding)| Shown::new(index + 1, finding)).collect(),
            more: report.findings.len().saturating_sub(FINDINGS_MAX),
            count: report.findings.len(),
            controls: controls(&report.findings),
            resolved: titles(&report.resolved),
            waived: titles(&report.waived),
            unknowns: Listed::new(report.unknowns.len(), report.unknowns.iter().map(unknown)),
            gaps: Listed::new(report.gaps.len(), report.gaps.iter().map(gap)),
            stats: format!(
                "{} principals, {} resources, {} statements, {} set edges",
                stats.principals, stats.resources, stats.statements, stats.edges,
            ),
        }
    }
}

impl<'a> Shown<'a> {
    fn new(number: usize, finding: &'a Finding) -> Self {
        let places = |hop: &crate::diff::finding::Hop| {
            hop.because.iter().map(|one| written(&one.place)).collect()
        };
        Self {
            number,
            finding: FindingJson::new(finding),
            causes: finding.cause.iter().map(cause).collect(),
            places: finding.path.iter().map(places).collect(),
            controls: finding.controls.iter().map(|one| (anchor(one), *one)).collect(),
        }
    }
}

/// The findings of each control.
fn controls(findings: &[Finding]) -> Vec<Control<'_>> {
    let mut out: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    for (index, finding) in findings.iter().take(FINDINGS_MAX).enumerate() {
        for control in &finding.controls {
            out.entry(control).or_default().push((index + 1, &finding.title));
        }
    }
    let one = |(name, findings)| Control { anchor: anchor(name), name, findings };
    out.into_iter().map(one).collect()
}

/// The name of a control as part of a link within the page.
fn anchor(name: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    name.chars().map(plain).collect()
}

fn cause(cause: &Cause) -> String {
    let mut out = cause.address.clone();
    if !cause.attribute.is_empty() {
        out.push_str(&format!(".{}", cause.attribute));
    }
    if let Some(statement) = cause.statement {
        out.push_str(&format!("#Statement[{statement}]"));
    }
    out + &at(&cause.place)
}

/// ` (main.tf:12)`, where it is known.
fn at(place: &Place) -> String {
    match &place.file {
        Some(file) if place.line > 0 => format!(" ({file}:{})", place.line),
        _ => String::new(),
    }
}

/// Address and attribute, file and line.
fn written(place: &Place) -> String {
    let parts = [&place.address, &place.pointer];
    let parts: Vec<&str> = parts.iter().filter_map(|part| part.as_deref()).collect();
    parts.join(".") + &at(place)
}
