//! `condition ? yes : no`

use super::super::convert::{convert, unify};
use super::super::error::Error;
use super::super::syntax::Conditional;
use super::super::types::Type;
use super::super::value::{Data, Unknown, Value};
use super::{Evaluator, Scope, failed, reason};
use crate::diag::Span;

impl Evaluator<'_> {
    /// Both arms are evaluated, for the type that they have in common; only the errors of the one
    /// that is taken count.
    pub(super) fn conditional(
        &self,
        arms: &Conditional,
        span: Span,
        scope: Option<&Scope<'_>>,
        errors: &mut Vec<Error>,
    ) -> Value {
        let (mut yes_errors, mut no_errors) = (Vec::new(), Vec::new());
        let yes = self.value(&arms.yes, scope, &mut yes_errors);
        let no = self.value(&arms.no, scope, &mut no_errors);
        let Ok(of) = common_type(&yes, &no) else {
            let (yes, no) = (yes.type_of().name(), no.type_of().name());
            let why = format!("both results must be of one type, but one is {yes}, the other {no}");
            return failed(errors, span, why);
        };
        let condition = self.value(&arms.condition, scope, errors);
        let known_type = of.clone().unwrap_or(Type::Any);
        if !condition.is_null() && !condition.is_known() {
            let marks = condition.marks.or(yes.marks).or(no.marks);
            return undecided(&condition, &yes, &no, known_type).marked(marks);
        }
        let condition = match convert(&condition, &Type::Bool) {
            Ok(value) if value.is_null() => Err("a condition must not be null".to_owned()),
            other => other,
        };
        let condition = match condition {
            Ok(condition) => condition,
            Err(why) => {
                errors.push(Error::at(arms.condition.span, format!("this is no condition: {why}")));
                return Value::unknown(known_type, "its condition is wrong");
            }
        };
        let marks = condition.marks.or(yes.marks).or(no.marks);
        let holds = condition.as_bool() == Some(true);
        let (taken, its_errors) = if holds { (yes, yes_errors) } else { (no, no_errors) };
        errors.extend(its_errors);
        let Some(of) = of else { return taken.marked(marks) };
        match convert(&taken, &of) {
            Ok(value) => value.marked(marks),
            Err(why) => {
                errors.push(Error::at(span, format!("the result is of a wrong type: {why}")));
                Value::unknown(of, "it is of a wrong type").marked(marks)
            }
        }
    }
}

/// The type of the result; none inside where it is that of the arm taken. An error where the arms
/// do not agree.
fn common_type(yes: &Value, no: &Value) -> Result<Option<Type>, ()> {
    let bare_null =
        |value: &Value| matches!(value.data, Data::Null(Type::Any)) && !value.marks.any();
    let (yes_type, no_type) = (yes.type_of(), no.type_of());
    if bare_null(yes) {
        return Ok(Some(no_type));
    }
    if bare_null(no) {
        return Ok(Some(yes_type));
    }
    if yes_type == Type::Any || no_type == Type::Any {
        return Ok(None);
    }
    unify(&[yes_type, no_type]).map(Some).ok_or(())
}

/// The result while the condition is not known.
fn undecided(condition: &Value, yes: &Value, no: &Value, of: Type) -> Value {
    if yes.is_null() && no.is_null() {
        return Value::null(of);
    }
    let not_null = |value: &Value| match &value.data {
        Data::Unknown(unknown) => unknown.not_null,
        Data::Null(_) => false,
        _ => true,
    };
    let unknown = Unknown {
        of,
        not_null: not_null(yes) && not_null(no),
        reason: reason(condition),
        identity: None,
    };
    Value::new(Data::Unknown(Box::new(unknown)))
}
