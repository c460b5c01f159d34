//! The outputs of the root, where they hold copies of secrets.

use super::Change;
use super::shape::{Plan, Values};
use crate::model::Store;
use crate::source::terraform::object::has_mark;
use crate::source::terraform::secret::{Output, output};
use crate::source::terraform::side::Side;
use std::collections::BTreeMap;

/// Notes what copies the outputs hold on both sides. Of the side before only values are known, so an
/// output that does not change holds then what it holds now.
pub(super) fn copies(
    plan: &Plan<'_>,
    [before, after]: [&Side<'_>; 2],
    change: &mut Change,
    store: &mut Store,
) {
    let configured = plan.configuration.as_ref().into_iter().flat_map(|one| one.outputs());
    let references: BTreeMap<&str, Vec<String>> = configured.collect();
    for (name, values) in &plan.output_changes.0 {
        let open = values.after_unknown.is_some_and(has_mark);
        let references = references.get(name.as_ref()).filter(|_| open).cloned();
        let one = Output {
            name,
            value: values.after,
            references: references.unwrap_or_default(),
            sensitive: values.after_sensitive.is_some_and(has_mark),
        };
        let now = output(after, &one, store);
        let was = Output {
            value: values.before,
            references: Vec::new(),
            sensitive: values.before_sensitive.is_some_and(has_mark),
            ..one
        };
        match is_untouched(values) {
            true => change.before.copies.extend(now.clone()),
            false => change.before.copies.extend(output(before, &was, store)),
        }
        change.after.copies.extend(now);
    }
}

fn is_untouched(values: &Values<'_>) -> bool {
    values.actions.iter().all(|action| action.0 == "no-op")
}
