//! Policy variables: `${aws:username}`, with defaults and escapes.

use super::{Context, Fact};
use crate::model::value::{LITERAL_ONE, LITERAL_STAR};

/// A text with policy variables, taken apart once.
///
/// Source: IAM user guide, "Policy variables", read 2026-11-22.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Box<[Part]>);

/// A part of a [`Template`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// As it stands.
    Text(Box<str>),
    /// `${*}`, `${?}` or `${$}`: the character itself.
    Literal(char),
    /// The value of a condition key (in lower case), or the default.
    Variable(Box<str>, Option<Box<str>>),
}

/// A text with its variables replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Substituted {
    /// All variables have a value.
    Text(String),
    /// Some variable has no single value: the text matches nothing.
    Missing,
    /// Some variable's value is not known.
    Unknown,
}

impl Template {
    /// The parts of `text`; none if it has no variable and no escape.
    pub fn read(text: &str) -> Option<Self> {
        if !text.contains("${") {
            return None;
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let Some((variable, after)) = after.split_once('}') else { break };
            if !before.is_empty() {
                parts.push(Part::Text(before.into()));
            }
            parts.push(part(variable));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.into()));
        }
        Some(Self(parts.into()))
    }

    /// The text that it always gives, if it has escapes and no variable.
    pub fn constant(&self, pattern: bool) -> Option<String> {
        let filled = || self.fill(&super::Plain::default(), pattern);
        match self.keys().next().map_or_else(filled, |_| Substituted::Unknown) {
            Substituted::Text(text) => Some(text),
            Substituted::Missing | Substituted::Unknown => None,
        }
    }

    /// Its parts in order.
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    /// The keys whose values it uses.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| match part {
            Part::Variable(key, _) => Some(&**key),
            _ => None,
        })
    }

    /// Whether it is the value of one key, and the caller chooses that.
    pub fn is_chosen(&self, context: &dyn Context) -> bool {
        match &*self.0 {
            [Part::Variable(key, _)] => context.fact(key) == Fact::Chosen,
            _ => false,
        }
    }

    /// The text for this request. In a `pattern`, what comes from a variable or an escape is literal:
    /// a `*` in it is no wildcard.
    pub fn fill(&self, context: &dyn Context, pattern: bool) -> Substituted {
        let mut out = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Literal(letter) => push(&mut out, *letter, pattern),
                Part::Variable(key, default) => match (context.fact(key), default) {
                    (Fact::Is(value), _) => literal(&mut out, &value, pattern),
                    (Fact::Many([value]), _) => literal(&mut out, value, pattern),
                    (Fact::Many([]) | Fact::Absent, Some(default)) => {
                        literal(&mut out, default, pattern);
                    }
                    (Fact::Many(_) | Fact::Absent, _) => return Substituted::Missing,
                    _ => return Substituted::Unknown,
                },
            }
        }
        Substituted::Text(out)
    }
}

fn part(variable: &str) -> Part {
    match variable {
        "*" => Part::Literal('*'),
        "?" => Part::Literal('?'),
        "$" => Part::Literal('$'),
        _ => match variable.split_once(',') {
            Some((key, default)) => {
                let default = default.trim();
                let quoted = default.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
                let default = quoted.unwrap_or(default);
                Part::Variable(key.trim().to_ascii_lowercase().into(), Some(default.into()))
            }
            None => Part::Variable(variable.trim().to_ascii_lowercase().into(), None),
        },
    }
}

fn literal(out: &mut String, value: &str, pattern: bool) {
    for letter in value.chars() {
        push(out, letter, pattern);
    }
}

fn push(out: &mut String, letter: char, pattern: bool) {
    out.push(match letter {
        '*' if pattern => LITERAL_STAR,
        '?' if pattern => LITERAL_ONE,
        other => other,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::iam::condition::Plain;

    #[test]
    fn fills() {
        let text = |text: &str| Substituted::Text(text.to_owned());
        let table = [
            ("home/${aws:username}/*", true, text("home/a\u{E002}b/*")),
            ("home/${aws:username}/*", false, text("home/a*b/*")),
            ("${nothing}", true, Substituted::Missing),
            ("${nothing, 'some one'}", true, text("some one")),
            ("${many}", true, Substituted::Missing),
            ("a${*}b${?}c${$}d", false, text("a*b?c$d")),
            ("a${*}b", true, text("a\u{E002}b")),
            ("${AWS:UserName}${open", false, text("a*b${open")),
        ];
        let context = Plain::new([("aws:username", &["a*b"][..]), ("many", &["a", "b"])]);
        for (template, pattern, want) in table {
            let got = Template::read(template).map(|one| one.fill(&context, pattern));
            assert_eq!(got, Some(want), "{template}");
        }
        assert_eq!(Template::read("plain*"), None);
    }
}
