//! One name for what can be written in several ways: the part of a URL after its scheme.

use crate::model::value::{SYMBOL_BEGIN, SYMBOL_END, symbol};

/// What stands before and behind a value in the calls that take `https://` off it.
///
/// Source: modules for EKS, which all do it to the issuer of a cluster, read 2026-11-23.
const WITHOUT_SCHEME: &[(&str, &str)] = &[
    (r#"element(split("//", "#, "), 1)"),
    (r#"element(split("://", "#, "), 1)"),
    (r#"element(split("https://", "#, "), 1)"),
    ("replace(", r#", "/^https:\/\//", "")"#),
    ("replace(", r#", "/https:\/\//", "")"#),
    ("replace(", r#", "https://", "")"#),
    (r#"split("//", "#, ")[1]"),
    (r#"split("://", "#, ")[1]"),
    (r#"split("https://", "#, ")[1]"),
    ("substr(", ", 8, -1)"),
    ("trimprefix(", r#", "https://")"#),
];

/// The identity of a value, the same for all spellings of it.
pub(super) fn settled(identity: &str) -> String {
    let inner = WITHOUT_SCHEME.iter().find_map(|(before, behind)| {
        let inner = identity.strip_prefix(before)?.strip_suffix(behind)?;
        is_one(inner).then_some(inner)
    });
    match inner {
        Some(inner) => format!("trimprefix({inner}, \"https://\")"),
        None => identity.to_owned(),
    }
}

/// The part of a URL after its scheme, also of one that is only known by identity.
#[must_use]
pub fn without_scheme(url: &str) -> String {
    let whole = url.strip_prefix(SYMBOL_BEGIN).and_then(|rest| rest.strip_suffix(SYMBOL_END));
    match whole.filter(|identity| !identity.contains(SYMBOL_BEGIN)) {
        Some(identity) => symbol(&settled(&format!("trimprefix({identity}, \"https://\")"))),
        None => url.strip_prefix("https://").unwrap_or(url).to_owned(),
    }
}

/// Whether a text is one argument, and not a list of them.
fn is_one(text: &str) -> bool {
    let mut depth = 0_usize;
    text.chars().all(|letter| {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        letter != ',' || depth > 0
    })
}

#[cfg(test)]
mod tests {
    use super::{settled, symbol, without_scheme};

    #[test]
    fn a_host_is_what_a_configuration_makes_of_the_url() {
        assert_eq!(without_scheme("https://x.example/id"), "x.example/id");
        assert_eq!(without_scheme("x.example"), "x.example");
        let want = symbol(r#"trimprefix(url of aws_x.y, "https://")"#);
        assert_eq!(without_scheme(&symbol("url of aws_x.y")), want);
    }

    #[test]
    fn all_spellings_are_one() {
        let want = r#"trimprefix(url of aws_x.y, "https://")"#;
        for one in [
            r#"replace(url of aws_x.y, "https://", "")"#,
            r#"trimprefix(url of aws_x.y, "https://")"#,
            r#"element(split("://", url of aws_x.y), 1)"#,
            r#"split("//", url of aws_x.y)[1]"#,
            "substr(url of aws_x.y, 8, -1)",
        ] {
            assert_eq!(settled(one), want, "{one}");
        }
        for other in [
            r#"replace(url of aws_x.y, "http://", "")"#,
            r#"split("//", url of aws_x.y)[0]"#,
            "substr(url of aws_x.y, 7, -1)",
            r#"replace(f(a, b), a, "https://", "")"#,
        ] {
            assert_eq!(settled(other), other);
        }
    }
}
