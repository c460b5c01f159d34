//! The graph in the language of Graphviz.

use super::{left_out, standing};
use crate::diff::map::{Gives, Map};
use std::io::{self, Write};

/// The outline of each kind of node.
const SHAPES: &[(&str, &str)] = &[
    ("admin", "doubleoctagon"),
    ("group", "folder"),
    ("outside", "diamond"),
    ("role", "box"),
    ("user", "ellipse"),
];

pub(super) fn render(map: &Map, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "digraph trustdrift {{\n  rankdir=LR; node [fontname=\"sans-serif\"]; edge [fontname=\"sans-serif\"];"
    )?;
    if let Some(text) = left_out(map.left_out) {
        writeln!(out, "  label={};", quoted(&text))?;
    }
    for (index, spot) in map.spots.iter().enumerate() {
        let shape = SHAPES.iter().find(|(kind, _)| *kind == spot.kind).map_or("box", |one| one.1);
        let (label, tooltip) = (quoted(&spot.label), quoted(&spot.id));
        writeln!(out, "  n{index} [label={label}, tooltip={tooltip}, shape={shape}];")?;
    }
    for one in standing(map) {
        let style = if one.is_proven() { "solid" } else { "dashed" };
        let head = if one.line.gives == Gives::Decides { "odot" } else { "normal" };
        let tooltip = [vec![one.line.title.clone()], one.because(), one.stand.requires.clone()];
        writeln!(
            out,
            "  n{} -> n{} [label={}, tooltip={}, style={style}, arrowhead={head}];",
            one.line.from,
            one.line.to,
            quoted(one.line.technique),
            quoted(&tooltip.concat().join("; ")),
        )?;
    }
    writeln!(out, "}}")
}

/// A text as a quoted string: Graphviz reads escapes in labels, so there are none but ours.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            // Graphviz also reads entities of HTML.
            '&' => out.push_str("&amp;"),
            letter if letter.is_control() => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}
