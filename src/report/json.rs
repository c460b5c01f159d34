//! The report for programs. The shapes here are the contract: fields may be added, never renamed.

use super::{GapRecord, InputRecord, Report, Stats, UnknownRecord, Verdict};
use crate::diag::Place;
use crate::diff::finding::{Because, Cause, Finding, Hop, Lane, Request};
use crate::model::inventory::ChangeKind;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;

/// Writes the report as JSON: two spaces of indentation, a final newline.
///
/// # Errors
/// What the writer gives.
pub fn render(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &ReportJson::new(report))?;
    writeln!(out)
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "trustdrift report"))]
struct ReportJson<'a> {
    schema: u32,
    tool: ToolJson,
    command: &'static str,
    verdict: VerdictJson,
    inputs: Vec<InputJson<'a>>,
    findings: Vec<FindingJson<'a>>,
    resolved: Vec<FindingJson<'a>>,
    unknowns: Vec<UnknownJson<'a>>,
    gaps: Vec<GapJson<'a>>,
    waived: Vec<FindingJson<'a>>,
    stats: StatsJson,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "tool"))]
struct ToolJson {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "verdict"))]
struct VerdictJson {
    #[cfg_attr(test, schemars(extend("enum" = ["fast", "review", "block"])))]
    lane: &'static str,
    exit: u8,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "input"))]
struct InputJson<'a> {
    #[cfg_attr(test, schemars(extend("enum" = ["before", "after", "config"])))]
    role: &'static str,
    kind: &'static str,
    name: &'a str,
    sha256: &'a str,
}

/// A finding, as every JSON output shows it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "finding"))]
pub(super) struct FindingJson<'a> {
    id: &'a str,
    rule: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["path", "trust", "network", "secret", "logging", "isolation", "guardrail", "access"])))]
    class: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["access", "visibility", "attribution"])))]
    axis: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["review", "block", "note"])))]
    lane: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["critical", "high", "medium", "low"])))]
    severity: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["proven", "conditional", "unknown"])))]
    certainty: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["added", "removed", "widened", "narrowed", "present"])))]
    drift: &'static str,
    title: &'a str,
    from: &'a str,
    to: &'a str,
    path: Vec<HopJson<'a>>,
    cause: Vec<CauseJson<'a>>,
    also: AlsoJson<'a>,
    witness: Option<WitnessJson<'a>>,
    controls: &'a [&'static str],
    owners: &'a [String],
    gates: &'a [String],
    approvals: &'a [String],
    assumptions: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<&'a str>,
    fix: &'a str,
    account: &'a str,
    principals: &'a [String],
    techniques: &'a [&'static str],
}

/// A step of a path, as every JSON output shows it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "hop"))]
pub(super) struct HopJson<'a> {
    from: &'a str,
    to: &'a str,
    technique: &'static str,
    name: &'static str,
    title: &'a str,
    new: bool,
    because: Vec<BecauseJson<'a>>,
    requires: &'a [String],
}

/// What a step stands on.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "because"))]
pub(super) struct BecauseJson<'a> {
    policy: &'a str,
    statement: Option<u32>,
    sid: &'a str,
    says: &'a str,
    place: PlaceJson<'a>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "place"))]
struct PlaceJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<&'a str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "cause"))]
struct CauseJson<'a> {
    address: &'a str,
    attribute: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    statement: Option<u32>,
    #[cfg_attr(test, schemars(extend("enum" = ["create", "update", "delete", "replace", "none"])))]
    change: &'static str,
    /// What happens to the record of the resource when nothing happens to the resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'static str>,
    place: PlaceJson<'a>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "also"))]
struct AlsoJson<'a> {
    count: usize,
    examples: Vec<PairJson<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "pair"))]
struct PairJson<'a> {
    from: &'a str,
    to: &'a str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "witness"))]
struct WitnessJson<'a> {
    principal: &'a str,
    action: &'a str,
    resource: &'a str,
    context: BTreeMap<&'a str, OneOrMore<'a>>,
}

/// A condition key has a value or, where the request carries several, a list.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
enum OneOrMore<'a> {
    One(&'a str),
    More(Vec<&'a str>),
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "unknown"))]
struct UnknownJson<'a> {
    address: &'a str,
    attribute: &'a str,
    reason: &'a str,
    affects: &'a [String],
    place: PlaceJson<'a>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "gap"))]
struct GapJson<'a> {
    address: &'a str,
    reason: &'a str,
    place: PlaceJson<'a>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "stats"))]
struct StatsJson {
    principals: usize,
    resources: usize,
    statements: usize,
    edges: usize,
    unresolved: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    millis: Option<u64>,
}

impl<'a> ReportJson<'a> {
    fn new(report: &'a Report) -> Self {
        Self {
            schema: 1,
            tool: ToolJson { name: "trustdrift", version: env!("CARGO_PKG_VERSION") },
            command: report.command,
            verdict: VerdictJson::new(report.verdict),
            inputs: report.inputs.iter().map(InputJson::new).collect(),
            findings: report.findings.iter().map(FindingJson::new).collect(),
            resolved: report.resolved.iter().map(FindingJson::new).collect(),
            unknowns: report.unknowns.iter().map(UnknownJson::new).collect(),
            gaps: report.gaps.iter().map(GapJson::new).collect(),
            waived: report.waived.iter().map(FindingJson::new).collect(),
            stats: StatsJson::new(&report.stats),
        }
    }
}

