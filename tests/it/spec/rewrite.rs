//! Changes to the policies or the request of a case that change no decision.

use serde_json::{Map, Value, json};

use super::action::action_matches;
use super::generate::Random;
use super::vocabulary::ACTIONS;

/// A change with its name. Out: whether something changed.
pub(crate) type Rewrite = (&'static str, fn(&mut Value, &mut Random));

/// All changes.
pub(crate) const REWRITES: &[Rewrite] = &[
    ("order of statements", |case, random| {
        each_document(case, |statements, _| {
            let at = random.below(statements.len());
            statements.rotate_left(at);
            statements.reverse();
        });
    }),
    ("a statement for each action", |case, _| split(case, "Action")),
    ("a statement for each resource", |case, _| split(case, "Resource")),
    ("lists for single values, and back", |case, _| each_statement(case, toggle_lists)),
    ("order of values", |case, _| each_statement(case, reverse_lists)),
    ("case of actions", |case, _| {
        each_statement(case, |statement, _| {
            for name in ["Action", "NotAction"] {
                change(statement, name, |text| *text = swapped(text));
            }
        });
        change(&mut case["request"], "action", |text| *text = swapped(text));
    }),
    ("case of condition operators and keys", |case, _| {
        each_statement(case, |statement, _| {
            change_block(statement, |operator, key| (swapped(operator), swapped(key)));
        });
    }),
    ("case of request keys", |case, _| {
        let keys = case["request"]["context"].take();
        let keys = keys.as_object().into_iter().flatten();
        case["request"]["context"] =
            keys.map(|(key, values)| (swapped(key), values.clone())).collect::<Map<_, _>>().into();
    }),
    ("a shadowed allow", |case, _| {
        each_document(case, |statements, _| {
            let shadowed: Vec<Value> = statements.iter().filter_map(narrowed).collect();
            statements.extend(shadowed);
        });
    }),
    ("a deny that matches nothing", |case, _| {
        each_document(case, |statements, has_principals| {
            let mut deny = json!({"Effect": "Deny", "Action": "nosuch:Thing", "Resource": "*"});
            if has_principals {
                deny["Principal"] = json!("*");
            }
            statements.push(deny);
        });
    }),
    ("actions by their complement", |case, _| each_statement(case, complement_actions)),
    ("stars doubled", |case, _| {
        each_statement(case, |statement, _| {
            for name in ["Action", "NotAction"] {
                // `*` and `*:*` are words of their own.
                change(statement, name, |text| {
                    if !text.starts_with('*') {
                        *text = text.replace('*', "**");
                    }
                });
            }
        });
    }),
    ("a document for each statement", |case, _| {
        for name in ["identity", "boundary", "vpce"] {
            let documents = case["policies"][name].take();
            case["policies"][name] = apart(&documents);
        }
        for name in ["scp", "rcp"] {
            for level in case["policies"][name].as_array_mut().into_iter().flatten() {
                level["policies"] = apart(&level["policies"]);
            }
        }
    }),
    ("each level twice", |case, _| {
        for name in ["scp", "rcp"] {
            if let Some(levels) = case["policies"][name].as_array_mut() {
                levels.extend(levels.clone());
            }
        }
    }),
    ("accounts by their root", |case, _| {
        each_statement(case, |statement, _| {
            for name in ["Principal", "NotPrincipal"] {
                change(&mut statement[name], "AWS", |text| {
                    if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
                        *text = format!("arn:aws:iam::{text}:root");
                    }
                });
                if statement[name].is_null() {
                    statement.as_object_mut().into_iter().for_each(|object| {
                        object.remove(name);
                    });
                }
            }
        });
    }),
];

/// Calls `change` with the statements of every document, and whether they name principals.
fn each_document(case: &mut Value, mut change: impl FnMut(&mut Vec<Value>, bool)) {
    for (name, policies) in case["policies"].as_object_mut().into_iter().flatten() {
        let has_principals = ["resource", "rcp", "vpce"].contains(&name.as_str());
        let mut visit = |document: &mut Value| {
            if let Some(statements) = document["Statement"].as_array_mut() {
                change(statements, has_principals);
            }
        };
        match policies {
            Value::Array(list) => {
                for item in list {
                    match item.get_mut("policies").and_then(Value::as_array_mut) {
                        Some(documents) => documents.iter_mut().for_each(&mut visit),
                        None => visit(item),
                    }
                }
            }
            document => visit(document),
        }
    }
}

fn each_statement(case: &mut Value, change: fn(&mut Value, bool)) {
    each_document(case, |statements, has_principals| {
        statements.iter_mut().for_each(|statement| change(statement, has_principals));
    });
}

