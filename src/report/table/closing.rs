//! What comes after the findings: what is gone, what is not known, what was not read, and how much
//! was looked at.

use super::ink::Ink;
use super::label::{self, count};
use super::page::Page;
use super::text::Text;
use crate::model::Arn;
use crate::report::{GapRecord, Report, UnknownRecord};
use std::io;

/// Entries of a list; the rest is a number.
const LISTED: usize = 10;
/// Of what rests on an unknown value, so many are named.
const AFFECTED: usize = 3;

/// Writes the lists and the line of evidence.
pub(super) fn write(page: &mut Page<'_>, report: &Report) -> io::Result<()> {
    for finding in &report.resolved {
        let text = Text::of(Ink::Good, "resolved: ").add(Ink::Plain, &finding.title);
        item(page, "- ", Ink::Good, &text)?;
    }
    if !report.resolved.is_empty() {
        page.gap()?;
    }
    for finding in &report.waived {
        let text = Text::of(Ink::Doubt, "waived: ").add(Ink::Plain, &finding.title);
        item(page, "- ", Ink::Doubt, &text.add(Ink::Faint, &format!(" ({})", finding.id)))?;
    }
    if !report.waived.is_empty() {
        page.gap()?;
    }
    let home = home(&report.unknowns);
    list(page, "Not known", "  ? ", report.unknowns.iter().map(|one| unknown(one, home)))?;
    list(page, "Not read", "  ! ", report.gaps.iter().map(gap))?;
    page.prose(&[], &[(Ink::Plain, "  ")], &coverage(report))
}

fn list(
    page: &mut Page<'_>,
    name: &str,
    mark: &str,
    entries: impl ExactSizeIterator<Item = Text>,
) -> io::Result<()> {
    let number = entries.len();
    if number == 0 {
        return Ok(());
    }
    page.put(&[], &[], &Text::of(Ink::Strong, &format!("{name} ({number})")))?;
    for entry in entries.take(LISTED) {
        item(page, mark, Ink::Doubt, &entry)?;
    }
    if number > LISTED {
        let more = format!("... and {} more; --format json lists all", number - LISTED);
        item(page, "  ", Ink::Faint, &Text::of(Ink::Faint, &more))?;
    }
    page.gap()
}

fn item(page: &mut Page<'_>, mark: &str, ink: Ink, text: &Text) -> io::Result<()> {
    let rest = " ".repeat(mark.len() + 2);
    page.prose(&[(ink, mark)], &[(Ink::Plain, &rest)], text)
}

/// The account of all that rests on something unknown; empty where it is more than one.
fn home(unknowns: &[UnknownRecord]) -> &str {
    let nodes = unknowns.iter().flat_map(|one| &one.affects);
    let mut accounts = nodes.filter_map(|node| Some(Arn::parse(node)?.account));
    let first = accounts.find(|account| !account.is_empty()).unwrap_or_default();
    let same = accounts.all(|account| account.is_empty() || account == first);
    if same { first } else { "" }
}

fn unknown(one: &UnknownRecord, home: &str) -> Text {
    let mut text = Text::of(Ink::Strong, &one.address);
    if !one.attribute.is_empty() {
        text = text.add(Ink::Strong, ".").add(Ink::Strong, &one.attribute);
    }
    text = text.add(Ink::Plain, ": ").add(Ink::Plain, &one.reason);
    let text = text.join(label::file(&one.place));
    if one.affects.is_empty() {
        return text;
    }
    let named = one.affects.iter().take(AFFECTED).map(|node| label::node(node, home));
    let named: Vec<String> = named.collect();
    let text = text.add(Ink::Faint, "; affects ");
    let text = text.list(Ink::Faint, named.iter().map(String::as_str));
    match one.affects.len().saturating_sub(AFFECTED) {
        0 => text,
        more => text.add(Ink::Faint, &format!(" and {more} more")),
    }
}

fn gap(one: &GapRecord) -> Text {
    Text::of(Ink::Strong, &one.address)
        .add(Ink::Plain, ": ")
        .add(Ink::Plain, &one.reason)
        .join(label::file(&one.place))
}

/// The evidence: how much was looked at, and how much was left out.
fn coverage(report: &Report) -> Text {
    let stats = &report.stats;
    let seen = [
        count(stats.principals, "principal", "principals"),
        count(stats.resources, "resource", "resources"),
        count(stats.statements, "statement", "statements"),
        count(stats.edges, "set edge", "set edges"),
    ];
    let left = [
        count(stats.unresolved, "document unresolved", "documents unresolved"),
        count(report.gaps.len(), "change unread", "changes unread"),
    ];
    let time = stats.millis.map(|millis| format!("; {millis} ms")).unwrap_or_default();
    Text::of(Ink::Strong, "Looked at ")
        .add(Ink::Plain, &format!("{}; {}{time}.", seen.join(", "), left.join(", ")))
}