impl VerdictJson {
    fn new(verdict: Verdict) -> Self {
        // A note asks nothing of anybody: as a verdict it is the fast lane.
        let lane = verdict.lane.filter(|lane| *lane > Lane::Note);
        Self { lane: lane.map_or("fast", Lane::word), exit: verdict.exit }
    }
}

impl<'a> InputJson<'a> {
    fn new(input: &'a InputRecord) -> Self {
        Self { role: input.role, kind: input.kind, name: &input.name, sha256: &input.sha256 }
    }
}

impl<'a> FindingJson<'a> {
    /// The shape of one finding.
    pub(super) fn new(finding: &'a Finding) -> Self {
        let examples = finding.also.examples.iter().map(|(from, to)| PairJson { from, to });
        Self {
            id: &finding.id,
            rule: finding.rule,
            class: finding.class.word(),
            axis: finding.axis.word(),
            lane: finding.lane.word(),
            severity: finding.severity.word(),
            certainty: finding.certainty.word(),
            drift: finding.drift.word(),
            title: &finding.title,
            from: &finding.from,
            to: &finding.to,
            path: finding.path.iter().map(HopJson::new).collect(),
            cause: finding.cause.iter().map(CauseJson::new).collect(),
            also: AlsoJson { count: finding.also.count, examples: examples.collect() },
            witness: finding.witness.as_ref().map(WitnessJson::new),
            controls: &finding.controls,
            owners: &finding.owners,
            gates: &finding.ruling.gates,
            approvals: &finding.ruling.approvals,
            assumptions: &finding.ruling.assumptions,
            accepted: finding.ruling.accepted.as_deref(),
            fix: &finding.fix,
            account: &finding.account,
            principals: &finding.principals,
            techniques: &finding.techniques,
        }
    }
}

impl<'a> HopJson<'a> {
    /// The shape of one step.
    pub(super) fn new(hop: &'a Hop) -> Self {
        Self {
            from: &hop.from,
            to: &hop.to,
            technique: hop.technique,
            name: hop.name,
            title: &hop.title,
            new: hop.new,
            because: hop.because.iter().map(BecauseJson::new).collect(),
            requires: &hop.requires,
        }
    }
}

impl<'a> BecauseJson<'a> {
    pub(super) fn new(because: &'a Because) -> Self {
        Self {
            policy: &because.policy,
            statement: because.statement,
            sid: &because.sid,
            says: &because.says,
            place: PlaceJson::new(&because.place),
        }
    }
}

impl<'a> PlaceJson<'a> {
    fn new(place: &'a Place) -> Self {
        let known = |number: u32| Some(number).filter(|number| *number > 0);
        Self {
            address: place.address.as_deref(),
            file: place.file.as_deref(),
            line: known(place.line),
            column: known(place.column),
            pointer: place.pointer.as_deref(),
        }
    }
}

impl<'a> CauseJson<'a> {
    fn new(cause: &'a Cause) -> Self {
        let (change, record) = change(cause.change);
        Self {
            address: &cause.address,
            attribute: &cause.attribute,
            statement: cause.statement,
            change,
            record,
            place: PlaceJson::new(&cause.place),
        }
    }
}

/// What happens to the resource, in the words of the contract, and to the record of it. The contract
/// has no word for a change that only Terraform's book-keeping sees: the resource stays as it is.
fn change(kind: ChangeKind) -> (&'static str, Option<&'static str>) {
    match kind {
        ChangeKind::Create => ("create", None),
        ChangeKind::Update => ("update", None),
        ChangeKind::Delete => ("delete", None),
        ChangeKind::Replace => ("replace", None),
        ChangeKind::Move => ("none", Some("move")),
        ChangeKind::Import => ("none", Some("import")),
        ChangeKind::Forget => ("none", Some("forget")),
        ChangeKind::None => ("none", None),
    }
}

impl<'a> WitnessJson<'a> {
    fn new(request: &'a Request) -> Self {
        let mut context: BTreeMap<&str, OneOrMore<'_>> = BTreeMap::new();
        for (key, value) in &request.context {
            let values = match context.remove(key.as_str()) {
                None => OneOrMore::One(value),
                Some(OneOrMore::One(first)) => OneOrMore::More(vec![first, value]),
                Some(OneOrMore::More(mut list)) => {
                    list.push(value);
                    OneOrMore::More(list)
                }
            };
            context.insert(key, values);
        }
        Self {
            principal: &request.principal,
            action: &request.action,
            resource: &request.resource,
            context,
        }
    }
}

impl<'a> UnknownJson<'a> {
    fn new(unknown: &'a UnknownRecord) -> Self {
        Self {
            address: &unknown.address,
            attribute: &unknown.attribute,
            reason: &unknown.reason,
            affects: &unknown.affects,
            place: PlaceJson::new(&unknown.place),
        }
    }
}

