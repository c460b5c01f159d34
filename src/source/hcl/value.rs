//! Values of the Terraform language, as `terraform` itself would have them, and more of them known.

mod equality;
mod order;
mod spelling;

use super::number::Number;
use super::types::Type;
use crate::diag::Span;
use crate::model::value::is_symbolic;
use std::collections::BTreeMap;
use std::sync::Arc;
use unicode_normalization::{UnicodeNormalization, is_nfc_quick};

pub use order::sorted;
pub use spelling::without_scheme;

/// The elements of a map or the attributes of an object.
pub type Fields = BTreeMap<Arc<str>, Value>;

/// A value of the Terraform language. Cheap to clone: what is large is shared.
///
/// `==` is identity of all that is known, marks aside: unlike [`Value::equals`] it takes two
/// unknown values of one type for the same.
#[derive(Debug, Clone)]
pub struct Value {
    /// What it is.
    pub data: Data,
    /// Whether it may be shown.
    pub marks: Marks,
    /// Where it was written, if it is a list, an object or a text of the configuration.
    pub origin: Option<Span>,
    /// The value that this text encodes, if `jsonencode` made it: its parts still know their origins.
    pub encodes: Option<Arc<Self>>,
}

/// What a value is.
///
/// A text may hold symbols (`model::value::symbol`): parts that are not known yet but have an
/// identity, such as the id of a resource to be created. Terraform calls such a text unknown; we
/// keep what is known around it. [`Value::is_known`] tells them apart.
#[derive(Debug, Clone)]
pub enum Data {
    /// Nothing is known but the type, which may be [`Type::Any`], and why.
    Unknown(Box<Unknown>),
    /// The null of a type.
    Null(Type),
    /// `true` or `false`.
    Bool(bool),
    /// A number of 512 bits of precision.
    Number(Box<Number>),
    /// A text in Unicode normal form C.
    Text(Arc<str>),
    /// A list of elements of one type.
    List(Type, Arc<Vec<Value>>),
    /// A set of elements of one type, in the order in which Terraform iterates, without repetition.
    Set(Type, Arc<Vec<Value>>),
    /// A sequence in which each element has its own type.
    Tuple(Arc<Vec<Value>>),
    /// A map of elements of one type.
    Map(Type, Arc<Fields>),
    /// A mapping in which each attribute has its own type.
    Object(Arc<Fields>),
}

/// A value that is not known.
#[derive(Debug, Clone)]
pub struct Unknown {
    /// What it will be, as far as that is settled.
    pub of: Type,
    /// Whether it surely will not be null.
    pub not_null: bool,
    /// Why it is not known: one sentence that names the reference or the function.
    pub reason: Arc<str>,
    /// Which value it is, if it has an identity: `vpc_id of aws_subnet.a`. Two unknown values with
    /// one identity are equal; as a part of a text it becomes a symbol.
    pub identity: Option<Arc<str>>,
}

/// Marks that flow through expressions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// Must not be shown.
    pub sensitive: bool,
    /// Must not be kept.
    pub ephemeral: bool,
}

impl Marks {
    /// No marks.
    pub const NONE: Self = Self { sensitive: false, ephemeral: false };
    /// Must not be shown.
    pub const SENSITIVE: Self = Self { sensitive: true, ephemeral: false };
    /// Must not be kept.
    pub const EPHEMERAL: Self = Self { sensitive: false, ephemeral: true };

    /// Those of either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            sensitive: self.sensitive || other.sensitive,
            ephemeral: self.ephemeral || other.ephemeral,
        }
    }

    /// Whether there is any.
    #[must_use]
    pub fn any(self) -> bool {
        self != Self::NONE
    }
}

/// Identities longer than this help no reader.
pub const IDENTITY_BYTES_MAX: usize = 300;

/// Constructors. None of them sets marks or an origin.
impl Value {
    /// A value without marks and origin.
    #[must_use]
    pub fn new(data: Data) -> Self {
        Self { data, marks: Marks::NONE, origin: None, encodes: None }
    }

    /// A value of type `of` that is not known, because of `reason`.
    pub fn unknown(of: Type, reason: impl Into<Arc<str>>) -> Self {
        Self::new(Data::Unknown(Box::new(Unknown {
            of,
            not_null: false,
            reason: reason.into(),
            identity: None,
        })))
    }

    /// The same that surely will not be null.
    pub fn unknown_not_null(of: Type, reason: impl Into<Arc<str>>) -> Self {
        Self::new(Data::Unknown(Box::new(Unknown {
            of,
            not_null: true,
            reason: reason.into(),
            identity: None,
        })))
    }

