//! What a reader sees first: the verdict, the counts, what was compared, and what it means when
//! there is nothing to list.

use super::ink::Ink;
use super::label::count;
use super::page::Page;
use super::text::Text;
use crate::diff::finding::{Lane, Severity};
use crate::report::{InputRecord, Report, Verdict};
use std::io;

const SEVERITIES: [Severity; 4] =
    [Severity::Critical, Severity::High, Severity::Medium, Severity::Low];

/// Writes the head of the report.
pub(super) fn write(page: &mut Page<'_>, report: &Report) -> io::Result<()> {
    page.put(&[], &[(Ink::Plain, "  ")], &headline(report))?;
    for input in &report.inputs {
        line(page, input)?;
    }
    page.gap()?;
    if report.findings.is_empty() {
        page.prose(&[], &[], &Text::of(Ink::Plain, &meaning(report)))?;
        page.gap()?;
    }
    Ok(())
}

fn headline(report: &Report) -> Text {
    let (word, ink) = verdict(report.verdict);
    let mut text = Text::of(ink, word).add(Ink::Plain, "  ");
    let by_severity = SEVERITIES.iter().filter_map(|severity| {
        let number = report.findings.iter().filter(|one| one.severity == *severity).count();
        (number > 0).then(|| (Ink::Of(*severity), format!("{number} {}", severity.word())))
    });
    let rest = [
        (report.resolved.len(), "resolved"),
        (report.unknowns.len(), "not known"),
        (report.gaps.len(), "not read"),
    ];
    let rest = rest.into_iter().filter(|(number, _)| *number > 0);
    let rest = rest.map(|(number, word)| (Ink::Plain, format!("{number} {word}")));
    let mut counts: Vec<(Ink, String)> = by_severity.collect();
    if counts.is_empty() {
        counts.push((Ink::Plain, "no findings".into()));
    }
    for (index, (ink, words)) in counts.into_iter().chain(rest).enumerate() {
        text = text.add(Ink::Plain, if index > 0 { ", " } else { "" }).add(ink, &words);
    }
    text.add(Ink::Faint, &format!("  ({}, exit {})", report.command, report.verdict.exit))
}

/// The word for a verdict. An exit code of 3 outranks the lane, which cannot tell it.
fn verdict(verdict: Verdict) -> (&'static str, Ink) {
    match (verdict.exit, verdict.lane) {
        (3, _) => ("UNDECIDED", Ink::Doubt),
        (_, Some(Lane::Block)) => ("BLOCK", Ink::Bad),
        (_, Some(Lane::Review)) => ("REVIEW", Ink::Doubt),
        (_, Some(Lane::Note) | None) => ("PASS", Ink::Good),
    }
}

fn line(page: &mut Page<'_>, input: &InputRecord) -> io::Result<()> {
    let role = format!("  {:8}", input.role);
    let text = Text::of(Ink::Plain, &input.name)
        .add(Ink::Plain, " ")
        .add(Ink::Faint, &format!("({})", input.kind));
    page.put(&[(Ink::Faint, &role)], &[(Ink::Plain, "          ")], &text)
}

/// What it means that nothing was found, in one sentence.
fn meaning(report: &Report) -> String {
    let what = if report.command == "audit" {
        "Nothing found: in what was read no principal comes to power beyond its own, and nobody \
         outside is let in"
    } else {
        "Nothing new: by this change no principal, and nobody outside, comes to power that it did \
         not have before"
    };
    let left = [
        (report.unknowns.len(), "unknown value", "unknown values"),
        (report.gaps.len(), "unread change", "unread changes"),
    ];
    let left = left.into_iter().filter(|(number, ..)| *number > 0);
    let left: Vec<String> = left.map(|(number, one, many)| count(number, one, many)).collect();
    if left.is_empty() {
        return format!("{what}.");
    }
    format!(
        "{what}, as far as the input tells: the {} below may say otherwise.",
        left.join(" and the ")
    )
}