impl<'a> GapJson<'a> {
    fn new(gap: &'a GapRecord) -> Self {
        Self { address: &gap.address, reason: &gap.reason, place: PlaceJson::new(&gap.place) }
    }
}

impl StatsJson {
    fn new(stats: &Stats) -> Self {
        Self {
            principals: stats.principals,
            resources: stats.resources,
            statements: stats.statements,
            edges: stats.edges,
            unresolved: stats.unresolved,
            millis: stats.millis,
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
mod tests {
    use super::render;
    use crate::diff::finding::{Certainty, Lane};
    use crate::model::inventory::ChangeKind;
    use crate::report::Report;
    use crate::report::table::sample;
    use serde_json::{Value, json};

    /// The contract's fields, by where they stand; an index goes into the first element.
    const CONTRACT: &[(&str, &str)] = &[
        ("", "schema tool verdict inputs findings resolved unknowns gaps waived stats"),
        ("/tool", "name version"),
        ("/verdict", "lane exit"),
        ("/inputs/0", "role kind name sha256"),
        (
            "/findings/0",
            "id rule class axis lane severity certainty drift title from to path cause also \
             witness controls owners fix",
        ),
        ("/findings/0/path/0", "from to technique new because requires"),
        ("/findings/0/path/0/because/0", "policy statement sid place"),
        ("/findings/0/path/0/because/0/place", "address file line column"),
        ("/findings/0/cause/0", "address attribute change place"),
        ("/findings/0/also", "count examples"),
        ("/findings/0/also/examples/0", "from to"),
        ("/findings/0/witness", "principal action resource context"),
        ("/resolved/0", "id rule path cause also witness fix"),
        ("/unknowns/0", "address attribute reason affects place"),
        ("/gaps/0", "address reason place"),
        ("/stats", "principals resources statements edges"),
    ];

    fn rendered(report: &Report) -> Value {
        let mut bytes = Vec::new();
        render(report, &mut bytes).unwrap();
        assert!(bytes.starts_with(b"{\n  \"schema\": 1,\n"));
        assert!(bytes.ends_with(b"}\n"));
        serde_json::from_slice(&bytes).unwrap()
    }

    #[test]
    fn every_field_of_the_contract_is_there() {
        let report = rendered(&sample::report());
        for (place, fields) in CONTRACT {
            let object = report.pointer(place).unwrap().as_object().unwrap();
            for field in fields.split(' ').filter(|field| !field.is_empty()) {
                assert!(object.contains_key(field), "`{field}` is missing at `{place}`");
            }
        }
        assert_eq!(report["waived"], json!([]));
        assert_eq!(report["verdict"], json!({"lane": "block", "exit": 1}));
        assert_eq!(report["findings"][0]["path"][1]["new"], json!(false));
    }

    #[test]
    fn a_conditional_finding_says_what_it_requires() {
        let report = rendered(&sample::report());
        let finding = &report["findings"][1];
        assert_eq!(finding["certainty"], json!("conditional"));
        assert_eq!(finding["path"][0]["requires"], json!([sample::CONDITION]));
    }

    #[test]
    fn what_is_not_known_is_absent() {
        let mut report = sample::report();
        report.verdict.lane = Some(Lane::Note);
        report.findings.truncate(1);
        report.findings[0].certainty = Certainty::Unknown;
        report.findings[0].witness = None;
        report.findings[0].cause[0].statement = None;
        report.findings[0].cause[0].change = ChangeKind::Import;
        let shown = rendered(&report);
        assert_eq!(shown["verdict"]["lane"], json!("fast"));
        assert_eq!(shown["findings"][0]["witness"], Value::Null);
        let cause = &shown["findings"][0]["cause"][0];
        assert_eq!(cause.get("statement"), None);
        assert_eq!((&cause["change"], &cause["record"]), (&json!("none"), &json!("import")));
        assert_eq!(shown["stats"].get("millis"), None);
        report.stats.millis = Some(7);
        assert_eq!(rendered(&report)["stats"]["millis"], json!(7));
    }

    #[test]
    fn a_key_with_several_values_is_a_list() {
        let mut report = sample::report();
        let values = [("aws:TagKeys", "a"), ("aws:TagKeys", "b"), ("aws:SourceVpc", "c")];
        let context = values.map(|(key, value)| (key.to_owned(), value.to_owned()));
        report.findings[0].witness.as_mut().unwrap().context = context.to_vec();
        let shown = rendered(&report);
        let wanted = json!({"aws:SourceVpc": "c", "aws:TagKeys": ["a", "b"]});
        assert_eq!(shown["findings"][0]["witness"]["context"], wanted);
    }

    /// The published schema is the one of the types. `UPDATE=1 cargo test --lib schema` writes it.
    #[test]
    fn the_schema_is_that_of_the_types() {
        let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
        let schema = settings.into_generator().into_root_schema_for::<super::ReportJson<'_>>();
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/report.schema.json");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(file, &text).unwrap();
        }
        assert_eq!(std::fs::read_to_string(file).unwrap_or_default(), text, "UPDATE=1 writes it");
    }
}
