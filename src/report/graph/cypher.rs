//! The graph as openCypher statements, one a line, for Neo4j, Memgraph and their like.

use super::{left_out, standing};
use crate::diff::map::{Gives, Map};
use std::io::{self, Write};

pub(super) fn render(map: &Map, out: &mut dyn Write) -> io::Result<()> {
    if let Some(text) = left_out(map.left_out) {
        writeln!(out, "// {text}")?;
    }
    for spot in &map.spots {
        writeln!(
            out,
            "MERGE (n:Principal {{id: {}}}) SET n.label = {}, n.kind = {}, n.account = {};",
            literal(&spot.id),
            literal(&spot.label),
            literal(spot.kind),
            literal(&spot.account),
        )?;
    }
    for one in standing(map) {
        let kind = match one.line.gives {
            Gives::Acts => "ACTS_AS",
            Gives::Decides => "DECIDES",
            Gives::Power => "ADMINISTERS",
        };
        writeln!(
            out,
            "MATCH (a:Principal {{id: {}}}), (b:Principal {{id: {}}}) CREATE (a)-[:{kind} {{technique: {}, \
             name: {}, title: {}, certainty: {}, because: {}, requires: {}}}]->(b);",
            literal(&one.from.id),
            literal(&one.to.id),
            literal(one.line.technique),
            literal(one.line.name),
            literal(&one.line.title),
            literal(one.certainty()),
            literal(&one.because().join("; ")),
            literal(&one.stand.requires.join("; ")),
        )?;
    }
    Ok(())
}

/// A text as a string literal.
fn literal(text: &str) -> String {
    let mut out = String::from("'");
    for letter in text.chars() {
        match letter {
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            letter if letter.is_control() => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out.push('\'');
    // Some databases read \uXXXX before all other escapes, so no backslash stands before a u.
    out.replace("\\u", "\\' + 'u").replace("\\U", "\\' + 'U")
}
