//! From tokens to an expression whose types fit, or what is wrong with it.

use super::field::{FIELDS, Field, Type};
use super::token::{Fault, Token, What, tokens};
use crate::diag::limits;
use crate::rules::read::suggestion;
use std::iter::Peekable;
use std::vec::IntoIter;

/// An expression whose types fit.
#[derive(Debug, Clone)]
pub(super) enum Expression {
    Bool(bool),
    Number(i64),
    Text(String),
    List(Vec<String>),
    Field(&'static Field),
    /// What an `exists` or `all` binds, counted from the outermost.
    Bound(usize),
    Not(Box<Self>),
    Every(Vec<Self>),
    Any(Vec<Self>),
    Compare(Order, Box<Self>, Box<Self>),
    In(Box<Self>, Box<Self>),
    Size(Box<Self>),
    Search(Search, Box<Self>, Box<Self>),
    Each(Quantity, Box<Self>, Box<Self>),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Equal,
    Other,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// Where in a text another is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Search {
    Contains,
    EndsWith,
    StartsWith,
}

/// For how many of a list a test must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quantity {
    All,
    Exists,
}

const ORDERS: &[(&str, Order)] = &[
    ("==", Order::Equal),
    ("!=", Order::Other),
    ("<", Order::Less),
    ("<=", Order::AtMost),
    (">", Order::More),
    (">=", Order::AtLeast),
];
const SEARCHES: &[(&str, Search)] = &[
    ("contains", Search::Contains),
    ("endsWith", Search::EndsWith),
    ("startsWith", Search::StartsWith),
];
const QUANTITIES: &[(&str, Quantity)] = &[("all", Quantity::All), ("exists", Quantity::Exists)];

/// The name of what a condition is about.
const FINDING: &str = "finding";
/// The name of the only call that stands alone, and may be a method as well.
const SIZE: &str = "size";

