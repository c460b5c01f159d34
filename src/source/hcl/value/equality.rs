//! When two values are equal.

use super::super::types::Type;
use super::{Data, Fields, Value};
use crate::model::value::{SYMBOL_BEGIN, SYMBOL_END, is_symbolic};

/// Attributes that AWS never leaves empty.
const NEVER_EMPTY: &[&str] = &["account", "arn", "id", "region"];

impl Value {
    /// Terraform's `==`, marks aside: nothing is converted, values of different types differ.
    /// None where that depends on what is not known.
    #[must_use]
    pub fn equals(&self, other: &Self) -> Option<bool> {
        if self.is_null() || other.is_null() {
            return match (self.is_null(), other.is_null()) {
                (true, true) => Some(true),
                (true, false) => other.never_null(),
                (false, _) => self.never_null(),
            };
        }
        if !self.is_known() || !other.is_known() {
            return self.unknown_equals(other);
        }
        match (&self.data, &other.data) {
            (Data::Bool(one), Data::Bool(two)) => Some(one == two),
            (Data::Number(one), Data::Number(two)) => Some(one == two),
            (Data::Text(one), Data::Text(two)) => Some(one == two),
            (Data::List(..), Data::List(..)) | (Data::Tuple(_), Data::Tuple(_)) => {
                if self.type_of() != other.type_of() {
                    return self.differs_from(other);
                }
                let (one, two) = (self.elements()?, other.elements()?);
                all(one.len() == two.len(), one.iter().zip(two))
            }
            (Data::Map(..), Data::Map(..)) | (Data::Object(_), Data::Object(_)) => {
                if self.type_of() != other.type_of() {
                    return self.differs_from(other);
                }
                fields(self.fields()?, other.fields()?)
            }
            (Data::Set(one_type, one), Data::Set(two_type, two)) => {
                if one_type != two_type {
                    return Some(false);
                }
                if !self.is_wholly_known() || !other.is_wholly_known() {
                    return None;
                }
                Some(one == two)
            }
            _ => Some(false),
        }
    }

    /// Whether it is a text that is surely not empty and the other is the empty one.
    fn differs_from_empty(&self, other: &Self) -> bool {
        let empty = matches!(&other.data, Data::Text(empty) if empty.is_empty());
        empty && matches!(self.data, Data::Text(_)) && self.never_empty()
    }

    /// Whether it is surely neither null nor empty: some part of a text is known, or it is what AWS
    /// always gives.
    #[must_use]
    pub fn never_empty(&self) -> bool {
        let given = |symbol: &str| {
            symbol.split_once(" of ").is_some_and(|(what, _)| NEVER_EMPTY.contains(&what))
        };
        match &self.data {
            Data::Unknown(unknown) => unknown.identity.as_deref().is_some_and(given),
            Data::Text(text) => {
                let parts = || text.split([SYMBOL_BEGIN, SYMBOL_END]);
                parts().step_by(2).any(|part| !part.is_empty())
                    || parts().skip(1).step_by(2).any(given)
            }
            _ => false,
        }
    }

    /// `Some(false)`, the answer to "is it null", if it surely is not; else that is open.
    fn never_null(&self) -> Option<bool> {
        match &self.data {
            Data::Unknown(unknown) if !unknown.not_null => None,
            _ => Some(false),
        }
    }

    /// Whether two values of different types surely differ: a part of either that is not known may
    /// yet come to be of the type of its counterpart.
    fn differs_from(&self, other: &Self) -> Option<bool> {
        let open = |value: &Self| value.has_open_part();
        (!open(self) && !open(other)).then_some(false)
    }

    fn has_open_part(&self) -> bool {
        matches!(&self.data, Data::Unknown(unknown) if !unknown.of.is_settled())
            || self.parts().any(Self::has_open_part)
    }

