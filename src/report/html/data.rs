//! The graph as the script of the page reads it: each text once, lines as numbers.

use super::super::Report;
use crate::diff::map::{Line, Map, Stand};
use serde::Serialize;
use std::collections::HashMap;
use std::io;

#[derive(Serialize)]
struct Data<'a> {
    compared: bool,
    nodes: Vec<[&'a str; 4]>,
    lines: Vec<LineData>,
    texts: Vec<String>,
    left_out: usize,
    /// Of each finding its account and its steps.
    paths: Vec<(&'a str, Vec<StepData<'a>>)>,
}

#[derive(Serialize)]
struct LineData {
    from: usize,
    to: usize,
    technique: &'static str,
    title: usize,
    gives: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<StandData>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<StandData>,
}

/// From, to, technique, whether it is new.
type StepData<'a> = (&'a str, &'a str, &'a str, bool);

/// Certainty, texts of statements, texts of conditions.
type StandData = (&'static str, Vec<usize>, Vec<usize>);

/// The graph and the paths of the findings as JSON that may stand in a script element.
pub(super) fn json(report: &Report) -> io::Result<String> {
    let empty = Map::default();
    let map = report.map.as_ref().unwrap_or(&empty);
    let mut texts = Texts::default();
    let lines = map.lines.iter().map(|line| texts.line(line)).collect();
    let paths = report.findings.iter().take(super::view::FINDINGS_MAX).map(|finding| {
        let steps = finding.path.iter();
        let steps = steps.map(|hop| (hop.from.as_str(), hop.to.as_str(), hop.technique, hop.new));
        (finding.account.as_str(), steps.collect())
    });
    let nodes = map.spots.iter().map(|one| [one.id.as_str(), &one.label, one.kind, &one.account]);
    let data = Data {
        compared: report.command != "audit",
        nodes: nodes.collect(),
        lines,
        left_out: map.left_out,
        paths: paths.collect(),
        texts: texts.list,
    };
    let text = serde_json::to_string(&data)?;
    // No text may end the element or begin a comment in it.
    Ok(text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
}

/// Texts by number.
#[derive(Default)]
struct Texts {
    list: Vec<String>,
    known: HashMap<String, usize>,
}

impl Texts {
    fn add(&mut self, text: String) -> usize {
        let next = self.list.len();
        *self.known.entry(text).or_insert_with_key(|text| {
            self.list.push(text.clone());
            next
        })
    }

    fn line(&mut self, line: &Line) -> LineData {
        LineData {
            from: line.from,
            to: line.to,
            technique: line.technique,
            title: self.add(line.title.clone()),
            gives: line.gives.word(),
            before: line.before.as_ref().map(|stand| self.stand(stand)),
            after: line.after.as_ref().map(|stand| self.stand(stand)),
        }
    }

    fn stand(&mut self, stand: &Stand) -> StandData {
        let because = stand.because.iter().map(super::super::graph::because);
        let because = because.map(|text| self.add(text)).collect();
        let requires = stand.requires.iter().map(|text| self.add(text.clone())).collect();
        (stand.certainty.word(), because, requires)
    }
}
