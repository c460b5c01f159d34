//! Resource patterns of policies, compiled once.

use super::condition::Context;
use super::condition::variable::{Substituted, Template};
use super::glob;
use super::policies::PolicyType;
use super::truth::Truth;
use crate::model::value::{LITERAL_ONE, LITERAL_STAR, SYMBOL_BEGIN, is_marked, is_symbolic};

/// A compiled resource pattern.
///
/// An ARN pattern is matched field by field: wildcards of the first five fields do not cross a
/// colon, those of the sixth cross colons and slashes. Source: IAM user guide, "Resource element",
/// and the verdicts of IAM Access Analyzer, read 2026-11-22.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// Everything, also actions without a resource.
    All,
    /// This text and no other.
    Exact(Box<str>),
    /// The first five fields, and the last.
    Fields(Box<Fields>),
    /// Fewer than six fields, as written, and completed by `*`. Which policies complete it is said by
    /// [`completes`].
    Short(Box<str>, Box<Fields>),
    /// Policy variables in the last field.
    Variable(Box<[Box<str>; 5]>, Template),
}

/// The first five fields of an ARN pattern, and the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    /// `arn`, partition, service, region, account.
    pub head: [Box<str>; 5],
    /// All that follows.
    pub last: Box<str>,
}

impl Pattern {
    /// Compiles `text`; with `variables`, `${...}` in the last field is a policy variable.
    pub fn new(text: &str, variables: bool) -> Self {
        if !text.is_empty() && text.bytes().all(|byte| byte == b'*') {
            return Self::All;
        }
        let mut fields = text.splitn(6, ':');
        let mut next = || fields.next().unwrap_or("*");
        let head = [next(), next(), next(), next(), next()].map(Box::from);
        let last = fields.next();
        let template = last.filter(|_| variables).and_then(Template::read);
        match (last, template) {
            (Some(_), Some(template)) => match template.constant(true) {
                Some(last) => Self::Fields(Box::new(Fields { head, last: last.into() })),
                None => Self::Variable(Box::new(head), template),
            },
            (Some(last), None) if text.contains(['*', '?']) || is_marked(text) => {
                Self::Fields(Box::new(Fields { head, last: last.into() }))
            }
            (Some(_), None) => Self::Exact(text.into()),
            (None, _) => Self::Short(text.into(), Box::new(Fields { head, last: "*".into() })),
        }
    }

    /// Whether it covers `resource`, an ARN or `*` for an action without one, in a policy of an
    /// identity. Unknown: symbols on either side, or policy variables.
    pub fn covers(&self, resource: &str) -> Truth {
        match self {
            Self::All => Truth::Yes,
            Self::Exact(text) if !is_symbolic(resource) => (**text == *resource).into(),
            Self::Exact(text) => covers_exact(text, resource),
            Self::Fields(fields) | Self::Short(_, fields) => fields.covers(resource),
            Self::Variable(..) => Truth::Unknown,
        }
    }

    /// Whether it covers `resource` in a policy of this type, with the variables of the request.
    pub fn covers_in(&self, resource: &str, of: PolicyType, context: &dyn Context) -> Truth {
        match self {
            Self::Short(text, _) if !completes(of, text) => Truth::No,
            Self::Variable(head, template) => {
                let Some((asked, last)) = split(resource) else { return Truth::No };
                let heads = covers_head(head, asked);
                if heads == Truth::No {
                    return Truth::No;
                }
                match template.fill(context, true) {
                    Substituted::Text(text) => heads.and(glob::covers(&text, last)),
                    Substituted::Missing => Truth::No,
                    Substituted::Unknown => Truth::Unknown,
                }
            }
            fixed => fixed.covers(resource),
        }
    }

    /// Whether it covers all that `other` covers; no where that would need a closer look.
    pub fn holds(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::All, _) => true,
            (Self::Fields(_), Self::Exact(text)) => self.covers(text).must(),
            (Self::Fields(wide), Self::Fields(narrow)) => wide.hold(narrow),
            (one, other) => one == other,
        }
    }

    /// Whether some resource may be covered by both; yes where that would need a closer look.
    pub fn may_meet(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Exact(one), Self::Exact(other)) => one == other,
            (Self::Exact(text), fields @ Self::Fields(_))
            | (fields @ Self::Fields(_), Self::Exact(text)) => fields.covers(text).may(),
            (Self::Fields(one), Self::Fields(other)) => one.may_meet(other),
            _ => true,
        }
    }

    /// It with its policy variables filled in; itself where some has no value, which then covers
    /// nothing.
    #[must_use]
    pub fn filled(&self, context: &dyn Context) -> Self {
        let Self::Variable(head, template) = self else { return self.clone() };
        match template.fill(context, true) {
            Substituted::Text(last) => {
                Self::Fields(Box::new(Fields { head: (**head).clone(), last: last.into() }))
            }
            Substituted::Missing | Substituted::Unknown => self.clone(),
        }
    }

    /// The literal text that every resource it covers begins with; empty if there is none to say.
    pub fn prefix(&self) -> String {
        let (head, last) = match self {
            Self::All => return String::new(),
            Self::Exact(text) => return text.to_string(),
            Self::Fields(fields) | Self::Short(_, fields) => (&fields.head, &*fields.last),
            Self::Variable(head, _) => (&**head, ""),
        };
        let mut out = String::new();
        for field in head {
            if field.contains(['*', '?']) || is_marked(field) {
                return out + literal_head(field);
            }
            out.push_str(field);
            out.push(':');
        }
        out + literal_head(last)
    }
}

