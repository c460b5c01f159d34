//! What a policy of the organization denies, as names that two sides can be compared by.

use crate::graph::surface::extent::{ALL_BUT, OTHERS_THAN, WITHIN};
use crate::graph::surface::{Extent, View};
use crate::iam::catalog;
use crate::model::inventory::Guard;
use crate::model::policy::{Effect, Statement};
use crate::model::value;

/// What a policy denies, and whether it surely does.
pub(super) struct Denied {
    pub(super) names: Extent,
    pub(super) sure: bool,
}

impl Denied {
    pub(super) fn new(view: &View<'_, '_>, guard: &Guard) -> Self {
        let Some((document, sure)) = guard.written.said() else {
            return Self { names: Extent::none(), sure: true };
        };
        let entries = view.store.documents.document(document).entries.iter();
        let statements = entries.map(|entry| view.store.documents.statement(entry.statement));
        let denies = statements.filter(|one| one.effect == Effect::Deny);
        Self { names: Extent::names(denies.flat_map(|one| of_statement(view, one))), sure }
    }
}

/// What a statement denies, action by action, each with what narrows it: of values that are joined by
/// OR each is a name of its own, of those joined by AND each narrows further.
fn of_statement(view: &View<'_, '_>, one: &Statement) -> Vec<String> {
    let texts = |names: &[_]| -> Vec<String> {
        names.iter().map(|name| value::readable(view.text(*name))).collect()
    };
    let actions: Vec<String> = texts(&one.actions.patterns).iter().map(|one| action(one)).collect();
    let mut out = match one.actions.negated {
        true => vec![
            ["*".to_owned()]
                .into_iter()
                .chain(actions.iter().map(|one| format!("{ALL_BUT}{one}")))
                .collect::<Vec<_>>()
                .join(WITHIN),
        ],
        false => actions,
    };
    let resources = texts(&one.resources.patterns);
    if one.resources.negated {
        narrow_by_all(&mut out, resources.iter().map(|one| format!("{OTHERS_THAN}{one}")));
    } else if resources != ["*"] {
        narrow_by_any(&mut out, &resources);
    }
    for test in &one.conditions {
        let (operator, key) = (view.text(test.operator), view.text(test.key));
        let values =
            texts(&test.values).into_iter().map(|value| format!("{operator} {key} {value}"));
        if operator.contains("not") {
            narrow_by_all(&mut out, values);
        } else {
            narrow_by_any(&mut out, &values.collect::<Vec<_>>());
        }
    }
    out
}

/// An action as AWS writes it.
fn action(text: &str) -> String {
    let known = text.split_once(':').and_then(|(service, name)| {
        Some(format!("{service}:{}", catalog::actions::action(service, name)?.name))
    });
    known.unwrap_or_else(|| text.to_owned())
}

fn narrow_by_all(out: &mut [String], parts: impl Iterator<Item = String>) {
    for part in parts {
        for name in out.iter_mut() {
            *name = format!("{name}{WITHIN}{part}");
        }
    }
}

fn narrow_by_any(out: &mut Vec<String>, parts: &[String]) {
    let each = |name: &String| {
        parts.iter().map(|part| format!("{name}{WITHIN}{part}")).collect::<Vec<_>>()
    };
    *out = out.iter().flat_map(each).take(crate::diag::limits::EXAMPLES_MAX * 100).collect();
}