/// Changes the text, or each text of the list, under a name.
fn change(object: &mut Value, name: &str, change: impl Fn(&mut String)) {
    match object.get_mut(name) {
        Some(Value::String(text)) => change(text),
        Some(Value::Array(list)) => {
            for item in list {
                if let Value::String(text) = item {
                    change(text);
                }
            }
        }
        _ => {}
    }
}

/// Renames operators and keys of the condition block.
fn change_block(statement: &mut Value, rename: fn(&str, &str) -> (String, String)) {
    let Some(block) = statement.get("Condition").and_then(Value::as_object).cloned() else {
        return;
    };
    let mut out = Map::new();
    for (operator, lines) in block {
        let lines = lines.as_object().into_iter().flatten();
        let renamed = lines.map(|(key, values)| (rename(&operator, key).1, values.clone()));
        out.insert(rename(&operator, "").0, renamed.collect::<Map<_, _>>().into());
    }
    statement["Condition"] = out.into();
}

/// The text with small letters for great ones and the other way round.
fn swapped(text: &str) -> String {
    let swap = |c: char| match c.is_ascii_lowercase() {
        true => c.to_ascii_uppercase(),
        false => c.to_ascii_lowercase(),
    };
    text.chars().map(swap).collect()
}

/// A statement for each value of a positive list.
fn split(case: &mut Value, name: &str) {
    each_document(case, |statements, _| {
        let parts = |statement: &Value| match statement[name].as_array() {
            Some(list) => list.iter().map(|value| with(statement, name, value)).collect(),
            None => vec![statement.clone()],
        };
        *statements = statements.iter().flat_map(parts).collect();
    });
}

fn with(statement: &Value, name: &str, value: &Value) -> Value {
    let mut out = statement.clone();
    out[name] = value.clone();
    out
}

/// `[x]` for `x`, and `x` for `[x]`.
fn toggle_lists(statement: &mut Value, _: bool) {
    let toggle = |value: &mut Value| {
        let toggled = match value.as_array().map(Vec::as_slice) {
            Some([one]) => one.clone(),
            Some(_) => return,
            None => json!([value]),
        };
        *value = toggled;
    };
    each_list(statement, toggle);
}

fn reverse_lists(statement: &mut Value, _: bool) {
    each_list(statement, |value| value.as_array_mut().into_iter().for_each(|list| list.reverse()));
}

/// Every place of a statement where a list may stand.
fn each_list(statement: &mut Value, visit: impl Fn(&mut Value)) {
    for (name, value) in statement.as_object_mut().into_iter().flatten() {
        match (name.as_str(), value) {
            ("Action" | "NotAction" | "Resource" | "NotResource", value) => visit(value),
            ("Principal" | "NotPrincipal", Value::Object(kinds)) => {
                kinds.values_mut().for_each(&visit);
            }
            ("Condition", Value::Object(block)) => {
                let lines = block.values_mut().filter_map(Value::as_object_mut);
                lines.for_each(|lines| lines.values_mut().for_each(&visit));
            }
            _ => {}
        }
    }
}

/// The same Allow under one more condition: it allows nothing that the first does not.
fn narrowed(statement: &Value) -> Option<Value> {
    let mut out = (statement["Effect"] == "Allow").then(|| statement.clone())?;
    let block = out.as_object_mut()?.entry("Condition").or_insert_with(|| json!({}));
    block.as_object_mut()?.insert("StringEqualsIgnoreCase".to_owned(), json!({"x:Shadow": "s"}));
    let lost = statement["Condition"].get("StringEqualsIgnoreCase").is_some();
    (!lost).then_some(out)
}

/// The actions that requests may name and that the statement does not speak of, as `NotAction`.
fn complement_actions(statement: &mut Value, _: bool) {
    let mut rest: Vec<&str> = ACTIONS.to_vec();
    rest.retain(|action| !action_matches(statement, action));
    if let (false, Some(object)) = (rest.is_empty(), statement.as_object_mut()) {
        object.remove("Action");
        object.insert("NotAction".to_owned(), json!(rest));
    }
}

/// A document for each statement of some documents.
fn apart(documents: &Value) -> Value {
    let documents = documents.as_array().into_iter().flatten();
    let alone = |document: &Value| -> Vec<Value> {
        let statements = document["Statement"].as_array().into_iter().flatten();
        statements.map(|statement| with(document, "Statement", &json!([statement]))).collect()
    };
    documents.flat_map(alone).collect()
}