    /// The same unknown value with an identity; a value that is known stays as it is.
    #[must_use]
    pub fn identified(mut self, identity: impl Into<Arc<str>>) -> Self {
        if let Data::Unknown(unknown) = &mut self.data {
            unknown.identity = Some(spelling::settled(&identity.into()).into());
        }
        self
    }

    /// The same unknown value as the part of `whole` that `step` leads to: of what is known as
    /// `outputs of data.x.y` the part `.a` is known as `outputs.a of data.x.y`.
    #[must_use]
    pub fn part_of(self, whole: &Self, step: &str) -> Self {
        let Data::Unknown(unknown) = &whole.data else { return self };
        let identity = unknown.identity.as_deref();
        // What a function gives has its parts behind it.
        if let Some(identity) = identity.filter(|identity| identity.ends_with(')'))
            && identity.len() <= IDENTITY_BYTES_MAX
        {
            return self.identified(format!("{identity}{step}"));
        }
        match identity.and_then(|identity| identity.split_once(" of ")) {
            Some((what, address)) if what.len() <= IDENTITY_BYTES_MAX => {
                self.identified(format!("{what}{step} of {address}"))
            }
            _ => self,
        }
    }

    /// The null of a type; of [`Type::Any`] it is the bare `null`.
    #[must_use]
    pub fn null(of: Type) -> Self {
        Self::new(Data::Null(of))
    }

    /// `true` or `false`
    #[must_use]
    pub fn bool(value: bool) -> Self {
        Self::new(Data::Bool(value))
    }

    /// A number.
    pub fn number(value: impl Into<Number>) -> Self {
        Self::new(Data::Number(Box::new(value.into())))
    }

    /// A text, brought into Unicode normal form C.
    pub fn text(value: impl AsRef<str> + Into<Arc<str>>) -> Self {
        let normal = value.as_ref().is_ascii()
            || is_nfc_quick(value.as_ref().chars()) == unicode_normalization::IsNormalized::Yes;
        let text =
            if normal { value.into() } else { value.as_ref().nfc().collect::<String>().into() };
        Self::new(Data::Text(text))
    }

    /// A tuple.
    #[must_use]
    pub fn tuple(elements: Vec<Self>) -> Self {
        Self::new(Data::Tuple(Arc::new(elements)))
    }

    /// An object.
    #[must_use]
    pub fn object(attributes: Fields) -> Self {
        Self::new(Data::Object(Arc::new(attributes)))
    }

    /// A list. All elements must be of type `of` already.
    #[must_use]
    pub fn list(of: Type, elements: Vec<Self>) -> Self {
        Self::new(Data::List(of, Arc::new(elements)))
    }

    /// A map. All elements must be of type `of` already.
    #[must_use]
    pub fn map(of: Type, elements: Fields) -> Self {
        Self::new(Data::Map(of, Arc::new(elements)))
    }

    /// A set: sorted as Terraform iterates, without repetition. All elements must be of type `of`
    /// already. Marks of elements are marks of the whole.
    #[must_use]
    pub fn set(of: Type, elements: Vec<Self>) -> Self {
        let marks = elements.iter().fold(Marks::NONE, |marks, one| marks.or(one.deep_marks()));
        let elements = elements.into_iter().map(Self::without_deep_marks).collect();
        Self::new(Data::Set(of, Arc::new(sorted(elements)))).marked(marks)
    }

    /// The same value with these marks in addition to its own.
    #[must_use]
    pub fn marked(mut self, marks: Marks) -> Self {
        self.marks = self.marks.or(marks);
        self
    }

    /// The same value with no marks of its own; those of its parts remain.
    #[must_use]
    pub fn unmarked(mut self) -> Self {
        self.marks = Marks::NONE;
        self
    }

    /// The same value, written at `span`.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.origin = Some(span);
        self
    }
}

/// Questions.
impl Value {
    /// The type of the value.
    #[must_use]
    pub fn type_of(&self) -> Type {
        match &self.data {
            Data::Unknown(unknown) => unknown.of.clone(),
            Data::Null(of) => of.clone(),
            Data::Bool(_) => Type::Bool,
            Data::Number(_) => Type::Number,
            Data::Text(_) => Type::Text,
            Data::List(of, _) => Type::list(of.clone()),
            Data::Set(of, _) => Type::set(of.clone()),
            Data::Map(of, _) => Type::map(of.clone()),
            Data::Tuple(all) => Type::tuple(all.iter().map(Self::type_of).collect()),
            Data::Object(all) => {
                Type::object(all.iter().map(|(name, one)| (name.clone(), one.type_of())))
            }
        }
    }

