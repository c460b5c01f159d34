//! The graph in the language of Mermaid, which forges draw in Markdown.

use super::{left_out, standing};
use crate::diff::map::Map;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Edges that Mermaid draws unless its settings are changed.
const EDGES_MAX: usize = 500;
/// Letters of a diagram that Mermaid takes unless its settings are changed.
const LETTERS_MAX: usize = 50_000;

pub(super) fn render(map: &Map, out: &mut dyn Write) -> io::Result<()> {
    let (mut edges, mut ends, mut letters, mut more) = (Vec::new(), BTreeSet::new(), 0, 0);
    for one in standing(map) {
        let arrow = if one.is_proven() { "-->" } else { "-.->" };
        let edge = format!("  n{} {arrow}|{}| n{}", one.line.from, one.line.technique, one.line.to);
        let fresh = [(one.line.from, one.from), (one.line.to, one.to)];
        let fresh = fresh.iter().filter(|(at, _)| !ends.contains(at));
        let nodes: usize =
            fresh.map(|(at, spot)| node(*at, spot.kind, &spot.label).len() + 1).sum();
        letters += edge.len() + 1 + nodes;
        if edges.len() == EDGES_MAX || letters > LETTERS_MAX - 200 {
            more += 1;
            continue;
        }
        ends.extend([one.line.from, one.line.to]);
        edges.push(edge);
    }
    writeln!(out, "flowchart LR")?;
    if let Some(text) = left_out(map.left_out + more) {
        writeln!(out, "  %% {text}")?;
    }
    for (index, spot) in map.spots.iter().enumerate().filter(|(index, _)| ends.contains(index)) {
        writeln!(out, "{}", node(index, spot.kind, &spot.label))?;
    }
    edges.iter().try_for_each(|edge| writeln!(out, "{edge}"))
}

fn node(index: usize, kind: &str, label: &str) -> String {
    let label = plain(label);
    match kind {
        "admin" => format!("  n{index}{{{{\"{label}\"}}}}"),
        "outside" => format!("  n{index}([\"{label}\"])"),
        "user" => format!("  n{index}((\"{label}\"))"),
        _ => format!("  n{index}[\"{label}\"]"),
    }
}

/// A text in which nothing is markup: all but plain letters as a number.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_alphanumeric() || "/-_.:= ".contains(letter) {
            out.push(letter);
        } else if letter.is_control() {
            out.push('\u{fffd}');
        } else {
            out.push_str(&format!("#{};", u32::from(letter)));
        }
    }
    out
}
