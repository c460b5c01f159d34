//! Which of two types is the more general.

use super::super::types::Type;
use std::cmp::Ordering;

/// `Less`: `one` is to be preferred, since values of the other convert to it.
pub(super) fn compare(one: &Type, two: &Type) -> Ordering {
    match (one, two) {
        (Type::Any, Type::Any) => Ordering::Equal,
        (Type::Any, _) => Ordering::Greater,
        (_, Type::Any) => Ordering::Less,
        (Type::Text, Type::Number | Type::Bool) => Ordering::Less,
        (Type::Number | Type::Bool, Type::Text) => Ordering::Greater,
        (Type::List(one), Type::List(two))
        | (Type::Set(one), Type::Set(two))
        | (Type::Map(one), Type::Map(two)) => compare(one, two),
        (Type::Tuple(_), Type::List(_)) | (Type::Object(_), Type::Map(_)) => Ordering::Greater,
        (Type::List(_), Type::Tuple(_)) | (Type::Map(_), Type::Object(_)) => Ordering::Less,
        (Type::Set(_), Type::Tuple(_) | Type::List(_)) => Ordering::Greater,
        (Type::Tuple(_) | Type::List(_), Type::Set(_)) => Ordering::Less,
        (Type::Tuple(one), Type::Tuple(two)) if one.len() == two.len() => {
            both(one.iter().zip(&**two))
        }
        (Type::Object(one), Type::Object(two)) if one.keys().eq(two.keys()) => {
            let pairs = one.values().zip(two.values());
            both(pairs.map(|(one, two)| (&one.of, &two.of)))
        }
        _ => Ordering::Equal,
    }
}

fn both<'a>(pairs: impl Iterator<Item = (&'a Type, &'a Type)>) -> Ordering {
    agreed(pairs.map(|(one, two)| compare(one, two)))
}

/// What the parts say, if they do not contradict one another.
fn agreed(parts: impl Iterator<Item = Ordering>) -> Ordering {
    let (mut less, mut greater) = (false, false);
    for one in parts {
        less |= one == Ordering::Less;
        greater |= one == Ordering::Greater;
    }
    match (less, greater) {
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}

/// The indexes of `types`, the most general first.
pub(super) fn sorted(types: &[Type]) -> Vec<usize> {
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    let mut above: Vec<usize> = vec![0; types.len()];
    for (index, one) in types.iter().enumerate() {
        for (offset, two) in types.iter().skip(index + 1).enumerate() {
            let other = index + 1 + offset;
            let (upper, lower) = match compare(one, two) {
                Ordering::Less => (index, other),
                Ordering::Greater => (other, index),
                Ordering::Equal => continue,
            };
            if let Some(list) = below.get_mut(upper) {
                list.push(lower);
            }
            if let Some(count) = above.get_mut(lower) {
                *count += 1;
            }
        }
    }
    let first = above.iter().enumerate().filter(|(_, count)| **count == 0);
    let mut order: Vec<usize> = first.map(|(index, _)| index).collect();
    let mut next = 0;
    while let Some(&index) = order.get(next) {
        next += 1;
        for &lower in below.get(index).into_iter().flatten() {
            let Some(count) = above.get_mut(lower) else { continue };
            *count -= 1;
            if *count == 0 {
                order.push(lower);
            }
        }
    }
    order
}
