//! `format` and `formatlist`.

use super::super::super::convert::convert;
use super::super::super::number::Number;
use super::super::super::types::Type;
use super::super::super::value::{Data, Value};
use crate::diag::limits::{FORMAT_WIDTH_MAX, TEXT_BYTES_MAX};
use crate::model::value::symbol;
use crate::source::hcl::context::FunctionContext;
use unicode_segmentation::UnicodeSegmentation;

/// One piece of a format.
enum Piece {
    Text(String),
    Verb(Verb),
}

/// `%[flags][width][.precision][[index]]mode`
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Verb {
    minus: bool,
    plus: bool,
    space: bool,
    sharp: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
    /// Which argument, from 0.
    argument: usize,
    mode: char,
}

/// What a verb makes of a value.
enum Made {
    Text(String),
    /// It depends on what is not known.
    Unknown(Value),
}

/// To encode what no verb writes.
type Context<'a> = &'a dyn FunctionContext;

/// The text of a format with its arguments put in.
pub(super) fn one(
    format: &str,
    arguments: &[Value],
    context: Context<'_>,
) -> Result<Value, String> {
    let pieces = read(format)?;
    // Terraform does not look at a null without a type, nor at what is asked of it.
    if arguments.iter().any(|one| matches!(one.data, Data::Null(Type::Any))) {
        return Ok(Value::unknown(Type::Any, "an argument is a null of no type"));
    }
    check(&pieces, arguments.len())?;
    fill(&pieces, arguments, context)
}

/// One text for each element of the lists among the arguments.
pub(super) fn list(
    format: &str,
    arguments: &[Value],
    context: Context<'_>,
) -> Result<Value, String> {
    let pieces = read(format)?;
    let mut length: Option<usize> = None;
    for argument in arguments {
        let sequence = matches!(argument.type_of(), Type::List(_) | Type::Set(_) | Type::Tuple(_));
        if sequence && argument.is_null() {
            return Err("a list must not be null".to_owned());
        }
        let Some(elements) = argument.elements() else {
            if matches!(argument.data, Data::Unknown(_))
                && (sequence || argument.type_of() == Type::Any)
            {
                let reason = argument.reason().unwrap_or_default();
                return Ok(Value::unknown_not_null(Type::list(Type::Text), reason));
            }
            continue;
        };
        match length {
            None => length = Some(elements.len()),
            Some(known) if known != elements.len() => {
                return Err(format!(
                    "lists of {known} and of {} elements do not fit",
                    elements.len()
                ));
            }
            Some(_) => {}
        }
    }
    if length != Some(0) {
        check(&pieces, arguments.len())?;
    }
    let row = |at: usize| -> Result<Value, String> {
        let element = |argument: &Value| {
            argument.elements().map_or(Some(argument.clone()), |all| all.get(at).cloned())
        };
        let row: Vec<Value> = arguments.iter().filter_map(element).collect();
        fill(&pieces, &row, context)
    };
    let rows: Result<Vec<Value>, String> = (0..length.unwrap_or(1)).map(row).collect();
    Ok(Value::list(Type::Text, rows?))
}

fn read(format: &str) -> Result<Vec<Piece>, String> {
    let mut out = Vec::new();
    let mut text = String::new();
    let mut letters = format.chars().peekable();
    let mut next = 0;
    while let Some(letter) = letters.next() {
        if letter != '%' {
            text.push(letter);
            continue;
        }
        if letters.peek() == Some(&'%') {
            letters.next();
            text.push('%');
            continue;
        }
        if !text.is_empty() {
            out.push(Piece::Text(std::mem::take(&mut text)));
        }
        let verb = verb(&mut letters, next)?;
        next = verb.argument + 1;
        out.push(Piece::Verb(verb));
    }
    if !text.is_empty() {
        out.push(Piece::Text(text));
    }
    Ok(out)
}

type Letters<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn verb(letters: &mut Letters<'_>, next: usize) -> Result<Verb, String> {
    let mut verb = Verb { argument: next, ..Verb::default() };
    while let Some(flag) = letters.peek() {
        match flag {
            '-' => verb.minus = true,
            '+' => verb.plus = true,
            ' ' => verb.space = true,
            '#' => verb.sharp = true,
            '0' => verb.zero = true,
            _ => break,
        }
        letters.next();
    }
    verb.width = number(letters)?.unwrap_or(0);
    if letters.peek() == Some(&'.') {
        letters.next();
        verb.precision = Some(number(letters)?.unwrap_or(0));
    }
    if letters.peek() == Some(&'[') {
        letters.next();
        let index = number(letters)?.filter(|index| *index > 0);
        verb.argument = index.ok_or("an argument's index is a number from 1 on")? - 1;
        if letters.next() != Some(']') {
            return Err("an argument's index ends in `]`".to_owned());
        }
    }
    verb.mode = letters.next().ok_or("the format ends within a verb")?;
    if !verb.mode.is_ascii_alphabetic() {
        return Err(format!("`{}` is no verb", verb.mode));
    }
    Ok(verb)
}

