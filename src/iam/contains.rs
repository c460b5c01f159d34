//! Whether one set of texts or requests lies within another.

use super::glob;
use super::truth::Truth;

/// Whether every text that `narrow` matches is matched by `wide`.
///
/// Exact for equal patterns and for patterns where each wildcard of `narrow` falls under one star of
/// `wide`; otherwise the answer is no, which can only make a report longer, never a finding vanish.
pub fn glob_contains(wide: &str, narrow: &str) -> bool {
    if wide == narrow || wide == "*" {
        return true;
    }
    // A wildcard of `narrow`, read as a character that `wide` does not hold, is covered by stars alone.
    let stand_in = narrow.replace('*', "\u{FFFC}\u{FFFC}").replace('?', "\u{FFFC}");
    let shorter = narrow.replace('*', "").replace('?', "\u{FFFC}");
    !wide.contains('?')
        && glob::covers(wide, &stand_in) == Truth::Yes
        && glob::covers(wide, &shorter) == Truth::Yes
}

#[cfg(test)]
mod tests {
    use super::glob_contains;

    #[test]
    fn wide_over_narrow() {
        let table = [
            ("repo:acme/*", "repo:acme/app:*", true),
            ("repo:acme/app:*", "repo:acme/*", false),
            ("repo:acme/*", "repo:acme-x/*", false),
            ("*", "anything*", true),
            ("a*c", "a*b*c", true),
            ("a*b*c", "a*c", false),
            ("a?", "a*", false),
            ("same?", "same?", true),
        ];
        for (wide, narrow, want) in table {
            assert_eq!(glob_contains(wide, narrow), want, "`{wide}` over `{narrow}`");
        }
    }
}
