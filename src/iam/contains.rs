//! Whether one set of texts lies within another.

use super::access::text::{Shape, tell_apart};
use super::glob;
use super::truth::Truth;

/// Whether every text that `narrow` matches is matched by some of `wide`. Exact; where the limit of
/// the search is reached the answer is no, which can only make a report longer, never a finding vanish.
pub fn globs_contain(wide: &[&str], narrow: &str) -> bool {
    if wide.iter().any(|wide| *wide == narrow || *wide == "*") {
        return true;
    }
    let matches = |pattern: &str, text: &str| glob::covers(pattern, text) == Truth::Yes;
    // Most texts are plain, and one text is matched or not.
    let is_plain = |text: &str| !text.contains(['*', '?']);
    if is_plain(narrow) {
        return wide.iter().any(|wide| matches(wide, narrow));
    }
    let near: Vec<&str> = wide.iter().copied().filter(|wide| begin_alike(wide, narrow)).collect();
    let wide = near.as_slice();
    if wide.iter().all(|wide| is_plain(wide)) {
        return false;
    }
    let shapes: Vec<Shape> = wide.iter().chain([&narrow]).map(|text| Shape::glob(text)).collect();
    let found = tell_apart(&shapes, &Shape::any(), &[vec![wide.len()]]);
    let escapes =
        |text: &String| matches(narrow, text) && !wide.iter().any(|wide| matches(wide, text));
    found.exact && !found.texts.iter().any(escapes)
}

/// Whether texts of both can begin with the same letters; most patterns tell apart so.
fn begin_alike(one: &str, other: &str) -> bool {
    fn fixed(text: &str) -> &str {
        text.split(['*', '?']).next().unwrap_or_default()
    }
    let (one, other) = (fixed(one), fixed(other));
    one.starts_with(other) || other.starts_with(one)
}

#[cfg(test)]
mod tests {
    use super::globs_contain;

    #[test]
    fn wide_over_narrow() {
        let table: &[(&[&str], &str, bool)] = &[
            (&["repo:acme/*"], "repo:acme/app:*", true),
            (&["repo:acme/app:*"], "repo:acme/*", false),
            (&["repo:acme/*"], "repo:acme-x/*", false),
            (&["*"], "anything*", true),
            (&["a*c"], "a*b*c", true),
            (&["a*b*c"], "a*c", false),
            (&["a?"], "a*", false),
            (&["a*"], "a?", true),
            (&["same?"], "same?", true),
            (&["a", "a?*"], "a*", true),
            (&["a*", "*a"], "*a*", false),
            (&[], "a", false),
            (&["a", "b"], "b", true),
            (&["a", "b"], "?", false),
            (&["a?c"], "abc", true),
        ];
        for (wide, narrow, want) in table {
            assert_eq!(globs_contain(wide, narrow), *want, "{wide:?} over `{narrow}`");
        }
    }
}
