//! Patterns of paths: `*` and `?` within a part, `**` for any number of parts, `[a-z]` and `{a,b}`.
//!
//! Source: Terraform 1.11 language reference, `fileset`, and its answers to patterns that the reference
//! leaves open, read 2026-11-23.

use crate::diag::limits::GLOB_STEPS_MAX;

/// The parts of a pattern between slashes. A `/` after a backslash separates nothing.
pub(super) fn components(pattern: &str) -> Vec<&str> {
    split(pattern, '/')
}

/// Whether a part may stand for something other than itself.
pub(super) fn is_pattern(component: &str) -> bool {
    component.contains(['*', '?', '[', '{', '\\'])
}

/// A pattern that is compared with many paths.
pub(super) struct Glob<'a> {
    patterns: &'a [&'a str],
    /// Comparisons that are left.
    left: u32,
}

impl<'a> Glob<'a> {
    /// The pattern of these parts.
    pub(super) fn new(patterns: &'a [&'a str]) -> Self {
        Self { patterns, left: GLOB_STEPS_MAX }
    }

    /// Whether it matches the parts of a path.
    ///
    /// # Errors
    /// What is wrong with the pattern, if that is noticed.
    pub(super) fn matches(&mut self, parts: &[&str]) -> Result<bool, String> {
        self.parts(self.patterns, parts)
    }

    fn parts(&mut self, patterns: &[&str], parts: &[&str]) -> Result<bool, String> {
        let Some((pattern, patterns_left)) = patterns.split_first() else {
            return Ok(parts.is_empty());
        };
        if *pattern == "**" {
            return self.any_depth(patterns_left, parts);
        }
        let Some((part, parts_left)) = parts.split_first() else { return Ok(false) };
        Ok(self.part(pattern, part)? && self.parts(patterns_left, parts_left)?)
    }

    fn any_depth(&mut self, patterns: &[&str], parts: &[&str]) -> Result<bool, String> {
        if patterns.is_empty() {
            return Ok(!parts.is_empty());
        }
        let mut rest = parts;
        loop {
            self.step()?;
            if self.parts(patterns, rest)? {
                return Ok(true);
            }
            let Some((_, fewer)) = rest.split_first() else { return Ok(false) };
            rest = fewer;
        }
    }

    fn step(&mut self) -> Result<(), String> {
        self.left = self.left.checked_sub(1).ok_or("the pattern takes too long")?;
        Ok(())
    }

    fn part(&mut self, pattern: &str, name: &str) -> Result<bool, String> {
        let (mut pattern, mut name) = (pattern, name);
        loop {
            self.step()?;
            let mut wanted = pattern.chars();
            let mut given = name.chars();
            let Some(first) = wanted.next() else { return Ok(name.is_empty()) };
            if first == '*' {
                return self.starred(wanted.as_str(), name);
            }
            let Some(one) = given.next() else { return Ok(false) };
            match first {
                '\\' => match wanted.next() {
                    None => return Err(malformed()),
                    Some(next) if next == one => {}
                    Some(_) => return Ok(false),
                },
                '[' => {
                    let (class, after) = bracketed(wanted.as_str(), ']')?;
                    if !in_class(class, one)? {
                        return Ok(false);
                    }
                    wanted = after.chars();
                }
                '{' => return self.alternatives(wanted.as_str(), name),
                '?' => {}
                first if first == one => {}
                _ => return Ok(false),
            }
            pattern = wanted.as_str();
            name = given.as_str();
        }
    }

    /// What comes after a `*`. A pattern that turns out malformed there matches nothing.
    fn starred(&mut self, pattern: &str, name: &str) -> Result<bool, String> {
        if pattern.is_empty() || pattern == "*" && name.is_empty() {
            return Ok(true);
        }
        let mut rest = name.chars();
        while !rest.as_str().is_empty() {
            self.step()?;
            if self.part(pattern, rest.as_str()).unwrap_or(false) {
                return Ok(true);
            }
            rest.next();
        }
        Ok(pattern == "*")
    }

    fn alternatives(&mut self, pattern: &str, name: &str) -> Result<bool, String> {
        let (inner, after) = bracketed(pattern, '}')?;
        for option in split(inner, ',') {
            if self.part(&format!("{option}{after}"), name)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Splits at a character that no backslash stands before. Nothing comes after the last one.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = find(rest, separator) {
        let (part, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push(part);
        rest = after.strip_prefix(separator).unwrap_or(after);
    }
    out.push(rest);
    out
}

/// The place of a character that no backslash stands before.
fn find(text: &str, wanted: char) -> Option<usize> {
    let mut before = None;
    for (at, one) in text.char_indices() {
        if one == wanted && before != Some('\\') {
            return Some(at);
        }
        before = Some(one);
    }
    None
}

/// What stands before the bracket that closes, and after it.
fn bracketed(pattern: &str, close: char) -> Result<(&str, &str), String> {
    let at = find(pattern, close).ok_or_else(malformed)?;
    let (inner, after) = pattern.split_at_checked(at).ok_or_else(malformed)?;
    Ok((inner, after.strip_prefix(close).unwrap_or(after)))
}

/// Whether a character is of a class such as `a-z_` or `^0-9`.
fn in_class(class: &str, one: char) -> Result<bool, String> {
    let (negated, members) = match class.strip_prefix('^') {
        Some(members) => (true, members),
        None => (false, class),
    };
    if class.is_empty() {
        return Err(malformed());
    }
    let mut rest = members.chars();
    let mut found = false;
    while !rest.as_str().is_empty() {
        let low = member(&mut rest)?;
        let mut after = rest.clone();
        let high = if after.next() == Some('-') {
            rest = after;
            member(&mut rest)?
        } else {
            low
        };
        found |= (low..=high).contains(&one);
    }
    Ok(found != negated)
}

fn member(rest: &mut std::str::Chars<'_>) -> Result<char, String> {
    match rest.next() {
        Some('\\') => rest.next().ok_or_else(malformed),
        None | Some('-') => Err(malformed()),
        Some(one) => Ok(one),
    }
}

fn malformed() -> String {
    "the pattern is malformed".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let table = [
            ("*.tf", "main.tf", Ok(true)),
            ("*.tf", "a/main.tf", Ok(false)),
            ("**/*.tf", "main.tf", Ok(true)),
            ("**/*.tf", "a/b/main.tf", Ok(true)),
            ("a/**", "a/b/c", Ok(true)),
            ("**", "a", Ok(true)),
            ("a/**/b", "a/b", Ok(true)),
            ("?.tf", "é.tf", Ok(true)),
            ("[a-c]x", "bx", Ok(true)),
            ("[^a-c]x", "bx", Ok(false)),
            ("{a,b}.txt", "b.txt", Ok(true)),
            ("{a,b}.txt", "c.txt", Ok(false)),
            ("\\*", "*", Ok(true)),
            ("[", "a", Err(())),
            ("[]a]", "a", Err(())),
            ("*a*b*c", "xaybzc", Ok(true)),
        ];
        for (pattern, path, want) in table {
            let parts: Vec<&str> = path.split('/').collect();
            let got = Glob::new(&components(pattern)).matches(&parts).map_err(|_| ());
            assert_eq!(got, want, "{pattern} and {path}");
        }
    }

    #[test]
    fn what_takes_too_long_is_refused() {
        let pattern = "**/a/".repeat(40) + "b";
        let path = ["a"; 80];
        assert!(Glob::new(&components(&pattern)).matches(&path).is_err());
    }
}
