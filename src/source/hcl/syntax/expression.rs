//! Expressions: operators, conditionals, traversals, calls.

use super::super::error::Error;
use super::super::number::Number;
use super::super::types::Type;
use super::super::value::Value;
use super::cursor::{Cursor, Parsed};
use super::tree::{Call, Conditional, Expression, Kind, Operator, Step, StepKind, Unary};
use super::{collection, heredoc, template};

/// Operators by precedence, the weakest first. Of two with the same begin the longer comes first.
const OPERATORS: &[&[(&str, Operator)]] = &[
    &[("||", Operator::Or)],
    &[("&&", Operator::And)],
    &[("==", Operator::Equal), ("!=", Operator::NotEqual)],
    &[
        (">=", Operator::GreaterOrEqual),
        ("<=", Operator::LessOrEqual),
        (">", Operator::Greater),
        ("<", Operator::Less),
    ],
    &[("+", Operator::Add), ("-", Operator::Subtract)],
    &[("*", Operator::Multiply), ("/", Operator::Divide), ("%", Operator::Modulo)],
];

/// What operators begin with.
const OPERATORS_BEGIN: &[char] = &['|', '&', '=', '!', '>', '<', '+', '-', '*', '/', '%'];

/// Reads a text that is one expression.
///
/// # Errors
/// What is wrong with it, and where: `file` and the position in it where the text begins.
pub fn expression(text: &str, file: u32, base: usize) -> Result<Expression, Error> {
    let mut cursor = Cursor::new(text, file, base);
    let expression = parse(&mut cursor)?;
    while cursor.eat_newline() {}
    if cursor.at_end() {
        return Ok(expression);
    }
    Err(cursor.error("there is something after the end of the expression"))
}

/// An expression.
pub(super) fn parse(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    cursor.deeper(|cursor| {
        cursor.skip();
        let start = cursor.position();
        let condition = binary(cursor, OPERATORS)?;
        if !cursor.take("?") {
            return Ok(condition);
        }
        let yes = parse(cursor)?;
        cursor.expect(":", "a conditional needs `:` and a value for when it is false")?;
        let no = parse(cursor)?;
        Ok(cursor.node(start, Kind::Conditional(Box::new(Conditional { condition, yes, no }))))
    })
}

/// Operands with operators of these levels between them, the loosest level first.
fn binary(cursor: &mut Cursor<'_>, levels: &[&[(&str, Operator)]]) -> Parsed<Expression> {
    cursor.skip();
    let start = cursor.position();
    let first = traversed(cursor)?;
    joined(cursor, start, first, levels)
}

/// An operand and what operators of these levels join to it. Most operands stand alone, and one look
/// settles that for all levels.
fn joined(
    cursor: &mut Cursor<'_>,
    start: usize,
    first: Expression,
    levels: &[&[(&str, Operator)]],
) -> Parsed<Expression> {
    let Some((level, tighter)) = levels.split_first() else { return Ok(first) };
    cursor.skip();
    if !cursor.rest().starts_with(OPERATORS_BEGIN) {
        return Ok(first);
    }
    let first = joined(cursor, start, first, tighter)?;
    let mut more = Vec::new();
    while let Some(operator) = operator(cursor, level) {
        more.push((operator, binary(cursor, tighter)?));
    }
    if more.is_empty() {
        return Ok(first);
    }
    Ok(cursor.node(start, Kind::Binary(Box::new(first), more)))
}

fn operator(cursor: &mut Cursor<'_>, level: &[(&str, Operator)]) -> Option<Operator> {
    cursor.skip();
    let (text, operator) = level.iter().find(|(text, _)| cursor.sees(text))?;
    // A comment and the end of an interpolation begin like operators.
    if cursor.sees("//") || cursor.sees("/*") {
        return None;
    }
    cursor.advance(text.len());
    Some(*operator)
}

/// A term and the steps after it.
fn traversed(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    cursor.skip();
    let start = cursor.position();
    let term = term(cursor)?;
    let steps = steps(cursor)?;
    if steps.is_empty() {
        return Ok(term);
    }
    Ok(cursor.node(start, Kind::Traverse(Box::new(term), steps)))
}

fn steps(cursor: &mut Cursor<'_>) -> Parsed<Vec<Step>> {
    let mut steps = Vec::new();
    loop {
        cursor.skip();
        let start = cursor.position();
        let kind = if cursor.sees("...") {
            return Ok(steps);
        } else if cursor.eat(".") {
            if cursor.take("*") {
                StepKind::Splat(attribute_steps(cursor)?)
            } else {
                attribute_step(cursor)?
            }
        } else if cursor.eat("[") {
            if cursor.take("*") {
                cursor.expect("]", "`[*` must be closed with `]`")?;
                StepKind::Splat(cursor.deeper(self::steps)?)
            } else {
                StepKind::Index(cursor.within(false, |cursor| {
                    let key = parse(cursor)?;
                    cursor.expect("]", "an index must be closed with `]`")?;
                    Ok(key)
                })?)
            }
        } else {
            return Ok(steps);
        };
        steps.push(Step { kind, span: cursor.span(start) });
    }
}

