//! The graph as `GraphML`: XML that most programs for graphs read.

use super::{left_out, standing};
use crate::diff::map::Map;
use std::io::{self, Write};

/// Attributes: of what, name, type.
const KEYS: &[(&str, &str, &str)] = &[
    ("node", "id", "string"),
    ("node", "label", "string"),
    ("node", "kind", "string"),
    ("node", "account", "string"),
    ("edge", "technique", "string"),
    ("edge", "name", "string"),
    ("edge", "title", "string"),
    ("edge", "gives", "string"),
    ("edge", "certainty", "string"),
    ("edge", "because", "string"),
    ("edge", "requires", "string"),
];

pub(super) fn render(map: &Map, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
    for (of, name, kind) in KEYS {
        let (key, of) = (key(of, name), of);
        writeln!(
            out,
            "  <key id=\"{key}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
        )?;
    }
    writeln!(out, "  <graph id=\"trustdrift\" edgedefault=\"directed\">")?;
    if let Some(text) = left_out(map.left_out) {
        writeln!(out, "    <desc>{}</desc>", xml(&text))?;
    }
    for (index, spot) in map.spots.iter().enumerate() {
        write!(out, "    <node id=\"n{index}\">")?;
        let fields = [("id", &*spot.id), ("label", &spot.label), ("kind", spot.kind)];
        data("node", &[&fields[..], &[("account", &spot.account)]].concat(), out)?;
        writeln!(out, "</node>")?;
    }
    for (index, one) in standing(map).enumerate() {
        let (from, to) = (one.line.from, one.line.to);
        write!(out, "    <edge id=\"e{index}\" source=\"n{from}\" target=\"n{to}\">")?;
        let fields = [
            ("technique", one.line.technique),
            ("name", one.line.name),
            ("title", &one.line.title),
            ("gives", one.line.gives.word()),
            ("certainty", one.certainty()),
            ("because", &one.because().join("; ")),
            ("requires", &one.stand.requires.join("; ")),
        ];
        data("edge", &fields, out)?;
        writeln!(out, "</edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

fn key(of: &str, name: &str) -> String {
    format!("{of}-{name}")
}

fn data(of: &str, fields: &[(&str, &str)], out: &mut dyn Write) -> io::Result<()> {
    let said = fields.iter().filter(|(_, value)| !value.is_empty());
    said.into_iter().try_for_each(|(name, value)| {
        write!(out, "<data key=\"{}\">{}</data>", key(of, name), xml(value))
    })
}

/// A text as content of an element. XML has no way to write most control characters.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            letter if letter.is_control() => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}
