//! Actions as policies and requests name them.

use super::catalog::actions::{self, Level};
use super::glob;
use super::truth::Truth;

/// An `Action` or `NotAction` entry, compiled. All in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActionPattern {
    /// `*`
    All,
    /// One action.
    Exact(Box<str>),
    /// Every action that begins so: `s3:get*`.
    Prefix(Box<str>),
    /// The service, and wildcards in the name.
    Glob(Box<str>, Box<str>),
    /// No action: no name, or wildcards in the service, which IAM refuses.
    Nothing,
}

impl ActionPattern {
    /// Compiles a pattern in lower case.
    pub fn new(text: &str) -> Self {
        if !text.is_empty() && text.bytes().all(|byte| byte == b'*') {
            return Self::All;
        }
        let Some((service, name)) = text.split_once(':') else { return Self::Nothing };
        if service.is_empty() || service.contains(['*', '?']) || name.trim().is_empty() {
            return Self::Nothing;
        }
        let wild = name.contains(['*', '?']);
        match name.trim_end_matches('*') {
            _ if !wild => Self::Exact(text.into()),
            literal if literal.contains(['*', '?']) => Self::Glob(service.into(), name.into()),
            literal => Self::Prefix(format!("{service}:{literal}").into()),
        }
    }

    /// Whether it is about the action of this lower-case name.
    pub fn covers(&self, action: &str) -> bool {
        match self {
            Self::All => true,
            Self::Exact(name) => **name == *action,
            Self::Prefix(begin) => action.starts_with(&**begin),
            Self::Glob(service, name) => action
                .strip_prefix(&**service)
                .and_then(|rest| rest.strip_prefix(':'))
                .is_some_and(|rest| glob::covers(name, rest) == Truth::Yes),
            Self::Nothing => false,
        }
    }

    /// Whether it is about all that `other` is about; no where that would need a closer look.
    pub fn holds(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::All, _) | (_, Self::Nothing) => true,
            (_, Self::Exact(name)) => self.covers(name),
            (Self::Prefix(begin), Self::Prefix(longer)) => longer.starts_with(&**begin),
            (Self::Prefix(begin), Self::Glob(service, _)) => {
                begin.strip_suffix(':') == Some(&**service)
            }
            (one, other) => one == other,
        }
    }

    /// Whether some action may be meant by both; yes where that would need a closer look.
    pub fn may_meet(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nothing, _) | (_, Self::Nothing) => false,
            (Self::Exact(name), any) | (any, Self::Exact(name)) => any.covers(name),
            (Self::Prefix(one), Self::Prefix(other)) => {
                one.starts_with(&**other) || other.starts_with(&**one)
            }
            (Self::Glob(service, _), Self::Glob(other, _)) => service == other,
            (Self::Glob(service, _), Self::Prefix(text))
            | (Self::Prefix(text), Self::Glob(service, _)) => {
                text.split(':').next() == Some(&**service)
            }
            (Self::All, _) | (_, Self::All) => true,
        }
    }
}

/// An action that a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// In lower case.
    pub name: Box<str>,
    /// Whether only the resource `*` covers it; no where the catalogue does not know the action.
    pub wildcard_only: bool,
    /// Whether it changes something; yes where the catalogue does not know the action.
    pub writes: bool,
}

impl Asked {
    /// What the catalogue says of an action, in any case.
    pub fn new(action: &str) -> Self {
        let (service, name) = action.split_once(':').unwrap_or((action, ""));
        let found = actions::action(service, name);
        let reads = |level| matches!(level, Level::Read | Level::List);
        Self {
            name: action.to_ascii_lowercase().into(),
            wildcard_only: found.is_some_and(|one| one.wildcard_only()),
            writes: found.is_none_or(|one| !one.levels().all(reads)),
        }
    }

    /// The service prefix.
    pub fn service(&self) -> &str {
        self.name.split(':').next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{ActionPattern, Asked};

    #[test]
    fn covers() {
        let table = [
            ("*", "s3:getobject", true),
            ("s3:*", "s3:getobject", true),
            ("s3:get*", "s3:getobject", true),
            ("s3:get*", "s3:putobject", false),
            ("s3:get?bject", "s3:getobject", true),
            ("s3:*object", "s3:getobject", true),
            ("s3:*object", "s3x:getobject", false),
            ("s*:getobject", "s3:getobject", false),
            ("s3:", "s3:", false),
            ("s3", "s3:getobject", false),
        ];
        for (pattern, action, want) in table {
            assert_eq!(ActionPattern::new(pattern).covers(action), want, "{pattern} {action}");
        }
    }

    #[test]
    fn the_catalogue_is_asked() {
        let list = Asked::new("s3:ListAllMyBuckets");
        assert!(list.wildcard_only && !list.writes);
        let put = Asked::new("S3:PutObject");
        assert!(!put.wildcard_only && put.writes && &*put.name == "s3:putobject");
        let unknown = Asked::new("nothing:AtAll");
        assert!(!unknown.wildcard_only && unknown.writes);
    }
}
