//! The report as Markdown, for a comment on a pull request: the verdict first, details folded.
//!
//! The first line is a hidden tag by which a bot finds its own comment again, to write over it.

use super::Report;
use crate::diag::Place;
use crate::diff::finding::{Cause, Finding, Hop};
use std::fmt::Write as _;
use std::io;

/// The tag.
const TAG: &str = "<!-- trustdrift -->";
/// Letters that a comment may have on GitHub; GitLab takes more.
const LETTERS_MAX: usize = 65_000;

/// Writes the report as Markdown.
///
/// # Errors
/// What the writer gives.
pub fn render(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(text(report).as_bytes())
}

fn text(report: &Report) -> String {
    let mut out = format!("{TAG}\n{}\n", head(report));
    let mut left = report.findings.len();
    for finding in &report.findings {
        let section = section(finding);
        // Room for what is said last.
        if out.len() + section.len() > LETTERS_MAX - 1_000 {
            break;
        }
        out.push_str(&section);
        left -= 1;
    }
    if left > 0 {
        let _ = writeln!(out, "\n**{left} more findings do not fit here**: see the full report.");
    }
    waived(report, &mut out);
    open(report, &mut out);
    let stats = &report.stats;
    let _ = writeln!(
        out,
        "\n<sub>{} principals, {} resources, {} statements looked at; {} findings resolved, {} waived.</sub>",
        stats.principals,
        stats.resources,
        stats.statements,
        report.resolved.len(),
        report.waived.len(),
    );
    out
}

/// The verdict and who must look at it, on one line.
fn head(report: &Report) -> String {
    let lane = report.verdict.lane.map_or("fast", |lane| lane.word());
    let verdict = match report.verdict.exit {
        0 => format!("passed ({lane} lane)"),
        3 => "undecided: something is not known".to_owned(),
        _ => match report.findings.len() {
            1 => format!("{lane}: 1 finding"),
            count => format!("{lane}: {count} findings"),
        },
    };
    let owners = match report.owners().as_slice() {
        [] => String::new(),
        all => format!(", to be reviewed by {}", all.join(", ")),
    };
    format!("## trustdrift {verdict}{owners}")
}

fn section(finding: &Finding) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "\n<details><summary><b>{}</b> {} <i>({}, {}, {})</i></summary>\n",
        finding.severity.word().to_uppercase(),
        html(&finding.title),
        finding.rule,
        finding.lane.word(),
        finding.certainty.word(),
    );
    for hop in &finding.path {
        step(hop, &mut out);
    }
    for cause in &finding.cause {
        let _ = writeln!(out, "\n**Cause** {}", named(cause));
    }
    if finding.also.count > 0 {
        let _ = writeln!(out, "\n**Also** {} more pairs of start and target", finding.also.count);
    }
    ruling(finding, &mut out);
    let _ =
        writeln!(out, "\n**Fix** {}\n\n<sub>{}</sub>\n</details>", html(&finding.fix), finding.id);
    out
}

/// What the rules say: gates, owners, approvals, what it rests on, toward which controls it is evidence.
fn ruling(finding: &Finding, out: &mut String) {
    let ruling = &finding.ruling;
    let list = |texts: &[String]| {
        let texts: Vec<String> = texts.iter().map(|text| html(text)).collect();
        texts.join(", ")
    };
    let accepted = ruling.accepted.iter().cloned().collect::<Vec<_>>();
    let controls: Vec<String> = finding.controls.iter().map(|id| (*id).to_owned()).collect();
    for (word, texts) in [
        ("Gates", &ruling.gates),
        ("Owners", &finding.owners),
        ("Accepted", &accepted),
        ("Evidence toward", &controls),
    ] {
        if !texts.is_empty() {
            let _ = writeln!(out, "\n**{word}** {}", list(texts));
        }
    }
    for line in ruling.approvals.iter().chain(&ruling.assumptions) {
        let _ = writeln!(out, "- {}", html(line));
    }
}

/// What waivers accept for a time.
fn waived(report: &Report, out: &mut String) {
    if report.waived.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n<details><summary>{} waived</summary>\n", report.waived.len());
    for finding in &report.waived {
        let line = format!("- {} <sub>{}</sub>\n", html(&finding.title), finding.id);
        if out.len() + line.len() > LETTERS_MAX - 500 {
            out.push_str("- and more: see the full report\n");
            break;
        }
        out.push_str(&line);
    }
    out.push_str("\n</details>\n");
}

fn step(hop: &Hop, out: &mut String) {
    let new = if hop.new { "**new** " } else { "" };
    let _ = writeln!(out, "1. {new}{} {}", code(&hop.from), html(&hop.title));
    for because in &hop.because {
        let statement = because.statement.map_or(String::new(), |at| format!(" Statement[{at}]"));
        let place = written(&because.place).map_or(String::new(), |at| format!(", {}", code(&at)));
        let says = match because.says.as_str() {
            "" => String::new(),
            says => format!("{} in ", code(says)),
        };
        let _ = writeln!(out, "   - {says}{}{statement}{place}", html(&because.policy));
    }
    for requires in &hop.requires {
        let _ = writeln!(out, "   - if {}", html(requires));
    }
}

fn named(cause: &Cause) -> String {
    let attribute =
        if cause.attribute.is_empty() { String::new() } else { format!(".{}", cause.attribute) };
    let statement = cause.statement.map_or(String::new(), |at| format!(" Statement[{at}]"));
    let place = match &cause.place.file {
        Some(_) => written(&cause.place).map_or(String::new(), |at| format!(" ({at})")),
        None => String::new(),
    };
    code(&format!("{}{attribute}{statement}{place}", cause.address))
}

/// Where something is written: file and line, or else the address.
fn written(place: &Place) -> Option<String> {
    match (&place.file, &place.address, &place.pointer) {
        (Some(file), ..) if place.line > 0 => Some(format!("{file}:{}", place.line)),
        (_, Some(address), Some(pointer)) => Some(format!("{address}.{pointer}")),
        (_, Some(address), None) => Some(address.to_string()),
        _ => None,
    }
}

/// What is not known and what was not read: never silence.
fn open(report: &Report, out: &mut String) {
    let unknowns = report.unknowns.iter().map(|one| {
        format!(
            "{} is not known: {}",
            code(&format!("{}.{}", one.address, one.attribute)),
            html(&one.reason)
        )
    });
    let gaps = report
        .gaps
        .iter()
        .map(|one| format!("{} was not read: {}", code(&one.address), html(&one.reason)));
    let all: Vec<String> = unknowns.chain(gaps).collect();
    if all.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n<details><summary>{} open questions</summary>\n", all.len());
    let mut room = LETTERS_MAX.saturating_sub(out.len() + 500);
    for line in &all {
        if line.len() + 3 > room {
            let _ = writeln!(out, "- and more: see the full report");
            break;
        }
        room -= line.len() + 3;
        let _ = writeln!(out, "- {line}");
    }
    out.push_str("\n</details>\n");
}

/// A text from the input as code: no name can become markup or mention somebody.
fn code(text: &str) -> String {
    format!("<code>{}</code>", html(text))
}

/// A text from the input with nothing that a forge would take for markup or a mention.
fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' | '*' | '_' | '`' | '[' | ']' | '|' | '#' | '\\' | '!' | '~' => {
                let _ = write!(out, "&#{};", u32::from(letter));
            }
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
