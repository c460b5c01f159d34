//! Addresses and references as Terraform writes them: instance keys, modules, steps.

use serde_json::value::RawValue;
use std::fmt;

/// Which instance of a resource or module with `count` or `for_each`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::source) enum Key {
    /// Of `count`.
    Index(String),
    /// Of `for_each`.
    Name(String),
}

impl Key {
    /// The key of an `index` or `index_key` member.
    pub(in crate::source) fn read(raw: &RawValue) -> Option<Self> {
        let text = super::json::scalar(raw)?.into_owned();
        Some(if raw.get().starts_with('"') { Self::Name(text) } else { Self::Index(text) })
    }
}

impl fmt::Display for Key {
    /// As Terraform quotes it: `[0]`, `["a\"b"]`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(index) => write!(out, "[{index}]"),
            Self::Name(name) => write!(out, "[\"{}\"]", quoted(name)),
        }
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '"' | '\\' => out.extend(['\\', char]),
            '$' | '%' if chars.peek() == Some(&'{') => out.extend([char, char]),
            _ => out.push(char),
        }
    }
    out
}

/// One step of a reference or address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// `.name`
    Name(String),
    /// `[0]`, `["a"]`
    Key(Key),
}

/// The steps of `module.m["a.b"].aws_x.y[0].arn`: dots and brackets inside quotes do not count.
pub(super) fn steps(text: &str) -> Vec<Step> {
    let mut out = Vec::new();
    let mut name = String::new();
    let mut chars = text.chars().peekable();
    let flush = |name: &mut String, out: &mut Vec<Step>| {
        if !name.is_empty() {
            out.push(Step::Name(std::mem::take(name)));
        }
    };
    while let Some(char) = chars.next() {
        match char {
            '.' => flush(&mut name, &mut out),
            '[' => {
                flush(&mut name, &mut out);
                out.push(Step::Key(key(&mut chars)));
            }
            _ => name.push(char),
        }
    }
    flush(&mut name, &mut out);
    out
}

/// The key after an opening bracket, with its closing bracket.
fn key(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Key {
    let mut text = String::new();
    if chars.next_if_eq(&'"').is_none() {
        text.extend(chars.by_ref().take_while(|char| *char != ']'));
        return Key::Index(text);
    }
    while let Some(char) = chars.next() {
        match char {
            '"' => break,
            '\\' => text.push(match chars.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some(other) => other,
                None => break,
            }),
            '$' | '%' if chars.peek() == Some(&char) => {
                chars.next();
                let doubled = chars.peek() != Some(&'{');
                text.extend(std::iter::repeat_n(char, if doubled { 2 } else { 1 }));
            }
            _ => text.push(char),
        }
    }
    chars.next_if_eq(&']');
    Key::Name(text)
}

/// The steps as text again, such as `roots[0].id`.
fn joined(steps: &[Step]) -> String {
    let mut out = String::new();
    for step in steps {
        match step {
            Step::Name(name) if out.is_empty() => out.push_str(name),
            Step::Name(name) => out.extend([".", name]),
            Step::Key(key) => out.push_str(&key.to_string()),
        }
    }
    out
}

/// What a reference in a configuration leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reference {
    /// `aws_x.y[0].arn`, `data.aws_x.y.json`.
    Resource {
        /// `aws_x.y` or `data.aws_x.y`.
        address: String,
        /// The instance, if the reference says it.
        key: Option<Key>,
        /// The attribute with what lies below it; empty for the whole object.
        attribute: String,
    },
    /// `var.x`.
    Variable(String),
    /// `module.m["k"].out`.
    Output {
        /// Name of the module call.
        call: String,
        /// The instance, if the reference says it.
        key: Option<Key>,
        /// Name of the output.
        output: String,
    },
    /// `count.index`, `each.key`, `path.module`, `terraform.workspace`: known in planning.
    Planned,
    /// `local.x`, `each.value`, ephemeral values, parts of a variable: leads nowhere.
    Dead,
}

impl Reference {
    /// Reads one entry of `references`.
    pub(super) fn read(text: &str) -> Self {
        let steps = steps(text);
        let name = |index: usize| match steps.get(index) {
            Some(Step::Name(name)) => name.as_str(),
            _ => "",
        };
        match name(0) {
            "count" | "path" | "terraform" => Self::Planned,
            "each" if name(1) == "key" => Self::Planned,
            "var" if steps.len() == 2 => Self::Variable(name(1).to_owned()),
            "module" => {
                let (key, after) = keyed(&steps, 2);
                match after {
                    [Step::Name(output)] => {
                        Self::Output { call: name(1).to_owned(), key, output: output.clone() }
                    }
                    _ => Self::Dead,
                }
            }
            "" | "each" | "ephemeral" | "local" | "self" | "var" => Self::Dead,
            "data" => Self::resource(format!("data.{}.{}", name(1), name(2)), &steps, 3),
            kind => Self::resource(format!("{kind}.{}", name(1)), &steps, 2),
        }
    }

