//! What policies of endpoints let pass.

use crate::diag::limits;
use crate::graph::surface::extent::{ALL_BUT, OTHERS_THAN, narrow_by_all, narrow_by_any};
use crate::graph::surface::{Elements, Extent};
use crate::graph::zone::serves;
use crate::model::element::{Element, ElementKind};
use serde_json::Value;
use std::collections::BTreeSet;

/// What the policy of an endpoint keeps back; nothing where there is none, and none where it is not
/// known.
pub(in crate::graph) fn endpoint_bound(
    elements: &Elements<'_>,
    endpoint: &Element,
) -> Option<Extent> {
    let written = declared(elements, endpoint).unwrap_or(endpoint);
    match elements.text(written, "policy") {
        None if elements.why_open(written, "policy").is_some() => None,
        None => Some(Extent::none()),
        Some(policy) if policy.len() > limits::ENDPOINT_POLICY_MAX => None,
        Some(policy) => {
            let service = elements.text(endpoint, "service").unwrap_or_default();
            let passes = passes(&serde_json::from_str(policy).ok()?, service);
            let all = passes.contains("*");
            Some(if all { Extent::none() } else { Extent::Bound(passes) })
        }
    }
}

/// The policy of an endpoint that is declared by itself.
pub(super) fn declared<'i>(elements: &Elements<'i>, endpoint: &Element) -> Option<&'i Element> {
    elements.by(ElementKind::EndpointPolicy, "endpoint", endpoint.id).first().copied()
}

/// What a policy lets pass to a service, as names that two sides can be compared by.
fn passes(policy: &Value, service: &str) -> BTreeSet<String> {
    let statements = list(policy.get("Statement"));
    let of = |effect: &'static str| {
        let is = move |one: &&Value| one.get("Effect").and_then(Value::as_str) == Some(effect);
        statements.iter().copied().filter(is)
    };
    let mut out: Vec<String> = of("Allow").flat_map(|one| allowed(one, service)).collect();
    for deny in of("Deny") {
        narrow_by_all(&mut out, std::iter::once(spared(deny)));
    }
    out.into_iter().collect()
}

fn allowed(statement: &Value, service: &str) -> Vec<String> {
    let not_actions = texts(statement.get("NotAction"));
    let mut out = texts(statement.get("Action"));
    // Nothing else than calls of its service comes through an endpoint.
    for action in out.iter_mut().filter(|one| one.ends_with(":*") && serves(service, one)) {
        *action = "*".to_owned();
    }
    if !not_actions.is_empty() {
        out = vec!["*".to_owned()];
        narrow_by_all(&mut out, not_actions.iter().map(|one| format!("{ALL_BUT}{one}")));
    }
    let resources = texts(statement.get("Resource"));
    if !resources.iter().any(|one| one == "*") && !resources.is_empty() {
        narrow_by_any(&mut out, &resources);
    }
    let others = texts(statement.get("NotResource")).into_iter();
    narrow_by_all(&mut out, others.map(|one| format!("{OTHERS_THAN}{one}")));
    let callers = callers(statement.get("Principal"));
    if !callers.iter().any(|one| one == "*") && !callers.is_empty() {
        narrow_by_any(
            &mut out,
            &callers.iter().map(|one| format!("calls of {one}")).collect::<Vec<_>>(),
        );
    }
    for (operator, key, values) in asked(statement) {
        let parts = values.iter().map(|value| format!("{operator} {key} {value}"));
        match operator.contains("not") {
            true => narrow_by_all(&mut out, parts),
            false => narrow_by_any(&mut out, &parts.collect::<Vec<_>>()),
        }
    }
    out
}

