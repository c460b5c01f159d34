//! Whom conditions leave of a principal: `*` or a whole account under a test of `aws:PrincipalArn` is the
//! principal that the test names, whichever way it is written.
//!
//! Source: IAM user guide, "AWS global condition context keys", `aws:PrincipalArn` and
//! `aws:PrincipalAccount`, read 2026-11-23: of a session, the ARN of its role.

use crate::model::arn::is_account;
use crate::model::policy::{Condition, PrincipalRef, Statement};
use crate::model::value::is_symbolic;
use crate::model::{Arn, Name, Names};

/// Operators by which a value without wildcards means itself.
const EXACT: &[&str] = &["arnequals", "arnlike", "stringequals", "stringlike"];

/// A key that tells the caller itself, which principal a value of it is, and which values are one.
type Key = (&'static str, fn(Name) -> PrincipalRef, fn(&str) -> bool);

const KEYS: &[Key] = &[
    ("aws:principalaccount", PrincipalRef::Account, names_account),
    ("aws:principalarn", PrincipalRef::Arn, names_identity),
    ("kms:calleraccount", PrincipalRef::Account, names_account),
];

/// Whom a statement means where it names `principal`, with the conditions that are left to ask. Nobody
/// where no caller satisfies them.
pub fn bound(
    principal: PrincipalRef,
    statement: &Statement,
    names: &Names,
) -> Vec<(PrincipalRef, Vec<Condition>)> {
    let wide = |one: PrincipalRef| {
        matches!(one, PrincipalRef::Anyone | PrincipalRef::AnyAws | PrincipalRef::Account(_))
    };
    if !wide(principal) {
        return vec![(principal, statement.conditions.clone())];
    }
    let mut left = Vec::new();
    let mut whom = vec![principal];
    for condition in &statement.conditions {
        match named(condition, names) {
            Some(list) => {
                let both = |one: &PrincipalRef| -> Vec<PrincipalRef> {
                    list.iter().filter_map(|other| common(*one, *other, names)).collect()
                };
                whom = whom.iter().flat_map(both).collect();
            }
            None => left.push(condition.clone()),
        }
    }
    whom.into_iter().map(|one| (one, left.clone())).collect()
}

/// The principals that a condition names; none if it is no such condition.
fn named(condition: &Condition, names: &Names) -> Option<Vec<PrincipalRef>> {
    let key = names.text(condition.key);
    let (_, of, fits) = KEYS.iter().find(|(known, ..)| *known == key)?;
    let exact = EXACT.contains(&names.text(condition.operator));
    let fits = |value: &Name| fits(names.text(*value));
    (exact && condition.values.iter().all(fits))
        .then(|| condition.values.iter().map(|value| of(*value)).collect())
}

fn names_account(text: &str) -> bool {
    is_account(text) || is_symbolic(text)
}

/// Whether a value is the ARN of one user or role.
fn names_identity(text: &str) -> bool {
    let identity = |arn: Arn<'_>| arn.service == "iam" && arn.resource.contains('/');
    !text.contains(['*', '?', '$']) && Arn::parse(text).is_some_and(identity)
}

/// Who is both.
fn common(one: PrincipalRef, other: PrincipalRef, names: &Names) -> Option<PrincipalRef> {
    let account = |arn: Name| Arn::parse(names.text(arn)).map(|arn| arn.account);
    match (one, other) {
        (PrincipalRef::Anyone | PrincipalRef::AnyAws, _) => Some(other),
        _ if one == other => Some(one),
        (PrincipalRef::Account(of), PrincipalRef::Arn(arn)) => {
            (account(arn) == Some(names.text(of))).then_some(other)
        }
        (PrincipalRef::Arn(arn), PrincipalRef::Account(of)) => {
            (account(arn) == Some(names.text(of))).then_some(one)
        }
        _ => None,
    }
}
