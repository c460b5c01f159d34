//! Addresses of instances.

use super::super::value::Value;
use std::fmt;
use std::sync::Arc;

/// Which instance of a resource or module.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InstanceKey {
    /// The only one.
    None,
    /// That of a number, from `count`.
    Number(usize),
    /// That of a key, from `for_each`.
    Text(Arc<str>),
    /// One that stands for all, where it is not known which there will be.
    Unknown,
}

impl InstanceKey {
    /// The key as a value.
    #[must_use]
    pub fn value(&self) -> Option<Value> {
        match self {
            Self::Number(at) => Some(Value::number(*at)),
            Self::Text(key) => Some(Value::text(key.clone())),
            Self::None | Self::Unknown => None,
        }
    }
}

impl fmt::Display for InstanceKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Number(at) => write!(out, "[{at}]"),
            Self::Unknown => out.write_str("[*]"),
            Self::Text(key) => {
                let escaped = key
                    .replace('\\', "\\\\")
                    .replace('"', "\\\"")
                    .replace('\n', "\\n")
                    .replace('\r', "\\r")
                    .replace('\t', "\\t")
                    .replace("${", "$${")
                    .replace("%{", "%%{");
                write!(out, "[\"{escaped}\"]")
            }
        }
    }
}
