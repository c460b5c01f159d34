//! Paths with `/` between parts, taken apart and put together by their text alone.

use crate::model::value::{SYMBOL_BEGIN, SYMBOL_END};

/// The shortest path that means the same: without `.`, empty parts and `..` where it can be undone.
pub(super) fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    match (rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}

/// `path` below `directory`, whatever it begins with.
pub(super) fn join(directory: &str, path: &str) -> String {
    clean(&format!("{directory}/{path}"))
}

/// The way from one clean path to another; none between an absolute and a relative one.
pub(super) fn relative(from: &str, to: &str) -> Option<String> {
    if from.starts_with('/') != to.starts_with('/') {
        return None;
    }
    let parts = |path: &str| -> Vec<String> {
        let real = |part: &&str| !part.is_empty() && *part != ".";
        path.split('/').filter(real).map(str::to_owned).collect()
    };
    let (from, to) = (parts(from), parts(to));
    let common = from.iter().zip(&to).take_while(|(left, right)| left == right).count();
    let up = from.iter().skip(common);
    if up.clone().any(|part| part == "..") {
        return None;
    }
    let steps: Vec<&str> =
        up.map(|_| "..").chain(to.iter().skip(common).map(String::as_str)).collect();
    Some(if steps.is_empty() { ".".to_owned() } else { steps.join("/") })
}

/// The last part of a path. None if it holds a symbol, which may stand for a text with a `/` in it.
pub(super) fn base(path: &str) -> Option<&str> {
    let trimmed = path.trim_end_matches('/');
    if trimmed.is_empty() {
        return Some(if path.is_empty() { "." } else { "/" });
    }
    let base = trimmed.rsplit('/').next().unwrap_or(trimmed);
    // After a `/` inside of a symbol's name, the symbol's end remains.
    (!base.contains([SYMBOL_BEGIN, SYMBOL_END])).then_some(base)
}

/// All but the last part of a path.
pub(super) fn directory(path: &str) -> String {
    match path.rsplit_once('/') {
        None => ".".to_owned(),
        Some(("", _)) => "/".to_owned(),
        Some((directory, _)) => clean(directory),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        let table = [
            // path, clean, base, directory
            ("", ".", ".", "."),
            ("/", "/", "/", "/"),
            ("a", "a", "a", "."),
            ("/a", "/a", "a", "/"),
            ("a/b/", "a/b", "b", "a/b"),
            ("a//b", "a/b", "b", "a"),
            ("./a/../b", "b", "b", "."),
            ("../a", "../a", "a", ".."),
            ("/../a", "/a", "a", "/"),
            ("a/..", ".", "..", "a"),
        ];
        for (path, cleaned, last, rest) in table {
            assert_eq!(clean(path), cleaned, "{path}");
            assert_eq!(base(path), Some(last), "{path}");
            assert_eq!(directory(path), rest, "{path}");
        }
    }
}