impl Fields {
    fn hold(&self, narrow: &Self) -> bool {
        let heads = self
            .head
            .iter()
            .zip(&narrow.head)
            .all(|(wide, narrow)| wide == narrow || &**wide == "*");
        let begin = self.last.strip_suffix('*').filter(|begin| is_literal(begin));
        heads
            && (self.last == narrow.last
                || begin.is_some_and(|begin| narrow.last.starts_with(begin)))
    }

    fn may_meet(&self, other: &Self) -> bool {
        let apart = |one: &str, other: &str| {
            let (one_head, other_head) = (literal_head(one), literal_head(other));
            let (whole, other_whole) =
                (one_head.len() == one.len(), other_head.len() == other.len());
            match (whole, other_whole) {
                (true, true) => one != other,
                (true, false) => !one.starts_with(other_head),
                (false, true) => !other.starts_with(one_head),
                (false, false) => {
                    !one_head.starts_with(other_head) && !other_head.starts_with(one_head)
                }
            }
        };
        !self.head.iter().zip(&other.head).any(|(one, other)| apart(one, other))
            && !apart(&self.last, &other.last)
    }

    fn covers(&self, resource: &str) -> Truth {
        let Some((head, last)) = split(resource) else { return Truth::No };
        let heads = covers_head(&self.head, head);
        if heads == Truth::No {
            return Truth::No;
        }
        heads.and(glob::covers(&self.last, last))
    }
}

/// Whether a policy of this type completes a pattern of fewer than six fields by `*`: those of
/// identities always, those of resources and endpoints where it has a wildcard, SCPs where it ends
/// in one, RCPs never. A judgement where the documentation is silent.
pub fn completes(of: PolicyType, text: &str) -> bool {
    match of {
        PolicyType::Identity | PolicyType::Boundary | PolicyType::Session => true,
        PolicyType::Resource | PolicyType::Endpoint => text.contains(['*', '?']),
        PolicyType::Scp => text.ends_with('*'),
        PolicyType::Rcp => false,
    }
}

/// The first five fields of an ARN, joined, and the last; none if there are fewer.
fn split(resource: &str) -> Option<(&str, &str)> {
    let (at, _) = resource.match_indices(':').nth(4)?;
    Some((resource.get(..at)?, resource.get(at + 1..)?))
}

/// A text without wildcards over a resource that is only known in part.
fn covers_exact(text: &str, resource: &str) -> Truth {
    match account(text).zip(account(resource)) {
        Some((wanted, asked)) if accounts_differ(wanted, asked) => Truth::No,
        _ => glob::covers(text, resource),
    }
}

fn covers_head(patterns: &[Box<str>; 5], head: &str) -> Truth {
    Truth::all(patterns.iter().zip(head.split(':')).enumerate().map(|(at, (pattern, field))| {
        if **pattern == *field {
            Truth::Yes
        } else if at == ACCOUNT && accounts_differ(pattern, field) {
            Truth::No
        } else {
            glob::covers(pattern, field)
        }
    }))
}

fn account(arn: &str) -> Option<&str> {
    arn.split(':').nth(ACCOUNT)
}

/// Which of the first five fields names the account.
const ACCOUNT: usize = 4;

/// Whether these surely name different owners though one is a symbol: AWS's own policies (`aws`) and
/// what has no owner are no account's.
fn accounts_differ(one: &str, other: &str) -> bool {
    let nobody = |text: &str| is_literal(text) && !crate::model::arn::is_account(text);
    (is_symbolic(one) && nobody(other)) || (is_symbolic(other) && nobody(one))
}

fn is_literal(text: &str) -> bool {
    !text.contains(['*', '?']) && !is_marked(text)
}

/// What stands before the first wildcard or symbol.
fn literal_head(text: &str) -> &str {
    text.split(['*', '?', SYMBOL_BEGIN, LITERAL_STAR, LITERAL_ONE]).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::iam::condition::Plain;

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
    fn variables_stand_in_the_last_field_only() {
        let context = Plain::new([("aws:username", &["a*"][..])]);
        let table = [
            ("arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/a*/k", Truth::Yes),
            ("arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/ab/k", Truth::No),
            ("arn:aws:s3:::b/${*}", "arn:aws:s3:::b/k", Truth::No),
            ("arn:aws:s3:::b/${aws:userid}", "arn:aws:s3:::b/k", Truth::No),
        ];
        for (pattern, resource, want) in table {
            let compiled = Pattern::new(pattern, true);
            let got = compiled.covers_in(resource, PolicyType::Identity, &context);
            assert_eq!(got, want, "{pattern} over {resource}");
        }
    }

    #[test]
    fn short_patterns_are_completed_by_the_type_of_policy() {
        let (queue, none) = ("arn:aws:sqs:us-east-1:1:q", Plain::default());
        let covers = |pattern: &str, of| Pattern::new(pattern, true).covers_in(queue, of, &none);
        assert_eq!(covers("arn:aws:sqs", PolicyType::Identity), Truth::Yes);
        assert_eq!(covers("arn:aws:sqs", PolicyType::Resource), Truth::No);
        assert_eq!(covers("arn:aws:sqs:*", PolicyType::Resource), Truth::Yes);
        assert_eq!(covers("arn:*:sqs", PolicyType::Scp), Truth::No);
        assert_eq!(covers("arn:aws:sqs:*", PolicyType::Scp), Truth::Yes);
        assert_eq!(covers("arn:aws:sqs:*", PolicyType::Rcp), Truth::No);
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
