//! The tree that a configuration is read into.

use super::super::value::Value;
use crate::diag::Span;
use std::sync::Arc;

/// The content of a file or of a block.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// Its attributes, in order.
    pub attributes: Vec<Attribute>,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
}

impl Body {
    /// The attribute of a name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|one| &*one.name == name)
    }

    /// The blocks of a kind.
    pub fn blocks_of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Block> {
        self.blocks.iter().filter(move |one| &*one.kind == kind)
    }
}

/// `name = expression`
#[derive(Debug, Clone)]
pub struct Attribute {
    /// Its name.
    pub name: Arc<str>,
    /// Where the name stands.
    pub name_span: Span,
    /// What it is set to.
    pub expression: Expression,
}

/// `kind "label" { ... }`
#[derive(Debug, Clone)]
pub struct Block {
    /// The word that it begins with.
    pub kind: Arc<str>,
    /// The names after that, and where they stand.
    pub labels: Vec<(Arc<str>, Span)>,
    /// What stands between the braces.
    pub body: Body,
    /// The block from its kind to its last brace.
    pub span: Span,
}

/// An expression.
#[derive(Debug, Clone)]
pub struct Expression {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
}

impl Expression {
    /// Whether it is a name with attributes and written keys after it, without parentheses: what no key
    /// of an object may be, and what names a provider in a map of providers.
    pub fn is_bare_reference(&self) -> bool {
        let Kind::Traverse(on, steps) = &self.kind else { return false };
        let plain = |step: &Step| match &step.kind {
            StepKind::Attribute(_) => true,
            StepKind::Index(key) => matches!(key.kind, Kind::Literal(_)),
            StepKind::Splat(_) => false,
        };
        matches!(on.kind, Kind::Variable(_)) && steps.iter().all(plain)
    }
}

/// What an expression is.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A number, `true`, `false`, `null` or a text without interpolation.
    Literal(Value),
    /// A text with interpolations and directives.
    Template(Vec<Expression>),
    /// `"${...}"`: the value itself, of whatever type.
    Wrap(Box<Expression>),
    /// `(...)`
    Parentheses(Box<Expression>),
    /// A name that a reference begins with.
    Variable(Arc<str>),
    /// `a.b[c][*].d`
    Traverse(Box<Expression>, Vec<Step>),
    /// `name(...)`
    Call(Box<Call>),
    /// `[a, b]`
    Tuple(Vec<Expression>),
    /// `{ a = b }`
    Object(Vec<Item>),
    /// `[for ... : ...]` or `{for ... : ... => ...}`
    For(Box<For>),
    /// `%{ for ... }...%{ endfor }`: the texts of a tuple, joined.
    Join(Box<Expression>),
    /// `-a`, `!a`
    Unary(Unary, Box<Expression>),
    /// `a + b - c`: operators of one precedence, from left to right.
    Binary(Box<Expression>, Vec<(Operator, Expression)>),
    /// `a ? b : c`
    Conditional(Box<Conditional>),
}

/// A step of a traversal.
#[derive(Debug, Clone)]
pub struct Step {
    /// What it is.
    pub kind: StepKind,
    /// Where it stands.
    pub span: Span,
}

/// What a step of a traversal is.
#[derive(Debug, Clone)]
pub enum StepKind {
    /// `.name`
    Attribute(Arc<str>),
    /// `[key]`, and `.0`
    Index(Expression),
    /// `[*]` and `.*` with the steps that are done on each element.
    Splat(Vec<Step>),
}

/// A call of a function.
#[derive(Debug, Clone)]
pub struct Call {
    /// Its name, with `::` where it has a namespace.
    pub name: Arc<str>,
    /// Its arguments.
    pub arguments: Vec<Expression>,
    /// Whether the last is a sequence of arguments: `...`.
    pub expand: bool,
}

/// An entry of an object.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its key. A bare name is a literal here.
    pub key: Expression,
    /// Its value.
    pub value: Expression,
}

/// A `for` expression.
#[derive(Debug, Clone)]
pub struct For {
    /// The name of the key or index, if it is asked for.
    pub key_name: Option<Arc<str>>,
    /// The name of the element.
    pub value_name: Arc<str>,
    /// What is iterated over.
    pub collection: Expression,
    /// The key of each attribute; none where a tuple is built.
    pub key: Option<Expression>,
    /// The value of each element or attribute.
    pub value: Expression,
    /// `if ...`
    pub condition: Option<Expression>,
    /// Whether values of the same key are grouped: `...`.
    pub group: bool,
}

/// `condition ? yes : no`
#[derive(Debug, Clone)]
pub struct Conditional {
    /// What decides.
    pub condition: Expression,
    /// The value if it is true.
    pub yes: Expression,
    /// The value if it is false.
    pub no: Expression,
}

/// An operator before its operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unary {
    /// `-`
    Negate,
    /// `!`
    Not,
}

/// An operator between its operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `||`
    Or,
    /// `&&`
    And,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
}
