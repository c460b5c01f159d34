//! Patterns of paths: `*` and `?` within a part, `**` for any number of parts, `[a-z]` and `{a,b}`.
//!
//! Source: Terraform 1.11 language reference, `fileset`, and its answers to patterns that the reference
//! leaves open, read 2026-11-23.

/// The parts of a pattern between slashes. A `/` after a backslash separates nothing.
pub(super) fn components(pattern: &str) -> Vec<&str> {
    split(pattern, '/')
}

/// Whether a part may stand for something other than itself.
pub(super) fn is_pattern(component: &str) -> bool {
    component.contains(['*', '?', '[', '{', '\\'])
}

/// Whether patterns of parts match the parts of a path.
///
/// # Errors
/// What is wrong with a pattern, if that is noticed.
pub(super) fn matches(patterns: &[&str], parts: &[&str]) -> Result<bool, String> {
    let Some((pattern, patterns_left)) = patterns.split_first() else {
        return Ok(parts.is_empty());
    };
    if *pattern == "**" {
        return any_depth(patterns_left, parts);
    }
    let Some((part, parts_left)) = parts.split_first() else { return Ok(false) };
    Ok(component(pattern, part)? && matches(patterns_left, parts_left)?)
}

fn any_depth(patterns: &[&str], parts: &[&str]) -> Result<bool, String> {
    if patterns.is_empty() {
        return Ok(!parts.is_empty());
    }
    let mut rest = parts;
    loop {
        if matches(patterns, rest)? {
            return Ok(true);
        }
        let Some((_, fewer)) = rest.split_first() else { return Ok(false) };
        rest = fewer;
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

/// Whether the pattern of one part matches it.
fn component(pattern: &str, name: &str) -> Result<bool, String> {
    let mut left = STEPS_MAX;
    matched(pattern, name, &mut left)
}

/// Comparisons for one part of a path before a pattern is refused.
const STEPS_MAX: u32 = 100_000;

fn matched(pattern: &str, name: &str, left: &mut u32) -> Result<bool, String> {
    let (mut pattern, mut name) = (pattern, name);
    loop {
        *left = left.checked_sub(1).ok_or("the pattern takes too long")?;
        let mut wanted = pattern.chars();
        let mut given = name.chars();
        let Some(first) = wanted.next() else { return Ok(name.is_empty()) };
        if first == '*' {
            return starred(wanted.as_str(), name, left);
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
            '{' => return alternatives(wanted.as_str(), name, left),
            '?' => {}
            first if first == one => {}
            _ => return Ok(false),
        }
        pattern = wanted.as_str();
        name = given.as_str();
    }
}

/// What comes after a `*`. A pattern that turns out malformed there matches nothing.
fn starred(pattern: &str, name: &str, left: &mut u32) -> Result<bool, String> {
    if pattern.is_empty() || pattern == "*" && name.is_empty() {
        return Ok(true);
    }
    let mut rest = name.chars();
    loop {
        if rest.as_str().is_empty() {
            return Ok(pattern == "*");
        }
        *left = left.checked_sub(1).ok_or("the pattern takes too long")?;
        if matched(pattern, rest.as_str(), left).unwrap_or(false) {
            return Ok(true);
        }
        rest.next();
    }
}

/// What stands before the bracket that closes, and after it.
fn bracketed(pattern: &str, close: char) -> Result<(&str, &str), String> {
    let at = find(pattern, close).ok_or_else(malformed)?;
    let (inner, after) = pattern.split_at_checked(at).ok_or_else(malformed)?;
    Ok((inner, after.strip_prefix(close).unwrap_or(after)))
}

fn alternatives(pattern: &str, name: &str, left: &mut u32) -> Result<bool, String> {
    let (inner, after) = bracketed(pattern, '}')?;
    for option in split(inner, ',') {
        if matched(&format!("{option}{after}"), name, left)? {
            return Ok(true);
        }
    }
    Ok(false)
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
            let got = matches(&components(pattern), &parts).map_err(|_| ());
            assert_eq!(got, want, "{pattern} and {path}");
        }
    }
}
