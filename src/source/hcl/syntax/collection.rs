//! Tuples, objects and `for` expressions.

use super::cursor::{Cursor, Parsed};
use super::expression::parse;
use super::tree::{Expression, For, Item, Kind};
use crate::source::hcl::value::Value;

/// `[a, b]` or `[for ...]`
pub(super) fn tuple(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    let start = cursor.position();
    cursor.advance(1);
    let kind = cursor.within(false, |cursor| {
        if cursor.sees_word("for") {
            return for_each(cursor, "]");
        }
        let mut all = Vec::new();
        loop {
            if cursor.take("]") {
                return Ok(Kind::Tuple(all));
            }
            all.push(parse(cursor)?);
            if !cursor.take(",") {
                cursor.expect("]", "elements must be separated by commas")?;
                return Ok(Kind::Tuple(all));
            }
        }
    })?;
    Ok(cursor.node(start, kind))
}

/// `{ a = b }` or `{for ...}`
pub(super) fn object(cursor: &mut Cursor<'_>) -> Parsed<Expression> {
    let start = cursor.position();
    cursor.advance(1);
    let is_for = cursor.within(false, |cursor| Ok(cursor.sees_word("for")))?;
    let kind = if is_for {
        cursor.within(false, |cursor| for_each(cursor, "}"))?
    } else {
        Kind::Object(cursor.within(true, items)?)
    };
    Ok(cursor.node(start, kind))
}

fn items(cursor: &mut Cursor<'_>) -> Parsed<Vec<Item>> {
    let mut items = Vec::new();
    loop {
        while cursor.eat_newline() {}
        if cursor.take("}") {
            return Ok(items);
        }
        let key = key(parse(cursor)?);
        cursor.skip();
        if cursor.sees("==") || !(cursor.eat("=") || cursor.eat(":")) {
            return Err(cursor.error("a key needs `=` and a value after it"));
        }
        items.push(Item { key, value: parse(cursor)? });
        if cursor.take("}") {
            return Ok(items);
        }
        if !cursor.take(",") && !cursor.eat_newline() {
            return Err(cursor.error("entries must be separated by newlines or commas"));
        }
    }
}

/// The key of an entry: a bare name is a text.
fn key(key: Expression) -> Expression {
    let text = match &key.kind {
        Kind::Variable(name) => name.clone(),
        Kind::Literal(value) => match (value.as_bool(), value.is_null()) {
            (Some(truth), _) => truth.to_string().into(),
            (None, true) => "null".into(),
            (None, false) => return key,
        },
        _ => return key,
    };
    Expression { kind: Kind::Literal(Value::text(text)), span: key.span }
}

fn for_each(cursor: &mut Cursor<'_>, close: &str) -> Parsed<Kind> {
    cursor.name();
    let name = |cursor: &mut Cursor<'_>| {
        cursor.name().ok_or_else(|| cursor.error("`for` needs a name here"))
    };
    let mut value_name = name(cursor)?;
    let mut key_name = None;
    if cursor.take(",") {
        key_name = Some(std::mem::replace(&mut value_name, name(cursor)?));
    }
    if !cursor.sees_word("in") {
        return Err(cursor.error("`for` needs `in` after its names"));
    }
    cursor.name();
    let collection = parse(cursor)?;
    cursor.expect(":", "`for` needs `:` after what it goes through")?;
    let first = parse(cursor)?;
    let (key, value) =
        if cursor.take("=>") { (Some(first), parse(cursor)?) } else { (None, first) };
    let group = cursor.take("...");
    let condition = if cursor.sees_word("if") {
        cursor.name();
        Some(parse(cursor)?)
    } else {
        None
    };
    cursor.expect(close, "there is something after the end of the `for` expression")?;
    if key.is_some() != (close == "}") || group && key.is_none() {
        return Err(cursor.error("`=>` is for objects, and only for them"));
    }
    Ok(Kind::For(Box::new(For { key_name, value_name, collection, key, value, condition, group })))
}
