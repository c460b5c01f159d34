//! The report as one HTML file: verdict, findings, an interactive graph, a section a control.
//!
//! It loads nothing and runs nothing but the script written into it: a policy in its head says so,
//! with the digests of that script and of the style. All that others wrote is escaped by the template,
//! and by `data` for the script, which writes it into the page as text only.

mod data;
mod view;

use super::Report;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::{Environment, context};
use sha2::{Digest, Sha256};
use std::io;

const PAGE: &str = include_str!("page.html");
const SCRIPT: &str = include_str!("page.js");
const STYLE: &str = include_str!("page.css");

/// Writes the report as HTML.
///
/// # Errors
/// What the writer gives.
pub fn render(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let mut environment = Environment::new();
    // The name tells the engine to escape.
    environment.add_template("page.html", PAGE).map_err(io::Error::other)?;
    let page = environment.get_template("page.html").map_err(io::Error::other)?;
    let values = context! {
        report => view::View::new(report),
        data => data::json(report)?,
        script => SCRIPT,
        style => STYLE,
        script_digest => digest(SCRIPT),
        style_digest => digest(STYLE),
    };
    page.render_captured_to(values, out).map_err(io::Error::other)?;
    Ok(())
}

/// What the policy of the page knows a script or a style by.
fn digest(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::render;
    use crate::report::Report;
    use crate::report::table::sample;
    use scraper::{Html, Selector};

    fn shown(report: &Report) -> String {
        let mut bytes = Vec::new();
        render(report, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    fn count(page: &Html, selector: &str) -> usize {
        page.select(&Selector::parse(selector).unwrap()).count()
    }

    #[test]
    fn findings_steps_and_controls_are_there() {
        let text = shown(&sample::report());
        let page = Html::parse_document(&text);
        assert_eq!(count(&page, "article.finding"), 2);
        assert_eq!(count(&page, "article.finding .path > li:not(.end)"), 4);
        assert!(count(&page, "section.control") > 0);
        assert_eq!(count(&page, "h1"), 1);
        assert_eq!(count(&page, "script[src], link, img, iframe, object, base, form"), 0);
        assert!(text.contains("Allow iam:passrole, lambda:* on *"), "{text}");
    }

    /// A hostile name gives the same elements as a harmless one, and no link that runs.
    #[test]
    fn no_name_is_markup() {
        let mut report = sample::report();
        let plain = Html::parse_document(&shown(&report));
        let bad = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'{{1}}<!--";
        for finding in &mut report.findings {
            finding.title = bad.into();
            finding.fix = bad.into();
            finding.owners = vec![bad.into()];
            finding.from = bad.into();
            for hop in &mut finding.path {
                (hop.from, hop.title) = (bad.into(), bad.into());
                hop.because
                    .iter_mut()
                    .for_each(|one| (one.policy, one.says) = (bad.into(), bad.into()));
            }
        }
        report.unknowns.iter_mut().for_each(|one| one.reason = bad.into());
        let hostile = shown(&report);
        assert!(!hostile.contains("<img"), "{hostile}");
        let page = Html::parse_document(&hostile);
        for selector in ["script", "img", "article", "style", "a", "button"] {
            assert_eq!(count(&page, selector), count(&plain, selector), "{selector}");
        }
    }
}
