//! The one type to which values of several types convert.

use super::super::types::Type;
use super::{Mode, possible, prefer};

/// The most general type that values of all `types` convert to, safely or not; none where there is
/// none, or no type at all.
#[must_use]
pub fn unify(types: &[Type]) -> Option<Type> {
    of(types, Mode::Unsafe)
}

/// The same by safe conversions alone.
#[must_use]
pub fn unify_safe(types: &[Type]) -> Option<Type> {
    of(types, Mode::Safe)
}

/// How many of the types are of each kind.
#[derive(Default)]
struct Kinds {
    maps: usize,
    lists: usize,
    sets: usize,
    objects: usize,
    tuples: usize,
    open: usize,
}

impl Kinds {
    fn of(types: &[Type]) -> Self {
        let mut kinds = Self::default();
        for one in types {
            match one {
                Type::Map(_) => kinds.maps += 1,
                Type::List(_) => kinds.lists += 1,
                Type::Set(_) => kinds.sets += 1,
                Type::Object(_) => kinds.objects += 1,
                Type::Tuple(_) => kinds.tuples += 1,
                Type::Any => kinds.open += 1,
                Type::Bool | Type::Number | Type::Text => {}
            }
        }
        kinds
    }
}

pub(super) fn of(types: &[Type], mode: Mode) -> Option<Type> {
    let (first, rest) = types.split_first()?;
    if rest.iter().all(|one| one == first) {
        return Some(first.clone());
    }
    let kinds = Kinds::of(types);
    let are = |count: usize| count > 0 && count + kinds.open == types.len();
    let open = kinds.open > 0;
    if are(kinds.maps) || are(kinds.lists) || are(kinds.sets) {
        return if open { Some(Type::Any) } else { collections(types, mode) };
    }
    if kinds.maps > 0 && are(kinds.maps + kinds.objects) {
        if let Some(map @ Type::Map(_)) = replaced(types, mode) {
            return Some(map);
        }
    } else if kinds.lists > 0 && are(kinds.lists + kinds.tuples) {
        if let Some(list @ Type::List(_)) = replaced(types, mode) {
            return Some(list);
        }
    } else if are(kinds.objects) {
        return if open { Some(Type::Any) } else { objects(types, mode) };
    } else if are(kinds.tuples) {
        return if open { Some(Type::Any) } else { tuples(types, mode) };
    } else if kinds.objects > 0 && kinds.tuples > 0 {
        return None;
    }
    let wanted = |index: usize| -> Option<&Type> {
        let want = types.get(index)?;
        types.iter().all(|one| one == want || possible(one, want, mode)).then_some(want)
    };
    prefer::sorted(types).into_iter().find_map(wanted).cloned()
}

/// Lists, sets or maps, all of one kind.
fn collections(types: &[Type], mode: Mode) -> Option<Type> {
    let elements: Vec<Type> = types.iter().filter_map(Type::element).cloned().collect();
    let element = of(&elements, mode)?;
    let want = match types.first()? {
        Type::List(_) => Type::list(element),
        Type::Set(_) => Type::set(element),
        _ => Type::map(element),
    };
    reachable(types, want, mode)
}

/// Objects beside maps are taken as maps, tuples beside lists as lists.
fn replaced(types: &[Type], mode: Mode) -> Option<Type> {
    let structural: Vec<Type> = types
        .iter()
        .filter(|one| matches!(one, Type::Object(_) | Type::Tuple(_)))
        .cloned()
        .collect();
    let collection = as_collection(&structural, mode)?;
    let structural = |one: &Type| matches!(one, Type::Object(_) | Type::Tuple(_));
    let all: Vec<Type> = types
        .iter()
        .map(|one| if structural(one) { collection.clone() } else { one.clone() })
        .collect();
    of(&all, mode)
}

/// Objects as one map type, or tuples as one list type.
fn as_collection(types: &[Type], mode: Mode) -> Option<Type> {
    let mut parts = Vec::new();
    for one in types {
        match one {
            Type::Object(attributes) => parts.extend(attributes.values().map(|one| one.of.clone())),
            Type::Tuple(elements) => parts.extend(elements.iter().cloned()),
            _ => return None,
        }
    }
    let element = of(&parts, mode)?;
    let is_object = matches!(types.first()?, Type::Object(_));
    let want = if is_object { Type::map(element) } else { Type::list(element) };
    reachable(types, want, mode)
}

/// Objects: with the same names attribute by attribute, else as a map.
fn objects(types: &[Type], mode: Mode) -> Option<Type> {
    let all: Vec<_> = types
        .iter()
        .filter_map(|one| if let Type::Object(all) = one { Some(all) } else { None })
        .collect();
    let first = all.first()?;
    if !all.iter().all(|one| one.keys().eq(first.keys())) {
        return as_collection(types, mode);
    }
    let mut attributes = Vec::new();
    for name in first.keys() {
        let across: Vec<Type> =
            all.iter().filter_map(|one| one.get(name)).map(|one| one.of.clone()).collect();
        attributes.push((name.clone(), of(&across, mode)?));
    }
    reachable(types, Type::object(attributes), mode).or_else(|| as_collection(types, mode))
}

/// Tuples: of the same length element by element, else as a list.
fn tuples(types: &[Type], mode: Mode) -> Option<Type> {
    let all: Vec<_> = types
        .iter()
        .filter_map(|one| if let Type::Tuple(all) = one { Some(all) } else { None })
        .collect();
    let first = all.first()?;
    if !all.iter().all(|one| one.len() == first.len()) {
        return as_collection(types, mode);
    }
    let mut elements = Vec::new();
    for index in 0..first.len() {
        let across: Vec<Type> = all.iter().filter_map(|one| one.get(index)).cloned().collect();
        elements.push(of(&across, mode)?);
    }
    reachable(types, Type::tuple(elements), mode).or_else(|| as_collection(types, mode))
}

/// The type, if all convert to it.
fn reachable(types: &[Type], want: Type, mode: Mode) -> Option<Type> {
    types.iter().all(|one| *one == want || possible(one, &want, mode)).then_some(want)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn object(of: &[(&str, Type)]) -> Type {
        Type::object(of.iter().map(|(name, of)| (Arc::from(*name), of.clone())))
    }

    #[test]
    fn common_types() {
        let table = [
            (vec![Type::Number, Type::Text], Some(Type::Text)),
            (vec![Type::Number, Type::Bool], None),
            (vec![Type::Number, Type::Bool, Type::Text], Some(Type::Text)),
            (vec![Type::Number, Type::Any], Some(Type::Number)),
            (vec![object(&[("a", Type::Number)]), object(&[])], Some(Type::map(Type::Number))),
            (
                vec![object(&[("a", Type::Number)]), object(&[("a", Type::Text)])],
                Some(object(&[("a", Type::Text)])),
            ),
            (
                vec![Type::tuple(vec![Type::Number]), Type::tuple(vec![Type::Number, Type::Text])],
                Some(Type::list(Type::Text)),
            ),
            (vec![Type::tuple(vec![]), object(&[])], None),
            (vec![Type::list(Type::Text), Type::tuple(vec![])], Some(Type::list(Type::Text))),
            (vec![Type::list(Type::Text), Type::set(Type::Text)], Some(Type::list(Type::Text))),
            (vec![Type::list(Type::Text), Type::Any], Some(Type::Any)),
        ];
        for (types, want) in table {
            assert_eq!(unify(&types), want, "{types:?}");
        }
    }
}
