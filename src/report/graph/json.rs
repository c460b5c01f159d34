//! The graph for programs, and for the HTML report.

use super::super::json::BecauseJson;
use crate::diff::map::{Line, Map, Spot, Stand};
use serde::Serialize;
use std::io;

/// A graph; lines name their ends by position.
#[derive(Serialize)]
pub(in crate::report) struct MapJson<'a> {
    schema: u32,
    nodes: Vec<SpotJson<'a>>,
    edges: Vec<LineJson<'a>>,
    /// Edges that there are besides.
    left_out: usize,
}

#[derive(Serialize)]
struct SpotJson<'a> {
    id: &'a str,
    label: &'a str,
    kind: &'static str,
    account: &'a str,
}

#[derive(Serialize)]
struct LineJson<'a> {
    from: &'a str,
    to: &'a str,
    source: usize,
    target: usize,
    technique: &'static str,
    name: &'static str,
    title: &'a str,
    gives: &'static str,
    before: Option<StandJson<'a>>,
    after: Option<StandJson<'a>>,
}

#[derive(Serialize)]
struct StandJson<'a> {
    certainty: &'static str,
    because: Vec<BecauseJson<'a>>,
    requires: &'a [String],
}

pub(super) fn render(map: &Map, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &MapJson::new(map))?;
    writeln!(out)
}

impl<'a> MapJson<'a> {
    pub(in crate::report) fn new(map: &'a Map) -> Self {
        let id = |at: usize| map.spots.get(at).map_or("", |spot| spot.id.as_str());
        let spot = |spot: &'a Spot| {
            let Spot { id, label, kind, account } = spot;
            SpotJson { id, label, kind, account }
        };
        let line = |line: &'a Line| LineJson {
            from: id(line.from),
            to: id(line.to),
            source: line.from,
            target: line.to,
            technique: line.technique,
            name: line.name,
            title: &line.title,
            gives: line.gives.word(),
            before: line.before.as_ref().map(StandJson::new),
            after: line.after.as_ref().map(StandJson::new),
        };
        Self {
            schema: 1,
            nodes: map.spots.iter().map(spot).collect(),
            edges: map.lines.iter().map(line).collect(),
            left_out: map.left_out,
        }
    }
}

impl<'a> StandJson<'a> {
    fn new(stand: &'a Stand) -> Self {
        Self {
            certainty: stand.certainty.word(),
            because: stand.because.iter().map(BecauseJson::new).collect(),
            requires: &stand.requires,
        }
    }
}