fn row<T: Copy>(table: &[(&'static str, T)], name: &str) -> Option<T> {
    table.iter().find(|(known, _)| *known == name).map(|(_, what)| *what)
}

/// An expression, what it gives, and where it begins.
type Typed = (Expression, Type, usize);

/// Reads a condition.
///
/// # Errors
/// What is wrong with it, from which letter on.
pub(super) fn condition(text: &str) -> Result<Expression, Fault> {
    if text.len() > limits::CEL_BYTES_MAX {
        return Err(Fault::new(0, format!("it is longer than {} bytes", limits::CEL_BYTES_MAX)));
    }
    let tokens = tokens(text)?.into_iter().peekable();
    let mut parser = Parser { tokens, end: text.len(), names: Vec::new(), depth: 0 };
    let whole = parser.any()?;
    if let Some(token) = parser.tokens.next() {
        return Err(Fault::new(token.at, "the condition ended before this"));
    }
    expect(whole, Type::Bool)
}

fn expect((expression, gives, at): Typed, wanted: Type) -> Result<Expression, Fault> {
    if gives.is_like(wanted) {
        return Ok(expression);
    }
    Err(Fault::new(at, format!("this is {}, and must be {}", gives.name(), wanted.name())))
}

struct Parser {
    tokens: Peekable<IntoIter<Token>>,
    end: usize,
    /// What `exists` and `all` bind here, the outermost first.
    names: Vec<String>,
    depth: usize,
}

impl Parser {
    fn at(&mut self) -> usize {
        self.tokens.peek().map_or(self.end, |token| token.at)
    }

    /// Takes a sign if it comes next.
    fn took(&mut self, sign: &str) -> bool {
        self.tokens.next_if(|token| matches!(token.what, What::Sign(one) if one == sign)).is_some()
    }

    fn take(&mut self, sign: &str) -> Result<(), Fault> {
        let at = self.at();
        if self.took(sign) { Ok(()) } else { Err(Fault::new(at, format!("`{sign}` is missing"))) }
    }

    fn name(&mut self) -> Result<(String, usize), Fault> {
        let at = self.at();
        match self.tokens.next().map(|token| token.what) {
            Some(What::Name(name)) => Ok((name, at)),
            _ => Err(Fault::new(at, "a name is missing")),
        }
    }

    /// Goes one level deeper for a part.
    fn inside<T>(&mut self, part: fn(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth == limits::CEL_DEPTH_MAX {
            return Err(Fault::new(self.at(), "this nests too deep"));
        }
        self.depth += 1;
        let out = part(self);
        self.depth -= 1;
        out
    }

    fn any(&mut self) -> Result<Typed, Fault> {
        self.joined("||", Self::every, Expression::Any)
    }

    fn every(&mut self) -> Result<Typed, Fault> {
        self.joined("&&", Self::compared, Expression::Every)
    }

    fn joined(
        &mut self,
        sign: &str,
        part: fn(&mut Self) -> Result<Typed, Fault>,
        join: fn(Vec<Expression>) -> Expression,
    ) -> Result<Typed, Fault> {
        let first = part(self)?;
        if !self.took(sign) {
            return Ok(first);
        }
        let at = first.2;
        let mut all = vec![expect(first, Type::Bool)?];
        loop {
            all.push(expect(part(self)?, Type::Bool)?);
            if !self.took(sign) {
                return Ok((join(all), Type::Bool, at));
            }
        }
    }

    fn compared(&mut self) -> Result<Typed, Fault> {
        let left = self.unary()?;
        let at = left.2;
        let is_in = |token: &Token| matches!(&token.what, What::Name(name) if name == "in");
        if self.tokens.next_if(is_in).is_some() {
            let right = self.unary()?;
            let words = left.1;
            let one = expect(left, Type::Text)?;
            let (list, from) = (expect(right.clone(), Type::List)?, right.2);
            if let Expression::List(texts) = &list {
                texts.iter().try_for_each(|text| is_word(words, text, from))?;
            }
            return Ok((Expression::In(Box::new(one), Box::new(list)), Type::Bool, at));
        }
        let order = ORDERS.iter().find(|(sign, _)| self.took(sign));
        let Some((sign, order)) = order else { return Ok(left) };
        let right = self.unary()?;
        let ordered = !matches!(order, Order::Equal | Order::Other);
        if ordered && !matches!((left.1, right.1), (Type::Number, Type::Number)) {
            let why = format!("`{sign}` compares numbers; `severity` in `when` is the least one");
            return Err(Fault::new(at, why));
        }
        for (one, other) in [(&left, &right), (&right, &left)] {
            if let Expression::Text(text) = &one.0 {
                is_word(other.1, text, one.2)?;
            }
        }
        let right = expect(right, left.1)?;
        Ok((Expression::Compare(*order, Box::new(left.0), Box::new(right)), Type::Bool, at))
    }

    fn unary(&mut self) -> Result<Typed, Fault> {
        let at = self.at();
        if self.took("!") {
            let one = expect(self.inside(Self::unary)?, Type::Bool)?;
            return Ok((Expression::Not(Box::new(one)), Type::Bool, at));
        }
        let mut out = self.primary()?;
        while self.took(".") {
            out = self.method(out)?;
        }
        Ok(out)
    }

    fn primary(&mut self) -> Result<Typed, Fault> {
        let at = self.at();
        let Some(token) = self.tokens.next() else {
            return Err(Fault::new(at, "the condition ends here, and something is missing"));
        };
        Ok(match token.what {
            What::Text(text) => (Expression::Text(text), Type::Text, at),
            What::Number(number) => (Expression::Number(number), Type::Number, at),
            What::Sign("(") => {
                let (inner, gives, _) = self.inside(Self::any)?;
                self.take(")")?;
                (inner, gives, at)
            }
            What::Sign("[") => (Expression::List(self.texts()?), Type::List, at),
            What::Sign(sign) => {
                return Err(Fault::new(at, format!("a value is missing before `{sign}`")));
            }
            What::Name(name) => self.named(&name, at)?,
        })
    }

    /// The texts of a list, up to its end.
    fn texts(&mut self) -> Result<Vec<String>, Fault> {
        let mut out = Vec::new();
        while !self.took("]") {
            let at = self.at();
            match self.tokens.next().map(|token| token.what) {
                Some(What::Text(text)) => out.push(text),
                _ => return Err(Fault::new(at, "a list holds texts in quotes")),
            }
            if !self.took(",") {
                self.take("]")?;
                break;
            }
        }
        Ok(out)
    }

    fn named(&mut self, name: &str, at: usize) -> Result<Typed, Fault> {
        if let Some(number) = self.names.iter().rposition(|known| known == name) {
            return Ok((Expression::Bound(number), Type::Text, at));
        }
        match name {
            "true" | "false" => Ok((Expression::Bool(name == "true"), Type::Bool, at)),
            FINDING => {
                self.take(".")?;
                let (name, here) = self.name()?;
                let found = FIELDS.iter().find(|field| field.name == name);
                let field = found.ok_or_else(|| {
                    let question = suggestion(&name, FIELDS.iter().map(|field| field.name));
                    Fault::new(here, format!("a finding has no `{name}`{question}"))
                })?;
                Ok((Expression::Field(field), field.gives, at))
            }
            SIZE => {
                self.take("(")?;
                let one = self.inside(Self::any)?;
                self.take(")")?;
                size(one, at)
            }
            _ => {
                let known = self.names.iter().map(String::as_str).chain([FINDING, SIZE]);
                let question = suggestion(name, known);
                Err(Fault::new(at, format!("nothing is called `{name}`{question}")))
            }
        }
    }

    /// What comes after a dot.
    fn method(&mut self, of: Typed) -> Result<Typed, Fault> {
        let (name, at) = self.name()?;
        self.take("(")?;
        let begin = of.2;
        let out = if name == SIZE {
            size(of, at)?.0
        } else if let Some(search) = row(SEARCHES, &name) {
            let text = expect(of, Type::Text)?;
            let part = expect(self.inside(Self::any)?, Type::Text)?;
            Expression::Search(search, Box::new(text), Box::new(part))
        } else if let Some(quantity) = row(QUANTITIES, &name) {
            let list = expect(of, Type::List)?;
            let (bound, _) = self.name()?;
            self.take(",")?;
            self.names.push(bound);
            let test = expect(self.inside(Self::any)?, Type::Bool)?;
            self.names.pop();
            Expression::Each(quantity, Box::new(list), Box::new(test))
        } else {
            let searches = SEARCHES.iter().map(|row| row.0);
            let known = searches.chain(QUANTITIES.iter().map(|row| row.0)).chain([SIZE]);
            let question = suggestion(&name, known);
            return Err(Fault::new(at, format!("there is no call `{name}`{question}")));
        };
        self.take(")")?;
        let gives = if name == SIZE { Type::Number } else { Type::Bool };
        Ok((out, gives, begin))
    }
}

fn size((of, gives, _): Typed, at: usize) -> Result<Typed, Fault> {
    match gives {
        Type::List | Type::Text | Type::Word(_) => {
            Ok((Expression::Size(Box::new(of)), Type::Number, at))
        }
        _ => Err(Fault::new(at, format!("{} has no size", gives.name()))),
    }
}

/// Whether a text is one of the words that it is compared with.
fn is_word(gives: Type, text: &str, at: usize) -> Result<(), Fault> {
    let Type::Word(words) = gives else { return Ok(()) };
    let known = words();
    if known.contains(&text) {
        return Ok(());
    }
    let question = suggestion(text, known.iter().copied());
    let there =
        if known.len() > 10 { String::new() } else { format!("; there is {}", known.join(", ")) };
    Err(Fault::new(at, format!("`{text}` is never there{there}{question}")))
}