    fn resource(address: String, steps: &[Step], from: usize) -> Self {
        let (key, after) = keyed(steps, from);
        Self::Resource { address, key, attribute: joined(after) }
    }
}

fn keyed(steps: &[Step], from: usize) -> (Option<Key>, &[Step]) {
    let rest = steps.get(from..).unwrap_or_default();
    match rest {
        [Step::Key(key), after @ ..] => (Some(key.clone()), after),
        _ => (None, rest),
    }
}

/// The references without the prefixes that Terraform repeats after each of them.
///
/// In: longest first, then `aws_x.y[0]`, `aws_x.y`. Out: in order, each once.
pub(super) fn leaves<'r>(references: &'r [String]) -> Vec<&'r str> {
    let mut out: Vec<&'r str> = Vec::new();
    let mut last = "";
    for reference in references {
        let is_prefix =
            last.strip_prefix(reference.as_str()).is_some_and(|rest| rest.starts_with(['.', '[']));
        if !is_prefix {
            last = reference;
            if !out.contains(&last) {
                out.push(last);
            }
        }
    }
    out
}

/// The module instance around `module`, the name of its call and its key; none for the root.
pub(super) fn parent(module: &str) -> Option<(String, String, Option<Key>)> {
    let mut steps = steps(module);
    let key = match steps.pop()? {
        Step::Key(key) => Some(key),
        step @ Step::Name(_) => {
            steps.push(step);
            None
        }
    };
    let Some(Step::Name(call)) = steps.pop() else { return None };
    steps.pop();
    Some((joined(&steps), call, key))
}

/// The names of the module calls that lead to `module`, without keys: `a.b`.
pub(super) fn call_path(module: &str) -> String {
    let steps = steps(module);
    let names = steps.iter().filter_map(|step| match step {
        Step::Name(name) => Some(name.as_str()),
        Step::Key(_) => None,
    });
    let calls: Vec<&str> = names.skip(1).step_by(2).collect();
    calls.join(".")
}

/// `address` in `module`; both as they are if there is no module.
pub(in crate::source) fn within(module: &str, address: &str) -> String {
    if module.is_empty() { address.to_owned() } else { format!("{module}.{address}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_quoted_as_terraform_does() {
        let table = [
            (Key::Index("0".into()), "[0]"),
            (Key::Name("a.b".into()), r#"["a.b"]"#),
            (Key::Name("a\"]b".into()), r#"["a\"]b"]"#),
            (Key::Name("${x}".into()), r#"["$${x}"]"#),
            (Key::Name("$x".into()), r#"["$x"]"#),
        ];
        for (key, want) in table {
            assert_eq!(key.to_string(), want);
            assert_eq!(steps(want), [Step::Key(key)], "{want} read back");
        }
    }

    #[test]
    fn references() {
        let resource = |address: &str, key: Option<Key>, attribute: &str| Reference::Resource {
            address: address.into(),
            key,
            attribute: attribute.into(),
        };
        let name = |text: &str| Some(Key::Name(text.into()));
        let table = [
            ("aws_iam_role.r.arn", resource("aws_iam_role.r", None, "arn")),
            ("aws_iam_role.r[\"a.b[0]\"].arn", resource("aws_iam_role.r", name("a.b[0]"), "arn")),
            (
                "data.aws_x.y[0].roots[0].id",
                resource("data.aws_x.y", Some(Key::Index("0".into())), "roots[0].id"),
            ),
            ("var.x", Reference::Variable("x".into())),
            ("var.x.y", Reference::Dead),
            (
                "module.m[\"k\"].out",
                Reference::Output { call: "m".into(), key: name("k"), output: "out".into() },
            ),
            ("module.m", Reference::Dead),
            ("each.key", Reference::Planned),
            ("each.value", Reference::Dead),
            ("local.x", Reference::Dead),
        ];
        for (text, want) in table {
            assert_eq!(Reference::read(text), want, "{text}");
        }
    }

    #[test]
    fn leaves_lose_repeated_prefixes() {
        let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let twice = list(&["aws_a.b[0].arn", "aws_a.b[0]", "aws_a.b", "aws_a.b[0].arn", "aws_a.b"]);
        assert_eq!(leaves(&twice), ["aws_a.b[0].arn"]);
        let near = list(&["aws_a.bc.arn", "aws_a.bc", "aws_a.b"]);
        assert_eq!(leaves(&near), ["aws_a.bc.arn", "aws_a.b"], "a name that begins alike");
    }

    #[test]
    fn modules() {
        let module = r#"module.a["x.y"].module.b[0]"#;
        let index = Some(Key::Index("0".into()));
        assert_eq!(parent(module), Some((r#"module.a["x.y"]"#.into(), "b".into(), index)));
        assert_eq!(parent("module.a"), Some((String::new(), "a".into(), None)));
        assert_eq!(parent(""), None);
        assert_eq!(call_path(module), "a.b");
        assert_eq!(call_path(""), "");
        assert_eq!(within("", "aws_x.y"), "aws_x.y");
    }
}
