//! A finding: what it says, its path, what opened it, whom it concerns, what would close it.

use super::ink::Ink;
use super::page::Page;
use super::text::Text;
use super::{label, ladder};
use crate::diff::finding::{Certainty, Finding};
use std::io;

/// How many further pairs are shown; the rest is a number.
const EXAMPLES: usize = 3;
/// Columns of the labels at the left.
const LABEL: usize = 11;

/// Writes one finding, `number` being its position in the report.
pub(super) fn block(page: &mut Page<'_>, number: usize, finding: &Finding) -> io::Result<()> {
    let home = match finding.account.as_str() {
        "" => label::home(&finding.path),
        account => account,
    };
    page.put(&[], &[(Ink::Plain, "  ")], &head(page, number, finding))?;
    let indent = [(Ink::Plain, "  ")];
    page.prose(&indent, &indent, &Text::of(Ink::Strong, &finding.title))?;
    page.gap()?;
    if !finding.path.is_empty() {
        let place = if home.is_empty() { String::new() } else { format!(" in account {home}") };
        page.put(&indent, &indent, &Text::of(Ink::Faint, "path").add(Ink::Faint, &place))?;
        ladder::draw(page, &finding.path, home)?;
        page.gap()?;
    }
    fields(page, finding, home)
}

fn head(page: &Page<'_>, number: usize, finding: &Finding) -> Text {
    let dot = format!(" {} ", page.glyphs().dot);
    let badge = finding.severity.word().to_uppercase();
    let mut text = Text::of(Ink::Faint, &format!("#{number} "))
        .add(Ink::Of(finding.severity), &badge)
        .add(Ink::Plain, "  ")
        .add(Ink::Strong, finding.rule);
    for word in [finding.certainty.word(), finding.drift.word(), finding.lane.word()] {
        text = text.add(Ink::Faint, &dot).add(Ink::Plain, word);
    }
    text
}

fn fields(page: &mut Page<'_>, finding: &Finding, home: &str) -> io::Result<()> {
    let glyphs = page.glyphs();
    let said = finding.path.iter().any(|hop| !hop.requires.is_empty());
    if finding.certainty != Certainty::Proven && !said {
        let what = "if what the input leaves open is so: see the unknown values below";
        field(page, "holds", &Text::of(Ink::Plain, what))?;
    }
    for (index, cause) in finding.cause.iter().enumerate() {
        let name = if index == 0 { "cause" } else { "" };
        // One of several paragraphs: what is wrapped of it must not look like another.
        hung(page, name, 2, &label::cause(cause, home, glyphs))?;
    }
    field(page, "who", &list(&finding.principals))?;
    field(page, "also", &also(finding, home, glyphs.arrow))?;
    let other = |name: &&str| finding.path.iter().all(|hop| hop.name != *name);
    let ways = finding.techniques.iter().copied().filter(other);
    field(page, "by way of", &Text::default().list(Ink::Plain, ways))?;
    field(page, "witness", &witness(finding, home))?;
    field(page, "owner", &list(&finding.owners))?;
    field(page, "gates", &list(&finding.ruling.gates))?;
    let told = finding.ruling.approvals.iter().chain(&finding.ruling.assumptions);
    for (index, line) in told.enumerate() {
        hung(page, if index == 0 { "rests on" } else { "" }, 2, &Text::of(Ink::Plain, line))?;
    }
    if let Some(since) = &finding.ruling.accepted {
        field(page, "accepted", &Text::of(Ink::Plain, since))?;
    }
    field(page, "toward", &Text::default().list(Ink::Faint, finding.controls.iter().copied()))?;
    field(page, "fix", &Text::of(Ink::Plain, &finding.fix))?;
    field(page, "id", &Text::of(Ink::Faint, &finding.id))
}

/// A labelled paragraph; nothing where there is nothing to say.
fn field(page: &mut Page<'_>, name: &str, text: &Text) -> io::Result<()> {
    hung(page, name, 0, text)
}

/// The same with its further lines indented by `hang` more.
fn hung(page: &mut Page<'_>, name: &str, hang: usize, text: &Text) -> io::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    let first = format!("  {name:LABEL$}");
    let rest = " ".repeat(first.len() + hang);
    page.prose(&[(Ink::Faint, &first)], &[(Ink::Plain, &rest)], text)
}

fn list(parts: &[String]) -> Text {
    Text::default().list(Ink::Plain, parts.iter().map(String::as_str))
}

fn also(finding: &Finding, home: &str, arrow: &str) -> Text {
    let also = &finding.also;
    if also.count == 0 {
        return Text::default();
    }
    let shown = also.examples.iter().take(EXAMPLES);
    let pair = |(from, to): &(String, String)| {
        format!("{} {arrow} {}", label::node(from, home), label::node(to, home))
    };
    let examples: Vec<String> = shown.map(pair).collect();
    let dots = if also.count > examples.len() && !examples.is_empty() { ", ..." } else { "" };
    let colon = if examples.is_empty() { "" } else { ": " };
    let count = label::count(also.count, "more pair", "more pairs");
    Text::of(Ink::Plain, &count).add(Ink::Plain, colon).join(list(&examples)).add(Ink::Plain, dots)
}

fn witness(finding: &Finding, home: &str) -> Text {
    let Some(request) = &finding.witness else { return Text::default() };
    let mut text = Text::of(Ink::Plain, &label::node(&request.principal, home))
        .add(Ink::Plain, " calls ")
        .add(Ink::Strong, &request.action)
        .add(Ink::Plain, " on ")
        .add(Ink::Plain, &request.resource);
    for (index, (key, value)) in request.context.iter().enumerate() {
        let word = if index == 0 { " with " } else { ", " };
        text = text.add(Ink::Plain, word).add(Ink::Plain, &format!("{key}={value}"));
    }
    text
}