    /// What can be said of two values of which at least one is not known.
    fn unknown_equals(&self, other: &Self) -> Option<bool> {
        if self.is_symbolic() && self == other {
            return Some(true);
        }
        if self.differs_from_empty(other) || other.differs_from_empty(self) {
            return Some(false);
        }
        if let (Data::Text(one), Data::Text(two)) = (&self.data, &other.data)
            && contradict(one, two)
        {
            return Some(false);
        }
        let (one, two) = (self.type_of(), other.type_of());
        let may_become = |value: &Self, of: &Type| !value.is_known() && !of.is_settled();
        let open = may_become(self, &one) || may_become(other, &two);
        (!open && one != two).then_some(false)
    }
}

/// Whether two texts surely differ, whatever their symbols stand for: in what is known before the
/// first symbol, or after the last.
fn contradict(one: &str, two: &str) -> bool {
    // What is open may go on in any way, what is whole may not.
    let fits = |short: &str, long: &str, (head, tail): (&str, &str)| {
        is_symbolic(short) && long.starts_with(head) && long.ends_with(tail)
    };
    let (of_one, of_two) = (ends(one), ends(two));
    if !is_symbolic(one) || !is_symbolic(two) {
        return !fits(one, two, of_one) && !fits(two, one, of_two);
    }
    let heads = of_one.0.starts_with(of_two.0) || of_two.0.starts_with(of_one.0);
    let tails = of_one.1.ends_with(of_two.1) || of_two.1.ends_with(of_one.1);
    !heads || !tails
}

/// What is known of a text before its first symbol and after its last.
fn ends(text: &str) -> (&str, &str) {
    let head = text.split(SYMBOL_BEGIN).next().unwrap_or_default();
    (head, text.rsplit(SYMBOL_END).next().unwrap_or_default())
}

/// Whether all pairs are equal: one that differs decides, whatever is unknown.
fn all<'a>(
    same_length: bool,
    mut pairs: impl Iterator<Item = (&'a Value, &'a Value)>,
) -> Option<bool> {
    if !same_length {
        return Some(false);
    }
    pairs
        .try_fold(true, |known, (one, two)| match one.equals(two) {
            Some(true) => Ok(known),
            Some(false) => Err(()),
            None => Ok(false),
        })
        .map_or(Some(false), |known| known.then_some(true))
}

fn fields(one: &Fields, two: &Fields) -> Option<bool> {
    let same_keys = one.len() == two.len() && one.keys().eq(two.keys());
    all(same_keys, one.values().zip(two.values()))
}

/// Identity of what is known, marks and origins aside.
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (&self.data, &other.data) {
            (Data::Unknown(one), Data::Unknown(two)) => one.of == two.of,
            (Data::Null(one), Data::Null(two)) => one == two,
            (Data::Bool(one), Data::Bool(two)) => one == two,
            (Data::Number(one), Data::Number(two)) => one == two,
            (Data::Text(one), Data::Text(two)) => one == two,
            (Data::List(one_type, one), Data::List(two_type, two))
            | (Data::Set(one_type, one), Data::Set(two_type, two)) => {
                one_type == two_type && one == two
            }
            (Data::Tuple(one), Data::Tuple(two)) => one == two,
            (Data::Map(one_type, one), Data::Map(two_type, two)) => {
                one_type == two_type && one == two
            }
            (Data::Object(one), Data::Object(two)) => one == two,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::value::symbol;

    #[test]
    fn texts_differ_where_their_known_parts_do() {
        let id = symbol("id of aws_x.y");
        let other = symbol("id of aws_x.z");
        let open = |one: &str, two: &str| Value::text(one).equals(&Value::text(two));
        for (one, two) in [
            (format!("a-{id}"), format!("b-{id}")),
            (format!("{id}-a"), format!("{other}-b")),
            (format!("a-{id}"), "a".to_owned()),
            (format!("{id}/x"), "y".to_owned()),
        ] {
            assert_eq!(open(&one, &two), Some(false), "{one} {two}");
            assert_eq!(open(&two, &one), Some(false), "{one} {two}");
        }
        for (one, two) in [
            (format!("a-{id}"), format!("a-b{other}")),
            (format!("a-{id}"), "a-b".to_owned()),
            (id.clone(), other.clone()),
        ] {
            assert_eq!(open(&one, &two), None, "{one} {two}");
        }
    }
}
