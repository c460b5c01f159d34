//! The report for people. It asks nothing of the terminal: width and colours are given, so the same
//! report gives the same bytes.

mod closing;
mod finding;
mod ink;
mod label;
mod ladder;
mod opening;
mod page;
mod safe;
#[cfg(test)]
pub(super) mod sample;
mod summary;
mod text;

use super::Report;
use crate::diff::finding::Hop;
use ink::Ink;
use page::Page;
use std::io;
use text::Text;

/// How to write for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns of the widest line; below 24 a line may be wider.
    pub width: usize,
    /// Whether to colour; without it no escape byte is written.
    pub color: bool,
    /// Whether to draw with more than ASCII.
    pub unicode: bool,
}

/// Writes the report: verdict, findings with their paths, what is gone, not known and not read, and
/// how much was looked at. What others wrote is made safe to print.
///
/// # Errors
/// What the writer gives.
pub fn render(report: &Report, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    let mut page = Page::new(out, style);
    opening::write(&mut page, report)?;
    summary::table(&mut page, &report.findings)?;
    for (index, one) in report.findings.iter().enumerate() {
        finding::block(&mut page, index + 1, one)?;
        page.gap()?;
    }
    closing::write(&mut page, report)
}

/// Writes a path step by step.
///
/// # Errors
/// What the writer gives.
pub(super) fn ladder(out: &mut dyn io::Write, style: Style, path: &[Hop]) -> io::Result<()> {
    ladder::draw(&mut Page::new(out, style), path, label::home(path))
}

