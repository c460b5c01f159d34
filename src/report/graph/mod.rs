//! The privilege graph for other programs: drawn, queried, loaded into a database.
//!
//! What stands in the input is hostile here as everywhere: each format has one function that makes a
//! text harmless, and nothing of the input is written without it.

mod cypher;
mod dot;
mod graphml;
mod json;
mod mermaid;

use crate::diff::finding::Certainty;
use crate::diff::map::{Line, Map, Spot, Stand};
use std::io;

/// How a graph is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GraphFormat {
    /// openCypher statements, for Neo4j and its like.
    Cypher,
    /// For Graphviz.
    Dot,
    /// For Gephi, yEd, `NetworkX`.
    Graphml,
    /// For programs.
    Json,
    /// For Markdown.
    Mermaid,
}

/// Writes a graph.
///
/// # Errors
/// What the writer gives.
pub fn render(map: &Map, format: GraphFormat, out: &mut dyn io::Write) -> io::Result<()> {
    match format {
        GraphFormat::Cypher => cypher::render(map, out),
        GraphFormat::Dot => dot::render(map, out),
        GraphFormat::Graphml => graphml::render(map, out),
        GraphFormat::Json => json::render(map, out),
        GraphFormat::Mermaid => mermaid::render(map, out),
    }
}

/// A line with its ends, as it stands on the side that is written.
struct Drawn<'m> {
    from: &'m Spot,
    to: &'m Spot,
    line: &'m Line,
    stand: &'m Stand,
}

impl Drawn<'_> {
    fn certainty(&self) -> &'static str {
        self.stand.certainty.word()
    }

    fn is_proven(&self) -> bool {
        self.stand.certainty == Certainty::Proven
    }

    /// What it stands on: `Allow iam:passrole on * (aws_iam_role_policy.ci.policy#Statement[0])`.
    fn because(&self) -> Vec<String> {
        self.stand.because.iter().map(because).collect()
    }
}

/// What a line stands on, and where that is written.
pub(super) fn because(one: &crate::diff::finding::Because) -> String {
    let place = [&one.place.address, &one.place.pointer];
    let place: Vec<&str> = place.iter().filter_map(|part| part.as_deref()).collect();
    let said = if one.says.is_empty() { one.policy.as_str() } else { one.says.as_str() };
    match (said, place.join(".")) {
        ("", place) => place,
        (said, place) if place.is_empty() => said.to_owned(),
        (said, place) => format!("{said} ({place})"),
    }
}

/// The lines that stand.
fn standing(map: &Map) -> impl Iterator<Item = Drawn<'_>> {
    map.lines.iter().filter_map(|line| {
        let (from, to) = (map.spots.get(line.from)?, map.spots.get(line.to)?);
        Some(Drawn { from, to, line, stand: line.after.as_ref()? })
    })
}

/// What a reader must know about what is not there; nothing where all is there.
fn left_out(count: usize) -> Option<String> {
    (count > 0).then(|| format!("{count} edges more are not drawn"))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::{GraphFormat, render};
    use crate::diff::finding::Certainty;
    use crate::diff::map::{Gives, Line, Map, Spot, Stand};

    const HOSTILE: &str =
        "a\"]; n9 -> n8 [x=\"\\\"<&'>\u{1b}[2J\n'); MATCH (n) DELETE n; // \\u0027#quot;}}%%";

    fn shown(map: &Map, format: GraphFormat) -> String {
        let mut bytes = Vec::new();
        render(map, format, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    fn map(name: &str) -> Map {
        let spot = |kind| Spot {
            id: format!("{kind}{name}"),
            label: name.into(),
            kind,
            account: name.into(),
        };
        let stand = Stand {
            certainty: Certainty::Conditional,
            because: vec![],
            requires: vec![name.into()],
        };
        let line = Line {
            from: 0,
            to: 1,
            technique: "sts-001",
            name: "become.assume-role",
            title: name.into(),
            gives: Gives::Acts,
            before: None,
            after: Some(stand),
        };
        Map { spots: vec![spot("role"), spot("user")], lines: vec![line], left_out: 7 }
    }

    /// A name changes what is shown and nothing of the shape: as many lines, no byte that steers.
    #[test]
    fn no_name_breaks_out() {
        use GraphFormat::{Cypher, Dot, Graphml, Json, Mermaid};
        for format in [Cypher, Dot, Graphml, Json, Mermaid] {
            let (plain, hostile) = (shown(&map("x"), format), shown(&map(HOSTILE), format));
            assert_eq!(plain.lines().count(), hostile.lines().count(), "{hostile}");
            assert!(!hostile.contains('\u{1b}'), "{hostile}");
            assert!(plain.contains('7'), "what is left out is said: {plain}");
        }
    }
}
