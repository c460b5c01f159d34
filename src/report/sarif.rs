//! The report as SARIF 2.1.0, for code scanning.
//!
//! A finding is a result at its cause; the path is a code flow. What the change resolves is a result
//! that is absent, what a waiver accepts one that is suppressed. Code scanning reads 5,000 results of
//! a run: what is more is cut, the least first, and said in a notification.
//!
//! Source: OASIS, "Static Analysis Results Interchange Format 2.1.0"; GitHub, "SARIF support for code
//! scanning", both read 2026-11-23.

use super::Report;
use crate::diag::Place;
use crate::diff::finding::{Drift, Finding, Hop, Lane, Severity};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Results that code scanning takes of one run.
const RESULTS_MAX: usize = 5_000;
/// Places of one result that code scanning shows.
const LOCATIONS_MAX: usize = 100;
/// Steps of one path that it shows.
const STEPS_MAX: usize = 1_000;
/// Where a finding lies that is written in no file.
const NOWHERE: &str = "plan.json";

/// Writes the report as SARIF.
///
/// # Errors
/// What the writer gives.
pub fn render(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &log(report))?;
    writeln!(out)
}

fn log(report: &Report) -> Value {
    let present = report.findings.iter().map(|one| result(one, report, &[]));
    let waived = report.waived.iter().map(|one| result(one, report, &["external"]));
    let all: Vec<Value> = present.chain(waived).collect();
    let cut = all.len().saturating_sub(RESULTS_MAX);
    let absent = report.resolved.iter().map(|one| {
        let mut result = result(one, report, &[]);
        set(&mut result, "baselineState", "absent".into());
        result
    });
    let results: Vec<Value> = all.into_iter().chain(absent).take(RESULTS_MAX).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "trustdrift",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules(report),
                "supportedTaxonomies": catalogues(report).keys().map(|name| json!({"name": name})).collect::<Vec<_>>(),
            }},
            "automationDetails": {"id": format!("trustdrift/{}/", report.command)},
            "taxonomies": taxonomies(report),
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": true,
                "exitCode": report.verdict.exit,
                "toolExecutionNotifications": notifications(report, cut),
            }],
            "results": results,
        }],
    })
}

/// Each rule that has a result, once.
fn rules(report: &Report) -> Vec<Value> {
    let all = report.findings.iter().chain(&report.resolved).chain(&report.waived);
    // The worst finding of a rule comes first.
    let mut by_id: BTreeMap<&str, &Finding> = BTreeMap::new();
    for one in all {
        by_id.entry(one.rule).or_insert(one);
    }
    let rule = |(id, one): (&str, &Finding)| {
        json!({
            "id": id,
            "shortDescription": {"text": id.replace('-', " ")},
            "help": {"text": one.fix},
            "properties": {
                "tags": ["security", one.class.word(), one.axis.word()],
                "security-severity": score(one.severity),
            },
        })
    };
    by_id.into_iter().map(rule).collect()
}

/// The controls that findings touch, by catalogue.
fn catalogues(report: &Report) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let all = report.findings.iter().chain(&report.resolved).chain(&report.waived);
    let mut out: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (catalogue, id) in all.flat_map(|one| &one.controls).filter_map(|one| one.split_once(':')) {
        out.entry(catalogue).or_default().insert(id);
    }
    out
}

fn taxonomies(report: &Report) -> Vec<Value> {
    let taxa =
        |ids: BTreeSet<&str>| ids.into_iter().map(|id| json!({"id": id})).collect::<Vec<_>>();
    let catalogues = catalogues(report).into_iter();
    catalogues.map(|(name, ids)| json!({"name": name, "taxa": taxa(ids)})).collect()
}

/// The controls of a finding, as entries of the taxonomies.
fn taxa(finding: &Finding) -> Vec<Value> {
    let controls = finding.controls.iter().filter_map(|one| one.split_once(':'));
    controls.map(|(name, id)| json!({"id": id, "toolComponent": {"name": name}})).collect()
}