/// Writes a paragraph, indented, made safe to print.
///
/// # Errors
/// What the writer gives.
pub(super) fn plain(
    out: &mut dyn io::Write,
    style: Style,
    indent: usize,
    text: &str,
) -> io::Result<()> {
    let (first, rest) = (" ".repeat(indent), " ".repeat(indent + 2));
    let text = Text::of(Ink::Plain, text);
    Page::new(out, style).put(&[(Ink::Plain, &first)], &[(Ink::Plain, &rest)], &text)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
mod tests {
    use super::{Style, ladder, plain, render, sample};
    use crate::report::{Report, Verdict};
    use unicode_width::UnicodeWidthStr;

    const STYLE: Style = Style { width: 80, color: false, unicode: true };

    fn shown(report: &Report, style: Style) -> String {
        let mut bytes = Vec::new();
        render(report, style, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// The text without white space and bars: what was wrapped can be searched.
    fn flat(text: &str) -> String {
        text.split_whitespace().filter(|word| *word != "│").collect()
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        for report in [sample::report(), sample::many(), sample::hostile()] {
            for width in [40, 60, 72, 80, 100, 160, 200] {
                for unicode in [true, false] {
                    let text = shown(&report, Style { width, unicode, ..STYLE });
                    for line in text.lines() {
                        assert!(line.width() <= width, "wider than {width}: {line}");
                        assert_eq!(line, line.trim_end());
                        assert!(unicode || line.is_ascii(), "{line}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_whole_finding_is_told() {
        let wanted = [
            "BLOCK 1 critical, 1 high, 1 resolved, 1 not known, 1 not read (review, exit 1)",
            "before plan.json (plan)",
            "#1 CRITICAL path-to-admin · proven · added · block",
            "group/devs (3 users) can become administrator of account 111122223333",
            "path in account 111122223333",
            "○ user/alice",
            "NEW assumes role/ci (become.assume-role sts-001)",
            "by trust policy Statement[1] Developers at aws_iam_role.ci.assume_role_policy iam.tf:14",
            "▼ role/deploy",
            "by policy/tools (account 999988887777) Statement[0]",
            "▼ ADMIN",
            "cause ~ aws_iam_role.ci.assume_role_policy#Statement[1] iam.tf:14",
            "± module.platform[\"eu\"].aws_iam_role_policy.deploy.policy#Statement[0]",
            "who group/devs (3 users), role/build",
            "also 4 more pairs: user/bob → ADMIN, user/carol → ADMIN, role/build → ADMIN, ...",
            "by way of guard.boundary-removed",
            "witness user/alice calls sts:AssumeRole on arn:aws:iam::111122223333:role/ci",
            "owner team-iam",
            "fix name the principals",
            "if aws:SourceIp is in 203.0.113.0/24",
            "- resolved: user/dave can act as role/old",
            "? aws_iam_policy.later.policy: known after apply; affects role/later",
            "! aws_vpc_endpoint.s3: the attribute policy is not read",
            "Looked at 12 principals, 40 resources, 31 statements, 220 set edges; 1 document \
             unresolved, 1 change unread.",
        ];
        for width in [80, 160] {
            let text = flat(&shown(&sample::report(), Style { width, ..STYLE }));
            for part in wanted {
                assert!(text.contains(&flat(part)), "`{part}` is missing at {width}:\n{text}");
            }
        }
    }

    #[test]
    fn colour_is_written_only_where_it_is_asked_for() {
        let report = sample::report();
        let plain = shown(&report, STYLE);
        let color = shown(&report, Style { color: true, ..STYLE });
        assert!(!plain.contains('\u{1b}'));
        assert!(color.starts_with("\u{1b}[1m\u{1b}[31mBLOCK\u{1b}[0m"));
        assert_eq!(anstream::adapter::strip_str(&color).to_string(), plain);
    }

    #[test]
    fn what_others_wrote_cannot_steer_the_reader() {
        for width in 40..=120 {
            let text = shown(&sample::hostile(), Style { width, ..STYLE });
            let bad = |one: char| {
                one.is_control() && one != '\n' || ('\u{202a}'..='\u{202e}').contains(&one)
            };
            assert!(!text.contains(bad), "{text:?}");
            assert!(!text.contains("##["));
            assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{text}");
        }
        let text = shown(&sample::hostile(), Style { width: 160, ..STYLE });
        assert!(text.contains(r"\u{1b}[2J\n\u{3a}:error"), "{text}");
        assert!(text.contains(r"\u{202e}"));
    }

    #[test]
    fn a_pass_shows_its_evidence() {
        let text = flat(&shown(&sample::nothing(), STYLE));
        assert!(
            text.starts_with(&flat("PASS no findings (review, exit 0) before plan.json (plan)"))
        );
        assert!(text.contains(&flat(
            "Nothing new: by this change no principal, and nobody outside, comes"
        )));
        assert!(text.contains(&flat(
            "Looked at 12 principals, 40 resources, 31 statements, 220 set edges"
        )));
        assert!(text.ends_with(&flat("; 0 documents unresolved, 0 changes unread.")));
    }

    #[test]
    fn what_is_not_known_is_not_passed_over() {
        let mut report = sample::nothing();
        report.unknowns = (0..33).map(sample::unknown).collect();
        report.verdict = Verdict { lane: Some(crate::diff::finding::Lane::Review), exit: 3 };
        let text = flat(&shown(&report, STYLE));
        assert!(text.starts_with(&flat("UNDECIDED no findings, 33 not known (review, exit 3)")));
        assert!(
            text.contains(&flat("as far as the input tells: the 33 unknown values below may say"))
        );
        assert!(text.contains(&flat("... and 23 more; --format json lists all")));
        report.command = "audit";
        assert!(shown(&report, STYLE).contains("Nothing found: in what was read"));
    }

    #[test]
    fn a_step_may_go_on_from_an_earlier_principal() {
        let finding = &sample::report().findings[0];
        let mut path = finding.path.clone();
        path[1].from.clone_from(&finding.path[0].from);
        let mut bytes = Vec::new();
        ladder(&mut bytes, STYLE, &path).unwrap();
        plain(&mut bytes, STYLE, 2, "lacks: \u{1b}").unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.matches("    ○ user/alice\n").count(), 2, "{text}");
        assert!(text.ends_with("    ▼ ADMIN\n  lacks: \\u{1b}\n"), "{text}");
    }

    #[test]
    fn many_findings_have_a_summary() {
        let report = sample::many();
        let text = shown(&report, STYLE);
        assert!(text.contains("│ severity │ certainty   │ from"), "{text}");
        assert!(text.contains("\n 4 │ LOW      │ proven"), "{text}");
        let few = shown(&sample::report(), STYLE);
        assert!(!few.contains("certainty"), "{few}");
        assert_eq!(report.findings[0].severity.word(), "critical");
    }
}