/// What a Deny leaves of everything, as one more thing that is asked.
fn spared(statement: &Value) -> String {
    let only = |key: &str| texts(statement.get(key)).iter().any(|one| one == "*");
    let (everything, tests) = (only("Action") && only("Resource"), asked(statement));
    match tests.as_slice() {
        [(operator, key, values)]
            if everything && operator.contains("not") && values.len() == 1 =>
        {
            let asked = operator.replacen("not", "", 1);
            format!("{}ifexists {key} {}", asked.trim_end_matches("ifexists"), values.concat())
        }
        _ => format!("what {statement} leaves"),
    }
}

fn list(value: Option<&Value>) -> Vec<&Value> {
    match value {
        Some(Value::Array(all)) => all.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    }
}

fn texts(value: Option<&Value>) -> Vec<String> {
    let text = |one: &&Value| one.as_str().map_or_else(|| one.to_string(), str::to_owned);
    list(value).iter().map(text).collect()
}

/// Whom a `Principal` names, of whichever kind.
fn callers(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Object(kinds)) => kinds.values().flat_map(|one| texts(Some(one))).collect(),
        other => texts(other),
    }
}

/// The tests of a statement: operator, key, values.
fn asked(statement: &Value) -> Vec<(String, String, Vec<String>)> {
    let operators = statement.get("Condition").and_then(Value::as_object).into_iter().flatten();
    let each = operators.filter_map(|(operator, keys)| Some((operator, keys.as_object()?)));
    each.flat_map(|(operator, keys)| {
        let test = |(key, values): (&String, &Value)| {
            (operator.to_lowercase(), key.to_lowercase(), texts(Some(values)))
        };
        keys.iter().map(test).collect::<Vec<_>>()
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::passes;
    use crate::graph::surface::Extent;
    use serde_json::json;

    #[test]
    fn a_policy_that_lets_more_pass_keeps_less() {
        let allow = |more: serde_json::Value| {
            let mut statement =
                json!({ "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*" });
            statement.as_object_mut().into_iter().for_each(|one| {
                one.extend(more.as_object().cloned().into_iter().flatten());
            });
            statement
        };
        let plain = || allow(json!({}));
        let org = |id: &str| json!({ "StringEquals": { "aws:ResourceOrgID": id } });
        let deny = |id: &str| {
            let outside = json!({ "StringNotEquals": { "aws:ResourceOrgID": id } });
            json!({ "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": outside })
        };
        let table = [
            (json!([plain()]), json!([plain()]), false),
            (json!([plain()]), json!([allow(json!({ "Action": "*" }))]), false),
            (json!([allow(json!({ "Condition": org("o-1") }))]), json!([plain()]), true),
            (json!([plain()]), json!([allow(json!({ "Condition": org("o-1") }))]), false),
            (json!([allow(json!({ "Action": "s3:GetObject" }))]), json!([plain()]), true),
            (json!([allow(json!({ "Resource": "arn:aws:s3:::a/*" }))]), json!([plain()]), true),
            (
                json!([allow(json!({ "Resource": "arn:aws:s3:::a/*" }))]),
                json!([allow(json!({ "Resource": "arn:aws:s3:::a/b" }))]),
                false,
            ),
            (
                json!([allow(json!({ "Principal": { "AWS": "111122223333" } }))]),
                json!([plain()]),
                true,
            ),
            (json!([plain(), deny("o-1")]), json!([plain()]), true),
            (json!([plain()]), json!([plain(), deny("o-1")]), false),
            (
                json!([allow(json!({ "NotAction": ["s3:DeleteBucket"], "Action": [] }))]),
                json!([allow(json!({ "NotAction": ["s3:Delete*"], "Action": [] }))]),
                false,
            ),
        ];
        for (before, after, loses) in table {
            let bound = |statements: &serde_json::Value| {
                Extent::Bound(passes(
                    &json!({ "Statement": statements }),
                    "com.amazonaws.eu-west-1.s3",
                ))
            };
            let lost = bound(&before).beyond(&bound(&after));
            assert_eq!(!lost.is_empty(), loses, "{before} to {after}: {lost}");
        }
    }
}
