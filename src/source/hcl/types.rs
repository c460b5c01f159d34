//! Types of the Terraform language.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A type of the Terraform language, as a constraint or of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Not settled: any type as a constraint, the type of a bare `null`.
    Any,
    /// `bool`
    Bool,
    /// `number`
    Number,
    /// `string`
    Text,
    /// `list(T)`
    List(Arc<Self>),
    /// `set(T)`
    Set(Arc<Self>),
    /// `map(T)`
    Map(Arc<Self>),
    /// `tuple([...])`
    Tuple(Arc<Vec<Self>>),
    /// `object({...})`
    Object(Arc<BTreeMap<Arc<str>, Attribute>>),
}

/// An attribute of an object type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Its type.
    pub of: Type,
    /// Whether `optional(...)` stands around it; the default value is kept beside the constraint.
    pub optional: bool,
}

impl Type {
    /// `list(T)`
    #[must_use]
    pub fn list(of: Self) -> Self {
        Self::List(Arc::new(of))
    }

    /// `set(T)`
    #[must_use]
    pub fn set(of: Self) -> Self {
        Self::Set(Arc::new(of))
    }

    /// `map(T)`
    #[must_use]
    pub fn map(of: Self) -> Self {
        Self::Map(Arc::new(of))
    }

    /// `tuple([...])`
    #[must_use]
    pub fn tuple(of: Vec<Self>) -> Self {
        Self::Tuple(Arc::new(of))
    }

    /// `object({...})` without optional attributes.
    #[must_use]
    pub fn object(of: impl IntoIterator<Item = (Arc<str>, Self)>) -> Self {
        let attribute = |(name, of)| (name, Attribute { of, optional: false });
        Self::Object(Arc::new(of.into_iter().map(attribute).collect()))
    }

    /// Whether it is `bool`, `number` or `string`.
    #[must_use]
    pub fn is_primitive(&self) -> bool {
        matches!(self, Self::Bool | Self::Number | Self::Text)
    }

    /// The type of the elements of a list, set or map.
    #[must_use]
    pub fn element(&self) -> Option<&Self> {
        match self {
            Self::List(of) | Self::Set(of) | Self::Map(of) => Some(of),
            _ => None,
        }
    }

    /// Whether nothing in it is [`Type::Any`].
    #[must_use]
    pub fn is_settled(&self) -> bool {
        match self {
            Self::Any => false,
            Self::Bool | Self::Number | Self::Text => true,
            Self::List(of) | Self::Set(of) | Self::Map(of) => of.is_settled(),
            Self::Tuple(of) => of.iter().all(Self::is_settled),
            Self::Object(of) => of.values().all(|one| one.of.is_settled()),
        }
    }

    /// The same type with all attributes required, as values have it.
    #[must_use]
    pub fn without_optional(&self) -> Self {
        match self {
            Self::Any | Self::Bool | Self::Number | Self::Text => self.clone(),
            Self::List(of) => Self::list(of.without_optional()),
            Self::Set(of) => Self::set(of.without_optional()),
            Self::Map(of) => Self::map(of.without_optional()),
            Self::Tuple(of) => Self::tuple(of.iter().map(Self::without_optional).collect()),
            Self::Object(of) => {
                Self::object(of.iter().map(|(name, one)| (name.clone(), one.of.without_optional())))
            }
        }
    }

    /// What a reader calls it: `list of string`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Any => "dynamic".to_owned(),
            Self::Bool => "bool".to_owned(),
            Self::Number => "number".to_owned(),
            Self::Text => "string".to_owned(),
            Self::List(of) => format!("list of {}", of.name()),
            Self::Set(of) => format!("set of {}", of.name()),
            Self::Map(of) => format!("map of {}", of.name()),
            Self::Tuple(_) => "tuple".to_owned(),
            Self::Object(_) => "object".to_owned(),
        }
    }
}

/// As JSON, the way Terraform itself writes types: `["list","string"]`.
impl fmt::Display for Type {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any | Self::Bool | Self::Number | Self::Text => {
                write!(out, "\"{}\"", self.name())
            }
            Self::List(of) => write!(out, "[\"list\",{of}]"),
            Self::Set(of) => write!(out, "[\"set\",{of}]"),
            Self::Map(of) => write!(out, "[\"map\",{of}]"),
            Self::Tuple(of) => {
                let all: Vec<String> = of.iter().map(ToString::to_string).collect();
                write!(out, "[\"tuple\",[{}]]", all.join(","))
            }
            Self::Object(of) => {
                let quoted = |name: &str| serde_json::Value::from(name).to_string();
                let all: Vec<String> =
                    of.iter().map(|(name, one)| format!("{}:{}", quoted(name), one.of)).collect();
                write!(out, "[\"object\",{{{}}}]", all.join(","))
            }
        }
    }
}
