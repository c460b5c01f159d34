//! Texts with interpolations.

use super::super::convert::convert;
use super::super::error::Error;
use super::super::syntax::Expression;
use super::super::types::Type;
use super::super::value::{Data, Marks, Value};
use super::{Evaluator, Scope, failed, reason};
use crate::diag::Span;
use crate::diag::limits::TEXT_BYTES_MAX;
use crate::model::value::symbol;

/// A text that grows part by part.
struct Text {
    text: String,
    marks: Marks,
    unknown: Option<std::sync::Arc<str>>,
}

impl Evaluator<'_> {
    /// The parts as one text. A symbol stays in it; what is not known at all makes it unknown.
    pub(super) fn template(
        &self,
        parts: &[Expression],
        span: Span,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> Value {
        let mut text = Text { text: String::new(), marks: Marks::NONE, unknown: None };
        for part in parts {
            let value = self.value(part, scope, errors);
            self.append(&mut text, &value, part.span, errors);
        }
        let value = match text.unknown {
            Some(reason) => Value::unknown_not_null(Type::Text, reason),
            None => Value::text(text.text).at(span),
        };
        value.marked(text.marks)
    }

    fn append(&self, text: &mut Text, value: &Value, span: Span, errors: &mut Vec<Error>) {
        text.marks = text.marks.or(value.marks);
        if value.is_null() {
            errors.push(Error::at(span, "a null value cannot be a part of a text"));
            return;
        }
        if let Data::Unknown(unknown) = &value.data {
            match &unknown.identity {
                Some(identity) => text.text.push_str(&symbol(identity)),
                None => {
                    text.unknown.get_or_insert_with(|| reason(value));
                }
            }
            return;
        }
        match convert(value, &Type::Text) {
            Ok(part) => {
                let part = part.as_text().cloned().unwrap_or_default();
                // Texts that double and double again must not eat up the memory.
                if text.text.len() + part.len() > TEXT_BYTES_MAX
                    || !self.budget.spend(part.len() as u64 / 64)
                {
                    failed(errors, span, "the text becomes too long to be handled");
                    return;
                }
                text.text.push_str(&part);
            }
            Err(why) => {
                let why = format!("this cannot be a part of a text: {why}");
                errors.push(Error::at(span, why));
            }
        }
    }

    /// The texts of a tuple, joined.
    pub(super) fn join(
        &self,
        tuple: &Expression,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> Value {
        let value = self.value(tuple, scope, errors);
        let Some(elements) = value.elements() else {
            return Value::unknown(Type::Text, reason(&value)).marked(value.marks);
        };
        let mut text = Text { text: String::new(), marks: value.marks, unknown: None };
        for element in elements {
            self.append(&mut text, element, tuple.span, errors);
        }
        match text.unknown {
            Some(reason) => Value::unknown(Type::Text, reason).marked(text.marks),
            None => Value::text(text.text).marked(text.marks),
        }
    }
}
