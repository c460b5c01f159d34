//! The outputs of the root, where they hold copies of secrets.

use super::Change;
use super::shape::{Plan, Values};
use crate::model::Store;
use crate::model::inventory::SecretCopy;
use crate::source::terraform::object::has_mark;
use crate::source::terraform::secret::{Output, output};
use crate::source::terraform::side::Side;
use std::collections::BTreeMap;

/// Notes what copies the outputs hold on both sides. A change says of an output whether it is or was marked
/// sensitive; whether it is, the configuration tells. Of the side before only values are known, so an
/// output whose value stays holds then what it holds now.
///
/// Source: Terraform 1.11, `internal/command/jsonplan`, read 2026-11-23.
pub(super) fn copies(
    plan: &Plan<'_>,
    [before, after]: [&Side<'_>; 2],
    change: &mut Change,
    store: &mut Store,
) {
    let configured = plan.configuration.as_ref().into_iter().flat_map(|one| one.outputs());
    let configured: BTreeMap<&str, (Vec<String>, bool)> = configured.collect();
    for (name, values) in &plan.output_changes.0 {
        let open = values.after_unknown.is_some_and(has_mark);
        let set = configured.get(name.as_ref());
        let one = Output {
            name,
            value: values.after,
            references: set.filter(|_| open).map(|(all, _)| all.clone()).unwrap_or_default(),
            sensitive: set.is_none_or(|(_, sensitive)| *sensitive),
        };
        let now = output(after, &one, store);
        if let Some(value) = values.before.filter(|raw| raw.get() != "null") {
            let sensitive = values.before_sensitive.is_some_and(has_mark);
            let was = Output { value: Some(value), references: Vec::new(), sensitive, ..one };
            let kept = |one: &SecretCopy| SecretCopy { printed: !sensitive, ..one.clone() };
            let was = match is_untouched(values) {
                true => now.iter().map(kept).collect(),
                false => output(before, &was, store),
            };
            change.before.copies.extend(was);
        }
        change.after.copies.extend(now);
    }
}

fn is_untouched(values: &Values<'_>) -> bool {
    values.actions.iter().all(|action| action.0 == "no-op")
}