fn number(letters: &mut Letters<'_>) -> Result<Option<usize>, String> {
    let mut out: Option<usize> = None;
    while let Some(digit) = letters.peek().and_then(|letter| letter.to_digit(10)) {
        letters.next();
        let value = out.unwrap_or(0) * 10 + digit as usize;
        if value > FORMAT_WIDTH_MAX {
            return Err(format!("a width or index of more than {FORMAT_WIDTH_MAX}"));
        }
        out = Some(value);
    }
    Ok(out)
}

/// Whether the verbs and the arguments fit.
fn check(pieces: &[Piece], count: usize) -> Result<(), String> {
    let used = pieces.iter().filter_map(|piece| match piece {
        Piece::Verb(verb) => Some(verb.argument + 1),
        Piece::Text(_) => None,
    });
    let used = used.max().unwrap_or(0);
    if used > count {
        return Err(format!("the format uses {used} arguments, and there are {count}"));
    }
    if used < count {
        return Err(format!("there are {count} arguments, and the format uses {used}"));
    }
    Ok(())
}

fn fill(pieces: &[Piece], arguments: &[Value], context: Context<'_>) -> Result<Value, String> {
    let mut out = String::new();
    let mut unknown: Option<Value> = None;
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Verb(verb) => {
                let argument = arguments.get(verb.argument).ok_or("an argument is missing")?;
                match verb.make(argument, context)? {
                    Made::Text(text) => out.push_str(&text),
                    Made::Unknown(value) => unknown = unknown.or(Some(value)),
                }
            }
        }
        if out.len() > TEXT_BYTES_MAX {
            return Err("the text becomes too long to be handled".to_owned());
        }
    }
    Ok(match unknown {
        Some(value) => Value::unknown_not_null(Type::Text, value.reason().unwrap_or_default()),
        None => Value::text(out),
    })
}

impl Verb {
    fn make(&self, value: &Value, context: Context<'_>) -> Result<Made, String> {
        if let Data::Unknown(unknown) = &value.data {
            let plain = matches!(self.mode, 's' | 'v') && !self.sharp && self.width == 0;
            let scalar = unknown.of == Type::Any || unknown.of.is_primitive();
            return Ok(match &unknown.identity {
                Some(identity) if plain && scalar && self.precision.is_none() => {
                    Made::Text(symbol(identity))
                }
                _ => Made::Unknown(value.clone()),
            });
        }
        if value.is_null() && self.mode != 'v' {
            return Err(format!("null cannot be written by `%{}`", self.mode));
        }
        if value.is_symbolic() {
            return self.symbolic(value);
        }
        if !value.is_wholly_known() && !matches!(self.mode, 'v') {
            return Ok(Made::Unknown(value.clone()));
        }
        let to = |of: &Type| convert(value, of).map_err(|why| format!("`%{}`: {why}", self.mode));
        let text = match self.mode {
            'v' => return self.any(value, context),
            't' => {
                let truth = to(&Type::Bool)?.as_bool().unwrap_or_default();
                self.padded(truth.to_string())
            }
            'b' | 'd' | 'o' | 'x' | 'X' => self.integer(&numeric(&to(&Type::Number)?))?,
            'e' | 'E' | 'f' | 'g' | 'G' => self.float(&numeric(&to(&Type::Number)?)),
            's' => self.string(text_of(&to(&Type::Text)?)),
            'q' => {
                let text = text_of(&to(&Type::Text)?);
                self.padded(self.quoted(&self.cut(text)))
            }
            other => return Err(format!("there is no verb `%{other}`")),
        };
        Ok(Made::Text(text))
    }

    /// A text with symbols: as it is, unless its length or its letters matter.
    fn symbolic(&self, value: &Value) -> Result<Made, String> {
        match (self.mode, self.width, self.precision) {
            ('s', 0, None) => Ok(Made::Text(text_of(value))),
            ('v', 0, None) if !self.sharp => Ok(Made::Text(text_of(value))),
            ('v' | 's' | 'q', ..) => Ok(Made::Unknown(value.clone())),
            _ => Ok(Made::Unknown(value.clone())),
        }
    }