/// The steps after `.*`: names and numbers only.
fn attribute_steps(cursor: &mut Cursor<'_>) -> Parsed<Vec<Step>> {
    let mut steps = Vec::new();
    loop {
        cursor.skip();
        let start = cursor.position();
        if cursor.sees("...") || !cursor.eat(".") {
            return Ok(steps);
        }
        let kind = attribute_step(cursor)?;
        steps.push(Step { kind, span: cursor.span(start) });
    }
}

/// What follows a dot: a name, or an index as it used to be written.
fn attribute_step(cursor: &mut Cursor<'_>) -> Parsed<StepKind> {
    if let Some(name) = cursor.name() {
        return Ok(StepKind::Attribute(name));
    }
    let start = cursor.position();
    let text = number_text(cursor);
    if text.is_empty() {
        return Err(cursor.error("a name is required after a dot"));
    }
    if text.contains('.') {
        return Err(Error::at(cursor.span(start), "two indexes in a row must be written `[0][1]`"));
    }
    let index = number(cursor, start)?;
    Ok(StepKind::Index(index))
}

fn term(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    let start = cursor.position();
    match cursor.peek() {
        Some('(') => {
            cursor.advance(1);
            let inner = cursor.within(false, |cursor| {
                let inner = parse(cursor)?;
                cursor.expect(")", "`(` must be closed with `)`")?;
                Ok(inner)
            })?;
            Ok(cursor.node(start, Kind::Parentheses(Box::new(inner))))
        }
        Some('0'..='9') => {
            number_text(cursor);
            number(cursor, start)
        }
        Some('"') => template::quoted(cursor),
        Some('<') => heredoc::parse(cursor),
        Some('-') => unary(cursor, Unary::Negate),
        Some('!') => unary(cursor, Unary::Not),
        Some('[') => collection::tuple(cursor),
        Some('{') => collection::object(cursor),
        _ => named(cursor),
    }
}

fn unary(cursor: &mut Cursor<'_>, operator: Unary) -> Parsed<Expression> {
    let start = cursor.position();
    cursor.advance(1);
    let operand = cursor.deeper(traversed)?;
    Ok(cursor.node(start, Kind::Unary(operator, Box::new(operand))))
}

/// Goes past a number: digits, points and exponents, but a point at the end is none of it.
fn number_text<'a>(cursor: &mut Cursor<'a>) -> &'a str {
    let start = cursor.position();
    let rest = cursor.rest().as_bytes();
    let digit = |at: usize| rest.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    let mut at = 0;
    if !digit(0) {
        return "";
    }
    loop {
        let length = match rest.get(at) {
            Some(b'0'..=b'9' | b'.') => 1,
            Some(b'e' | b'E') if digit(at + 1) => 2,
            Some(b'e' | b'E') if matches!(rest.get(at + 1), Some(b'+' | b'-')) && digit(at + 2) => {
                3
            }
            _ => break,
        };
        at += length;
        if digit(at - 1) {
            end = at;
        }
    }
    cursor.advance(end);
    cursor.since(start)
}

fn number(cursor: &Cursor<'_>, start: usize) -> Parsed<Expression> {
    let number = Number::parse(cursor.since(start))
        .ok_or_else(|| Error::at(cursor.span(start), "this is not a number"))?;
    Ok(cursor.node(start, Kind::Literal(Value::number(number))))
}

/// A name: a keyword, the begin of a reference, a function.
fn named(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    let start = cursor.position();
    let Some(name) = cursor.name() else {
        return Err(cursor.error("an expression is required here"));
    };
    let literal = |value: Value| Kind::Literal(value);
    let here = cursor.span(start);
    cursor.skip();
    if cursor.sees("(") || cursor.sees("::") {
        return call(cursor, start);
    }
    let kind = match &*name {
        "true" => literal(Value::bool(true)),
        "false" => literal(Value::bool(false)),
        "null" => literal(Value::null(Type::Any)),
        _ => Kind::Variable(name),
    };
    Ok(Expression { kind, span: here })
}

fn call(cursor: &mut Cursor<'_>, start: usize) -> Parsed<Expression> {
    let mut name: String =
        super::cursor::name_of(cursor.since(start)).unwrap_or_default().to_owned();
    while cursor.take("::") {
        let part = cursor.name().ok_or_else(|| cursor.error("a function's name is required"))?;
        name = format!("{name}::{part}");
    }
    cursor.expect("(", "a call needs `(` after the function's name")?;
    let (arguments, expand) = cursor.within(false, arguments)?;
    let call = Call { name: name.into(), arguments, expand };
    Ok(cursor.node(start, Kind::Call(Box::new(call))))
}

fn arguments(cursor: &mut Cursor<'_>) -> Parsed<(Vec<Expression>, bool)> {
    let mut arguments = Vec::new();
    loop {
        if cursor.take(")") {
            return Ok((arguments, false));
        }
        arguments.push(parse(cursor)?);
        if cursor.take("...") {
            cursor.expect(")", "`...` must be the last thing in a call")?;
            return Ok((arguments, true));
        }
        if !cursor.take(",") {
            cursor.expect(")", "arguments must be separated by commas")?;
            return Ok((arguments, false));
        }
    }
}
