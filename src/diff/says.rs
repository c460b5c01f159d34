//! A statement of a policy on one line, as a reader of a report wants it.

use crate::model::policy::{Condition, Patterns, PrincipalRef, Principals, Statement};
use crate::model::value::shown;
use crate::model::{Effect, Name, Names, value};

/// Entries of a list that are shown; the rest is a number.
const LISTED: usize = 6;

/// What a statement says: `Allow iam:PassRole on arn:aws:iam::*:role/* if aws:SourceIp IpAddress 10.0.0.0/8`.
pub(super) fn statement(statement: &Statement, names: &Names) -> String {
    let effect = match statement.effect {
        Effect::Allow => "Allow",
        Effect::Deny => "Deny",
    };
    let actions = &statement.actions;
    let but = if actions.negated { "all but " } else { "" };
    let actions = format!("{but}{}", list(&actions.patterns, |name| action(names.text(*name))));
    let mut out = format!("{effect} {actions}");
    match &statement.principals {
        // Whom an identity policy is about is known, and a trust policy is about its role.
        Principals::None => out.push_str(&format!(" on {}", patterns(&statement.resources, names))),
        Principals::Only(list) => out.push_str(&format!(" to {}", principals(list, names))),
        Principals::Not(list) => out.push_str(&format!(" to all but {}", principals(list, names))),
    }
    let conditions = statement.conditions.iter().map(|one| condition(one, names));
    let conditions: Vec<String> = conditions.collect();
    if !conditions.is_empty() {
        out.push_str(&format!(" if {}", conditions.join(" and ")));
    }
    out
}

/// An action as AWS writes it; a pattern stays as it is.
fn action(text: &str) -> String {
    let known = text.split_once(':').and_then(|(service, name)| {
        Some(format!("{service}:{}", crate::iam::catalog::actions::action(service, name)?.name))
    });
    known.unwrap_or_else(|| value::readable(text))
}

fn patterns(patterns: &Patterns, names: &Names) -> String {
    let but = if patterns.negated { "all but " } else { "" };
    format!("{but}{}", list(&patterns.patterns, |name| shown(names, *name)))
}

fn principals(all: &[PrincipalRef], names: &Names) -> String {
    let text = |name: &Name| shown(names, *name);
    list(all, |one| match one {
        PrincipalRef::Anyone => "everyone".into(),
        PrincipalRef::AnyAws => "every AWS principal".into(),
        PrincipalRef::Account(name) => format!("account {}", text(name)),
        PrincipalRef::Arn(name)
        | PrincipalRef::Service(name)
        | PrincipalRef::Federated(name)
        | PrincipalRef::Canonical(name)
        | PrincipalRef::Dangling(name) => text(name),
    })
}

fn condition(condition: &Condition, names: &Names) -> String {
    let values = list(&condition.values, |name| shown(names, *name));
    format!("{} {} {values}", shown(names, condition.key), shown(names, condition.operator))
}

fn list<T>(all: &[T], text: impl Fn(&T) -> String) -> String {
    let mut shown: Vec<String> = all.iter().take(LISTED).map(text).collect();
    if let Some(more) = all.len().checked_sub(LISTED).filter(|more| *more > 0) {
        shown.push(format!("{more} more"));
    }
    shown.join(", ")
}
