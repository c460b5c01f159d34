//! Resource patterns of policies, compiled once.

use super::glob;
use super::truth::Truth;
use crate::model::value::is_symbolic;

/// A compiled resource pattern.
///
/// An ARN pattern is matched field by field: wildcards of the first five fields do not cross a
/// colon, those of the sixth cross colons and slashes. A pattern with fewer than six fields is
/// completed by `*`. Source: IAM user guide, "Resource element", and the verdicts of IAM Access
/// Analyzer, read 2026-11-22.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// Everything, also actions without a resource.
    All,
    /// This text and no other.
    Exact(Box<str>),
    /// The first five fields, and the last.
    Fields(Box<[Box<str>; 5]>, Box<str>),
    /// Holds a policy variable: matched after substitution.
    Variable(Box<str>),
}

impl Pattern {
    /// Compiles `text`; with `variables`, `${...}` is a policy variable.
    pub fn new(text: &str, variables: bool) -> Self {
        if text == "*" || (!text.is_empty() && text.bytes().all(|byte| byte == b'*')) {
            return Self::All;
        }
        if variables && text.contains("${") {
            return Self::Variable(text.into());
        }
        if !text.contains(['*', '?']) && !is_symbolic(text) && text.matches(':').count() >= 5 {
            return Self::Exact(text.into());
        }
        Self::fields(text)
    }

    fn fields(text: &str) -> Self {
        let mut fields = text.splitn(6, ':').map(Box::from);
        let mut next = || fields.next().unwrap_or_else(|| Box::from("*"));
        Self::Fields(Box::new([next(), next(), next(), next(), next()]), next())
    }

    /// Whether it covers `resource`, an ARN or `*` for an action without one.
    pub fn covers(&self, resource: &str) -> Truth {
        match self {
            Self::All => Truth::Yes,
            Self::Exact(text) if !is_symbolic(resource) => (**text == *resource).into(),
            Self::Exact(text) => glob::covers(text, resource),
            Self::Fields(head, last) => {
                let mut fields = resource.splitn(6, ':');
                let heads = head.iter().map(|pattern| match fields.next() {
                    Some(field) => glob::covers(pattern, field),
                    None => Truth::No,
                });
                let heads = Truth::all(heads);
                if heads == Truth::No {
                    return Truth::No;
                }
                let last = match resource.splitn(6, ':').nth(5) {
                    Some(field) => glob::covers(last, field),
                    None => Truth::No,
                };
                heads.and(last)
            }
            Self::Variable(_) => Truth::Unknown,
        }
    }

    /// The literal text that every resource it covers begins with; empty if there is none to say.
    pub fn prefix(&self) -> String {
        match self {
            Self::All | Self::Variable(_) => String::new(),
            Self::Exact(text) => text.to_string(),
            Self::Fields(head, last) => {
                let mut out = String::new();
                for field in head.iter() {
                    if field.contains(['*', '?']) || is_symbolic(field) {
                        return out + literal_head(field);
                    }
                    out.push_str(field);
                    out.push(':');
                }
                out + literal_head(last)
            }
        }
    }
}

/// What stands before the first wildcard or symbol.
fn literal_head(text: &str) -> &str {
    text.split(['*', '?', crate::model::value::SYMBOL_BEGIN]).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_wildcards_inside() {
        let table = [
            ("arn:aws:iam::*:role/x", "arn:aws:iam::111111111111:role/x", Truth::Yes),
            ("arn:aws:iam::*role/x", "arn:aws:iam::111111111111:role/x", Truth::No),
            ("arn:aws:s3:::b*", "arn:aws:s3:::bucket/key:with:colons", Truth::Yes),
            ("arn:aws:iam:*", "arn:aws:iam::111111111111:role/x", Truth::Yes),
            ("arn:aws:s3:::b", "*", Truth::No),
            ("*", "*", Truth::Yes),
        ];
        for (pattern, resource, want) in table {
            let pattern = Pattern::new(pattern, true);
            assert_eq!(pattern.covers(resource), want, "{pattern:?} over {resource}");
        }
    }

    #[test]
    fn prefix_ends_at_the_first_wildcard() {
        assert_eq!(
            Pattern::new("arn:aws:iam::1:role/a-*", true).prefix(),
            "arn:aws:iam::1:role/a-"
        );
        assert_eq!(Pattern::new("arn:aws:iam::*:role/a", true).prefix(), "arn:aws:iam::");
        assert_eq!(Pattern::new("*", true).prefix(), "");
    }
}