    /// Whether it is null of any type.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.data, Data::Null(_))
    }

    /// Whether Terraform knows the value itself; its parts may still be unknown. A text with a
    /// symbol is not known.
    #[must_use]
    pub fn is_known(&self) -> bool {
        match &self.data {
            Data::Unknown(_) => false,
            Data::Text(text) => !is_symbolic(text),
            _ => true,
        }
    }

    /// Whether Terraform knows the value and all of its parts.
    #[must_use]
    pub fn is_wholly_known(&self) -> bool {
        self.is_known() && self.parts().all(Self::is_wholly_known)
    }

    /// Whether it is a text some part of which is only known by identity.
    #[must_use]
    pub fn is_symbolic(&self) -> bool {
        matches!(&self.data, Data::Text(text) if is_symbolic(text))
    }

    /// Why the value, or the first unknown part of it, is not known.
    #[must_use]
    pub fn reason(&self) -> Option<Arc<str>> {
        match &self.data {
            Data::Unknown(unknown) => Some(unknown.reason.clone()),
            Data::Text(text) if is_symbolic(text) => Some(
                format!("{} is not known until apply", crate::model::value::readable(text)).into(),
            ),
            _ => self.parts().find_map(Self::reason),
        }
    }

    /// The elements or attributes' values, in order; empty for anything else.
    pub fn parts(&self) -> impl Iterator<Item = &Self> {
        let (sequence, mapping) = match &self.data {
            Data::List(_, all) | Data::Set(_, all) | Data::Tuple(all) => (Some(all), None),
            Data::Map(_, all) | Data::Object(all) => (None, Some(all)),
            _ => (None, None),
        };
        let sequence = sequence.into_iter().flat_map(|all| all.iter());
        sequence.chain(mapping.into_iter().flat_map(|all| all.values()))
    }

    /// The elements of a list, set or tuple.
    #[must_use]
    pub fn elements(&self) -> Option<&[Self]> {
        match &self.data {
            Data::List(_, all) | Data::Set(_, all) | Data::Tuple(all) => Some(all),
            _ => None,
        }
    }

    /// The elements of a map or the attributes of an object.
    #[must_use]
    pub fn fields(&self) -> Option<&Fields> {
        match &self.data {
            Data::Map(_, all) | Data::Object(all) => Some(all),
            _ => None,
        }
    }

    /// The text, which may hold symbols.
    #[must_use]
    pub fn as_text(&self) -> Option<&Arc<str>> {
        if let Data::Text(text) = &self.data { Some(text) } else { None }
    }

    /// The number.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        if let Data::Number(number) = &self.data { Some(number) } else { None }
    }

    /// The truth value.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let Data::Bool(value) = self.data { Some(value) } else { None }
    }
}

/// Marks at any depth.
impl Value {
    /// The marks of the value and of all of its parts together.
    #[must_use]
    pub fn deep_marks(&self) -> Marks {
        self.parts().fold(self.marks, |marks, one| marks.or(one.deep_marks()))
    }

    /// The same value without any mark at any depth.
    #[must_use]
    pub fn without_deep_marks(self) -> Self {
        if self.deep_marks().any() { self.each(&|one| one.unmarked()) } else { self }
    }

    /// Replaces the value and its parts, the parts first.
    #[must_use]
    pub fn each(mut self, change: &dyn Fn(Self) -> Self) -> Self {
        let all = |all: &Arc<Vec<Self>>| -> Arc<Vec<Self>> {
            Arc::new(all.iter().map(|one| one.clone().each(change)).collect())
        };
        let fields = |all: &Arc<Fields>| -> Arc<Fields> {
            Arc::new(all.iter().map(|(key, one)| (key.clone(), one.clone().each(change))).collect())
        };
        self.data = match self.data {
            Data::List(of, elements) => Data::List(of, all(&elements)),
            Data::Set(of, elements) => Data::Set(of, all(&elements)),
            Data::Tuple(elements) => Data::Tuple(all(&elements)),
            Data::Map(of, elements) => Data::Map(of, fields(&elements)),
            Data::Object(attributes) => Data::Object(fields(&attributes)),
            leaf => leaf,
        };
        change(self)
    }
}
