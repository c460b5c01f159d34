//! Many findings at a glance.

use super::ink::Ink;
use super::label;
use super::page::Page;
use super::text::Text;
use crate::diff::finding::Finding;
use comfy_table::{
    ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table, TableStyle,
};
use std::io;
use unicode_width::UnicodeWidthStr;

/// Up to so many findings are seen at a glance without a table.
const FEW: usize = 3;
/// Columns below which a table is harder to read than none.
const NARROW: usize = 72;

/// Columns of severity and certainty, of the spaces around all cells and of the bars between them.
const FIXED: usize = 8 + 11 + 6 * 2 + 5;

/// Writes a table of the findings, a row for each; nothing where they are few or the page is narrow.
pub(super) fn table(page: &mut Page<'_>, findings: &[Finding]) -> io::Result<()> {
    if findings.len() <= FEW || page.width() < NARROW {
        return Ok(());
    }
    let number = findings.len().to_string().len();
    let rows: Vec<Row> = findings.iter().map(|one| Row::new(page, one)).collect();
    let widths = shares(&rows, page.width().saturating_sub(FIXED + number));
    let mut table = Table::new();
    table
        .load_style(frame(page.unicode()))
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(page.width()).unwrap_or(u16::MAX))
        .set_header(["#", "severity", "certainty", "from", "to", "cause"]);
    for (index, row) in rows.iter().enumerate() {
        let [from, to, cause] = row.cells(widths);
        let number = (index + 1).to_string();
        table.add_row([number.as_str(), &row.severity, row.certainty, &from, &to, &cause]);
    }
    for column in table.column_iter_mut() {
        column.set_constraint(ColumnConstraint::ContentWidth);
    }
    for line in table.lines() {
        page.raw(&line)?;
    }
    page.gap()
}

/// A finding as a row: two short words, and three texts that may have to be wrapped.
struct Row {
    severity: String,
    certainty: &'static str,
    texts: [Text; 3],
}

impl Row {
    fn new(page: &Page<'_>, finding: &Finding) -> Self {
        let home = finding.account.as_str();
        let node = |id: &str| Text::of(Ink::Plain, &label::node(id, home));
        let mut cause = Text::default();
        if let Some(first) = finding.cause.first() {
            cause = label::brief(first, home, page.glyphs());
        }
        if finding.cause.len() > 1 {
            cause = cause.add(Ink::Plain, &format!(" and {} more", finding.cause.len() - 1));
        }
        Self {
            severity: finding.severity.word().to_uppercase(),
            certainty: finding.certainty.word(),
            texts: [node(&finding.from), node(&finding.to), cause],
        }
    }

    /// The texts, each wrapped to its width.
    fn cells(&self, widths: [usize; 3]) -> [String; 3] {
        let mut widths = widths.into_iter();
        self.texts.each_ref().map(|text| {
            let width = widths.next().unwrap_or(usize::MAX);
            let lines = text.lines(width, width).into_iter();
            let lines = lines.map(|runs| runs.into_iter().map(|run| run.1).collect::<String>());
            lines.collect::<Vec<_>>().join("\n")
        })
    }
}

/// The room, divided so that the widest texts give way first.
fn shares(rows: &[Row], room: usize) -> [usize; 3] {
    let mut out = [4, 2, 5];
    for row in rows {
        for (share, text) in out.iter_mut().zip(&row.texts) {
            *share = text.to_string().width().clamp(*share, room.max(*share));
        }
    }
    while out.iter().sum::<usize>() > room {
        match out.iter_mut().max() {
            Some(widest) if *widest > 1 => *widest -= 1,
            _ => break,
        }
    }
    out
}

/// Lines between columns and under the header. They also keep what others wrote from the begin of a
/// line, where it could be read as a command.
fn frame(unicode: bool) -> TableStyle {
    let (bar, line, cross) = if unicode { ('│', '─', '┼') } else { ('|', '-', '+') };
    TableStyle::new()
        .header_lines(ContentLineStyle::none().junction(bar))
        .header_separator(LineStyle::none().fill(line).junction(cross))
        .content_lines(ContentLineStyle::none().junction(bar))
}