    fn any(&self, value: &Value, context: Context<'_>) -> Result<Made, String> {
        if self.sharp {
            return self.encoded(value, context);
        }
        Ok(Made::Text(match &value.data {
            Data::Null(_) => self.padded("null".to_owned()),
            Data::Text(text) => self.string(text.to_string()),
            Data::Number(number) => self.float(&number.clone()),
            Data::Bool(truth) => self.padded(truth.to_string()),
            _ => return self.encoded(value, context),
        }))
    }

    fn encoded(&self, value: &Value, context: Context<'_>) -> Result<Made, String> {
        let text = super::super::call("jsonencode", std::slice::from_ref(value), context)?;
        Ok(match text.as_text() {
            Some(text) => Made::Text(self.padded(text.to_string())),
            None => Made::Unknown(text),
        })
    }

    fn string(&self, text: String) -> String {
        self.padded(self.cut(text))
    }

    fn cut(&self, text: String) -> String {
        match self.precision {
            Some(most) => text.graphemes(true).take(most).collect(),
            None => text,
        }
    }

    /// As Go quotes: `\u00e9` only where `+` asks for ASCII, back quotes where `#` does.
    fn quoted(&self, text: &str) -> String {
        let back = self.sharp && !text.contains(['`', '\u{7f}', '\u{feff}']);
        if back && text.chars().all(|letter| letter == '\t' || !letter.is_control()) {
            return format!("`{text}`");
        }
        let mut out = String::from("\"");
        for letter in text.chars() {
            match letter {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\u{7}' => out.push_str("\\a"),
                '\u{8}' => out.push_str("\\b"),
                '\u{c}' => out.push_str("\\f"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                '\u{b}' => out.push_str("\\v"),
                letter if (letter as u32) < 0x20 || letter as u32 == 0x7f => {
                    out.push_str(&format!("\\x{:02x}", letter as u32));
                }
                letter if self.plus && !letter.is_ascii() || letter.is_control() => {
                    let code = letter as u32;
                    out.push_str(&if code > 0xffff {
                        format!("\\U{code:08x}")
                    } else {
                        format!("\\u{code:04x}")
                    });
                }
                letter => out.push(letter),
            }
        }
        out.push('"');
        out
    }

    fn integer(&self, number: &Number) -> Result<String, String> {
        let whole = number.is_integer().then(|| number.absolute().to_integer()).flatten();
        let whole = whole.ok_or_else(|| format!("`%{}` needs a whole number", self.mode))?;
        let (radix, prefix) = match self.mode {
            'b' => (2, "0b"),
            'o' => (8, "0"),
            'x' => (16, "0x"),
            'X' => (16, "0X"),
            _ => (10, ""),
        };
        let mut digits = whole.in_radix(radix).to_string();
        if self.mode == 'X' {
            digits = digits.to_uppercase();
        }
        if let Some(least) = self.precision {
            digits = format!("{}{digits}", "0".repeat(least.saturating_sub(digits.len())));
        }
        let prefix = if self.sharp { prefix } else { "" };
        Ok(self.signed(number.is_negative(), prefix, &digits, self.precision.is_none()))
    }

    fn float(&self, number: &Number) -> String {
        let negative = number.is_negative();
        let absolute = number.absolute();
        let digits = match (self.mode, self.precision) {
            ('v', None) => absolute.to_string(),
            ('f', precision) => absolute.fixed(precision.unwrap_or(6)),
            ('e' | 'E', precision) => absolute.scientific(precision.or(Some(6)), self.mode),
            (mode, precision) => absolute.general(precision, if mode == 'G' { 'E' } else { 'e' }),
        };
        self.signed(negative, "", &digits, true)
    }

    fn signed(&self, negative: bool, prefix: &str, digits: &str, zeros: bool) -> String {
        let sign = match (negative, self.plus, self.space) {
            (true, ..) => "-",
            (false, true, _) => "+",
            (false, false, true) => " ",
            _ => "",
        };
        let length = sign.len() + prefix.len() + digits.len();
        if self.zero && !self.minus && zeros && length < self.width {
            return format!("{sign}{prefix}{}{digits}", "0".repeat(self.width - length));
        }
        self.padded(format!("{sign}{prefix}{digits}"))
    }

    fn padded(&self, text: String) -> String {
        let length = text.graphemes(true).count();
        let pad = if self.zero && !self.minus { "0" } else { " " };
        let space = pad.repeat(self.width.saturating_sub(length));
        if self.minus { text + &space } else { space + &text }
    }
}

fn numeric(value: &Value) -> Number {
    value.as_number().cloned().unwrap_or_else(Number::zero)
}

fn text_of(value: &Value) -> String {
    value.as_text().map_or_else(String::new, |text| text.to_string())
}