/// What is not known, what was not read and what was cut, so that no silence is taken for a pass.
fn notifications(report: &Report, cut: usize) -> Vec<Value> {
    let note = |text: String, place: &Place| json!({"level": "warning", "message": {"text": text}, "locations": [location(place, None)]});
    let unknown = |one: &super::UnknownRecord| {
        note(format!("{}.{} is not known: {}", one.address, one.attribute, one.reason), &one.place)
    };
    let gap = |one: &super::GapRecord| {
        note(format!("{} was not read: {}", one.address, one.reason), &one.place)
    };
    let more = (cut > 0).then(|| {
        let text = format!("{cut} findings more than code scanning reads are left out");
        json!({"level": "error", "message": {"text": text}})
    });
    let unknowns = report.unknowns.iter().map(unknown);
    unknowns.chain(report.gaps.iter().map(gap)).chain(more).collect()
}

fn result(finding: &Finding, report: &Report, suppressions: &[&str]) -> Value {
    let state = match (report.command, finding.drift) {
        ("audit", _) | (_, Drift::Present) => "unchanged",
        (_, Drift::Widened | Drift::Narrowed) => "updated",
        _ => "new",
    };
    let causes: Vec<Value> = finding
        .cause
        .iter()
        .take(LOCATIONS_MAX)
        .map(|one| location(&one.place, Some(&one.address)))
        .collect();
    let locations =
        if causes.is_empty() { vec![location(&Place::default(), None)] } else { causes };
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding),
        "message": {"text": format!("{}. Fix: {}", finding.title, finding.fix)},
        "locations": locations,
        "partialFingerprints": {"trustdrift/v1": finding.id},
        "baselineState": state,
        "suppressions": suppressions.iter().map(|kind| suppression(kind)).collect::<Vec<_>>(),
        "properties": {
            "lane": finding.lane.word(),
            "certainty": finding.certainty.word(),
            "security-severity": score(finding.severity),
            "owners": finding.owners,
            "controls": finding.controls,
            "from": finding.from,
            "to": finding.to,
        },
        "taxa": taxa(finding),
    });
    let steps: Vec<Value> = finding.path.iter().take(STEPS_MAX).map(step).collect();
    // A flow without a step is none.
    if !steps.is_empty() {
        set(&mut result, "codeFlows", json!([{"threadFlows": [{"locations": steps}]}]));
    }
    result
}

/// A waiver lies in a rule pack, not in the code.
fn suppression(kind: &str) -> Value {
    json!({"kind": kind, "status": "accepted", "justification": "accepted for a time by a waiver of a rule pack"})
}

/// A step of a path, at the first statement that it stands on.
fn step(hop: &Hop) -> Value {
    let text = format!("{} {} ({})", hop.from, hop.title, hop.technique);
    let nowhere = Place::default();
    let place = hop.because.first().map_or(&nowhere, |one| &one.place);
    let mut at = location(place, place.address.as_deref());
    set(&mut at, "message", json!({"text": text}));
    json!({"location": at, "importance": if hop.new { "essential" } else { "important" }})
}

fn location(place: &Place, name: Option<&str>) -> Value {
    let file = place.file.as_deref().unwrap_or(NOWHERE);
    // Every result has a line: those of a plan alone lie at its begin.
    let line = place.line.max(1);
    let mut region = json!({"startLine": line});
    if place.column > 0 {
        set(&mut region, "startColumn", place.column.into());
    }
    let mut out = json!({
        "physicalLocation": {"artifactLocation": {"uri": uri(file)}, "region": region},
    });
    if let Some(name) = name.or(place.address.as_deref()) {
        set(
            &mut out,
            "logicalLocations",
            json!([{"fullyQualifiedName": name, "kind": "resource"}]),
        );
    }
    out
}

/// A path as a relative reference.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    let path = path.trim_start_matches("./").replace('\\', "/");
    path.bytes().fold(String::new(), |mut out, byte| {
        match plain(byte) {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

fn level(finding: &Finding) -> &'static str {
    match finding.lane {
        Lane::Block => "error",
        Lane::Review => "warning",
        Lane::Note => "note",
    }
}

/// The number by which code scanning sorts.
fn score(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "2.0",
    }
}

fn set(object: &mut Value, key: &str, value: Value) {
    if let Value::Object(fields) = object {
        fields.insert(key.to_owned(), value);
    }
}
