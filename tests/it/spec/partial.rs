//! The decision when some context keys are unknown: every completion is tried.

use serde_json::Value;
use std::collections::BTreeSet;

use super::candidate::{candidates, templates, uses};
use super::case::Case;
use super::context::Context;
use super::glob::glob;
use super::variable::keys;
use super::{Decision, Three, decide};

/// More completions than this are not tried.
const COMPLETIONS_MAX: usize = 20_000;

/// Is the request allowed for all, some or no values of the keys that the case does not give?
/// None: there are too many to try.
pub(crate) fn decide_partial(case: &Case) -> Option<Three> {
    let uses = uses(case);
    let in_templates = templates(case, &uses).into_iter().flat_map(|(text, _)| keys(&text));
    let used = uses.iter().map(|used| used.key.clone()).chain(in_templates);
    let used: BTreeSet<String> = used.map(|key| key.to_lowercase()).collect();

    let mut base = case.clone();
    let mut unknown = Vec::new();
    for key in used {
        let given = knowledge(case, &key);
        if given != Knowledge::Known {
            base.context.remove(&key);
        }
        if matches!(given, Knowledge::Present | Knowledge::Unknown) {
            unknown.push((key, given));
        }
    }
    let mut completions = vec![base.context.clone()];
    for (key, given) in unknown {
        let mut values = candidates(&base, &uses, &key);
        if given == Knowledge::Unknown {
            values.push(Vec::new());
        }
        if completions.len() * values.len() > COMPLETIONS_MAX {
            return None;
        }
        let with = |context: &Context| -> Vec<Context> {
            let one = |values: &Vec<String>| {
                let mut context = context.clone();
                context.set(&key, values.clone());
                context
            };
            values.iter().map(one).collect()
        };
        completions = completions.iter().flat_map(with).collect();
    }
    let allowed = completions.into_iter().map(|context| {
        base.context = context;
        decide(&base) == Decision::Allowed
    });
    let answers: BTreeSet<bool> = allowed.collect();
    Some(match (answers.contains(&true), answers.contains(&false)) {
        (true, false) => Three::Allow,
        (true, true) => Three::Conditional,
        (false, _) => Three::Deny,
    })
}

/// What a partial case knows of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Knowledge {
    /// As the context has it: its values, or absent.
    Known,
    Absent,
    /// There, with a value that is not known.
    Present,
    Unknown,
}

/// Without a word about a key it is known when the context has it, else unknown. A word is
/// `absent`, `present` or `unknown`, or says whether its presence and its value are known: by
/// key, or in a list under `keyName`, which may be a pattern between slashes.
fn knowledge(case: &Case, key: &str) -> Knowledge {
    let given = case.context.has(key);
    let Some(said) = said_of(&case.knowledge, key) else {
        return if given { Knowledge::Known } else { Knowledge::Unknown };
    };
    match (said.as_str(), &said["presenceIsKnown"], &said["valueIsKnown"]) {
        (Some("absent"), ..) => Knowledge::Absent,
        (Some("present"), ..) => Knowledge::Present,
        (Some("known"), ..) => Knowledge::Known,
        (_, Value::Bool(true), Value::Bool(false)) if given => Knowledge::Present,
        (_, Value::Bool(true), _) => Knowledge::Known,
        _ => Knowledge::Unknown,
    }
}

fn said_of<'k>(knowledge: &'k Value, key: &str) -> Option<&'k Value> {
    let is = |name: &str| {
        let pattern = name.strip_prefix('/').and_then(|name| name.rsplit_once('/'));
        let pattern = pattern.map(|(pattern, _)| pattern.replace(['^', '$', '\\'], ""));
        let pattern = pattern.map(|pattern| pattern.replace(".*", "*").replace(".+", "?*"));
        glob(&pattern.unwrap_or_else(|| name.to_owned()).to_lowercase(), key)
    };
    match knowledge {
        Value::Object(keys) => keys.iter().find(|(name, _)| is(name)).map(|(_, said)| said),
        Value::Array(list) => list.iter().find(|said| said["keyName"].as_str().is_some_and(is)),
        _ => None,
    }
}
