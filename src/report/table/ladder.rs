//! A path, drawn from top to bottom.

use super::ink::Ink;
use super::label;
use super::page::Page;
use super::text::Text;
use crate::diff::finding::Hop;
use std::io;

const INDENT: &str = "    ";

/// Draws the steps: who acts, what it does and by which technique, what that stands on, what must
/// hold, whom it then acts as. Accounts are named where they are not `home`.
pub(super) fn draw(page: &mut Page<'_>, path: &[Hop], home: &str) -> io::Result<()> {
    let glyphs = page.glyphs();
    let mut at = None;
    for hop in path {
        // A step may go on from a principal that was reached earlier.
        if at != Some(&hop.from) {
            rung(page, glyphs.start, &hop.from, home)?;
        }
        step(page, hop, home)?;
        rung(page, glyphs.down, &hop.to, home)?;
        at = Some(&hop.to);
    }
    Ok(())
}

fn rung(page: &mut Page<'_>, glyph: &str, node: &str, home: &str) -> io::Result<()> {
    let first = [(Ink::Plain, INDENT), (Ink::Faint, glyph), (Ink::Plain, " ")];
    let rest = [(Ink::Plain, INDENT), (Ink::Plain, "  ")];
    page.put(&first, &rest, &Text::of(Ink::Strong, &label::node(node, home)))
}

fn step(page: &mut Page<'_>, hop: &Hop, home: &str) -> io::Result<()> {
    let mark = if hop.new { (Ink::New, "NEW ") } else { (Ink::Plain, "    ") };
    side(page, mark, &title(hop))?;
    for because in &hop.because {
        side(page, (Ink::Faint, "by  "), &label::because(because, home))?;
        if !because.says.is_empty() {
            side(page, (Ink::Faint, "    "), &Text::of(Ink::Plain, &because.says))?;
        }
    }
    for requires in &hop.requires {
        side(page, (Ink::Doubt, "if  "), &Text::of(Ink::Plain, requires))?;
    }
    Ok(())
}

fn title(hop: &Hop) -> Text {
    let text = Text::of(Ink::Plain, &hop.title).add(Ink::Plain, " ");
    if hop.name == hop.technique {
        return text.add(Ink::Faint, &format!("({})", hop.name));
    }
    text.tie(Ink::Faint, &format!("({}", hop.name)).add(Ink::Faint, &format!("{})", hop.technique))
}

/// A paragraph beside the bar, its mark on the first line.
fn side(page: &mut Page<'_>, mark: (Ink, &str), text: &Text) -> io::Result<()> {
    let bar = page.glyphs().bar;
    let (indent, bar, space) = ((Ink::Plain, INDENT), (Ink::Faint, bar), (Ink::Plain, " "));
    page.put(&[indent, bar, space, mark], &[indent, bar, space, (Ink::Plain, "      ")], text)
}
